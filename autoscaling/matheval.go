package autoscaling

import (
	"fmt"
	"math"
	"strings"
)

// mathValue is a number, or time series; more than one are an array.
type mathValue struct {
	scalar bool
	number float64
	series [][]float64
}

func scalarValue(f float64) mathValue           { return mathValue{scalar: true, number: f} }
func seriesValue(series ...[]float64) mathValue { return mathValue{series: series} }

func (v mathValue) describe() string {
	switch {
	case v.scalar:
		return "a number"
	case len(v.series) == 1:
		return "a time series"
	}
	return fmt.Sprintf("an array of %d time series", len(v.series))
}

type mathEval struct {
	math   *MetricMath
	values []mathValue
	n      int
	period float64
	query  int
}

func (e *mathEval) fail(n *mathNode, code MathCode, message string) error {
	return &MathError{Code: code, Query: e.query, Offset: n.offset, Message: message}
}

func (e *mathEval) node(n *mathNode) (mathValue, error) {
	switch n.kind {
	case mathNumber:
		return scalarValue(n.number), nil
	case mathName:
		return e.values[n.query], nil
	case mathText:
		return mathValue{}, e.fail(n, MathArguments, "a text stands where a value is needed")
	}
	if n.kind == mathCall && n.text == "METRICS" {
		return e.metrics(n), nil
	}
	var few [3]mathValue
	args := few[:0]
	for i, a := range n.args {
		if n.kind == mathCall && n.text == "FILL" && i == 1 && fillKeyword(a) {
			continue
		}
		v, err := e.node(a)
		if err != nil {
			return mathValue{}, err
		}
		args = append(args, v)
	}
	switch n.kind {
	case mathArray:
		return e.array(n, args)
	case mathUnary:
		return mapValue(args[0], unaryOperator(n.text)), nil
	case mathBinary:
		return e.binary(n, binaryOperator(n.text), args[0], args[1])
	}
	return e.call(n, args)
}

func (e *mathEval) metrics(n *mathNode) mathValue {
	var v mathValue
	for i, q := range e.math.queries {
		if e.math.nodes[i] == nil && (len(n.args) == 0 || strings.Contains(q.ID, n.args[0].text)) {
			v.series = append(v.series, e.values[i].series...)
		}
	}
	return v
}

func (e *mathEval) array(n *mathNode, args []mathValue) (mathValue, error) {
	var v mathValue
	for i, a := range args {
		if a.scalar {
			return v, e.fail(n.args[i], MathArguments, "an array holds time series, not numbers")
		}
		if len(v.series)+len(a.series) > maxMathSeries {
			return v, e.fail(n, MathTooLong, "an array of more than 500 time series")
		}
		v.series = append(v.series, a.series...)
	}
	return v, nil
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func unaryOperator(op string) func(float64) float64 {
	if op == "!" {
		return func(x float64) float64 { return truth(x == 0) }
	}
	return func(x float64) float64 { return -x }
}

func binaryOperator(op string) func(a, b float64) float64 {
	switch op {
	case "||", "OR":
		return func(a, b float64) float64 { return truth(a != 0 || b != 0) }
	case "&&", "AND":
		return func(a, b float64) float64 { return truth(a != 0 && b != 0) }
	case "==":
		return func(a, b float64) float64 { return truth(a == b) }
	case "!=":
		return func(a, b float64) float64 { return truth(a != b) }
	case "<=":
		return func(a, b float64) float64 { return truth(a <= b) }
	case ">=":
		return func(a, b float64) float64 { return truth(a >= b) }
	case "<":
		return func(a, b float64) float64 { return truth(a < b) }
	case ">":
		return func(a, b float64) float64 { return truth(a > b) }
	case "+":
		return func(a, b float64) float64 { return a + b }
	case "-":
		return func(a, b float64) float64 { return a - b }
	case "*":
		return func(a, b float64) float64 { return a * b }
	case "/":
		return divide
	}
	return math.Pow
}

// divide gives no datapoint for a division by zero.
func divide(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// apply is f for datapoints: missing when one of them is, or the result is none.
func apply(f func(a, b float64) float64, a, b float64) float64 {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.NaN()
	}
	if r := f(a, b); !math.IsInf(r, 0) {
		return r
	}
	return math.NaN()
}

func mapValue(v mathValue, f func(float64) float64) mathValue {
	one := func(a, _ float64) float64 { return f(a) }
	if v.scalar {
		return scalarValue(apply(one, v.number, 0))
	}
	out := mathValue{series: make([][]float64, len(v.series))}
	for i, s := range v.series {
		out.series[i] = make([]float64, len(s))
		for t, x := range s {
			out.series[i][t] = apply(one, x, 0)
		}
	}
	return out
}

// binary pairs numbers with all datapoints, one series with each of an array, and
// arrays of the same size with each other.
func (e *mathEval) binary(n *mathNode, f func(a, b float64) float64, a, b mathValue) (mathValue, error) {
	if a.scalar && b.scalar {
		return scalarValue(apply(f, a.number, b.number)), nil
	}
	count := max(len(a.series), len(b.series))
	for _, v := range [...]mathValue{a, b} {
		if !v.scalar && len(v.series) != 1 && len(v.series) != count {
			return mathValue{}, e.fail(n, MathArguments, "arrays of different sizes")
		}
	}
	out := mathValue{series: make([][]float64, count)}
	for i := range count {
		out.series[i] = make([]float64, e.n)
		for t := range e.n {
			out.series[i][t] = apply(f, a.at(i, t), b.at(i, t))
		}
	}
	return out, nil
}

// at returns the datapoint t of series i; a number is the same everywhere and a
// single series stands for each.
func (v mathValue) at(i, t int) float64 {
	if v.scalar {
		return v.number
	}
	return v.series[min(i, len(v.series)-1)][t]
}
