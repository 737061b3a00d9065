package placement

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/cql"
)

// attributeSet is what instances registered of themselves: attributes, agent
// version and capacity provider. Instances that registered the same share a set.
type attributeSet struct {
	attributes map[string]string // never written to
	version    string            // of the agent
	provider   string
	key        string
	uses       int32 // by instances
	class      int32
}

type attributeSets struct {
	list   []attributeSet
	byKey  map[string]int32
	vacant []int32
}

func setKey(attributes map[string]string, version, provider string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		writePart(&b, name)
		writePart(&b, attributes[name])
	}
	b.WriteByte('|')
	writePart(&b, version)
	writePart(&b, provider)
	return b.String()
}

// writePart writes a text with its length, so that no two lists look alike.
func writePart(b *strings.Builder, s string) {
	b.WriteString(strconv.Itoa(len(s)))
	b.WriteByte(':')
	b.WriteString(s)
}

// useSet returns the set of an instance and counts a use. The attributes are copied
// when the set is new.
func (c *Cluster) useSet(attributes map[string]string, version, provider string) int32 {
	key := setKey(attributes, version, provider)
	if id, ok := c.sets.byKey[key]; ok {
		c.sets.list[id].uses++
		return id
	}
	fresh := attributeSet{attributes: maps.Clone(attributes), version: version, provider: provider, key: key, uses: 1}
	if fresh.attributes == nil {
		fresh.attributes = map[string]string{}
	}
	fresh.class = c.useClass(fresh.attributes, version, provider)
	if c.sets.byKey == nil {
		c.sets.byKey = map[string]int32{}
	}
	var id int32
	if n := len(c.sets.vacant); n > 0 {
		id = c.sets.vacant[n-1]
		c.sets.vacant = c.sets.vacant[:n-1]
		c.sets.list[id] = fresh
	} else {
		id = int32(len(c.sets.list))
		c.sets.list = append(c.sets.list, fresh)
	}
	c.sets.byKey[key] = id
	return id
}

func (c *Cluster) dropSet(id int32) {
	s := &c.sets.list[id]
	if s.uses--; s.uses > 0 {
		return
	}
	c.dropClass(s.class)
	delete(c.sets.byKey, s.key)
	*s = attributeSet{}
	c.sets.vacant = append(c.sets.vacant, id)
}

// setOf returns what an instance registered.
func (c *Cluster) setOf(slot int32) *attributeSet { return &c.sets.list[c.nodes.set[slot]] }

func (s *attributeSets) copyFrom(src *attributeSets) {
	s.list = append(s.list[:0], src.list...)
	s.vacant = append(s.vacant[:0], src.vacant...)
	copyMap(&s.byKey, src.byKey)
}

// reads adds attributes that jobs read, and divides the instances into classes
// anew when it did not know them all.
func (c *Cluster) reads(names []string) {
	known := len(c.classes.names)
	for _, name := range names {
		if name != zoneAttribute && !slices.Contains(c.classes.names, name) {
			c.classes.names = append(c.classes.names, name)
		}
	}
	if len(c.classes.names) == known || len(c.sets.list) == 0 {
		return
	}
	c.classes.list, c.classes.unused, c.classes.live = c.classes.list[:0], c.classes.unused[:0], 0
	clear(c.classes.byKey)
	for i := range c.sets.list {
		if s := &c.sets.list[i]; s.uses > 0 {
			s.class = c.useClass(s.attributes, s.version, s.provider)
		}
	}
	for slot, state := range c.nodes.state {
		if state&nodeUsed != 0 {
			c.nodes.class[slot] = c.setOf(int32(slot)).class
		}
	}
	c.forgetClasses()
}

// names returns the attributes that the job reads.
func (j *compiled) names(c *Cluster) []string {
	names := slices.Clone(j.required)
	for _, e := range j.exprs {
		for _, a := range e.Atoms() {
			if s := a.Subject(); s.Kind == cql.SubjectAttribute {
				names = append(names, s.Name)
			}
		}
	}
	for _, r := range j.rules {
		if r.kind == spreadAttribute {
			names = append(names, c.groups.attrs[r.attr].name)
		}
	}
	return names
}
