package ecssdk_test

import "github.com/google/go-cmp/cmp"

// ignoreSerde compares SDK structs by their exported members: each has an
// unexported marker as well.
func ignoreSerde() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool {
		field, ok := p.Last().(cmp.StructField)
		return ok && field.Name() == "noSmithyDocumentSerde"
	}, cmp.Ignore())
}
