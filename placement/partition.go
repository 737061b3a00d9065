package placement

import "slices"

// partition divides the instances by their values of the attributes that a job
// spreads over first. A bucket is a combination of values.
type partition struct {
	attrs    []int32
	bucketOf []int32        // by class; none for a class that was not looked at
	values   [][]int32      // of each bucket, one for each attribute
	misses   [shapes]uint32 // searches without the index, by shape
}

// maxBuckets bounds what a job remembers, some 72 bytes for each bucket. A job that
// spreads over an attribute with more values looks at every instance, as it would
// have to look at every bucket.
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

// bucket returns the bucket of a class.
func (c *Cluster) bucket(part, class int32) int32 {
	p := &c.groups.partials[part]
	for int(class) >= len(p.bucketOf) {
		p.bucketOf = append(p.bucketOf, none)
	}
	if b := p.bucketOf[class]; b != none {
		return b
	}
	var room [MaxStrategies]int32
	values := room[:0]
	for _, a := range p.attrs {
		values = append(values, c.valueOf(a, class))
	}
	p = &c.groups.partials[part]
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
