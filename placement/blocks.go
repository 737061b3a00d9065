package placement

// blockSize is how many entries a block holds at most: two kilobytes' worth is
// moved in about the time that a walk down a tree takes.
const blockSize = 64

// entry is an instance in an order: by key, then by when it was added.
type entry struct {
	key   int64
	slot  int32
	order uint32
}

func (e *entry) before(key int64, order uint32) bool {
	return e.key < key || e.key == key && e.order < order
}

// block is a run of entries. most holds for each resource at least as much as any
// instance of the block has free: it may say too much, never too little.
type block struct {
	n       int
	most    Resources
	classes uint64 // bits of the classes of its instances, modulo 64; it too may say too much
	entries [blockSize]entry
}

// sorted is a sequence of entries in blocks.
type sorted struct {
	blocks []*block
	first  []entry // of each block, for the search
	spare  []*block
}

func atMost(a, b Resources) Resources {
	return Resources{max(a.CPU, b.CPU), max(a.Memory, b.Memory), max(a.GPU, b.GPU), max(a.ENI, b.ENI)}
}

func (r Resources) covers(need Resources) bool {
	return r.CPU >= need.CPU && r.Memory >= need.Memory && r.GPU >= need.GPU && r.ENI >= need.ENI
}

// blockOf returns the last block whose first entry is not behind the key, 0 when
// all are.
func (s *sorted) blockOf(key int64, order uint32) int {
	low, high := 0, len(s.first)
	for low < high {
		mid := (low + high) / 2
		if f := &s.first[mid]; f.before(key, order) || f.key == key && f.order == order {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return max(low-1, 0)
}

// position returns the place of the first entry of the block that is not before
// the key.
func (b *block) position(key int64, order uint32) int {
	low, high := 0, b.n
	for low < high {
		mid := (low + high) / 2
		if b.entries[mid].before(key, order) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func (s *sorted) insert(e entry, o offer) {
	if len(s.blocks) == 0 {
		s.blocks = append(s.blocks, s.newBlock())
		s.first = append(s.first, e)
	}
	i := s.blockOf(e.key, e.order)
	if s.blocks[i].n == blockSize {
		s.split(i, e)
		if notBehind(&s.first[i+1], e) {
			i++
		}
	}
	b := s.blocks[i]
	at := b.position(e.key, e.order)
	copy(b.entries[at+1:b.n+1], b.entries[at:b.n])
	b.entries[at] = e
	b.n++
	b.add(o)
	if at == 0 {
		s.first[i] = e
	}
}

// notBehind reports whether f stands at or before e.
func notBehind(f *entry, e entry) bool { return !(e.before(f.key, f.order)) }

func (s *sorted) newBlock() *block {
	if n := len(s.spare); n > 0 {
		b := s.spare[n-1]
		s.spare = s.spare[:n-1]
		b.n, b.most, b.classes = 0, nothing(), 0
		return b
	}
	return &block{most: nothing()}
}

// split makes room in a full block for e: half of it moves into a block of its
// own, or almost nothing where e comes at the end of all, as entries in order do.
func (s *sorted) split(i int, e entry) {
	b, right := s.blocks[i], s.newBlock()
	half := b.n / 2
	if i == len(s.blocks)-1 && notBehind(&b.entries[b.n-1], e) {
		half = b.n - 1
	}
	right.n = copy(right.entries[:], b.entries[half:b.n])
	right.most, right.classes = b.most, b.classes
	b.n = half
	s.blocks = append(s.blocks, nil)
	copy(s.blocks[i+2:], s.blocks[i+1:])
	s.blocks[i+1] = right
	s.first = append(s.first, entry{})
	copy(s.first[i+2:], s.first[i+1:])
	s.first[i+1] = right.entries[0]
}

// remove takes out the entry with the key and order, which is there.
func (s *sorted) remove(key int64, order uint32) { s.removeFrom(s.blockOf(key, order), key, order) }

func (s *sorted) removeFrom(i int, key int64, order uint32) {
	b := s.blocks[i]
	at := b.position(key, order)
	copy(b.entries[at:b.n-1], b.entries[at+1:b.n])
	b.n--
	if b.n == 0 {
		s.spare = append(s.spare, b)
		s.blocks = append(s.blocks[:i], s.blocks[i+1:]...)
		s.first = append(s.first[:i], s.first[i+1:]...)
		return
	}
	if at == 0 {
		s.first[i] = b.entries[0]
	}
	s.merge(i)
	if i > 0 {
		s.merge(i - 1) // or instances that outlive those around them keep a block each
	}
}

// move gives the entry with the key and order, which is there, its new place.
func (s *sorted) move(key int64, order uint32, e entry, o offer) {
	i := s.blockOf(key, order)
	if i > 0 && e.before(s.first[i].key, s.first[i].order) || i+1 < len(s.first) && !e.before(s.first[i+1].key, s.first[i+1].order) {
		s.removeFrom(i, key, order)
		s.insert(e, o)
		return
	}
	b := s.blocks[i]
	from, to := b.position(key, order), b.position(e.key, e.order)
	if from < to {
		to-- // the entry itself is before it
		copy(b.entries[from:to], b.entries[from+1:to+1])
	} else {
		copy(b.entries[to+1:from+1], b.entries[to:from])
	}
	b.entries[to] = e
	b.add(o)
	s.first[i] = b.entries[0]
}

// merge joins a block that has become small with its right neighbour.
func (s *sorted) merge(i int) {
	if i+1 >= len(s.blocks) || s.blocks[i].n+s.blocks[i+1].n > blockSize/2 {
		return
	}
	b, right := s.blocks[i], s.blocks[i+1]
	b.n += copy(b.entries[b.n:], right.entries[:right.n])
	b.add(offer{right.most, right.classes})
	s.spare = append(s.spare, right)
	s.blocks = append(s.blocks[:i+1], s.blocks[i+2:]...)
	s.first = append(s.first[:i+1], s.first[i+2:]...)
}

// raise says that an instance which keeps its place has more free, or another
// class.
func (s *sorted) raise(key int64, order uint32, o offer) {
	s.blocks[s.blockOf(key, order)].add(o)
}

// offer is what an instance, or several, have for tasks.
type offer struct {
	free    Resources
	classes uint64
}

func nothing() Resources { return Resources{-1, -1, -1, -1} }

func (b *block) add(o offer) {
	b.most = atMost(b.most, o.free)
	b.classes |= o.classes
}

// mayHold reports whether an instance of the block may take a task.
func (b *block) mayHold(need Resources, classes uint64) bool {
	return b.classes&classes != 0 && b.most.covers(need)
}
