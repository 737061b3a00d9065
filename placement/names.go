package placement

// nameTable finds slots by the names of instances: open addressing over slots, so
// that a copy is a copy of memory.
type nameTable struct {
	slots []int32 // slot+1; 0 is empty, gone is deleted
	used  int     // entries that are not empty
	live  int
}

const gone = -1

// hash is FNV-1a, 64 bits.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h ^ h>>29
}

func (t *nameTable) find(name string, names []string) (int32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := hash(name) & mask; ; i = (i + 1) & mask {
		switch s := t.slots[i]; {
		case s == 0:
			return 0, false
		case s != gone && names[s-1] == name:
			return s - 1, true
		}
	}
}

func (t *nameTable) add(slot int32, names []string) {
	if 4*(t.used+1) > 3*len(t.slots) {
		t.grow(names)
	}
	mask := uint64(len(t.slots) - 1)
	i := hash(names[slot]) & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = slot + 1
	t.used++
	t.live++
}

func (t *nameTable) grow(names []string) {
	old := t.slots
	size := 16
	for size < 2*(t.live+1) {
		size *= 2
	}
	*t = nameTable{slots: make([]int32, size)}
	for _, s := range old {
		if s > 0 {
			t.add(s-1, names)
		}
	}
}

func (t *nameTable) remove(name string, names []string) {
	mask := uint64(len(t.slots) - 1)
	for i := hash(name) & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if s := t.slots[i]; s != gone && names[s-1] == name {
			t.slots[i] = gone
			t.live--
			return
		}
	}
}

func (t *nameTable) copyFrom(src *nameTable) {
	t.slots = append(t.slots[:0], src.slots...)
	t.used, t.live = src.used, src.live
}
