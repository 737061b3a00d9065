package loading_test

import (
	"testing"

	"github.com/ecskit/ecskit/internal/loading"
)

func TestWithin(t *testing.T) {
	for _, tt := range []struct {
		path, value string
		want        bool
	}{
		{"rules[1].action", "rules[1]", true},
		{"rules[1]", "rules", true},
		{"rules", "rules", true},
		{"rules", "rules[1]", false},
		{"rulesets", "rules", false},
	} {
		if got := loading.Within(tt.path, tt.value); got != tt.want {
			t.Errorf("%s within %s: %t", tt.path, tt.value, got)
		}
	}
}
