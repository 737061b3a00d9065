package placement

import "maps"

// CopyFrom makes c a copy of src, which goes its own way from then on: same
// instances, tasks, ids, jobs and seed. The memory that c has is used again. Jobs
// of src are valid on c; those that c had compiled before are not.
func (c *Cluster) CopyFrom(src *Cluster) {
	if c == src {
		return
	}
	c.nodes.copyFrom(&src.nodes)
	c.tasks.copyFrom(&src.tasks)
	c.sets.copyFrom(&src.sets)
	c.classes.copyFrom(&src.classes)
	c.groups.copyFrom(&src.groups)
	c.jobs = append(c.jobs[:0], src.jobs...)
	copyMap(&c.byKey, src.byKey)
	// What placement remembers is made again when it is needed.
	for i := range c.state {
		c.state[i] = nil
	}
	for len(c.state) < len(src.jobs) {
		c.state = append(c.state, nil)
	}
	c.state = c.state[:len(src.jobs)]
	c.indexes, c.remembered = c.indexes[:0], 0
	c.seq, c.gains, c.log, c.order = src.seq, src.gains, src.log, src.order
	c.rng, c.stop, c.flat = src.rng, src.stop, src.flat
}

func (n *nodes) copyFrom(src *nodes) {
	n.free = append(n.free[:0], src.free...)
	n.registered = append(n.registered[:0], src.registered...)
	n.order = append(n.order[:0], src.order...)
	n.gen = append(n.gen[:0], src.gen...)
	n.set = append(n.set[:0], src.set...)
	n.class = append(n.class[:0], src.class...)
	n.firstTask = append(n.firstTask[:0], src.firstTask...)
	n.running = append(n.running[:0], src.running...)
	n.state = append(n.state[:0], src.state...)
	n.name = append(n.name[:0], src.name...)
	n.ec2ID = append(n.ec2ID[:0], src.ec2ID...)
	n.since = append(n.since[:0], src.since...)
	n.logged = append(n.logged[:0], src.logged...)
	n.vacant = append(n.vacant[:0], src.vacant...)
	n.ports = copyLists(n.ports, src.ports)
	n.copyDevices(src.devices)
	n.names.copyFrom(&src.names)
	n.count = src.count
}

// copyMap copies a map, using the memory of the one that is there again.
func copyMap(dst *map[string]int32, src map[string]int32) {
	if *dst == nil {
		*dst = make(map[string]int32, len(src))
	}
	clear(*dst)
	maps.Copy(*dst, src)
}

// copyLists copies a list of lists, using the memory of both levels again.
func copyLists[T any](dst, src [][]T) [][]T {
	for len(dst) < len(src) {
		dst = append(dst, nil)
	}
	dst = dst[:len(src)]
	for i, list := range src {
		if list == nil {
			dst[i] = nil
			continue
		}
		dst[i] = append(dst[i][:0], list...)
	}
	return dst
}

func (n *nodes) copyDevices(src []*gpus) {
	for len(n.devices) < len(src) {
		n.devices = append(n.devices, nil)
	}
	n.devices = n.devices[:len(src)]
	for i, from := range src {
		switch to := n.devices[i]; {
		case from == nil:
			n.devices[i] = nil
		case to == nil:
			n.devices[i] = &gpus{append([]device(nil), from.list...)}
		default:
			to.list = append(to.list[:0], from.list...)
		}
	}
}

func (k *tasks) copyFrom(src *tasks) {
	k.list = append(k.list[:0], src.list...)
	k.devices = append(k.devices[:0], src.devices...)
	k.vacant = append(k.vacant[:0], src.vacant...)
	k.count = src.count
}

func (g *groups) copyFrom(src *groups) {
	g.name = append(g.name[:0], src.name...)
	copyMap(&g.byName, src.byName)
	g.running = append(g.running[:0], src.running...)
	for len(g.byValue) < len(src.byValue) {
		g.byValue = append(g.byValue, nil)
	}
	g.byValue = g.byValue[:len(src.byValue)]
	for i, list := range src.byValue {
		g.byValue[i] = g.byValue[i][:0]
		for _, v := range list {
			g.byValue[i] = append(g.byValue[i], valueCounts{v.attr, append([]int32(nil), v.counts...)})
		}
	}
	g.columns = g.columns[:0]
	g.columnAt = g.columnAt[:0]
	for range g.name {
		g.columnAt = append(g.columnAt, none)
	}
	g.attrs = g.attrs[:0]
	for _, a := range src.attrs {
		a.values = maps.Clone(a.values)
		a.valueOf = append([]int32(nil), a.valueOf...)
		g.attrs = append(g.attrs, a)
	}
	g.partials = g.partials[:0]
	for _, p := range src.partials {
		p.bucketOf = append([]int32(nil), p.bucketOf...)
		p.values = append([][]int32(nil), p.values...)
		g.partials = append(g.partials, p)
	}
}
