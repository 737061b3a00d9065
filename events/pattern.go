package events

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// MaxAlternatives is how many combinations the $or lists of a pattern may make.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
const MaxAlternatives = 1000

const (
	// MaxPatternLength is how many characters a pattern may have.
	//
	// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
	MaxPatternLength = 4096
	// PatternQuota is how many it may have where the quota was not raised.
	//
	// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
	PatternQuota = 2048
	// MaxNumber is the greatest number that numeric compares, and its negative the
	// least, as documented; EventBridge's open matcher takes more.
	//
	// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
	MaxNumber = 5e9
)

// Pattern is a compiled event pattern, immutable and safe for concurrent use.
type Pattern struct {
	fields       []field
	alternatives [][]int // indexes into fields; one alternative must match in all of them
	root         *trie
}

// field is a path with the values that it may have.
type field struct {
	path   string // keys with dots between
	values []value
	absent bool // exists: false is among the values
}

// trie finds the fields below a key of an event.
type trie struct {
	keys   []string // sorted
	below  []*trie
	fields []int // fields whose path ends here
}

func (t *trie) child(key string) *trie {
	i, ok := slices.BinarySearch(t.keys, key)
	if !ok {
		t.keys = slices.Insert(t.keys, i, key)
		t.below = slices.Insert(t.below, i, new(trie))
	}
	return t.below[i]
}

// parser collects fields and findings.
type parser struct {
	p        *Pattern
	findings diag.List
	full     bool // the bound on alternatives was reported
}

// ParsePattern reads a pattern. The findings name everything that EventBridge
// refuses, sorted; with an Error among them the Pattern is nil. The error is a
// *diag.SyntaxError, for a text that is no JSON.
func ParsePattern(data []byte) (*Pattern, diag.List, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{})
	if err != nil {
		return nil, nil, diag.Locate(data, err)
	}
	ps := parser{p: &Pattern{root: new(trie)}}
	ps.length(data)
	if root := doc.Root(); root.Kind() != jsonscan.Object {
		ps.findings.Add(kindNotObject.At("", "the pattern is "+root.Kind().String(), "write an object such as {\"source\": [\"aws.ecs\"]}"))
	} else {
		ps.p.alternatives = ps.object(root, "", "", [][]int{nil})
	}
	ps.findings.Sort()
	if ps.findings.HasErrors() {
		return nil, ps.findings, nil
	}
	for i, f := range ps.p.fields {
		node := ps.p.root
		for key := range strings.SplitSeq(f.path, ".") {
			node = node.child(key)
		}
		node.fields = append(node.fields, i)
	}
	return ps.p, ps.findings, nil
}

// length reports a pattern that is too long even without the white space that JSON
// does not need.
func (ps *parser) length(data []byte) {
	if len(data) <= PatternQuota {
		return
	}
	var compact bytes.Buffer
	if json.Compact(&compact, data) != nil {
		return // the scanner has taken it, so it is none of JSON's ways
	}
	switch n := utf8.RuneCount(compact.Bytes()); {
	case n > MaxPatternLength:
		ps.findings.Add(kindPatternLength.At("", fmt.Sprintf("the pattern has %d characters, at most %d are allowed", n, MaxPatternLength), "split the rule"))
	case n > PatternQuota:
		ps.findings.Add(kindPatternQuota.At("", fmt.Sprintf("the pattern has %d characters, the quota is %d where it was not raised", n, PatternQuota), "split the rule, or ask for more"))
	}
}

// object adds the fields below a prefix to every alternative so far.
func (ps *parser) object(v jsonscan.Value, path, prefix string, alternatives [][]int) [][]int {
	if v.Len() == 0 {
		ps.findings.Add(kindEmpty.At(path, "the object has no field", "name a field, or leave the object out"))
	}
	for member := range v.Children() {
		key := member.Key()
		at := diag.Member(path, key)
		if last := v.Member(key); last != member {
			if last = lastMember(v, key); last != member {
				ps.findings.Add(kindDuplicate.At(at, "the field comes again; only its last counts", "write it once"))
				continue
			}
		}
		switch {
		case key == "$or" && isOr(member):
			alternatives = ps.or(member, at, prefix, alternatives)
		case member.Kind() == jsonscan.Object:
			alternatives = ps.object(member, at, prefix+key+".", alternatives)
		case member.Kind() == jsonscan.Array:
			index := len(ps.p.fields)
			ps.p.fields = append(ps.p.fields, ps.leaf(member, at, prefix+key))
			for i := range alternatives {
				alternatives[i] = append(slices.Clip(alternatives[i]), index)
			}
		default:
			ps.findings.Add(kindLeaf.At(at, "the field has "+member.Kind().String()+", not a list of values", "write ["+member.Raw()+"]"))
		}
	}
	return alternatives
}

func lastMember(v jsonscan.Value, key string) jsonscan.Value {
	var last jsonscan.Value
	for m := range v.Children() {
		if m.Key() == key {
			last = m
		}
	}
	return last
}

// isOr reports whether the member $or is the operator: a list of at least two
// objects, none of which is an operator itself. Anything else is a field of that
// name.
func isOr(v jsonscan.Value) bool {
	if v.Kind() != jsonscan.Array || v.Len() < 2 {
		return false
	}
	for e := range v.Children() {
		if e.Kind() != jsonscan.Object || e.Len() == 0 {
			return false
		}
		for m := range e.Children() {
			if slices.Contains(operators(), m.Key()) {
				return false
			}
		}
	}
	return true
}

// or multiplies the alternatives by the objects of the list.
func (ps *parser) or(v jsonscan.Value, path, prefix string, alternatives [][]int) [][]int {
	var all [][]int
	i := 0
	for e := range v.Children() {
		if len(all) > MaxAlternatives || ps.full {
			break
		}
		all = append(all, ps.object(e, diag.Element(path, i), prefix, slices.Clone(alternatives))...)
		i++
	}
	if len(all) > MaxAlternatives && !ps.full {
		ps.full = true
		ps.findings.Add(kindTooMany.At(path, fmt.Sprintf("the $or lists make more than %d combinations", MaxAlternatives), "split the rule"))
	}
	return all[:min(len(all), MaxAlternatives)]
}

func outside(bound float64) bool { return !math.IsInf(bound, 0) && math.Abs(bound) > MaxNumber }

func (ps *parser) leaf(v jsonscan.Value, at, path string) field {
	f := field{path: path}
	if v.Len() == 0 {
		ps.findings.Add(kindEmptyList.At(at, "the list of values is empty", "name a value, or {\"exists\": false}"))
	}
	i := 0
	for e := range v.Children() {
		val, problem, kind := parseValue(e)
		switch {
		case problem != "":
			ps.findings.Add(kind.At(diag.Element(at, i), problem, ""))
		case val.op == opAbsent:
			f.absent = true
		default:
			if val.op == opRange && (outside(val.low) || outside(val.high)) {
				ps.findings.Add(kindNumberRange.At(diag.Element(at, i), "numeric "+e.Raw()+" goes beyond five thousand million", ""))
			}
			f.values = append(f.values, val)
		}
		i++
	}
	return f
}
