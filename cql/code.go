package cql

// Code identifies a kind of error or hint, for ever: "CQ" and three digits.
// Codes below CQ100 are those of [SyntaxError], the others those of [Hint].
type Code string

// The codes of errors.
const (
	CodeEmpty           Code = "CQ001"
	CodeTooLong         Code = "CQ002"
	CodeNotUTF8         Code = "CQ003"
	CodeTooDeep         Code = "CQ004"
	CodeUnknownSubject  Code = "CQ005"
	CodeAttributeName   Code = "CQ006"
	CodeMissingOperator Code = "CQ007"
	CodeUnknownOperator Code = "CQ008"
	CodeOperatorSubject Code = "CQ009"
	CodeMissingValue    Code = "CQ010"
	CodeBadValue        Code = "CQ011"
	CodeUnquotedBlank   Code = "CQ012"
	CodeValueType       Code = "CQ013"
	CodeBadList         Code = "CQ014"
	CodeListOperator    Code = "CQ015"
	CodeUnclosedQuote   Code = "CQ016"
	CodeParenthesis     Code = "CQ017"
	CodeUnexpected      Code = "CQ018"
	CodeMissingOperand  Code = "CQ019"
	CodeKeywordCase     Code = "CQ020"
	CodePlaceholder     Code = "CQ021"
	CodeConstraintType  Code = "CQ022"
	CodeQuoted          Code = "CQ023"
	CodeBadPattern      Code = "CQ024"
	CodeJavaPattern     Code = "CQ025"
	CodePatternSize     Code = "CQ026"
)

// The codes of hints.
const (
	HintGlob           Code = "CQ101"
	HintAttributeName  Code = "CQ102"
	HintNameOnly       Code = "CQ103"
	HintSubjectAsName  Code = "CQ104"
	HintValueForm      Code = "CQ105"
	HintMixed          Code = "CQ106"
	HintDoubleQuotes   Code = "CQ107"
	HintGroupNegation  Code = "CQ108"
	HintOrder          Code = "CQ109"
	HintPatternDot     Code = "CQ110"
	HintDoubledEscape  Code = "CQ111"
	HintImpossible     Code = "CQ112"
	HintPlainPattern   Code = "CQ113"
	HintMarker         Code = "CQ114"
	HintRepeatedValue  Code = "CQ115"
	HintPlaceholder    Code = "CQ116"
	HintRepeatedClause Code = "CQ117"
)

// CodeInfo is what a code means, apart from where it was found.
type CodeInfo struct {
	Code      Code
	Name      string // "unknown-operator": as stable as the code
	Title     string // one line for a list of rules
	Hint      bool   // a hint: the expression is legal; otherwise an error
	Certainty string // how sure it is that ECS minds too: documented, observed, inferred or unknown
	Source    string // URL of the page that says so; empty when the certainty is unknown
}

// The pages that define the language.
const (
	sourceLanguage    = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html"
	sourceConstraints = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html"
	sourceConstraint  = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementConstraint.html"
	sourceAttribute   = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html"
)

// Codes returns every code with its name and title, in the order of the codes.
// The slice is the caller's own.
func Codes() []CodeInfo {
	e := func(c Code, name, title, certainty, source string) CodeInfo {
		return CodeInfo{Code: c, Name: name, Title: title, Certainty: certainty, Source: source}
	}
	h := func(c Code, name, title, certainty, source string) CodeInfo {
		return CodeInfo{Code: c, Name: name, Title: title, Hint: true, Certainty: certainty, Source: source}
	}
	return []CodeInfo{
		e(CodeEmpty, "empty-expression", "an expression has at least one comparison", "inferred", sourceLanguage),
		e(CodeTooLong, "expression-length", "an expression has at most 2000 characters", "documented", sourceConstraint),
		e(CodeNotUTF8, "expression-encoding", "an expression is UTF-8 text", "inferred", sourceConstraint),
		e(CodeTooDeep, "expression-depth", "parentheses and negations nest within a bound of this package", "unknown", ""),
		e(CodeUnknownSubject, "unknown-subject", "a comparison starts with one of the seven subjects", "documented", sourceLanguage),
		e(CodeAttributeName, "attribute-name-form", "an attribute name has 1 to 128 of the admitted characters", "documented", sourceAttribute),
		e(CodeMissingOperator, "missing-operator", "a subject needs an operator", "documented", sourceLanguage),
		e(CodeUnknownOperator, "unknown-operator", "the operator is one of the language", "documented", sourceLanguage),
		e(CodeOperatorSubject, "operator-not-admitted", "the subject admits the operator", "documented", sourceLanguage),
		e(CodeMissingValue, "missing-value", "the operator needs a value, a list or a pattern", "documented", sourceLanguage),
		e(CodeBadValue, "value-character", "a value without quotes has only admitted characters", "inferred", sourceLanguage),
		e(CodeUnquotedBlank, "unquoted-blank", "a value with blanks is quoted", "inferred", sourceLanguage),
		e(CodeValueType, "value-type", "the value is of the subject's type", "inferred", sourceLanguage),
		e(CodeBadList, "list-form", "a list is values in brackets, with commas between them", "documented", sourceLanguage),
		e(CodeListOperator, "list-operator", "a list stands only behind in and not_in", "documented", sourceLanguage),
		e(CodeUnclosedQuote, "unclosed-quote", "a quoted value has its second quote", "inferred", sourceLanguage),
		e(CodeParenthesis, "unbalanced-parenthesis", "parentheses come in pairs", "inferred", sourceLanguage),
		e(CodeUnexpected, "unexpected-text", "comparisons are joined by and, or", "documented", sourceLanguage),
		e(CodeMissingOperand, "missing-operand", "and, or and not stand before an expression", "documented", sourceLanguage),
		e(CodeKeywordCase, "keyword-case", "keywords are written in lower case", "inferred", sourceLanguage),
		e(CodePlaceholder, "placeholder", "no placeholder is left in the expression", "inferred", sourceLanguage),
		e(CodeConstraintType, "constraint-type-in-expression", "the type of the constraint is not part of its expression", "documented", sourceConstraint),
		e(CodeQuoted, "quoted-expression", "there are no quotes round an expression or a subject", "documented", sourceConstraints),
		e(CodeBadPattern, "broken-pattern", "the pattern is a Java regular expression", "documented", sourceLanguage),
		e(CodeJavaPattern, "java-pattern", "the pattern is valid in Java, but cannot be evaluated here", "unknown", ""),
		e(CodePatternSize, "pattern-size", "the pattern's program stays within a bound of this package", "unknown", ""),

		h(HintGlob, "glob-as-pattern", "a pattern is a regular expression, not a glob", "documented", sourceLanguage),
		h(HintAttributeName, "attribute-near-miss", "the name is close to that of a built-in attribute", "documented", sourceConstraints),
		h(HintNameOnly, "name-only-attribute", "the attribute has no value: only exists and not_exists say anything", "inferred", sourceConstraints),
		h(HintSubjectAsName, "subject-as-attribute", "a subject of the language is written as an attribute", "documented", sourceLanguage),
		h(HintValueForm, "value-never-seen", "the attribute never has a value of this form", "inferred", sourceConstraints),
		h(HintMixed, "mixed-connectives", "and beside or, without parentheses", "documented", sourceLanguage),
		h(HintDoubleQuotes, "double-quotes", "double quotes are not documented; single quotes are", "inferred", sourceLanguage),
		h(HintGroupNegation, "group-negation", "not(task:group == …) is the documented form", "documented", sourceLanguage),
		h(HintOrder, "text-order", "an attribute is ordered as text unless both sides are numbers", "unknown", ""),
		h(HintPatternDot, "pattern-dot", "a dot in a pattern stands for any character", "documented", sourceLanguage),
		h(HintDoubledEscape, "doubled-escape", "two backslashes in a pattern stand for one in the value", "inferred", sourceLanguage),
		h(HintImpossible, "impossible-value", "no instance can have this value", "documented", sourceAttribute),
		h(HintPlainPattern, "plain-pattern", "a pattern without operators is the same as equality", "inferred", sourceLanguage),
		h(HintMarker, "absent-attribute", "!= is false where the attribute is absent", "documented", sourceConstraints),
		h(HintRepeatedValue, "repeated-value", "the list has the value twice", "inferred", sourceLanguage),
		h(HintPlaceholder, "quoted-placeholder", "a quoted value looks like an unfilled placeholder", "inferred", sourceAttribute),
		h(HintRepeatedClause, "repeated-comparison", "the same comparison stands twice in one and, or", "inferred", sourceLanguage),
	}
}
