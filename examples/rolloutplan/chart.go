package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/ecskit/ecskit/internal/svg"
	"github.com/ecskit/ecskit/rollout"
)

const (
	width, height           = 960.0, 476.0
	left, right, top, floor = 64.0, 130.0, 108.0, 60.0

	colorOld      = "#8a97a6"
	colorNew      = "#2f7d6b"
	colorStarting = "#bfe0d6"
	colorBad      = "#c0503a"
	colorLimit    = "#1c2833"
	colorGrid     = "#e4e8ec"
	colorText     = "#35424e"
)

// frame maps time and a quantity to the picture.
type frame struct {
	d       *svg.Drawing
	end     float64 // of the time axis
	highest float64 // of the other axis
}

func (f frame) x(at float64) float64 { return left + at/f.end*(width-left-right) }
func (f frame) y(n float64) float64  { return height - floor - n/f.highest*(height-top-floor) }

func (f frame) text(x, y float64, text, anchor, color string) {
	f.d.Text(x, y, text, "text-anchor", anchor, "fill", color)
}

// drawRolling draws the tasks of both revisions over time between the limits.
func drawRolling(s *rollout.Service, c rollout.Config, events []rollout.Event) []byte {
	first, last := events[0], events[len(events)-1]
	highest := 1
	for _, e := range events {
		_, u := c.Limits(e.State.Desired)
		highest = max(highest, tasks(e.State), u)
	}
	end := max(last.At, time.Minute).Seconds() * 1.02
	f := frame{svg.New(width, height), end, float64(highest) * 1.06}
	f.d.Text(left, 28, fmt.Sprintf("%s: %d tasks, minimum %d %%, maximum %d %%, %v", title(s), first.State.Desired, c.MinimumHealthyPercent, c.MaximumPercent, c.Order),
		"font-size", "16", "font-weight", "bold", "fill", colorText)
	f.d.Text(left, 48, ending(last, events), "fill", endColor(events))
	f.legend()
	f.countAxis(highest)
	f.timeAxis(end)
	for i, e := range events {
		until := end
		if i+1 < len(events) {
			until = events[i+1].At.Seconds()
		}
		f.column(e, e.At.Seconds(), until)
	}
	f.limits(c, events)
	f.waves(events)
	return f.d.Bytes()
}

// column draws the tasks between two events: healthy ones below, so that they
// meet the lower limit, then those on their way or unhealthy.
func (f frame) column(e rollout.Event, from, until float64) {
	if until <= from {
		return
	}
	old, new := revisions(e)
	base := 0
	for _, layer := range []struct {
		n           int
		name, color string
	}{
		{old.Healthy, "old, healthy", colorOld},
		{new.Healthy, "new, healthy", colorNew},
		{old.Pending + old.Running - old.Healthy - old.Unhealthy, "old, starting", "#d5dbe1"},
		{new.Pending + new.Running - new.Healthy - new.Unhealthy, "new, starting", colorStarting},
		{old.Unhealthy + new.Unhealthy, "unhealthy", colorBad},
	} {
		if layer.n == 0 {
			continue
		}
		y := f.y(float64(base + layer.n))
		f.d.Titled(f.x(from), y, f.x(until)-f.x(from), f.y(float64(base))-y, fmt.Sprintf("%d %s", layer.n, layer.name), "fill", layer.color, "shape-rendering", "crispEdges")
		base += layer.n
	}
}

func (f frame) legend() {
	x := left
	for _, l := range []struct{ color, name string }{{colorOld, "old, healthy"}, {colorNew, "new, healthy"}, {colorStarting, "starting"}, {colorBad, "unhealthy"}} {
		f.d.Rect(x, 58, 11, 11, "fill", l.color)
		f.d.Text(x+16, 68, l.name, "fill", colorText)
		x += 110
	}
}

func (f frame) countAxis(highest int) {
	step := 1
	for _, s := range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000} {
		if step = s; highest/s <= 10 {
			break
		}
	}
	for n := 0; n <= highest; n += step {
		y := f.y(float64(n))
		f.d.Line(left, y, width-right, y, "stroke", colorGrid)
		f.text(left-8, y+4, strconv.Itoa(n), "end", colorText)
	}
	f.text(left-8, top-4, "tasks", "end", colorText)
}

func (f frame) timeAxis(end float64) {
	y := height - floor
	f.d.Line(left, y, width-right, y, "stroke", colorLimit)
	step := tick(end)
	for at := 0.0; at <= end; at += step {
		f.d.Line(f.x(at), y, f.x(at), y+5, "stroke", colorLimit)
		f.text(f.x(at), y+19, clock(at), "middle", colorText)
	}
	f.text((left+width-right)/2, y+40, "time since the deployment started", "middle", colorText)
}

// tick returns a round distance of some ten marks, in seconds.
func tick(end float64) float64 {
	steps := []float64{5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800}
	for _, s := range steps {
		if end/s <= 10 {
			return s
		}
	}
	return 86400 * float64(1+int(end/864000))
}

func clock(seconds float64) string {
	n := int(seconds)
	if n >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
	}
	return fmt.Sprintf("%d:%02d", n/60, n%60)
}

// limits draws both limits, which follow the desired count.
func (f frame) limits(c rollout.Config, events []rollout.Event) {
	var low, high []svg.Point
	for i, e := range events {
		until := f.end
		if i+1 < len(events) {
			until = events[i+1].At.Seconds()
		}
		l, u := c.Limits(e.State.Desired)
		from, to := f.x(e.At.Seconds()), f.x(until)
		low = append(low, svg.Point{X: from, Y: f.y(float64(l))}, svg.Point{X: to, Y: f.y(float64(l))})
		high = append(high, svg.Point{X: from, Y: f.y(float64(u))}, svg.Point{X: to, Y: f.y(float64(u))})
	}
	for _, line := range [][]svg.Point{low, high} {
		f.d.Path(line, "stroke", colorLimit, "stroke-width", "1.8", "stroke-dasharray", "7 4")
	}
	lastLow, lastHigh := low[len(low)-1].Y, high[len(high)-1].Y
	if lastLow-lastHigh < 16 { // one line, or two close ones: the labels go apart
		lastLow, lastHigh = lastLow+8, lastHigh-8
	}
	lower, upper := c.Limits(events[len(events)-1].State.Desired)
	f.text(width-right+8, lastHigh+4, fmt.Sprintf("upper limit %d", upper), "start", colorLimit)
	f.text(width-right+8, lastLow+4, fmt.Sprintf("lower limit %d", lower), "start", colorLimit)
}

// waves marks where new tasks start, as many marks as have room for their words,
// and how the deployment is decided.
func (f frame) waves(events []rollout.Event) {
	wave, free := 0, 0.0
	for _, e := range events {
		label, color := "", colorText
		switch e.Kind {
		case rollout.TasksStarted:
			wave++
			label = fmt.Sprintf("wave %d: +%d", wave, e.Count)
		case rollout.RollbackStarted, rollout.DeploymentFailed, rollout.AlarmFired, rollout.DeploymentStuck:
			label, color = e.Kind.String(), colorBad
		default:
			continue
		}
		x := f.x(e.At.Seconds())
		f.d.Line(x, top-6, x, height-floor, "stroke", color, "stroke-dasharray", "2 3")
		if x >= free {
			f.text(x+3, top-8, label, "start", color)
			free = x + 7*float64(len(label)) + 6
		}
	}
}

func ending(last rollout.Event, events []rollout.Event) string {
	for _, e := range events {
		if e.Kind == rollout.RollbackStarted {
			return fmt.Sprintf("rolled back; %v after %v", last.Kind, last.At)
		}
	}
	if last.Kind == rollout.DeploymentStuck || last.Kind == rollout.DeploymentWaits {
		return fmt.Sprintf("%v after %v: %v", last.Kind, last.At, last.Step.Reason)
	}
	return fmt.Sprintf("%v after %v", last.Kind, last.At)
}

func endColor(events []rollout.Event) string {
	switch events[len(events)-1].Kind {
	case rollout.DeploymentCompleted, rollout.ServiceSteady:
		return colorText
	}
	return colorBad
}

// drawShift draws the shares of production traffic over time.
func drawShift(s *rollout.Service, shift rollout.Shift) []byte {
	steps := shift.Schedule()
	end := float64(max(shift.Minutes(), 1)*60) * 1.02
	f := frame{svg.New(width, height), end, 106}
	f.d.Text(left, 28, fmt.Sprintf("%s: %v", title(s), shift.Kind), "font-size", "16", "font-weight", "bold", "fill", colorText)
	f.d.Text(left, 48, fmt.Sprintf("clean-up %v after the first shift; up to %d tasks at once", time.Duration(shift.Minutes())*time.Minute, rollout.PeakTasks(s.Desired())), "fill", colorText)
	for i, l := range []struct{ color, name string }{{colorOld, "old revision"}, {colorNew, "new revision"}} {
		f.d.Rect(left+float64(110*i), 58, 11, 11, "fill", l.color)
		f.d.Text(left+float64(110*i)+16, 68, l.name, "fill", colorText)
	}
	for i, step := range steps {
		until := end
		if i+1 < len(steps) {
			until = float64(steps[i+1].Minute * 60)
		}
		from, share := float64(step.Minute*60), float64(step.NewPermille)/10
		if until <= from {
			continue
		}
		f.d.Titled(f.x(from), f.y(share), f.x(until)-f.x(from), f.y(0)-f.y(share), fmt.Sprintf("new %.1f %%", share), "fill", colorNew, "shape-rendering", "crispEdges")
		if step.Stage != rollout.StageCleanUp {
			f.d.Titled(f.x(from), f.y(100), f.x(until)-f.x(from), f.y(share)-f.y(100), fmt.Sprintf("old %.1f %%", 100-share), "fill", colorOld, "shape-rendering", "crispEdges")
		}
		if step.Stage == rollout.StageBake || step.Stage == rollout.StageCleanUp {
			f.d.Line(f.x(from), top-6, f.x(from), height-floor, "stroke", colorText, "stroke-dasharray", "2 3")
			f.text(f.x(from)+3, top-8, string(step.Stage), "start", colorText)
		}
	}
	for n := 0; n <= 100; n += 20 {
		f.text(left-8, f.y(float64(n))+4, strconv.Itoa(n), "end", colorText)
	}
	f.text(left-8, top-4, "percent", "end", colorText)
	f.timeAxis(end)
	return f.d.Bytes()
}
