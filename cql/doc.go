// Package cql is the cluster query language of Amazon ECS: it parses, checks,
// prints, evaluates and explains the expressions of placement constraints and of
// the filter of ListContainerInstances, without a call to AWS.
//
//	e, err := cql.Parse("attribute:ecs.instance-type =~ t2.* and attribute:stack == prod")
//	if err != nil {
//		return err // a *cql.SyntaxError: code, place, suggestion
//	}
//	ok := e.Match(&cql.Instance{Attributes: map[string]string{"ecs.instance-type": "t2.micro", "stack": "prod"}})
//
// The page of the language is
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html.
//
// # Grammar
//
//	expression = and { ( "or" | "||" ) and }
//	and        = unary { ( "and" | "&&" ) unary }
//	unary      = ( "not" | "!" ) unary | "(" expression ")" | comparison
//	comparison = subject ( order value | set "[" value { "," value } "]" | match pattern | existence )
//	subject    = "attribute:" name | "agentConnected" | "agentVersion" | "ec2InstanceId"
//	           | "registeredAt" | "runningTasksCount" | "task:group"
//	order      = "==" | "!=" | "<" | "<=" | ">" | ">="    or equals, not_equals, less_than, …
//	set        = "in" | "not_in" | "!in"
//	match      = "=~" | "!~"                              or matches, not_matches
//	existence  = "exists" | "not_exists" | "!exists"
//
// Values and patterns stand without quotes, or in single or double ones. A
// pattern without quotes ends at a blank or a connective outside of its own
// parentheses and brackets.
//
// # Meaning
//
// A missing attribute satisfies not_exists and nothing else: != and not_in and
// !~ are false, as AWS documents for !=. "not" is plain negation, so that
// not(attribute:a == b) holds where the attribute is missing. An attribute without
// a value exists and has the value "". task:group is the set of the groups of the
// tasks on the instance: ==, in and =~ ask for some task, the negated operators
// for none. agentVersion is compared by its numbers. What is not known of an
// instance, such as the zero time of registration, satisfies nothing.
//
// What AWS does not say is chosen, and the conformance cases mark it unknown:
// that and binds tighter than or, that a date is its midnight in UTC, that order
// on attributes is that of numbers where both sides are numbers and that of bytes
// elsewhere. [Expr.Hints] points at some of it.
//
// # Patterns
//
// Patterns are Java's and match the whole value. They are evaluated as literals
// where they are nothing else, and by package regexp otherwise; the dot stands for
// every character, since the values of ECS have no line ends. What Java refuses
// is an error, and so is, with a code of its own, what only Java can evaluate:
// lookaround, back references, possessive repeats, and also what package regexp
// would take with another meaning, as classes inside classes.
//
// # Cost
//
// Match, Eval and AppendFailing do not allocate and take time linear in the
// number of comparisons. Parsing is bounded: see [MaxLength], [MaxDepth] and
// [MaxPatternCost]. An [Expr] is immutable and safe for concurrent use.
package cql
