package ecssdk

// arena hands out the pointers that the SDK's structs are made of. It allocates
// the values behind them by the chunk, since one by one they would be most of the
// cost of a conversion. Pointers of one conversion may keep its chunks alive; they
// never share them with another, or with the argument.
type arena struct {
	texts   []string
	numbers []int32
	flags   []bool
}

// chunk is how many values are allocated at once: an ordinary container has about
// ten texts, and half a kilobyte is little beside the structs themselves.
const chunk = 32

func place[T any](values *[]T, v T) *T {
	if len(*values) == cap(*values) {
		*values = make([]T, 0, chunk)
	}
	*values = append(*values, v)
	return &(*values)[len(*values)-1]
}

// text returns a pointer to s, nil for "".
func (a *arena) text(s string) *string {
	if s == "" {
		return nil
	}
	return place(&a.texts, s)
}

// string returns a pointer to s, also when it is "".
func (a *arena) string(s string) *string { return place(&a.texts, s) }

// number returns a pointer to an optional integer in the wire's 32 bits.
func (a *arena) number(p *int) *int32 {
	if p == nil {
		return nil
	}
	return place(&a.numbers, saturate(*p))
}

// flag returns a pointer to a copy of an optional truth value.
func (a *arena) flag(p *bool) *bool {
	if p == nil {
		return nil
	}
	return place(&a.flags, *p)
}
