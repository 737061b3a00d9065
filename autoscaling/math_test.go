package autoscaling_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/autoscaling"
)

var none = math.NaN()

// mathInputs are the series that the expressions of the tests work on.
func mathInputs() map[string][]float64 {
	return map[string][]float64{
		"m1": {10, 20, none, 40},
		"m2": {1, 2, 3, 4},
		"m3": {5},
	}
}

func compileMath(expression string) (*autoscaling.MetricMath, error) {
	return autoscaling.CompileMath([]autoscaling.MetricQuery{
		{ID: "m1"}, {ID: "m2"}, {ID: "m3"}, {ID: "e1", Expression: expression, ReturnData: true},
	})
}

func TestMetricMath(t *testing.T) {
	tests := []struct {
		expression string
		want       []float64
	}{
		{"m1", []float64{10, 20, none, 40}},
		{"m3", []float64{none, none, none, 5}}, // short series lack their oldest values
		{"m1 + m2", []float64{11, 22, none, 44}},
		{"m1 / m2", []float64{10, 10, none, 10}},
		{"m2 / (m2 - 2)", []float64{-1, none, 3, 2}}, // a division by zero gives no datapoint
		{"m2 - 1 - 1", []float64{-1, 0, 1, 2}},
		{"2 + 3 * m2", []float64{5, 8, 11, 14}},
		{"(2 + 3) * m2", []float64{5, 10, 15, 20}},
		{"-m2 ^ 2", []float64{-1, -4, -9, -16}},
		{"2 ^ -m2", []float64{0.5, 0.25, 0.125, 0.0625}},
		{"2 ^ 3 ^ 2 * m2 / m2", []float64{512, 512, 512, 512}},
		{"m2 > 2", []float64{0, 0, 1, 1}},
		{"m2 >= 2 AND m2 < 4", []float64{0, 1, 1, 0}},
		{"m2 == 1 || m2 != 4 && m2 <= 2", []float64{1, 1, 0, 0}},
		{"m2 == 1 OR m2 == 4", []float64{1, 0, 0, 1}},
		{"!(m2 > 2)", []float64{1, 1, 0, 0}},
		{"FILL(m1, 0)", []float64{10, 20, 0, 40}},
		{"FILL(m1, REPEAT)", []float64{10, 20, 20, 40}},
		{"FILL(m1, LINEAR)", []float64{10, 20, 30, 40}},
		{"FILL(m3, LINEAR)", []float64{none, none, none, 5}},
		{"FILL(m1, m2)", []float64{10, 20, 3, 40}},
		{"FILL(FILL(m1 - m1 + m3, LINEAR), REPEAT)", []float64{none, none, none, 5}},
		{"IF(m2 > 2, m2, 0)", []float64{0, 0, 3, 4}},
		{"IF(m2 > 2, m2)", []float64{none, none, 3, 4}},
		{"IF(m1 > 15, 1, 2)", []float64{2, 1, none, 1}},
		{"IF(1, 2, 3) * m2", []float64{2, 4, 6, 8}},
		{"SUM([m1, m2])", []float64{11, 22, 3, 44}},
		{"AVG([m1, m2])", []float64{5.5, 11, 3, 22}},
		{"MAX(METRICS())", []float64{10, 20, 3, 40}},
		{"MIN([m1, m2, m3])", []float64{1, 2, 3, 4}},
		{`SUM(METRICS("2"))*m2`, []float64{10, 20, 30, 40}},
		{"STDDEV([m2, m2 + 2])", []float64{1, 1, 1, 1}},
		{"METRIC_COUNT(METRICS()) + m2", []float64{4, 5, 6, 7}},
		{"m2 * SUM(m2)", []float64{10, 20, 30, 40}}, // one series sums up to a number
		{"m2 * AVG(m2) + MAX(m2) + MIN(m2)", []float64{7.5, 10, 12.5, 15}},
		{"m2 * STDDEV(m2 * 0)", []float64{0, 0, 0, 0}},
		{"ABS(0 - m2) + CEIL(0.2) + FLOOR(0.8)", []float64{2, 3, 4, 5}},
		{"LOG10(m2 * 0 + 100)", []float64{2, 2, 2, 2}},
		{"LOG(m2 - 1) * 0", []float64{none, 0, 0, 0}},
		{"SUM([m3, m3])", []float64{none, none, none, 10}}, // nothing but missing datapoints has no sum
		{"FILL(m1 + DIFF(DIFF(m1)), LINEAR)", []float64{none, none, none, 50}},
		{"DIFF(m1)", []float64{none, 10, none, 20}},
		{"RATE(m1) * 60", []float64{none, 10, none, 10}}, // two minutes lie between 20 and 40
		{"RUNNING_SUM(m1)", []float64{10, 30, none, 70}},
		{"TIME_SERIES(7)", []float64{7, 7, 7, 7}},
		{"TIME_SERIES(m2)", []float64{1, 2, 3, 4}},
		{"PERIOD(m1) + m2 * 0", []float64{60, 60, 60, 60}},
		{"FIRST([m2, m1]) + LAST([m1, m2])", []float64{2, 4, 6, 8}},
		{"SUM(SLICE(METRICS(), 1))", []float64{1, 2, 3, 9}},
		{"SLICE([m1, m2], 1, 2)", []float64{1, 2, 3, 4}},
		{"SUM([m1, m2] * [m2, m2])", []float64{11, 44, 9, 176}},
		{"SUM([m2, m2] / m2)", []float64{2, 2, 2, 2}},
		{"\t1e1 + m2 *\n1.5E+1 ", []float64{25, 40, 55, 70}},
	}
	for _, tt := range tests {
		t.Run(tt.expression, func(t *testing.T) {
			m, err := compileMath(tt.expression)
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.Eval(mathInputs(), 60)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateNaNs(), cmpopts.EquateApprox(0, 1e-12)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMetricMathErrors(t *testing.T) {
	tests := []struct {
		expression string
		code       autoscaling.MathCode
		offset     int
	}{
		{"m1 +", autoscaling.MathSyntax, 4},
		{"m1 m2", autoscaling.MathSyntax, 3},
		{"(m1", autoscaling.MathSyntax, 3},
		{"[m1 m2]", autoscaling.MathSyntax, 4},
		{"m1 + ]", autoscaling.MathSyntax, 5},
		{"1.2.3", autoscaling.MathSyntax, 0},
		{"METRICS('m", autoscaling.MathSyntax, 8},
		{"m1 ^", autoscaling.MathSyntax, 4},
		{"-", autoscaling.MathSyntax, 1},
		{"SUM(+)", autoscaling.MathSyntax, 4},
		{"m1 + m9", autoscaling.MathUnknownID, 5},
		{"TOTAL(m1)", autoscaling.MathUnknownFunc, 0},
		{"1 + SEARCH('x', 'Sum')", autoscaling.MathUnsupported, 4},
		{"ABS(m1, m2)", autoscaling.MathArguments, 0},
		{"METRICS(m1)", autoscaling.MathArguments, 0},
		{"'text'", autoscaling.MathArguments, 0},
		{"FILL(m1, 'x')", autoscaling.MathArguments, 9},
		{"e1 + 1", autoscaling.MathCycle, 0},
		{"1 + 1", autoscaling.MathResult, 0},
		{"[m1, m2]", autoscaling.MathResult, 0},
		{"IF(1, [m1, m2])", autoscaling.MathArguments, 0},
		{"[m1, 2]", autoscaling.MathArguments, 5},
		{"SUM(1)", autoscaling.MathArguments, 0},
		{"SUM(METRICS('none'))", autoscaling.MathArguments, 0},
		{"IF([m1, m2], 1, 2)", autoscaling.MathArguments, 0},
		{"[m1, m2] + [m1, m2, m3]", autoscaling.MathArguments, 9},
		{"SLICE(METRICS(), 2, 1)", autoscaling.MathArguments, 0},
		{"SLICE(METRICS(), m1)", autoscaling.MathArguments, 0},
		{"FILL(METRICS(), [m1, m2])", autoscaling.MathArguments, 0},
		{"REPEAT + 1", autoscaling.MathUnknownID, 0},
		{strings.Repeat("(", 101) + "m1" + strings.Repeat(")", 101), autoscaling.MathTooLong, 101},
		{strings.Repeat("-", 101) + "m1", autoscaling.MathTooLong, 101},
		{strings.Repeat("[", 101), autoscaling.MathTooLong, 101},
		{"m1" + strings.Repeat("^m1", 120), autoscaling.MathTooLong, 303},
		{strings.Repeat(" ", 2049), autoscaling.MathTooLong, 2048},
	}
	for _, tt := range tests {
		t.Run(tt.expression, func(t *testing.T) {
			m, err := compileMath(tt.expression)
			if err == nil {
				_, err = m.Eval(mathInputs(), 60)
			}
			var e *autoscaling.MathError
			if !errors.As(err, &e) {
				t.Fatalf("got the error %v", err)
			}
			if e.Code != tt.code || e.Offset != tt.offset || e.Query != 3 || e.Error() == "" {
				t.Errorf("got %v at %d, want %v at %d: %v", e.Code, e.Offset, tt.code, tt.offset, e)
			}
		})
	}
}

func TestCompileMathQueries(t *testing.T) {
	type q = autoscaling.MetricQuery
	tests := []struct {
		name    string
		queries []q
		code    autoscaling.MathCode
		query   int
	}{
		{"empty id", []q{{ReturnData: true}}, autoscaling.MathID, 0},
		{"id with a hyphen", []q{{ID: "m-1", ReturnData: true}}, autoscaling.MathID, 0},
		{"id twice", []q{{ID: "m1"}, {ID: "m1", ReturnData: true}}, autoscaling.MathID, 1},
		{"no result", []q{{ID: "m1"}}, autoscaling.MathReturn, 0},
		{"two results", []q{{ID: "m1", ReturnData: true}, {ID: "m2", ReturnData: true}}, autoscaling.MathReturn, 1},
		{"too many", make([]q, 101), autoscaling.MathTooLong, 100},
		{"cycle", []q{{ID: "m1"}, {ID: "e1", Expression: "e2", ReturnData: true}, {ID: "e2", Expression: "e1 + m1"}}, autoscaling.MathCycle, 1},
		// Each expression is ten times the size of the one before.
		{"growth", []q{
			{ID: "m1", ReturnData: true}, {ID: "a", Expression: "[" + strings.TrimSuffix(strings.Repeat("m1,", 50), ",") + "]"},
			{ID: "b", Expression: "[a, a, a, a, a, a, a, a, a, a, a]"},
		}, autoscaling.MathTooLong, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := autoscaling.CompileMath(tt.queries)
			if err == nil {
				_, err = m.Eval(nil, 60)
			}
			var e *autoscaling.MathError
			if !errors.As(err, &e) || e.Code != tt.code || e.Query != tt.query {
				t.Errorf("got %v, want %v in query %d", err, tt.code, tt.query)
			}
		})
	}
}

func TestMetricMathValue(t *testing.T) {
	m, err := autoscaling.CompileMath([]autoscaling.MetricQuery{{ID: "visible"}, {ID: "running"}, {ID: "each", Expression: "visible / running", ReturnData: true}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"visible", "running"}, m.Inputs()); diff != "" {
		t.Errorf("inputs (-want +got):\n%s", diff)
	}
	got, err := m.Value(map[string]autoscaling.Sample{"visible": {Value: 300}, "running": {Value: 4}}, 60)
	if err != nil || got != (autoscaling.Sample{Value: 75}) {
		t.Errorf("got %v, %v", got, err)
	}
	for name, inputs := range map[string]map[string]autoscaling.Sample{
		"missing": {"visible": {Missing: true}, "running": {Value: 4}},
		"absent":  {"running": {Value: 4}},
		"zero":    {"visible": {Value: 300}, "running": {Value: 0}},
		"none":    nil,
	} {
		if got, err := m.Value(inputs, 60); err != nil || !got.Missing {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
}

func TestMathCodeNames(t *testing.T) {
	seen := map[string]bool{}
	for c := autoscaling.MathSyntax; c <= autoscaling.MathResult; c++ {
		if name := c.String(); seen[name] || strings.Contains(name, "(") {
			t.Errorf("code %d is named %q", c, name)
		}
		seen[c.String()] = true
	}
	if got := (autoscaling.MathResult + 1).String(); got != "code(10)" {
		t.Errorf("got %q", got)
	}
}
