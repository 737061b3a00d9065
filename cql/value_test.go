package cql_test

import (
	"testing"

	"github.com/ecskit/ecskit/cql"
)

// TestOrder says how values of attributes and versions are ordered: as numbers of
// any length where both are, as bytes elsewhere.
func TestOrder(t *testing.T) {
	for _, tt := range []struct{ subject, less, greater string }{
		{"attribute:x", "9", "10"},
		{"attribute:x", "-10", "-9"},
		{"attribute:x", "-1", "0"},
		{"attribute:x", "-0.5", "0.25"},
		{"attribute:x", "1.09", "1.1"},
		{"attribute:x", "99999999999999999999998", "99999999999999999999999"},
		{"attribute:x", "0.30000000000000000001", "0.30000000000000000002"},
		{"attribute:x", "10a", "9a"}, // no numbers
		{"attribute:x", "1.", "1.0"}, // 1. is no number
		{"attribute:x", "+2", "1"},   // nor is +2
		{"attribute:x", "B", "a"},
		{"attribute:x", "a", "a0"},
		{"agentVersion", "1.9", "1.10"},
		{"agentVersion", "1.9.9", "2"},
		{"agentVersion", "1.2", "1.2.0.1"},
		{"agentVersion", "v1.99999999999999999999", "1.100000000000000000000"},
	} {
		checkOrder(t, tt.subject, tt.less, tt.greater, "<", "<=", "!=")
		checkOrder(t, tt.subject, tt.greater, tt.less, ">", ">=", "!=")
		checkOrder(t, tt.subject, tt.less, tt.less, "<=", ">=", "==")
	}
	for _, tt := range []struct{ subject, a, b string }{
		{"attribute:x", "1", "1.00"},
		{"attribute:x", "-0", "0"},
		{"attribute:x", "0", "-0.0"},
		{"attribute:x", "-007.50", "-7.5"},
	} {
		checkOrder(t, tt.subject, tt.a, tt.b, "<=", ">=", "!=") // equality is that of texts
	}
	checkOrder(t, "agentVersion", "1.2", "v01.2.0", "<=", ">=", "==")
}

// checkOrder says that of all operators exactly these hold for the value of an
// instance and that of an expression.
func checkOrder(t *testing.T, subject, has, value string, want ...string) {
	t.Helper()
	in := &cql.Instance{AgentVersion: has, Attributes: map[string]string{"x": has}}
	hold := map[string]bool{}
	for _, op := range want {
		hold[op] = true
	}
	for _, op := range []string{"==", "!=", "<", "<=", ">", ">="} {
		src := subject + " " + op + " '" + value + "'"
		if got := cql.MustParse(src).Match(in); got != hold[op] {
			t.Errorf("%s on %q: %v", src, has, got)
		}
	}
}
