package placement

// groups counts the tasks of each group that are not stopping: in all, by the
// values of the attributes that jobs spread over, and, for the groups in use, by
// instance.
type groups struct {
	name     []string
	byName   map[string]int32
	running  []int32
	byValue  [][]valueCounts // of each group, the attributes that are counted
	columns  []column        // at most maxColumns
	columnAt []int8          // of each group, its column, none when it has none
	attrs    []attribute     // every attribute that a job spreads over
	partials []partition
}

// attribute is an attribute that jobs spread over, with its values as numbers.
type attribute struct {
	name    string
	values  map[string]int32
	valueOf []int32 // by class; none for a class that was not looked at
	missing int32   // number of the value of instances without it, none until one came
	count   int32   // of values
}

type valueCounts struct {
	attr   int32
	counts []int32 // by value
}

// column counts a group's tasks on each instance.
type column struct {
	group int32
	used  uint64 // seq at its last use
	count []uint16
}

// maxColumns bounds the memory of columns: 2 bytes for each instance and column.
// The tasks of other groups are counted on the instance itself.
const maxColumns = 16

func (c *Cluster) groupOf(name string) int32 {
	if g, ok := c.groups.byName[name]; ok {
		return g
	}
	if c.groups.byName == nil {
		c.groups.byName = map[string]int32{}
	}
	g := int32(len(c.groups.name))
	c.groups.name = append(c.groups.name, name)
	c.groups.byName[name] = g
	c.groups.running = append(c.groups.running, 0)
	c.groups.byValue = append(c.groups.byValue, nil)
	c.groups.columnAt = append(c.groups.columnAt, none)
	return g
}

func (c *Cluster) attributeNumber(name string) int32 {
	for i := range c.groups.attrs {
		if c.groups.attrs[i].name == name {
			return int32(i)
		}
	}
	c.groups.attrs = append(c.groups.attrs, attribute{name: name, values: map[string]int32{}, missing: none})
	return int32(len(c.groups.attrs) - 1)
}

// known returns the number of a class's value, none when it was not looked at.
func (a *attribute) known(class int32) int32 {
	if int(class) < len(a.valueOf) {
		return a.valueOf[class]
	}
	return none
}

// valueOf returns the number of a class's value of an attribute.
func (c *Cluster) valueOf(attr, class int32) int32 {
	a := &c.groups.attrs[attr]
	for int(class) >= len(a.valueOf) {
		a.valueOf = append(a.valueOf, none)
	}
	if v := a.valueOf[class]; v != none {
		return v
	}
	text, present := c.classes.list[class].attributes[a.name]
	v := a.missing
	if present {
		n, known := a.values[text]
		if !known {
			n = a.count
			a.values[text] = n
			a.count++
		}
		v = n
	} else if v == none {
		v = a.count
		a.missing = v
		a.count++
	}
	a.valueOf[class] = v
	return v
}

// countsBy returns the counts of a group by an attribute, which it makes if they
// are not there.
func (c *Cluster) countsBy(group, attr int32) []int32 {
	list := c.groups.byValue[group]
	for i := range list {
		if list[i].attr == attr {
			return list[i].counts
		}
	}
	return c.makeCounts(group, attr)
}

func (c *Cluster) makeCounts(group, attr int32) []int32 {
	c.groups.byValue[group] = append(c.groups.byValue[group], valueCounts{attr: attr})
	if c.groups.running[group] == 0 {
		return nil
	}
	v := &c.groups.byValue[group][len(c.groups.byValue[group])-1]
	for t := range c.tasks.list {
		if c.tasks.list[t].gen&1 == 1 && c.counts(int32(t), group) {
			v.add(c.valueOf(attr, c.nodes.class[c.tasks.list[t].instance]), 1)
		}
	}
	return v.counts
}

func (v *valueCounts) add(value, n int32) {
	for int(value) >= len(v.counts) {
		v.counts = append(v.counts, 0)
	}
	v.counts[value] += n
}

// countTasks changes a group's counts by n for an instance.
func (c *Cluster) countTasks(group, slot, n int32) {
	c.groups.running[group] += n
	list, class := c.groups.byValue[group], c.nodes.class[slot]
	for i := range list {
		v := &list[i]
		value := c.groups.attrs[v.attr].known(class)
		if value == none || int(value) >= len(v.counts) {
			v.add(c.valueOf(v.attr, class), n)
			continue
		}
		v.counts[value] += n
	}
	if at := c.groups.columnAt[group]; at != none {
		col := &c.groups.columns[at]
		col.grow(len(c.nodes.gen))
		col.count[slot] = uint16(int32(col.count[slot]) + n)
	}
}

func (col *column) grow(n int) {
	for len(col.count) < n {
		col.count = append(col.count, make([]uint16, n-len(col.count))...)
	}
}

// columnOf returns the counts of a group by instance, making them in place of
// those that were not used for the longest time; nil when all were used lately.
func (c *Cluster) columnOf(group int32) []uint16 {
	if at := c.groups.columnAt[group]; at != none {
		col := &c.groups.columns[at]
		col.used = c.seq
		col.grow(len(c.nodes.gen))
		return col.count
	}
	return c.makeColumn(group)
}

func (c *Cluster) makeColumn(group int32) []uint16 {
	at := 0
	if len(c.groups.columns) < maxColumns {
		at = len(c.groups.columns)
		c.groups.columns = append(c.groups.columns, column{})
	} else {
		for i := range c.groups.columns {
			if c.groups.columns[i].used < c.groups.columns[at].used {
				at = i
			}
		}
		if c.seq-c.groups.columns[at].used < uint64(c.tasks.count) {
			return nil // making it again would cost more than counting
		}
		c.groups.columnAt[c.groups.columns[at].group] = none
	}
	col := &c.groups.columns[at]
	c.groups.columnAt[group] = int8(at)
	col.group, col.used = group, c.seq
	clear(col.count)
	col.grow(len(c.nodes.gen))
	if c.groups.running[group] > 0 {
		for t := range c.tasks.list {
			if c.tasks.list[t].gen&1 == 1 && c.counts(int32(t), group) {
				col.count[c.tasks.list[t].instance]++
			}
		}
	}
	return col.count
}

// counts reports whether a task is one of a group and not stopping.
func (c *Cluster) counts(t, group int32) bool {
	return c.tasks.list[t].flags&taskStopping == 0 && c.jobs[c.tasks.list[t].job].group == group
}

// countOn returns how many tasks of a group that are not stopping an instance has.
func (c *Cluster) countOn(group, slot int32) int32 {
	if at := c.groups.columnAt[group]; at != none && int(slot) < len(c.groups.columns[at].count) {
		return int32(c.groups.columns[at].count[slot])
	}
	n := int32(0)
	for t := c.nodes.firstTask[slot]; t != none; t = c.tasks.list[t].next {
		if c.counts(t, group) {
			n++
		}
	}
	return n
}
