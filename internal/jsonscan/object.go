package jsonscan

import (
	"reflect"
	"strings"
)

// object fills a struct from the members of v.
func (d *decoder) object(v Value, info *typeInfo, to reflect.Value) {
	var few [2]uint64 // enough for 128 fields without allocating
	seen := few[:]
	if need := (len(info.names) + 63) / 64; need > len(seen) {
		seen = make([]uint64, need)
	}
	var unknown map[string]bool
	parent := len(d.path)
	for m := range v.Children() {
		key, f, wrongCase := d.lookup(m, info)
		if f == nil {
			d.path = AppendMember(d.path, key)
			if unknown == nil {
				unknown = map[string]bool{}
			}
			d.unknown(m, key, info, unknown)
			d.path = d.path[:parent]
			continue
		}
		d.path = AppendMember(d.path, f.name)
		if wrongCase {
			d.problem(Problem{Kind: WrongCase, Value: m, Suggest: f.name})
		}
		target := to.Field(f.index[0])
		for _, i := range f.index[1:] {
			target = target.Field(i)
		}
		if bit := uint64(1) << (f.order % 64); seen[f.order/64]&bit != 0 {
			d.problem(Problem{Kind: Duplicate, Value: m})
			target.SetZero()
		} else {
			seen[f.order/64] |= bit
		}
		d.value(m, f.info, target)
		d.path = d.path[:parent]
	}
}

// lookup finds the field for a member; the key is set when there is none.
func (d *decoder) lookup(m Value, info *typeInfo) (key string, f *field, wrongCase bool) {
	key = m.Key()
	if d.Rename != nil {
		key = d.Rename(info.typ, key)
	}
	if f := info.fields[key]; f != nil {
		return key, f, false
	}
	f = info.folded[strings.ToLower(key)]
	return key, f, f != nil
}

func (d *decoder) unknown(m Value, key string, info *typeInfo, seen map[string]bool) {
	if seen[key] {
		d.problem(Problem{Kind: Duplicate, Value: m})
		return
	}
	seen[key] = true
	suggest := ""
	if d.suggested < maxSuggestions {
		d.suggested++
		suggest = Nearest(key, info.names)
	}
	d.problem(Problem{Kind: UnknownMember, Value: m, Suggest: suggest})
}
