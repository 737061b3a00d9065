package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/ecskit/ecskit/internal/svg"
	"github.com/ecskit/ecskit/placement"
)

// The measures of a map, in pixels.
const (
	margin     = 20.0
	barWidth   = 44.0
	barHeight  = 150.0
	barGap     = 6.0
	boxWidth   = 2*barWidth + barGap + 26
	boxHeight  = barHeight + 62
	legendStep = 150.0
	zoneTitle  = 24.0
)

// palette has colours that are told apart also by those who see few of them. With
// more services they come again; the title of a task names its service.
var palette = [...]string{"#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#ee9944", "#777777"}

// draw returns the map: a band for each zone, in it a box for each instance.
func (w *world) draw(title string) []byte {
	largest, bands := 1, make([][]placement.Instance, len(w.zones))
	for _, m := range w.machines {
		zone := slices.Index(w.zones, m.Attributes[zoneName])
		bands[zone] = append(bands[zone], m)
		largest = max(largest, len(bands[zone]))
	}
	// Side by side up to eight; more make a map about as wide as high.
	columns := min(largest, max(8, int(math.Sqrt(float64(largest*len(bands))*boxHeight/boxWidth))))
	width := 2*margin + max(float64(columns)*boxWidth, 4*legendStep)
	legend := float64((len(w.services)+1+3)/4) * 20
	height := 62 + legend
	for _, band := range bands {
		height += bandHeight(band, columns)
	}
	d := svg.New(width, height+margin)
	d.Hatch("stranded", "#999999")
	d.Text(margin, 30, title+": "+w.size(), "font-size", "17", "font-weight", "bold")
	w.drawLegend(d, 54)
	y := 58 + legend
	for i, band := range bands {
		w.drawZone(d, w.zones[i], band, columns, y, width)
		y += bandHeight(band, columns)
	}
	return d.Bytes()
}

func bandHeight(band []placement.Instance, columns int) float64 {
	return zoneTitle + float64((len(band)+columns-1)/columns)*boxHeight + 8
}

func (w *world) drawLegend(d *svg.Drawing, y float64) {
	entry := func(n int, fill, stroke, text string) {
		x, row := margin+float64(n%4)*legendStep, y+float64(n/4)*20
		d.Rect(x, row-10, 12, 12, "fill", fill, "stroke", stroke)
		d.Text(x+18, row, text)
	}
	for i, s := range w.services {
		want, have := w.wanted(s)
		text := fmt.Sprintf("%s %d", shorten(s.Name, 16), have)
		if have < want {
			text += fmt.Sprintf(" of %d", want)
		}
		entry(i, color(i), "none", text)
	}
	entry(len(w.services), "url(#stranded)", "#999999", "free, of no use to any")
}

func color(service int) string { return palette[service%len(palette)] }

func (w *world) drawZone(d *svg.Drawing, zone string, band []placement.Instance, columns int, y, width float64) {
	title, lost := zone, w.lost != "" && zone == w.lost
	switch {
	case zone == "":
		title = "no zone"
	case lost:
		title += ": lost"
	}
	d.Rect(margin-8, y, width-2*margin+16, bandHeight(band, columns)-8, "fill", "#f6f6f6", "rx", "4")
	d.Text(margin, y+17, title, "font-weight", "bold", "fill", "#333333")
	for i, m := range band {
		x := margin + float64(i%columns)*boxWidth
		w.drawInstance(d, m, x, y+zoneTitle+float64(i/columns)*boxHeight, lost)
	}
}

// drawInstance draws two bars, CPU and memory, each in parts of what the instance
// has.
func (w *world) drawInstance(d *svg.Drawing, m placement.Instance, x, y float64, lost bool) {
	second := x + barWidth + barGap
	d.Text(x, y+12, shorten(m.ID, 17), "font-size", "11")
	d.Text(x, y+barHeight+44, shorten(m.Attributes[typeName], 17)+state(m), "font-size", "10", "fill", "#555555")
	if lost {
		for _, left := range []float64{x, second} {
			d.Rect(left, y+18, barWidth, barHeight, "fill", "none", "stroke", "#bbbbbb", "stroke-dasharray", "4 3")
		}
		return
	}
	id, _ := w.cluster.Lookup(m.ID)
	unused := w.cluster.Free(id)
	ground := "white"
	if w.stranded(id) {
		ground = "url(#stranded)"
	}
	for _, bar := range []struct {
		left        float64
		name, short string
		of          func(placement.Resources) int32
	}{
		{x, "CPU", "CPU", func(r placement.Resources) int32 { return r.CPU }},
		{second, "memory", "mem", func(r placement.Resources) int32 { return r.Memory }},
	} {
		free, all := bar.of(unused), bar.of(m.Registered)
		d.Rect(bar.left, y+18, barWidth, barHeight, "fill", "white")
		d.Titled(bar.left, y+18, barWidth, barHeight, fmt.Sprintf("%s of %s: %d of %d free", bar.name, m.ID, free, all), "fill", ground, "stroke", "#555555")
		w.drawTasks(d, id, bar.left, y+18+barHeight, all, bar.of)
		used := 0
		if all > 0 {
			used = int(100 * int64(all-free) / int64(all))
		}
		d.Text(bar.left, y+barHeight+31, fmt.Sprintf("%s %d%%", bar.short, used), "font-size", "10", "fill", "#555555")
	}
}

func state(m placement.Instance) string {
	switch {
	case m.Status == placement.Draining:
		return " draining"
	case !m.AgentConnected:
		return " no agent"
	}
	return ""
}

// drawTasks stacks the tasks from the bottom up, by service.
func (w *world) drawTasks(d *svg.Drawing, id placement.InstanceID, x, bottom float64, all int32, of func(placement.Resources) int32) {
	tasks := w.cluster.AppendTasks(nil, id)
	for i, s := range w.services {
		for _, task := range tasks {
			if info, _ := w.cluster.Task(task); info.Group != s.group() || all == 0 {
				continue
			}
			height := barHeight * float64(of(s.job.Spec().Resources)) / float64(all)
			bottom -= height
			d.Titled(x+1, bottom, barWidth-2, height, s.Name, "fill", color(i), "stroke", "white", "stroke-width", line(height))
		}
	}
}

// line is the width of the line around a task: none around a thin one, which it
// would hide.
func line(height float64) string {
	if height < 4 {
		return "0"
	}
	return "1"
}

// stranded reports whether no task of any service could be started there.
func (w *world) stranded(id placement.InstanceID) bool {
	for _, s := range w.services {
		if s.Daemon {
			continue // has its one task there already
		}
		if len(w.cluster.ExplainInstance(nil, id, s.job)) == 0 {
			return false
		}
	}
	return true
}

func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
