package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/ecskit/ecskit/placement"
)

// printStep prints the services, and for those that lack tasks why.
func printStep(out io.Writer, w *world, n int, title string, notes []string, most int) {
	fmt.Fprintf(out, "%d. %s: %s\n", n, title, w.size())
	for _, note := range notes {
		fmt.Fprintln(out, "  ", note)
	}
	fmt.Fprintln(out)
	rows := [][]string{append([]string{"service", "tasks", "room for"}, w.zoneTitles()...)}
	for _, s := range w.services {
		want, have := w.wanted(s)
		row := []string{s.Name, fmt.Sprintf("%d of %d", have, want), strconv.Itoa(w.cluster.Fit(s.job))}
		for _, zone := range w.zones {
			row = append(row, strconv.Itoa(w.countIn(s, zone)))
		}
		rows = append(rows, row)
	}
	printTable(out, rows)
	fmt.Fprintln(out)
	for _, s := range w.services {
		want, have := w.wanted(s)
		switch lacks := max(want-have, 0); {
		case lacks > 0 && lacks == w.told[s.Name]:
			fmt.Fprintf(out, "%s: still no place for %d of its tasks\n\n", s.Name, lacks)
		case lacks > 0:
			w.explain(out, s, lacks, most)
			fallthrough
		default:
			w.told[s.Name] = lacks
		}
	}
}

// printTable aligns the columns, and puts no spaces behind the last.
func printTable(out io.Writer, rows [][]string) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(table, strings.Join(row, "\t"))
	}
	table.Flush()
}

func (w *world) zoneTitles() []string {
	titles := slices.Clone(w.zones)
	for i, zone := range titles {
		if zone == "" {
			titles[i] = "no zone"
		}
	}
	return titles
}

func (w *world) countIn(s running, zone string) int {
	n := 0
	for _, id := range w.cluster.Instances() {
		if w.zoneOf(id) == zone {
			n += w.countOn(s, id)
		}
	}
	return n
}

// explain prints the reasons over the cluster, then what each instance lacks: a
// row for an instance, a column for a reason.
func (w *world) explain(out io.Writer, s running, lacks, most int) {
	fmt.Fprintf(out, "%s: no place for %d of its tasks\n", s.Name, lacks)
	rejections := w.cluster.Explain(nil, s.job)
	if len(rejections) == 0 {
		fmt.Fprint(out, "   there is no instance\n\n")
		return
	}
	heading := []string{"   instance", "type", "zone"}
	for _, r := range rejections {
		heading = append(heading, r.Reason.String())
		fmt.Fprintf(out, "   %d of %d instances: %s (%s), nearest %s: %s\n", r.Count, w.cluster.Len(), r.Reason, strings.TrimSuffix(r.Reason.Reason(), "."),
			w.cluster.Name(r.Nearest), s.job.Text(r.Lacks))
	}
	rows, ids := [][]string{heading}, w.cluster.Instances()
	for _, id := range ids[:min(most, len(ids))] {
		m := w.machine(id)
		row := []string{"   " + m.ID, dash(m.Attributes[typeName]), dash(m.Attributes[zoneName])}
		shortfalls := w.cluster.ExplainInstance(nil, id, s.job)
		for _, r := range rejections {
			row = append(row, cell(s.job, shortfalls, r.Reason))
		}
		rows = append(rows, row)
	}
	printTable(out, rows)
	if len(ids) > most {
		fmt.Fprintf(out, "   and %d more\n", len(ids)-most)
	}
	fmt.Fprintln(out)
}

// cell is everything of a kind that an instance lacks.
func cell(job placement.Job, shortfalls []placement.Shortfall, kind placement.Kind) string {
	var texts []string
	for _, s := range shortfalls {
		if s.Kind == kind {
			texts = append(texts, job.Text(s))
		}
	}
	if len(texts) > 3 {
		texts = append(texts[:2], fmt.Sprintf("%d more", len(texts)-2))
	}
	return dash(strings.Join(texts, ", "))
}

func dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// size says how large the cluster is.
func (w *world) size() string {
	return amount(w.cluster.Len(), "instance") + ", " + amount(w.cluster.Tasks(), "task")
}

func amount(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
