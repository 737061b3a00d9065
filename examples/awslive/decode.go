package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// decode reads the CLI's JSON into a struct of the SDK. encoding/json alone does
// not: the SDK has unions (how containers share a GPU) as interfaces, and times are
// ISO 8601 from version 2 of the CLI, but seconds since 1970 from version 1 and
// with cli_timestamp_format = wire. Members differ in the case of letters alone;
// those that the SDK does not have are skipped.
func decode(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return fmt.Errorf("there is more behind the JSON, from byte %d", decoder.InputOffset())
	}
	return set(reflect.ValueOf(into).Elem(), tree, "")
}

// set gives v the value of a JSON tree; null leaves it as it is. path is where the
// tree stands.
func set(v reflect.Value, tree any, path string) error {
	if tree == nil {
		return nil
	}
	switch v.Type() {
	case reflect.TypeFor[time.Time]():
		return setTime(v, tree, path)
	case reflect.TypeFor[types.SharingStrategy]():
		return setSharing(v, tree, path)
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return set(v.Elem(), tree, path)
	case reflect.Struct:
		return setStruct(v, tree, path)
	case reflect.Slice:
		list, ok := tree.([]any)
		if !ok {
			return wrong(path, tree, "a list")
		}
		v.Set(reflect.MakeSlice(v.Type(), len(list), len(list)))
		for i, element := range list {
			if err := set(v.Index(i), element, fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
		return nil
	case reflect.Map:
		members, ok := tree.(map[string]any)
		if !ok {
			return wrong(path, tree, "an object")
		}
		v.Set(reflect.MakeMap(v.Type()))
		for name, member := range members {
			element := reflect.New(v.Type().Elem()).Elem()
			if err := set(element, member, path+"."+name); err != nil {
				return err
			}
			v.SetMapIndex(reflect.ValueOf(name), element)
		}
		return nil
	}
	return setScalar(v, tree, path)
}

func setStruct(v reflect.Value, tree any, path string) error {
	members, ok := tree.(map[string]any)
	if !ok {
		return wrong(path, tree, "an object")
	}
	for f, field := range v.Fields() {
		if !f.IsExported() {
			continue
		}
		for name, member := range members {
			if strings.EqualFold(name, f.Name) {
				if err := set(field, member, strings.TrimPrefix(path+"."+name, ".")); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func setScalar(v reflect.Value, tree any, path string) error {
	switch v.Kind() {
	case reflect.String:
		s, ok := tree.(string)
		if !ok {
			return wrong(path, tree, "a string")
		}
		v.SetString(s)
	case reflect.Bool:
		b, ok := tree.(bool)
		if !ok {
			return wrong(path, tree, "true or false")
		}
		v.SetBool(b)
	case reflect.Int32, reflect.Int64:
		n, ok := tree.(json.Number)
		i, err := strconv.ParseInt(n.String(), 10, v.Type().Bits())
		if !ok || err != nil {
			return wrong(path, tree, fmt.Sprintf("a whole number of %d bits", v.Type().Bits()))
		}
		v.SetInt(i)
	case reflect.Float64:
		n, ok := tree.(json.Number)
		f, err := n.Float64()
		if !ok || err != nil {
			return wrong(path, tree, "a number")
		}
		v.SetFloat(f)
	default:
		return fmt.Errorf("%s: no way to read a %s", path, v.Type())
	}
	return nil
}

// setTime reads a time in either form of the CLI.
func setTime(v reflect.Value, tree any, path string) error {
	switch t := tree.(type) {
	case string:
		if at, err := time.Parse(time.RFC3339, t); err == nil {
			v.Set(reflect.ValueOf(at))
			return nil
		}
	case json.Number:
		if seconds, err := t.Float64(); err == nil && math.Abs(seconds) < 1e12 {
			whole, part := math.Modf(seconds)
			const milli = 1e3 // what ECS sends
			v.Set(reflect.ValueOf(time.Unix(int64(whole), int64(math.Round(part*milli))*int64(time.Millisecond)).UTC()))
			return nil
		}
	}
	return wrong(path, tree, "a time: ISO 8601, or seconds since 1970")
}

// setSharing reads the union that says how containers share a GPU.
func setSharing(v reflect.Value, tree any, path string) error {
	members, _ := tree.(map[string]any)
	mps, ok := members["nvidiaMps"]
	if !ok || len(members) != 1 {
		return wrong(path, tree, `{"nvidiaMps": …}, the one way to share a GPU that is known`)
	}
	s := &types.SharingStrategyMemberNvidiaMps{}
	if err := set(reflect.ValueOf(&s.Value).Elem(), mps, path+".nvidiaMps"); err != nil {
		return err
	}
	v.Set(reflect.ValueOf(s))
	return nil
}

func wrong(path string, tree any, want string) error {
	text, err := json.Marshal(tree)
	if err != nil {
		return err
	}
	return fmt.Errorf("%s is %s, not %s", cmp.Or(path, "the text"), text, want)
}
