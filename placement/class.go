package placement

import (
	"maps"
	"slices"
)

// A class is what instances have in common that have the same agent version, the
// same capacity provider and the same values of the attributes that jobs read: the
// zone, and what was named in any specification so far. Whatever a specification
// asks of those is decided once for each class. Attributes that nothing reads, such
// as the id of a trunk interface that no other instance has, make no classes.
type class struct {
	attributes map[string]string // never written to
	version    string            // of the agent
	provider   string
	key        string
	uses       int32 // by sets of attributes
}

type classes struct {
	list   []class
	byKey  map[string]int32
	unused []int32
	names  []string // of the attributes that jobs read, but for the zone
}

// reuseClasses is how many classes without a use are kept before their
// numbers are used again, which makes every cache by class void.
const reuseClasses = 256

// project returns those of the attributes that jobs read.
func (k *classes) project(attributes map[string]string) map[string]string {
	read := map[string]string{}
	for _, name := range append([]string{zoneAttribute}, k.names...) {
		if value, ok := attributes[name]; ok {
			read[name] = value
		}
	}
	return read
}

// useClass returns the class of a set of attributes and counts a use.
func (c *Cluster) useClass(attributes map[string]string, version, provider string) int32 {
	read := c.classes.project(attributes)
	key := setKey(read, version, provider)
	if id, ok := c.classes.byKey[key]; ok {
		c.classes.list[id].uses++
		return id
	}
	fresh := class{attributes: read, version: version, provider: provider, key: key, uses: 1}
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

// recycleClass forgets the classes without a use and returns the number of
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
	c.remembered = 0
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
	s.names = append(s.names[:0], src.names...)
	if s.byKey == nil {
		s.byKey = make(map[string]int32, len(src.byKey))
	}
	clear(s.byKey)
	maps.Copy(s.byKey, src.byKey)
}
