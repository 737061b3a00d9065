package autoscaling

import (
	"math"
	"slices"
	"strings"
)

// mathArity gives the least and the most arguments of a function, and ok false
// for one that is not known.
func mathArity(name string) (least, most int, ok bool) {
	switch name {
	case "ABS", "AVG", "CEIL", "DIFF", "FIRST", "FLOOR", "LAST", "LOG", "LOG10", "MAX", "METRIC_COUNT", "MIN",
		"PERIOD", "RATE", "RUNNING_SUM", "STDDEV", "SUM", "TIME_SERIES":
		return 1, 1, true
	case "FILL":
		return 2, 2, true
	case "IF", "SLICE":
		return 2, 3, true
	case "METRICS":
		return 0, 1, true
	}
	return 0, 0, false
}

// mathUnsupported lists the functions that need the calendar, an order of series
// by time, or AWS itself.
func mathUnsupported(name string) bool {
	return slices.Contains([]string{
		"ANOMALY_DETECTION_BAND", "DATAPOINT_COUNT", "DAY", "DATE", "DB_PERF_INSIGHTS", "DIFF_TIME", "EPOCH", "HOUR",
		"INSIGHT_RULE_METRIC", "LAMBDA", "MINUTE", "MONTH", "REMOVE_EMPTY", "SEARCH", "SERVICE_QUOTA", "SORT", "YEAR",
	}, name)
}

func fillKeyword(n *mathNode) bool {
	return n.kind == mathName && n.query < 0
}

// checkMath resolves names and checks functions.
func checkMath(n *mathNode, query int, index map[string]int) error {
	fail := func(code MathCode, message string) error {
		return &MathError{Code: code, Query: query, Offset: n.offset, Message: message}
	}
	switch n.kind {
	case mathName:
		q, ok := index[n.text]
		if !ok {
			return fail(MathUnknownID, quote(n.text)+" is the id of no query")
		}
		n.query = q
		return nil
	case mathCall:
		least, most, ok := mathArity(n.text)
		switch {
		case mathUnsupported(n.text):
			return fail(MathUnsupported, "function "+n.text+" cannot be evaluated offline")
		case !ok:
			return fail(MathUnknownFunc, "no function "+n.text)
		case len(n.args) < least || len(n.args) > most:
			return fail(MathArguments, "wrong number of arguments of "+n.text)
		case n.text == "METRICS" && len(n.args) == 1 && n.args[0].kind != mathText:
			return fail(MathArguments, "METRICS takes a text in quotes")
		}
	}
	for i, a := range n.args {
		if n.kind == mathCall && n.text == "FILL" && i == 1 && a.kind == mathName {
			if _, known := index[a.text]; !known && (a.text == "REPEAT" || a.text == "LINEAR") {
				a.query = -1
				continue
			}
		}
		if err := checkMath(a, query, index); err != nil {
			return err
		}
	}
	return nil
}

func (e *mathEval) call(n *mathNode, args []mathValue) (mathValue, error) {
	switch n.text {
	case "ABS":
		return mapValue(args[0], math.Abs), nil
	case "CEIL":
		return mapValue(args[0], math.Ceil), nil
	case "FLOOR":
		return mapValue(args[0], math.Floor), nil
	case "LOG":
		return mapValue(args[0], math.Log), nil
	case "LOG10":
		return mapValue(args[0], math.Log10), nil
	case "IF":
		return e.ifElse(n, args)
	}
	if n.text == "TIME_SERIES" && args[0].scalar {
		return seriesValue(slices.Repeat([]float64{args[0].number}, e.n)), nil
	}
	if args[0].scalar || len(args[0].series) == 0 {
		return mathValue{}, e.fail(n, MathArguments, n.text+" takes time series, not "+args[0].describe())
	}
	series := args[0].series
	switch n.text {
	case "AVG", "MAX", "MIN", "SUM", "STDDEV":
		return aggregate(n.text, series), nil
	case "METRIC_COUNT":
		return scalarValue(float64(len(series))), nil
	case "PERIOD":
		return scalarValue(e.period), nil
	case "FIRST":
		return seriesValue(series[0]), nil
	case "LAST":
		return seriesValue(series[len(series)-1]), nil
	case "SLICE":
		return e.slice(n, args)
	case "FILL":
		return e.fill(n, args)
	case "DIFF", "RATE", "RUNNING_SUM":
		return e.overTime(n.text, series), nil
	}
	return args[0], nil // TIME_SERIES of a time series
}

func (e *mathEval) ifElse(n *mathNode, args []mathValue) (mathValue, error) {
	otherwise := scalarValue(math.NaN())
	if len(args) == 3 {
		otherwise = args[2]
	}
	for _, v := range [...]mathValue{args[0], args[1], otherwise} {
		if !v.scalar && len(v.series) != 1 {
			return mathValue{}, e.fail(n, MathArguments, "IF takes numbers and single time series, not "+v.describe())
		}
	}
	choose := func(t int) float64 {
		switch c := args[0].at(0, t); {
		case math.IsNaN(c):
			return c
		case c != 0:
			return args[1].at(0, t)
		}
		return otherwise.at(0, t)
	}
	if args[0].scalar && args[1].scalar && otherwise.scalar {
		return scalarValue(choose(0)), nil
	}
	out := make([]float64, e.n)
	for t := range out {
		out[t] = choose(t)
	}
	return seriesValue(out), nil
}

// aggregate gives a number for one series, and for an array the series of its
// aggregates at each time.
func aggregate(name string, series [][]float64) mathValue {
	if len(series) == 1 {
		return scalarValue(aggregateOf(name, series[0]))
	}
	out := make([]float64, len(series[0]))
	column := make([]float64, len(series))
	for t := range out {
		for i := range series {
			column[i] = series[i][t]
		}
		out[t] = aggregateOf(name, column)
	}
	return seriesValue(out)
}

func aggregateOf(name string, values []float64) float64 {
	n, sum, squares, least, most := 0.0, 0.0, 0.0, math.Inf(1), math.Inf(-1)
	for _, x := range values {
		if math.IsNaN(x) {
			continue
		}
		n++
		sum += x
		least, most = min(least, x), max(most, x)
	}
	if n == 0 {
		return math.NaN()
	}
	switch name {
	case "SUM":
		return sum
	case "MIN":
		return least
	case "MAX":
		return most
	case "AVG":
		return sum / n
	}
	for _, x := range values {
		if !math.IsNaN(x) {
			squares += (x - sum/n) * (x - sum/n)
		}
	}
	return math.Sqrt(squares / n)
}

func (e *mathEval) slice(n *mathNode, args []mathValue) (mathValue, error) {
	series := args[0].series
	from, to := args[1], scalarValue(float64(len(series)))
	if len(args) == 3 {
		to = args[2]
	}
	if !from.scalar || !to.scalar || !(from.number >= 0) || !(from.number < to.number) || to.number > float64(len(series)) {
		return mathValue{}, e.fail(n, MathArguments, "SLICE takes a start below an end inside the array")
	}
	return mathValue{series: series[int(from.number):int(math.Ceil(to.number))]}, nil
}

func (e *mathEval) fill(n *mathNode, args []mathValue) (mathValue, error) {
	how := ""
	if fillKeyword(n.args[1]) {
		how = strings.ToUpper(n.args[1].text)
	} else if !args[1].scalar && len(args[1].series) != 1 && len(args[1].series) != len(args[0].series) {
		return mathValue{}, e.fail(n, MathArguments, "FILL takes a number, REPEAT, LINEAR or a time series")
	}
	out := mathValue{series: make([][]float64, len(args[0].series))}
	for i, s := range args[0].series {
		s = slices.Clone(s)
		for t, x := range s {
			if !math.IsNaN(x) {
				continue
			}
			switch how {
			case "":
				s[t] = args[1].at(i, t)
			case "REPEAT":
				if t > 0 {
					s[t] = s[t-1]
				}
			case "LINEAR":
				s[t] = linear(s, t)
			}
		}
		out.series[i] = s
	}
	return out, nil
}

// linear returns the value between the real neighbours of t, missing without
// both. Everything before t is filled already.
func linear(s []float64, t int) float64 {
	if t == 0 {
		return math.NaN()
	}
	for next := t + 1; next < len(s); next++ {
		if !math.IsNaN(s[next]) {
			return s[t-1] + (s[next]-s[t-1])/float64(next-t+1)
		}
	}
	return math.NaN()
}

func (e *mathEval) overTime(name string, series [][]float64) mathValue {
	out := mathValue{series: make([][]float64, len(series))}
	for i, s := range series {
		result := make([]float64, len(s))
		last, sum, lastAt := math.NaN(), 0.0, 0
		for t, x := range s {
			result[t] = math.NaN()
			if math.IsNaN(x) {
				continue
			}
			sum += x
			switch name {
			case "RUNNING_SUM":
				result[t] = sum
			case "DIFF":
				result[t] = x - last
			case "RATE":
				result[t] = divide(x-last, float64(t-lastAt)*e.period)
			}
			last, lastAt = x, t
		}
		out.series[i] = result
	}
	return out
}
