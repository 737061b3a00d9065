package ecssdk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/ecssdk"
)

// ignoreSerde compares SDK structs by their members on the wire: each has an
// unexported marker as well, and an output what a call was like.
func ignoreSerde() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool {
		field, ok := p.Last().(cmp.StructField)
		return ok && (field.Name() == "noSmithyDocumentSerde" || field.Name() == "ResultMetadata")
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

// exportedFunctions returns the names of the package's exported functions.
func exportedFunctions(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() {
				names = append(names, f.Name.Name)
			}
		}
	}
	if len(names) == 0 {
		t.Fatal("the package exports no function")
	}
	return names
}
