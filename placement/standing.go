package placement

// candidate is an instance that fits, and its place in the order of a bucket.
type candidate struct {
	slot int32 // none for no instance
	at   mark
}

func nobody() candidate { return candidate{slot: none} }

// bucketState is where the search in a bucket stands: which instance is the first
// that fits and, while there is a first, which is the second, as far as they are
// known. No other instance that fits stands before the floor, and neither of them
// behind it.
type bucketState struct {
	first, second candidate
	floor         mark
	block         int32 // where the floor stood in the list, for the next search to begin
	place         int32
}

// bucketFor returns the state of a bucket, making it.
func (s *jobState) bucketFor(b int32) *bucketState {
	for int(b) >= len(s.buckets) {
		s.buckets = append(s.buckets, bucketState{first: nobody(), second: nobody(), floor: beginning()})
	}
	return &s.buckets[b]
}

// found takes in what a search from the floor on found first.
func (st *bucketState) found(first candidate) { st.first, st.floor = first, first.at }

// leave takes into account that an instance does not fit, or stands behind the
// floor.
func (st *bucketState) leave(slot int32) {
	switch slot {
	case st.first.slot:
		st.first, st.second = st.second, nobody()
	case st.second.slot:
		st.second = nobody()
	}
}

// fit takes into account that an instance which changed fits, at its place, which
// is not behind the floor.
func (st *bucketState) fit(c candidate) {
	if st.first.slot == c.slot && !st.first.at.before(c.at) {
		st.first.at = c.at // it has less free and is still the first
		return
	}
	st.leave(c.slot)
	switch {
	case st.first.slot == none:
		st.first = c
	case c.at.before(st.first.at):
		st.drop()
		st.first, st.second = c, st.first
	case st.second.slot == none:
		st.second = c
	case c.at.before(st.second.at):
		st.drop()
		st.second = c
	default:
		st.floor = c.at
	}
}

// drop forgets the second: from its place on there is one that fits.
func (st *bucketState) drop() {
	if st.second.slot != none {
		st.floor = st.second.at
	}
}
