package autoscaling

import (
	"math"
	"slices"
	"strings"
)

// MetricQuery is one entry of a customised metric's metric math: a metric, or
// an expression over the ids of others.
type MetricQuery struct {
	ID         string
	Expression string // empty for a metric
	ReturnData bool
}

// MetricMath is compiled metric math: immutable and safe for concurrent use.
//
// It knows the operators, comparisons, arrays, and the functions ABS, AVG, CEIL,
// DIFF, FILL, FIRST, FLOOR, IF, LAST, LOG, LOG10, MAX, METRICS, METRIC_COUNT, MIN,
// PERIOD, RATE, RUNNING_SUM, SLICE, STDDEV, SUM and TIME_SERIES. Functions that ask
// AWS for data, and those of the calendar, are reported as not supported.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
type MetricMath struct {
	queries []MetricQuery
	nodes   []*mathNode // nil for a metric
	order   []int       // the expressions that the result needs, each after what it needs
	result  int
}

// CompileMath prepares metric math. A single metric without an expression is
// taken as well. The error is a *MathError.
func CompileMath(queries []MetricQuery) (*MetricMath, error) {
	if len(queries) > maxMathQueries {
		return nil, &MathError{Code: MathTooLong, Query: maxMathQueries, Message: "too many queries"}
	}
	m := &MetricMath{queries: slices.Clone(queries), nodes: make([]*mathNode, len(queries)), result: -1}
	index := make(map[string]int, len(queries))
	for i, q := range queries {
		if !validQueryID(q.ID) {
			return nil, &MathError{Code: MathID, Query: i, Message: "id " + quote(q.ID) + " is not a lower-case letter followed by letters, digits and '_'"}
		}
		if _, twice := index[q.ID]; twice {
			return nil, &MathError{Code: MathID, Query: i, Message: "id " + quote(q.ID) + " is used twice"}
		}
		index[q.ID] = i
		if q.ReturnData {
			if m.result >= 0 {
				return nil, &MathError{Code: MathReturn, Query: i, Message: "more than one query returns data"}
			}
			m.result = i
		}
	}
	if m.result < 0 {
		return nil, &MathError{Code: MathReturn, Message: "no query returns data"}
	}
	for i, q := range queries {
		if q.Expression == "" {
			continue
		}
		n, err := parseMath(q.Expression, i)
		if err == nil {
			err = checkMath(n, i, index)
		}
		if err != nil {
			return nil, err
		}
		m.nodes[i] = n
	}
	return m, m.sort()
}

// validQueryID reports whether the id is [a-z][A-Za-z0-9_]*.
func validQueryID(id string) bool {
	if id == "" || id[0] < 'a' || id[0] > 'z' {
		return false
	}
	for i := range len(id) {
		if !isNameByte(id[i]) {
			return false
		}
	}
	return true
}

// Inputs returns the ids of the metrics, in the order of the queries.
func (m *MetricMath) Inputs() []string {
	var ids []string
	for i, q := range m.queries {
		if m.nodes[i] == nil {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// sort orders the expressions so that each comes after what it needs.
func (m *MetricMath) sort() error {
	const visiting, done = 1, 2
	state := make([]uint8, len(m.queries))
	var visit func(i int) error
	visit = func(i int) error {
		switch {
		case state[i] == done || m.nodes[i] == nil:
			return nil
		case state[i] == visiting:
			return &MathError{Code: MathCycle, Query: i, Message: "expression " + quote(m.queries[i].ID) + " needs itself"}
		}
		state[i] = visiting
		for _, j := range m.needs(m.nodes[i], nil) {
			if err := visit(j); err != nil {
				return err
			}
		}
		state[i] = done
		m.order = append(m.order, i)
		return nil
	}
	for i := range m.queries {
		if err := visit(i); err != nil {
			return err
		}
	}
	return nil
}

func (m *MetricMath) needs(n *mathNode, dst []int) []int {
	if n.kind == mathName && n.query >= 0 {
		dst = append(dst, n.query)
	}
	for _, a := range n.args {
		dst = m.needs(a, dst)
	}
	return dst
}

// Eval computes the result for series of one period in seconds each, the oldest
// value first; not-a-number is a missing datapoint. The series of inputs go by
// the queries' ids; shorter ones lack their oldest values, absent ones all. The
// error is a *MathError.
func (m *MetricMath) Eval(inputs map[string][]float64, period float64) ([]float64, error) {
	n := 0
	for _, id := range m.Inputs() {
		n = max(n, len(inputs[id]))
	}
	e := mathEval{math: m, values: make([]mathValue, len(m.queries)), n: n, period: period}
	for i, q := range m.queries {
		if m.nodes[i] == nil {
			e.values[i] = seriesValue(padFront(inputs[q.ID], n))
		}
	}
	for _, i := range m.order {
		e.query = i
		v, err := e.node(m.nodes[i])
		if err != nil {
			return nil, err
		}
		e.values[i] = v
	}
	result := e.values[m.result]
	if result.scalar || len(result.series) != 1 {
		return nil, &MathError{Code: MathResult, Query: m.result, Message: "the result is " + result.describe() + ", a scaling metric is one time series"}
	}
	return slices.Clone(result.series[0]), nil
}

// Value computes the newest datapoint of the result for one value of each
// metric: what a replay takes when the expression needs no history.
func (m *MetricMath) Value(inputs map[string]Sample, period float64) (Sample, error) {
	series := make(map[string][]float64, len(inputs))
	for id, s := range inputs {
		series[id] = []float64{s.value()}
	}
	out, err := m.Eval(series, period)
	if err != nil || len(out) == 0 || math.IsNaN(out[len(out)-1]) {
		return Sample{Missing: true}, err
	}
	return Sample{Value: out[len(out)-1]}, nil
}

func padFront(series []float64, n int) []float64 {
	if len(series) == n {
		return series
	}
	padded := make([]float64, n)
	missing := n - len(series)
	for i := range missing {
		padded[i] = math.NaN()
	}
	copy(padded[missing:], series)
	return padded
}

func quote(s string) string {
	return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
}
