package placement

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A class is what instances with the same attributes, agent version and capacity
// provider have in common. Whatever a specification asks of those is decided once
// for each class.
type class struct {
	attributes map[string]string // never written to
	version    string            // of the agent
	provider   string
	key        string
	uses       int32
}

type classes struct {
	list   []class
	byKey  map[string]int32
	unused []int32
}

// reuseClasses is how many classes without instances are kept before their
// numbers are used again, which makes every cache by class void.
const reuseClasses = 256

func classKey(attributes map[string]string, version, provider string) string {
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

// useClass returns the class of an instance and counts a use. The attributes are
// copied when the class is new.
func (c *Cluster) useClass(attributes map[string]string, version, provider string) int32 {
	key := classKey(attributes, version, provider)
	if id, ok := c.classes.byKey[key]; ok {
		c.classes.list[id].uses++
		return id
	}
	fresh := class{attributes: maps.Clone(attributes), version: version, provider: provider, key: key, uses: 1}
	if fresh.attributes == nil {
		fresh.attributes = map[string]string{}
	}
	if c.classes.byKey == nil {
		c.classes.byKey = map[string]int32{}
	}
	var id int32
	if len(c.classes.unused) > reuseClasses {
		id = c.recycleClass()
		c.classes.list[id] = fresh
	} else {
		id = int32(len(c.classes.list))
		c.classes.list = append(c.classes.list, fresh)
	}
	c.classes.byKey[key] = id
	return id
}

// recycleClass forgets the classes without instances and returns the number of
// one of them.
func (c *Cluster) recycleClass() int32 {
	kept := c.classes.unused[:0]
	for _, id := range c.classes.unused {
		if c.classes.list[id].uses > 0 {
			continue // in use again
		}
		delete(c.classes.byKey, c.classes.list[id].key)
		c.classes.list[id] = class{}
		kept = append(kept, id)
	}
	c.forgetClasses()
	if len(kept) == 0 {
		c.classes.unused = kept
		c.classes.list = append(c.classes.list, class{})
		return int32(len(c.classes.list) - 1)
	}
	id := kept[len(kept)-1]
	c.classes.unused = kept[:len(kept)-1]
	return id
}

// forgetClasses makes void whatever is remembered by class.
func (c *Cluster) forgetClasses() {
	for i := range c.groups.attrs {
		c.groups.attrs[i].valueOf = c.groups.attrs[i].valueOf[:0]
	}
	for i := range c.groups.partials {
		c.groups.partials[i].bucketOf = c.groups.partials[i].bucketOf[:0]
	}
	for _, s := range c.state {
		if s != nil {
			s.classes, s.buckets, s.mask, s.masked = s.classes[:0], s.buckets[:0], 0, 0
		}
	}
	for _, x := range c.indexes {
		x.markAll(len(c.nodes.state))
	}
}

func (c *Cluster) dropClass(id int32) {
	k := &c.classes.list[id]
	if k.uses--; k.uses == 0 && !slices.Contains(c.classes.unused, id) {
		c.classes.unused = append(c.classes.unused, id)
	}
}

func (s *classes) copyFrom(src *classes) {
	s.list = append(s.list[:0], src.list...)
	s.unused = append(s.unused[:0], src.unused...)
	if s.byKey == nil {
		s.byKey = make(map[string]int32, len(src.byKey))
	}
	clear(s.byKey)
	maps.Copy(s.byKey, src.byKey)
}
