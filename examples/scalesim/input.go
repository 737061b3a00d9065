package main

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed sample
var sample embed.FS

const samplePolicies = "sample/policies.json"

// policyTexts reads the files, or the bundled policies when there are none.
func policyTexts(files []string) ([][]byte, error) {
	if len(files) == 0 {
		text, err := sample.ReadFile(samplePolicies)
		return [][]byte{text}, err
	}
	var texts [][]byte
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}

func fileName(files []string, i int) string {
	if i < len(files) {
		return files[i]
	}
	return samplePolicies
}

// A point is the load of one row.
type point struct {
	at        time.Time
	load      float64
	deploying bool
}

// readLoad reads the table of the load.
func readLoad(s settings) ([]point, error) {
	from, err := time.Parse(time.RFC3339, s.from)
	if err != nil {
		return nil, fmt.Errorf("-from: %w", err)
	}
	var text io.ReadCloser
	name := s.load
	if name == "" {
		name = "sample/load.csv"
		text, err = sample.Open(name)
	} else {
		text, err = os.Open(name)
	}
	if err != nil {
		return nil, err
	}
	defer text.Close()
	points, err := parseLoad(text, from)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return points, nil
}

func parseLoad(text io.Reader, from time.Time) ([]point, error) {
	r := csv.NewReader(text)
	r.Comment, r.FieldsPerRecord, r.TrimLeadingSpace = '#', -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("the table has no rows below its heading")
	}
	heading := rows[0]
	timeColumn, loadColumn, deployingColumn := slices.Index(heading, "time"), slices.Index(heading, "load"), slices.Index(heading, "deploying")
	if timeColumn < 0 || loadColumn < 0 {
		return nil, fmt.Errorf("the heading is %s, wanted are time and load", strings.Join(heading, ","))
	}
	var points []point
	for i, row := range rows[1:] {
		if len(row) != len(heading) {
			return nil, fmt.Errorf("row %d has %d columns, the heading has %d", i+1, len(row), len(heading))
		}
		p := point{deploying: deployingColumn >= 0 && row[deployingColumn] == "1"}
		if p.at, err = parseTime(row[timeColumn], from); err != nil {
			return nil, fmt.Errorf("row %d: time %q is neither RFC 3339 nor seconds", i+1, row[timeColumn])
		}
		p.load, err = strconv.ParseFloat(row[loadColumn], 64)
		if err != nil || math.IsNaN(p.load) || math.IsInf(p.load, 0) || p.load < 0 {
			return nil, fmt.Errorf("row %d: load %q is no number of 0 or more", i+1, row[loadColumn])
		}
		if n := len(points); n > 0 && !points[n-1].at.Before(p.at) {
			return nil, fmt.Errorf("row %d: %s does not come after the row before it", i+1, row[timeColumn])
		}
		points = append(points, p)
	}
	return points, nil
}

func parseTime(text string, from time.Time) (time.Time, error) {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(seconds) < 1e9 {
		return from.Add(time.Duration(seconds * float64(time.Second))), nil
	}
	return time.Parse(time.RFC3339, text)
}
