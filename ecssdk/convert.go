package ecssdk

import (
	"math"
	"time"
)

// text returns the string p points to, "" for nil.
func text(p *string) string { return orZero(p) }

// clone returns a pointer to a copy, nil for nil.
func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	return new(*p)
}

// orZero returns what p points to, the zero value for nil.
func orZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// timePointer returns nil for the zero time.
func timePointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// saturate fits an int into the wire's 32 bits.
func saturate(i int) int32 { return int32(min(max(i, math.MinInt32), math.MaxInt32)) }

// wide changes the size of an optional integer.
func wide(p *int32) *int {
	if p == nil {
		return nil
	}
	return new(int(*p))
}

// nonZero and value stand between a member that the SDK holds as a plain number,
// whose 0 it does not send, and one that can be absent.
func nonZero(i int32) *int {
	if i == 0 {
		return nil
	}
	return new(int(i))
}

func value(p *int) int32 {
	if p == nil {
		return 0
	}
	return saturate(*p)
}

// trueOrAbsent returns nil for the false of a truth value that the SDK holds without
// a pointer, which it does not send.
func trueOrAbsent(b bool) *bool {
	if !b {
		return nil
	}
	return new(true)
}

func wideList(list []int32) []int {
	if list == nil {
		return nil
	}
	wide := make([]int, len(list))
	for i, v := range list {
		wide[i] = int(v)
	}
	return wide
}

func narrowList(list []int) []int32 {
	if list == nil {
		return nil
	}
	narrow := make([]int32, len(list))
	for i, v := range list {
		narrow[i] = saturate(v)
	}
	return narrow
}

// renamed converts the elements of a list from one string type to another.
func renamed[To, From ~string](list []From) []To {
	if list == nil {
		return nil
	}
	to := make([]To, len(list))
	for i, v := range list {
		to[i] = To(v)
	}
	return to
}

// fromList converts a list; nil stays nil, and empty stays empty. convert finds a
// zero value to fill, member by member: a literal would be built elsewhere and
// copied.
func fromList[From, To any](list []From, convert func(*From, *To)) []To {
	if list == nil {
		return nil
	}
	to := make([]To, len(list))
	for i := range list {
		convert(&list[i], &to[i])
	}
	return to
}

// toList converts a list into one of the SDK; nil stays nil, and empty stays
// empty.
func toList[From, To any](a *arena, list []From, convert func(*arena, *From, *To)) []To {
	if list == nil {
		return nil
	}
	to := make([]To, len(list))
	for i := range list {
		convert(a, &list[i], &to[i])
	}
	return to
}

// fromPointer converts what p points to, nil for nil.
func fromPointer[From, To any](p *From, convert func(*From, *To)) *To {
	if p == nil {
		return nil
	}
	to := new(To)
	convert(p, to)
	return to
}

// toPointer converts what p points to into a struct of the SDK, nil for nil.
func toPointer[From, To any](a *arena, p *From, convert func(*arena, *From, *To)) *To {
	if p == nil {
		return nil
	}
	to := new(To)
	convert(a, p, to)
	return to
}
