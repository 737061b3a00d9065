package ecssdk_test

import (
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/ecssdk"
)

// ignoreSerde compares SDK structs by their exported members: each has an
// unexported marker as well.
func ignoreSerde() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool {
		field, ok := p.Last().(cmp.StructField)
		return ok && field.Name() == "noSmithyDocumentSerde"
	}, cmp.Ignore())
}

// valuePaths returns the paths of the *ecssdk.ValueErrors that an error is made
// of, in their order; what is another error shows itself by its text.
func valuePaths(err error) []string {
	switch e := err.(type) {
	case nil:
		return nil
	case *ecssdk.ValueError:
		return []string{e.Path}
	case interface{ Unwrap() []error }:
		var all []string
		for _, part := range e.Unwrap() {
			all = append(all, valuePaths(part)...)
		}
		return all
	}
	return []string{"no ValueError: " + err.Error()}
}
