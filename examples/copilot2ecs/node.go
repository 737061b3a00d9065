package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// node is a value of the manifest with its place in the text, and whether
// anything was made of it. A nil node is an absent value: every method of it
// answers as for nothing.
type node struct {
	path    string // in the text, also that of a value which an environment overrides
	pattern string // in the manifest, "*" for a name that is free and "[]" for an element
	value   jsonscan.Value
	text    string // of a string, with its variables replaced
	keys    []string
	members map[string]*node
	list    []*node
	read    bool     // a leaf that was carried over
	asked   []string // the members that were looked for
	visited bool     // its members or elements were gone through
	refused bool     // it was reported as wrong
	want    string   // what it should have been, when they were looked for in vain
}

// freeNames are the maps whose keys the author of the manifest chooses.
var freeNames = []string{"sidecars", "storage.volumes", "environments", "variables", "secrets", "labels", "depends_on", "destination", "secretOptions"}

func hasFreeNames(pattern string) bool {
	if slices.Contains(freeNames[:3], pattern) {
		return true
	}
	return slices.Contains(freeNames[3:], pattern[strings.LastIndexByte(pattern, '.')+1:])
}

// build makes the node of a value and of everything below it. A null is an
// absent member.
func (c *converter) build(v jsonscan.Value, path, pattern string) *node {
	n := &node{path: path, pattern: pattern, value: v}
	switch v.Kind() {
	case jsonscan.String:
		n.text = c.interpolate(path, v.Text())
	case jsonscan.Number, jsonscan.Bool:
		n.text = v.Raw()
	case jsonscan.Object:
		n.members = map[string]*node{}
		for m := range v.Children() {
			if m.Kind() == jsonscan.Null || pattern == "" && m.Key() == "environments" {
				continue
			}
			below := m.Key()
			if hasFreeNames(pattern) {
				below = "*"
			}
			if n.members[m.Key()] != nil {
				c.find(unreadable, diag.Member(path, m.Key()), "it comes twice; the later one counts", "")
			}
			n.set(m.Key(), c.build(m, diag.Member(path, m.Key()), strings.TrimPrefix(pattern+"."+below, ".")))
		}
	case jsonscan.Array:
		for m := range v.Children() {
			n.list = append(n.list, c.build(m, diag.Element(path, len(n.list)), pattern+"[]"))
		}
	}
	return n
}

func (n *node) set(key string, m *node) {
	if _, there := n.members[key]; !there {
		n.keys = append(n.keys, key)
	}
	n.members[key] = m
}

func (n *node) remove(key string) {
	delete(n.members, key)
	n.keys = slices.DeleteFunc(n.keys, func(k string) bool { return k == key })
}

func (n *node) kind() jsonscan.Kind {
	if n == nil {
		return jsonscan.None
	}
	return n.value.Kind()
}

func (n *node) is(k jsonscan.Kind) bool { return n.kind() == k }

// at returns the path of the node, that of the manifest's type when it is
// absent.
func (n *node) at() string {
	if n == nil {
		return "type"
	}
	return n.path
}

func (n *node) visit(k jsonscan.Kind, want string) bool {
	switch n.kind() {
	case jsonscan.None:
		return false
	case k:
		n.visited = true
		return true
	}
	n.want = want
	return false
}

// member returns the member of that name, nil when there is none. The name
// counts as known from then on.
func (n *node) member(name string) *node {
	if !n.visit(jsonscan.Object, "a map") {
		return nil
	}
	if !slices.Contains(n.asked, name) {
		n.asked = append(n.asked, name)
	}
	return n.members[name]
}

// names returns the keys of a map with free names, in the order of the text.
func (n *node) names() []string {
	if !n.visit(jsonscan.Object, "a map") {
		return nil
	}
	return n.keys
}

// elements returns the elements of a list.
func (n *node) elements() []*node {
	if !n.visit(jsonscan.Array, "a list") {
		return nil
	}
	return n.list
}

// wrong reports a value that is not what it should be.
func (c *converter) wrong(n *node, want string) {
	if n.refused {
		return
	}
	n.read, n.refused = true, true
	c.find(unreadable, n.path, "it is "+shown(n)+", not "+want, "")
}

func shown(n *node) string {
	if s := n.value.Raw(); len(s) <= 40 {
		return s
	}
	return n.kind().String()
}

// str returns a text. A number and a truth value stand for their spelling, since
// in YAML `PORT: 80` is a number.
func (c *converter) str(n *node) string {
	switch n.kind() {
	case jsonscan.None:
		return ""
	case jsonscan.String, jsonscan.Number, jsonscan.Bool:
		n.read = true
		return n.text
	}
	c.wrong(n, "a text")
	return ""
}

func (c *converter) number(n *node) *int {
	if n == nil {
		return nil
	}
	if i, err := strconv.Atoi(n.text); err == nil && (n.is(jsonscan.Number) || n.is(jsonscan.String)) {
		n.read = true
		return &i
	}
	c.wrong(n, "a whole number")
	return nil
}

func (c *converter) truth(n *node) *bool {
	if n == nil {
		return nil
	}
	if b, ok := n.value.Bool(); ok {
		n.read = true
		return &b
	}
	c.wrong(n, "true or false")
	return nil
}

// seconds returns a duration such as 10s or 1m30s in whole seconds.
func (c *converter) seconds(n *node) *int {
	if n == nil {
		return nil
	}
	d, err := time.ParseDuration(n.text)
	if !n.is(jsonscan.String) || err != nil {
		c.wrong(n, "a duration such as 10s or 1m30s")
		return nil
	}
	n.read = true
	s := int(d / time.Second)
	return &s
}

// strs returns a list of texts, or a single text as a list of it.
func (c *converter) strs(n *node) []string {
	switch n.kind() {
	case jsonscan.None:
		return nil
	case jsonscan.Array:
		list := []string{}
		for _, e := range n.elements() {
			list = append(list, c.str(e))
		}
		return list
	}
	return []string{c.str(n)}
}

// words returns a command: a list as it is, a text cut as a shell cuts it.
func (c *converter) words(n *node) []string {
	if !n.is(jsonscan.String) {
		return c.strs(n)
	}
	words, err := splitWords(n.text)
	if err != nil {
		c.wrong(n, "a command: "+err.Error())
		return nil
	}
	n.read = true
	return words
}

// pairs returns a map of texts.
func (c *converter) pairs(n *node) map[string]string {
	if n == nil {
		return nil
	}
	if !n.is(jsonscan.Object) {
		c.wrong(n, "a map")
		return nil
	}
	m := map[string]string{}
	for _, name := range n.names() {
		m[name] = c.str(n.members[name])
	}
	return m
}
