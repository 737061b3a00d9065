package main

import (
	"fmt"
	"math"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/internal/svg"
)

// The picture has four panels over one axis of time: load, metric, alarms, tasks.
const (
	width       = 1000.0
	left, right = 120.0, 20.0
	plot        = width - left - right
	panel       = 130.0
	gap         = 34.0
	top         = 64.0
	rowHeight   = 15.0
)

const (
	blue, orange, red, green, grey, light = "#3366aa", "#dd8833", "#cc3344", "#339966", "#888888", "#eeeeee"
)

type picture struct {
	*svg.Drawing
	sim *simulation
	y   float64 // top of the next panel
}

// draw returns the simulation as SVG.
func draw(sim *simulation) []byte {
	rows := alarmRows(sim)
	height := top + 3*(panel+gap) + float64(len(rows))*rowHeight
	if len(rows) > 0 {
		height += gap
	}
	p := &picture{Drawing: svg.New(width, height), sim: sim, y: top}
	p.Text(left, 26, "Scaling of "+sim.target.ResourceID.String(), "font-size", "16", "font-weight", "bold")
	s := sim.summary
	p.Text(width-right, 26, fmt.Sprintf("%d out, %d in, %d flaps · above the %s for %v", s.Out, s.In, s.Flaps, sim.goalName, s.AboveTarget),
		"text-anchor", "end", "fill", grey)
	p.loadPanel()
	p.metricPanel()
	p.alarmPanel(rows)
	p.taskPanel()
	p.timeAxis()
	return p.Bytes()
}

func (p *picture) x(i int) float64 {
	return left + plot*float64(i)/float64(max(len(p.sim.steps), 1))
}

// axis draws the frame of a panel up to most and returns how values become y.
func (p *picture) axis(title string, most float64) func(float64) float64 {
	step := niceStep(most)
	most = math.Max(math.Ceil(most/step), 1) * step
	base := p.y + panel
	y := func(v float64) float64 { return base - panel*math.Min(v/most, 1) }
	p.Text(left, p.y-8, title, "font-weight", "bold")
	for v := 0.0; v <= most+step/2; v += step {
		p.Line(left, y(v), left+plot, y(v), "stroke", light)
		p.Text(left-8, y(v)+4, fmt.Sprintf("%g", v), "text-anchor", "end", "fill", grey, "font-size", "11")
	}
	p.y += panel + gap
	return y
}

// niceStep returns a step of 1, 2 or 5 times a power of ten that divides most
// into three to six parts.
func niceStep(most float64) float64 {
	if !(most > 0) {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(most/3)))
	for _, k := range []float64{5, 2} {
		if most/(k*unit) >= 3 {
			return k * unit
		}
	}
	return unit
}

// stairs draws a value that holds for each step.
func (p *picture) stairs(value func(i int) (float64, bool), attributes ...string) {
	var points []svg.Point
	flush := func() {
		if len(points) > 0 {
			p.Path(points, attributes...)
		}
		points = nil
	}
	for i := range p.sim.steps {
		y, ok := value(i)
		if !ok {
			flush()
			continue
		}
		points = append(points, svg.Point{X: p.x(i), Y: y}, svg.Point{X: p.x(i + 1), Y: y})
	}
	flush()
}

func (p *picture) most(value func(i int) float64) float64 {
	most := 0.0
	for i := range p.sim.steps {
		most = max(most, value(i))
	}
	return most
}

func (p *picture) loadPanel() {
	steps := p.sim.steps
	y := p.axis("load (100 is one busy task)", p.most(func(i int) float64 { return steps[i].Load }))
	points := []svg.Point{{X: left, Y: y(0)}}
	for i, s := range steps {
		points = append(points, svg.Point{X: p.x(i), Y: y(s.Load)}, svg.Point{X: p.x(i + 1), Y: y(s.Load)})
	}
	points = append(points, svg.Point{X: p.x(len(steps)), Y: y(0)})
	p.Polygon(points, "fill", blue, "fill-opacity", "0.35")
}

func (p *picture) metricPanel() {
	steps, goal := p.sim.steps, p.sim.goal
	value := func(i int) float64 {
		if steps[i].Metric.Missing {
			return 0
		}
		return steps[i].Metric.Value
	}
	y := p.axis(fmt.Sprintf("metric = load ÷ running; dashed: %s (%g)", p.sim.goalName, goal), max(p.most(value), goal))
	for i := range steps {
		if value(i) > goal {
			p.Rect(p.x(i), y(value(i)), p.x(i+1)-p.x(i), y(goal)-y(value(i)), "fill", red, "fill-opacity", "0.35")
		}
	}
	p.stairs(func(i int) (float64, bool) { return y(value(i)), !steps[i].Metric.Missing }, "stroke", orange, "stroke-width", "1.5")
	p.Line(left, y(goal), left+plot, y(goal), "stroke", red, "stroke-dasharray", "6 4")
}

// An alarmRow is one alarm of a policy.
type alarmRow struct {
	name   string
	policy int
	low    bool
}

func alarmRows(sim *simulation) []alarmRow {
	var rows []alarmRow
	for i, p := range sim.target.Policies {
		switch {
		case p.Tracking != nil:
			rows = append(rows, alarmRow{p.Name + " high", i, false}, alarmRow{p.Name + " low", i, true})
		case p.Step != nil:
			c := p.Step.Alarm.Comparison
			rows = append(rows, alarmRow{p.Name, i, c == autoscaling.LessThan || c == autoscaling.LessThanOrEqual})
		}
	}
	return rows
}

func (p *picture) alarmPanel(rows []alarmRow) {
	if len(rows) == 0 {
		return
	}
	p.Text(left, p.y-8, "alarms in ALARM (hatched: insufficient data)", "font-weight", "bold")
	p.Hatch("nodata", "#bbbbbb")
	for _, row := range rows {
		p.Text(left-8, p.y+rowHeight-4, short(row.name), "text-anchor", "end", "fill", grey, "font-size", "11")
		p.Rect(left, p.y+1, plot, rowHeight-3, "fill", "#f6f6f6")
		p.spans(row)
		p.y += rowHeight
	}
	p.y += gap
}

func short(name string) string {
	if r := []rune(name); len(r) > 18 {
		return string(r[:17]) + "…"
	}
	return name
}

// spans draws the times of an alarm's states other than OK.
func (p *picture) spans(row alarmRow) {
	state := func(i int) autoscaling.AlarmState {
		if row.low {
			return p.sim.alarms[i][row.policy].low
		}
		return p.sim.alarms[i][row.policy].high
	}
	fill := map[autoscaling.AlarmState]string{autoscaling.InAlarm: red, autoscaling.InsufficientData: "url(#nodata)"}
	if row.low {
		fill[autoscaling.InAlarm] = blue
	}
	for from := 0; from < len(p.sim.alarms); {
		to := from + 1
		for to < len(p.sim.alarms) && state(to) == state(from) {
			to++
		}
		if color, ok := fill[state(from)]; ok {
			title := fmt.Sprintf("%s: %v from %s to %s", row.name, state(from), p.clock(from), p.clock(to))
			p.Titled(p.x(from), p.y+1, p.x(to)-p.x(from), rowHeight-3, title, "fill", color)
		}
		from = to
	}
}

func (p *picture) clock(i int) string {
	return p.sim.steps[0].At.Add(time.Duration(i) * p.sim.every).Format("15:04")
}

func (p *picture) taskPanel() {
	steps := p.sim.steps
	most := p.most(func(i int) float64 { return float64(max(steps[i].Decision.Desired, steps[i].Running)) })
	y := p.axis("tasks: desired, and running (filled); grey: minimum and maximum; triangle: a flap", most)
	points := []svg.Point{{X: left, Y: y(0)}}
	for i, s := range steps {
		points = append(points, svg.Point{X: p.x(i), Y: y(float64(s.Running))}, svg.Point{X: p.x(i + 1), Y: y(float64(s.Running))})
	}
	points = append(points, svg.Point{X: p.x(len(steps)), Y: y(0)})
	p.Polygon(points, "fill", green, "fill-opacity", "0.25")
	p.stairs(func(i int) (float64, bool) { return y(float64(steps[i].Decision.Min)), true }, "stroke", grey, "stroke-dasharray", "2 3")
	p.stairs(func(i int) (float64, bool) {
		limit := float64(steps[i].Decision.Max)
		return y(limit), limit <= most // a maximum far above all counts has no place in the panel
	}, "stroke", grey, "stroke-dasharray", "2 3")
	p.stairs(func(i int) (float64, bool) { return y(float64(steps[i].Decision.Desired)), true }, "stroke", green, "stroke-width", "2")
	for _, i := range p.sim.flaps {
		x, at := p.x(i), y(float64(steps[i].Decision.Desired))-6
		p.Polygon([]svg.Point{{X: x - 5, Y: at - 9}, {X: x + 5, Y: at - 9}, {X: x, Y: at}}, "fill", red)
	}
}

// timeAxis labels the steps below the last panel, some eight times.
func (p *picture) timeAxis() {
	n := len(p.sim.steps)
	total := time.Duration(n) * p.sim.every
	spacing := 24 * time.Hour
	for _, s := range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour} {
		if total <= 10*s {
			spacing = s
			break
		}
	}
	format := "15:04"
	if total > 24*time.Hour {
		format = "2 Jan 15:04"
	}
	base := p.y - gap + 16
	for at := p.sim.steps[0].At.Truncate(spacing); ; at = at.Add(spacing) {
		i := float64(at.Sub(p.sim.steps[0].At)) / float64(p.sim.every)
		if i > float64(n) {
			return
		}
		if i < 0 {
			continue
		}
		x := left + plot*i/float64(n)
		p.Line(x, top, x, p.y-gap, "stroke", "#000000", "stroke-opacity", "0.06")
		p.Text(x, base, at.Format(format), "text-anchor", "middle", "fill", grey, "font-size", "11")
	}
}
