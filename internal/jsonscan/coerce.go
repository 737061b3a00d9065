package jsonscan

import (
	"reflect"
	"strconv"
)

// The functions of this file take a scalar of one JSON type for another when
// Options.Coerce asks for it. They report whether they filled to.

func (d *decoder) coerced(v Value, want string) bool {
	d.problem(Problem{Kind: OtherType, Value: v, Want: want})
	return true
}

func (d *decoder) coerceString(v Value, to reflect.Value) bool {
	if !d.Coerce || v.Kind() != Number && v.Kind() != Bool {
		return false
	}
	to.SetString(v.Raw())
	return d.coerced(v, "a string")
}

func (d *decoder) coerceBool(v Value, to reflect.Value) bool {
	text := v.Text()
	if !d.Coerce || text != "true" && text != "false" {
		return false
	}
	to.SetBool(text == "true")
	return d.coerced(v, "true or false")
}

func (d *decoder) coerceInt(v Value, info *typeInfo, to reflect.Value) bool {
	i, err := strconv.ParseInt(v.Text(), 10, info.bits)
	if !d.Coerce || err != nil {
		return false
	}
	to.SetInt(i)
	return d.coerced(v, "an integer")
}

func (d *decoder) coerceFloat(v Value, to reflect.Value) bool {
	text := v.Text()
	f, err := strconv.ParseFloat(text, to.Type().Bits())
	if !d.Coerce || err != nil || !numeral(text) {
		return false
	}
	to.SetFloat(f)
	return d.coerced(v, "a number")
}

// numeral reports whether a text that strconv takes for a number is one in
// JSON's alphabet: no infinity, hexadecimal digits or underscores.
func numeral(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
		default:
			return false
		}
	}
	return true
}
