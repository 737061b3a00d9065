package placement

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
	spare      bool  // stands in unused
}

type classes struct {
	list   []class
	byKey  map[string]int32
	unused []int32  // without a use when they were put here
	names  []string // of the attributes that jobs read, but for the zone
	live   int      // how many are in use
	made   int      // how many were made since values were forgotten
}

// reuseClasses is how many classes without a use are kept, in case that they come
// back, before their numbers are used again.
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
	k := &c.classes
	read := k.project(attributes)
	key := setKey(read, version, provider)
	if id, ok := k.byKey[key]; ok {
		if k.list[id].uses++; k.list[id].uses == 1 {
			k.live++
		}
		return id
	}
	if k.made++; k.made > max(k.live, maxBuckets/2) && c.groups.crowded() {
		c.forgetValues()
	}
	if k.byKey == nil {
		k.byKey = map[string]int32{}
	}
	id := c.classNumber()
	k.list[id] = class{attributes: read, version: version, provider: provider, key: key, uses: 1}
	k.byKey[key] = id
	k.live++
	return id
}

// classNumber returns the number of a new class, that of one without a use when
// there are enough of those.
func (c *Cluster) classNumber() int32 {
	k := &c.classes
	for len(k.unused) > reuseClasses {
		id := k.unused[len(k.unused)-1]
		k.unused = k.unused[:len(k.unused)-1]
		if k.list[id].spare = false; k.list[id].uses > 0 {
			continue // in use again
		}
		delete(k.byKey, k.list[id].key)
		c.forgetClass(id)
		return id
	}
	k.list = append(k.list, class{})
	return int32(len(k.list) - 1)
}

// forgetClass makes void whatever is remembered of a class that has no use. No
// instance is of it, so that no place in an index or a bucket depends on it.
func (c *Cluster) forgetClass(id int32) {
	for i := range c.groups.attrs {
		if a := &c.groups.attrs[i]; int(id) < len(a.valueOf) {
			a.valueOf[id] = none
		}
	}
	for i := range c.groups.partials {
		if p := &c.groups.partials[i]; int(id) < len(p.bucketOf) {
			p.bucketOf[id] = none
		}
	}
	for _, s := range c.state {
		if s == nil {
			continue
		}
		if int(id) < len(s.classes) {
			s.classes[id] = classUnknown
		}
		if int(id) < s.masked {
			s.mask |= classBit(id) // it may say too much
		}
	}
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
	if k.uses--; k.uses > 0 {
		return
	}
	c.classes.live--
	if !k.spare {
		k.spare = true
		c.classes.unused = append(c.classes.unused, id)
	}
}

func (s *classes) copyFrom(src *classes) {
	s.list = append(s.list[:0], src.list...)
	s.unused = append(s.unused[:0], src.unused...)
	s.names = append(s.names[:0], src.names...)
	s.live, s.made = src.live, src.made
	copyMap(&s.byKey, src.byKey)
}
