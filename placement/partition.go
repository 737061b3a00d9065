package placement

import "slices"

// partition divides the instances by their values of the attributes that a job
// spreads over. A bucket is a combination of values.
type partition struct {
	attrs    []int32
	bucketOf []int32        // by class; none for a class that was not looked at
	values   [][]int32      // of each bucket, one for each attribute
	misses   [shapes]uint32 // searches without the index, by shape
}

// maxBuckets bounds what a job remembers, some 72 bytes for each bucket. A job that
// spreads over an attribute with more values looks at every instance, as it would
// have to look at every bucket. Values that no instance has any more count until
// they are forgotten.
const maxBuckets = 256

// partitionOf returns the number of the partition by attributes.
func (c *Cluster) partitionOf(attrs []int32) int32 {
	for i := range c.groups.partials {
		if slices.Equal(c.groups.partials[i].attrs, attrs) {
			return int32(i)
		}
	}
	c.groups.partials = append(c.groups.partials, partition{attrs: slices.Clone(attrs)})
	return int32(len(c.groups.partials) - 1)
}

// known returns the bucket of a class, none when it was not looked at.
func (p *partition) known(class int32) int32 {
	if int(class) < len(p.bucketOf) {
		return p.bucketOf[class]
	}
	return none
}

// full reports whether there are more buckets than an index can serve.
func (p *partition) full() bool { return len(p.values) > maxBuckets }

// bucket returns the bucket of a class. When the partition is full that is any.
func (c *Cluster) bucket(part, class int32) int32 {
	p := &c.groups.partials[part]
	for int(class) >= len(p.bucketOf) {
		p.bucketOf = append(p.bucketOf, none)
	}
	if b := p.bucketOf[class]; b != none {
		return b
	}
	if p.full() {
		p.bucketOf[class] = maxBuckets
		return maxBuckets
	}
	var room [MaxStrategies]int32
	values := room[:0]
	for _, a := range p.attrs {
		values = append(values, c.valueOf(a, class))
	}
	for b := range p.values {
		if slices.Equal(p.values[b], values) {
			p.bucketOf[class] = int32(b)
			return int32(b)
		}
	}
	p.values = append(p.values, slices.Clone(values))
	p.bucketOf[class] = int32(len(p.values) - 1)
	return p.bucketOf[class]
}

// crowded reports whether an attribute, or attributes together, have as many values
// as an index can serve, or more.
func (g *groups) crowded() bool {
	return slices.ContainsFunc(g.attrs, func(a attribute) bool { return a.count >= maxBuckets }) ||
		slices.ContainsFunc(g.partials, func(p partition) bool { return len(p.values) >= maxBuckets })
}

// forgetValues forgets all values of attributes, and what is counted and kept by
// them, since instances may have few of them still. It is called once for as many
// new classes as there are in use at least, so that neither the values nor the time
// grow with what was there once.
func (c *Cluster) forgetValues() {
	c.classes.made = 0
	for i := range c.groups.attrs {
		a := &c.groups.attrs[i]
		clear(a.values)
		a.valueOf, a.missing, a.count = a.valueOf[:0], none, 0
	}
	for i := range c.groups.partials {
		p := &c.groups.partials[i]
		p.bucketOf, p.values = p.bucketOf[:0], nil
	}
	clear(c.groups.byValue) // they are counted again when they are asked for
	for _, s := range c.state {
		if s != nil {
			s.buckets = s.buckets[:0]
		}
	}
	clear(c.indexes)
	c.indexes = c.indexes[:0]
}
