package cql_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/cql"
)

// errorRow is a text that is refused: with what code, at which token, and what
// is suggested for it.
type errorRow struct {
	src        string
	code       cql.Code
	token      string
	offset     int
	suggestion string
}

func errorRows() []errorRow {
	return []errorRow{
		{"", cql.CodeEmpty, "", 0, ""},
		{" \t\n", cql.CodeEmpty, " \t\n", 0, ""},
		{"attribute:x == \xff", cql.CodeNotUTF8, "\xff", 15, ""},
		{strings.Repeat("(", 101) + "attribute:x exists" + strings.Repeat(")", 101), cql.CodeTooDeep, "(", 100, ""},
		{strings.Repeat("! ", 101) + "attribute:x exists", cql.CodeTooDeep, "!", 200, ""},

		// subjects
		{"attributes:ecs.availability-zone == us-east-1a", cql.CodeUnknownSubject, "attributes:ecs.availability-zone", 0, "attribute:ecs.availability-zone"},
		{"attributes:ecs:availability-zone == us-east-1a", cql.CodeUnknownSubject, "attributes:ecs:availability-zone", 0, "attribute:ecs.availability-zone"},
		{"attributes:ecs.availability-zone", cql.CodeUnknownSubject, "attributes:ecs.availability-zone", 0, "attribute:ecs.availability-zone"},
		{"Attribute:stack == prod", cql.CodeUnknownSubject, "Attribute:stack", 0, "attribute:stack"},
		{"attribute.stack == prod", cql.CodeUnknownSubject, "attribute.stack", 0, "attribute:stack"},
		{"attr:stack == prod", cql.CodeUnknownSubject, "attr:stack", 0, "attribute:stack"},
		{"attributes:st@ck == prod", cql.CodeUnknownSubject, "attributes:st@ck", 0, ""},
		{"ecs.instance-type == t2.micro", cql.CodeUnknownSubject, "ecs.instance-type", 0, "attribute:ecs.instance-type"},
		{"attributes: == t2.micro", cql.CodeUnknownSubject, "attributes:", 0, ""},
		{"version == 1", cql.CodeUnknownSubject, "version", 0, "agentVersion"},
		{"connected == true", cql.CodeUnknownSubject, "connected", 0, "agentConnected"},
		{"registrationTime > 2018-06-18", cql.CodeUnknownSubject, "registrationTime", 0, "registeredAt"},
		{"group == x", cql.CodeUnknownSubject, "group", 0, "task:group"},
		{"ecs.capability.efs exists", cql.CodeUnknownSubject, "ecs.capability.efs", 0, "attribute:ecs.capability.efs"},
		{"com.amazonaws.ecs.capability.ecr-auth exists", cql.CodeUnknownSubject, "com.amazonaws.ecs.capability.ecr-auth", 0, "attribute:com.amazonaws.ecs.capability.ecr-auth"},
		{"instanceType == t2.micro", cql.CodeUnknownSubject, "instanceType", 0, "attribute:ecs.instance-type"},
		{"availability-zone == us-east-1a", cql.CodeUnknownSubject, "availability-zone", 0, "attribute:ecs.availability-zone"},
		{"stack == prod", cql.CodeUnknownSubject, "stack", 0, "attribute:stack"},
		{"stack prod", cql.CodeUnknownSubject, "stack", 0, ""},
		{"instanceId == i-1", cql.CodeUnknownSubject, "instanceId", 0, "ec2InstanceId"},
		{"ec2InstanceID == i-1", cql.CodeUnknownSubject, "ec2InstanceID", 0, "ec2InstanceId"},
		{"taskGroup == x", cql.CodeUnknownSubject, "taskGroup", 0, "task:group"},
		{"task:groups == x", cql.CodeUnknownSubject, "task:groups", 0, "task:group"},
		{"task:family == x", cql.CodeUnknownSubject, "task:family == x", 0, "task:group == family:x"},
		{"task:service != 'x'", cql.CodeUnknownSubject, "task:service", 0, "task:group"},
		{"AgentVersion > 1", cql.CodeUnknownSubject, "AgentVersion", 0, "agentVersion"},
		{"agentConected == true", cql.CodeUnknownSubject, "agentConected", 0, "agentConnected"},
		{"registerdAt > 2018-06-18", cql.CodeUnknownSubject, "registerdAt", 0, "registeredAt"},
		{"runningTaskCount > 1", cql.CodeUnknownSubject, "runningTaskCount", 0, "runningTasksCount"},
		{"not=(attribute:x == y)", cql.CodeUnknownSubject, "not", 0, ""},
		{"inn == y", cql.CodeUnknownSubject, "inn", 0, "attribute:inn"},
		{"; == y", cql.CodeUnknownSubject, ";", 0, ""},
		{"= y", cql.CodeUnknownSubject, "=", 0, ""},
		{"attribute:" + strings.Repeat("n", 129) + " exists", cql.CodeAttributeName, "attribute:" + strings.Repeat("n", 129), 0, ""},
		{"attribute:ecs:availability-zone == us-east-1a", cql.CodeAttributeName, "attribute:ecs:availability-zone", 0, "attribute:ecs.availability-zone"},
		{"attribute:", cql.CodeAttributeName, "attribute:", 0, ""},
		{"attribute:=y", cql.CodeAttributeName, "attribute:", 0, ""},
		{"attribute: x == y", cql.CodeAttributeName, "attribute: x", 0, "attribute:x"},
		{"attribute:'x' == y", cql.CodeAttributeName, "attribute:'x'", 0, "attribute:x"},
		{"attribute:a@b == y", cql.CodeAttributeName, "attribute:a@b", 0, ""},
		{"attribute:é == y", cql.CodeAttributeName, "attribute:é", 0, ""},

		// operators
		{"attribute:x", cql.CodeMissingOperator, "attribute:x", 0, "attribute:x exists"},
		{"attribute:x && attribute:y exists", cql.CodeMissingOperator, "attribute:x", 0, "attribute:x exists"},
		{"(attribute:x) or attribute:y exists", cql.CodeMissingOperator, "attribute:x", 1, "attribute:x exists"},
		{"attribute:x AND attribute:y exists", cql.CodeMissingOperator, "attribute:x", 0, "attribute:x exists"},
		{"agentConnected", cql.CodeMissingOperator, "agentConnected", 0, "agentConnected == true"},
		{"runningTasksCount", cql.CodeMissingOperator, "runningTasksCount", 0, ""},
		{"attribute:x = y", cql.CodeUnknownOperator, "=", 12, "=="},
		{"attribute:x = [y]", cql.CodeUnknownOperator, "=", 12, "in"},
		{"attribute:x === y", cql.CodeUnknownOperator, "===", 12, "=="},
		{"attribute:x ~ y", cql.CodeUnknownOperator, "~", 12, "=~"},
		{"attribute:x <> y", cql.CodeUnknownOperator, "<>", 12, "!="},
		{"attribute:x => y", cql.CodeUnknownOperator, "=>", 12, ">="},
		{"attribute:x =< y", cql.CodeUnknownOperator, "=<", 12, "<="},
		{"attribute:x !== y", cql.CodeUnknownOperator, "!==", 12, "!="},
		{"attribute:x >== 1", cql.CodeUnknownOperator, ">==", 12, ">="},
		{"attribute:x ==~ y", cql.CodeUnknownOperator, "==~", 12, "=~"},
		{"attribute:x !=~ y", cql.CodeUnknownOperator, "!=~", 12, "!~"},
		{"attribute:x >> 1", cql.CodeUnknownOperator, ">>", 12, ""},
		{"attribute:x ! in [y]", cql.CodeUnknownOperator, "! in", 12, "!in"},
		{"attribute:x !y", cql.CodeUnknownOperator, "!", 12, ""},
		{"attribute:x not in [y]", cql.CodeUnknownOperator, "not in", 12, "not_in"},
		{"attribute:x NOT EXISTS", cql.CodeUnknownOperator, "NOT EXISTS", 12, "not_exists"},
		{"attribute:x not y", cql.CodeUnknownOperator, "not", 12, ""},
		{"attribute:x is y", cql.CodeUnknownOperator, "is", 12, "=="},
		{"attribute:x ne y", cql.CodeUnknownOperator, "ne", 12, "!="},
		{"attribute:x gt 1", cql.CodeUnknownOperator, "gt", 12, ">"},
		{"attribute:x gte 1", cql.CodeUnknownOperator, "gte", 12, ">="},
		{"attribute:x lt 1", cql.CodeUnknownOperator, "lt", 12, "<"},
		{"attribute:x lte 1", cql.CodeUnknownOperator, "lte", 12, "<="},
		{"attribute:x like y.*", cql.CodeUnknownOperator, "like", 12, "=~"},
		{"attribute:x notin [y]", cql.CodeUnknownOperator, "notin", 12, "not_in"},
		{"attribute:x present", cql.CodeUnknownOperator, "present", 12, "exists"},
		{"attribute:x equal y", cql.CodeUnknownOperator, "equal", 12, "=="},
		{"attribute:x existss", cql.CodeUnknownOperator, "existss", 12, "exists"},
		{"attribute:x prefers y", cql.CodeUnknownOperator, "prefers", 12, ""},
		{"attribute:x (y)", cql.CodeUnknownOperator, "(", 12, ""},
		{"attribute:x in-y [z]", cql.CodeUnknownOperator, "in-y", 12, ""},
		{"attribute:x IN [y]", cql.CodeKeywordCase, "IN", 12, "in"},
		{"attribute:x == y AND attribute:z == y", cql.CodeKeywordCase, "AND", 17, "and"},
		{"(attribute:x == y) OR attribute:z == y", cql.CodeKeywordCase, "OR", 19, "or"},
		{"NOT attribute:x == y", cql.CodeKeywordCase, "NOT", 0, "not"},
		{"agentVersion =~ 1.*", cql.CodeOperatorSubject, "=~", 13, ""},
		{"agentConnected < true", cql.CodeOperatorSubject, "<", 15, ""},
		{"task:group >= x", cql.CodeOperatorSubject, ">=", 11, ""},
		{"ec2InstanceId exists", cql.CodeOperatorSubject, "exists", 14, ""},
		{"registeredAt in [2018-06-18]", cql.CodeOperatorSubject, "in", 13, ""},

		// values
		{"attribute:x ==", cql.CodeMissingValue, "", 14, ""},
		{"attribute:x =~ && attribute:y exists", cql.CodeMissingValue, "", 15, ""},
		{"(attribute:x in)", cql.CodeMissingValue, "", 15, ""},
		{"attribute:x == t2.*", cql.CodeBadValue, "== t2.*", 12, "=~ t2.*"},
		{"attribute:x != t2*", cql.CodeBadValue, "!= t2*", 12, "!~ t2.*"},
		{"attribute:x == (y)", cql.CodeBadValue, "(y)", 15, "y"},
		{"attribute:x == a#b", cql.CodeBadValue, "a#b", 15, "'a#b'"},
		{"attribute:x == a'b", cql.CodeBadValue, "a'b", 15, ""},
		{"attribute:x == y; attribute:z exists", cql.CodeBadValue, "y;", 15, ""},
		{"attribute:x == a b", cql.CodeUnquotedBlank, "a b", 15, "'a b'"},
		{"attribute:x == a b c and attribute:y exists", cql.CodeUnquotedBlank, "a b c", 15, "'a b c'"},
		{"attribute:x == a b'c", cql.CodeUnquotedBlank, "a b'c", 15, ""},
		{"attribute:x =~ a.* b", cql.CodeUnquotedBlank, "a.* b", 15, "'a.* b'"},
		{"agentConnected == True", cql.CodeValueType, "True", 18, "true"},
		{"agentConnected == yes", cql.CodeValueType, "yes", 18, ""},
		{"agentConnected in [true, False]", cql.CodeValueType, "[true, False]", 18, ""},
		{"agentVersion > 1.x", cql.CodeValueType, "1.x", 15, ""},
		{"agentVersion > 1.", cql.CodeValueType, "1.", 15, ""},
		{"agentVersion > v", cql.CodeValueType, "v", 15, ""},
		{"registeredAt > 2018-06-18 22:28:28", cql.CodeValueType, "2018-06-18 22:28:28", 15, "2018-06-18T22:28:28"},
		{"registeredAt > 2018-13-18", cql.CodeValueType, "2018-13-18", 15, ""},
		{"registeredAt > 2018-6-18", cql.CodeValueType, "2018-6-18", 15, ""},
		{"registeredAt > 2018-06-18T22:28:61", cql.CodeValueType, "2018-06-18T22:28:61", 15, ""},
		{"registeredAt > 2018-06-18T22:28:28.", cql.CodeValueType, "2018-06-18T22:28:28.", 15, ""},
		{"registeredAt > 2018-06-18T22:28:28+24:00", cql.CodeValueType, "2018-06-18T22:28:28+24:00", 15, ""},
		{"registeredAt > 2018-06-18T22:28:28+1:00", cql.CodeValueType, "2018-06-18T22:28:28+1:00", 15, ""},
		{"registeredAt > 2018-06-18T22:28:28.0000000001", cql.CodeValueType, "2018-06-18T22:28:28.0000000001", 15, ""},
		{"registeredAt > yesterday", cql.CodeValueType, "yesterday", 15, ""},
		{"runningTasksCount < -1", cql.CodeValueType, "-1", 20, ""},
		{"runningTasksCount < 9223372036854775808", cql.CodeValueType, "9223372036854775808", 20, ""},
		{"attribute:x == 'y", cql.CodeUnclosedQuote, "'y", 15, ""},
		{`attribute:x == "y`, cql.CodeUnclosedQuote, `"y`, 15, ""},
		{"attribute:x =~ 'y", cql.CodeUnclosedQuote, "'y", 15, ""},
		{"attribute:x in ['y", cql.CodeUnclosedQuote, "'y", 16, ""},

		// lists
		{"attribute:x in (a, b)", cql.CodeBadList, "(a, b)", 15, "[a, b]"},
		{"attribute:x in {a, b}", cql.CodeBadList, "{a, b}", 15, "[a, b]"},
		{"attribute:x in (a, b", cql.CodeBadList, "(a, b", 15, ""},
		{"attribute:x in a, b", cql.CodeBadList, "a, b", 15, "[a, b]"},
		{"attribute:x in 'a', 'b'", cql.CodeBadList, "'a', 'b'", 15, "['a', 'b']"},
		{"attribute:x in a", cql.CodeBadList, "a", 15, "[a]"},
		{"attribute:x in '[a, b]'", cql.CodeBadList, "'[a, b]'", 15, "[a, b]"},
		{"attribute:x in 'a", cql.CodeBadList, "'a", 15, ""},
		{"attribute:x in []", cql.CodeBadList, "[]", 15, ""},
		{"attribute:x in [a,]", cql.CodeBadList, "[a,]", 15, "[a]"},
		{"attribute:x in [,a]", cql.CodeBadList, "[,a]", 15, "[a]"},
		{"attribute:x in ['a',]", cql.CodeBadList, "['a',]", 15, ""},
		{"attribute:x in [a,,", cql.CodeBadList, ",", 18, ""},
		{"attribute:x in [a, b", cql.CodeBadList, "[a, b", 15, "[a, b]"},
		{"attribute:x in [a, ", cql.CodeBadList, "[a, ", 15, "[a]"},
		{"attribute:x in [a, b)", cql.CodeBadList, ")", 20, "]"},
		{"attribute:x in [a b]", cql.CodeBadList, "b", 18, ""},
		{"attribute:x == [a, b]", cql.CodeListOperator, "== [a, b]", 12, "in [a, b]"},
		{"attribute:x != [a, b]", cql.CodeListOperator, "!= [a, b]", 12, "not_in [a, b]"},
		{"attribute:x < [a, b]", cql.CodeListOperator, "< [a, b]", 12, ""},
		{"attribute:x == [a, b", cql.CodeListOperator, "== [a, b", 12, ""},
		{"attribute:x == (a, b)", cql.CodeListOperator, "== (a, b)", 12, "in [a, b]"},
		{"attribute:x == a, b", cql.CodeListOperator, "== a, b", 12, "in [a, b]"},
		{"agentVersion == [1, 2]", cql.CodeListOperator, "== [1, 2]", 13, ""},

		// how comparisons are joined
		{"(attribute:x == y", cql.CodeParenthesis, "(", 0, ""},
		{"attribute:x == y)", cql.CodeParenthesis, ")", 16, ""},
		{"()", cql.CodeMissingOperand, ")", 1, ""},
		{"attribute:x == y and", cql.CodeMissingOperand, "", 20, ""},
		{"and attribute:x == y", cql.CodeMissingOperand, "and", 0, ""},
		{"attribute:x == y && || attribute:z exists", cql.CodeMissingOperand, "||", 20, ""},
		{"not", cql.CodeMissingOperand, "", 3, ""},
		{"attribute:x == y attribute:z exists", cql.CodeUnexpected, "attribute:z", 17, ""},
		{"attribute:x == y agentConnected == true", cql.CodeUnexpected, "agentConnected", 17, ""},
		{"attribute:x == y (attribute:z exists)", cql.CodeUnexpected, "(", 17, ""},
		{"(attribute:x == y attribute:z exists)", cql.CodeUnexpected, "attribute:z", 18, ""},
		{"(attribute:x == y) z", cql.CodeUnexpected, "z", 19, ""},
		{"attribute:x == 'y' z", cql.CodeUnexpected, "z", 19, ""},
		{"attribute:x == y & attribute:z exists", cql.CodeUnexpected, "&", 17, "&&"},
		{"attribute:x == y | attribute:z exists", cql.CodeUnexpected, "|", 17, "||"},
		{"attribute:x exists true", cql.CodeUnexpected, "true", 19, ""},

		// what does not belong into an expression
		{"attribute:x == ${x}", cql.CodePlaceholder, "${x}", 15, ""},
		{"attribute:x == ami-${x}", cql.CodePlaceholder, "${x}", 19, ""},
		{"attribute:${x} == y", cql.CodePlaceholder, "${x}", 10, ""},
		{"attribute:a${x} == y", cql.CodePlaceholder, "${x}", 11, ""},
		{"${x} == y", cql.CodePlaceholder, "${x}", 0, ""},
		{"attribute:x ${op} y", cql.CodePlaceholder, "${op}", 12, ""},
		{"attribute:x == y ${and} attribute:z exists", cql.CodePlaceholder, "${and}", 17, ""},
		{"attribute:x in [${a}, b]", cql.CodePlaceholder, "${a}", 16, ""},
		{"attribute:x in ${list}", cql.CodePlaceholder, "${list}", 15, ""},
		{"attribute:x =~ ${x}.*", cql.CodePlaceholder, "${x}", 15, ""},
		{"attribute:x =~ '{{x}}'", cql.CodePlaceholder, "{{x}}", 16, ""},
		{"attribute:x == ${x", cql.CodePlaceholder, "${x", 15, ""},
		{"attribute:x == $(x)", cql.CodePlaceholder, "$(x)", 15, ""},
		{"attribute:x == $X", cql.CodePlaceholder, "$X", 15, ""},
		{"attribute:x == $X)", cql.CodePlaceholder, "$X", 15, ""},
		{"attribute:x == %s", cql.CodePlaceholder, "%s", 15, ""},
		{"attribute:x == {{ x }}", cql.CodePlaceholder, "{{ x }}", 15, ""},
		{"attribute:x == {zone}", cql.CodePlaceholder, "{zone}", 15, ""},
		{"attribute:x == <my zone>", cql.CodePlaceholder, "<my zone>", 15, ""},
		{"attribute:x <op> y", cql.CodePlaceholder, "<op>", 12, ""},
		{"attribute:<name> == y", cql.CodePlaceholder, "<name>", 10, ""},
		{"attribute:x == `y`", cql.CodePlaceholder, "`y`", 15, ""},
		{"memberOf(attribute:x == y)", cql.CodeConstraintType, "memberOf(attribute:x == y)", 0, "attribute:x == y"},
		{"memberOf attribute:x == y", cql.CodeConstraintType, "memberOf attribute:x == y", 0, "attribute:x == y"},
		{"memberof:attribute:x == y", cql.CodeConstraintType, "memberof:attribute:x", 0, "attribute:x"},
		{"distinctInstance", cql.CodeConstraintType, "distinctInstance", 0, ""},
		{`"attribute:x == y"`, cql.CodeQuoted, `"attribute:x == y"`, 0, "attribute:x == y"},
		{"'attribute:x' == y", cql.CodeQuoted, "'attribute:x'", 0, "attribute:x"},
		{"'' == y", cql.CodeQuoted, "''", 0, ""},
		{`"attribute:x == y`, cql.CodeUnclosedQuote, `"attribute:x == y`, 0, ""},

		// patterns
		{"attribute:x =~ *foo", cql.CodeBadPattern, "*foo", 15, ".*foo"},
		{"attribute:x =~ *foo.*", cql.CodeBadPattern, "*foo.*", 15, ".*foo.*"},
		{"attribute:x =~ (?P<n>a)", cql.CodeBadPattern, "(?P<n>a)", 15, "(?<n>a)"},
		{"attribute:x =~ (a", cql.CodeBadPattern, "(", 15, ""},
		{"attribute:x =~ 'a)|(b'", cql.CodeBadPattern, ")", 17, ""},
		{"attribute:x =~ 'a[b'", cql.CodeBadPattern, "[", 17, ""},
		{"attribute:x =~ (?=a)b", cql.CodeJavaPattern, "(?=", 15, ""},
		{`attribute:x =~ \Qa\E\h`, cql.CodeJavaPattern, `\Qa\E\h`, 15, ""},
		{"attribute:x =~ (a{40}){41}", cql.CodePatternSize, "(a{40}){41}", 15, ""},
		{`attribute:x =~ \pL{40}`, cql.CodePatternSize, `\pL{40}`, 15, ""},
	}
}

func TestErrors(t *testing.T) {
	for _, row := range errorRows() {
		_, err := cql.Parse(row.src)
		var e *cql.SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v, want a *SyntaxError", row.src, err)
			continue
		}
		if e.Code != row.code || e.Token != row.token || e.Offset != row.offset || e.Suggestion != row.suggestion {
			t.Errorf("%q: %s at %d %q, suggestion %q (%s)\nwant %s at %d %q, suggestion %q",
				row.src, e.Code, e.Offset, e.Token, e.Suggestion, e.Message, row.code, row.offset, row.token, row.suggestion)
		}
		checkError(t, row.src, err)
	}
}

// TestSuggestions says that a suggestion, put in place of the token, gives an
// expression, or one whose first error stands behind what was suggested.
func TestSuggestions(t *testing.T) {
	for _, row := range errorRows() {
		if row.suggestion == "" {
			continue
		}
		fixed := row.src[:row.offset] + row.suggestion + row.src[row.offset+len(row.token):]
		_, err := cql.Parse(fixed)
		var e *cql.SyntaxError
		if errors.As(err, &e) && e.Offset < row.offset+len(row.suggestion) && e.Code != cql.CodeMissingOperator {
			t.Errorf("%q: suggestion gives %q: %v", row.src, fixed, e)
		}
	}
}

// TestCodesOfErrors says that the rows have every code of an error.
func TestCodesOfErrors(t *testing.T) {
	seen := map[cql.Code]bool{cql.CodeTooLong: true} // TestLength has it
	for _, row := range errorRows() {
		seen[row.code] = true
	}
	for _, c := range cql.Codes() {
		if !c.Hint && !seen[c.Code] {
			t.Errorf("no row has code %s, %s", c.Code, c.Name)
		}
	}
}
