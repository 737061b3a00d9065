package ecssdk_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs/document"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/ecssdk"
)

// ignoreSerde compares structs by their members on the wire: those of the SDK have
// an unexported marker as well, and outputs what the call was like; rollout's keep
// behind an unexported one what they do not look at.
func ignoreSerde() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool {
		field, ok := p.Last().(cmp.StructField)
		return ok && (!ast.IsExported(field.Name()) || field.Name() == "ResultMetadata")
	}, cmp.Ignore())
}

// onTheWire compares structs of the SDK by what is sent of them.
func onTheWire() cmp.Option {
	return cmp.Options{ignoreSerde(), cmp.Comparer(func(a, b document.Interface) bool {
		if a == nil || b == nil {
			return a == nil && b == nil
		}
		x, bad := a.MarshalSmithyDocument()
		y, worse := b.MarshalSmithyDocument()
		return bad == nil && worse == nil && bytes.Equal(x, y)
	})}
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

// declarations returns what the package in a folder declares outside of its tests.
func declarations(t *testing.T, folder string) []ast.Decl {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", folder, len(files), err)
	}
	var all []ast.Decl
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, parsed.Decls...)
	}
	return all
}

// exportedFunctions returns the names of the package's exported functions.
func exportedFunctions(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, d := range declarations(t, ".") {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() {
			names = append(names, f.Name.Name)
		}
	}
	if len(names) == 0 {
		t.Fatal("the package exports no function")
	}
	return names
}

// The table in the package's comment names every function, and nothing else.
func TestDocTable(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for line := range strings.SplitSeq(string(text), "\n") {
		for _, row := range []string{"//\ttypes.", "//\tecs."} {
			if !strings.HasPrefix(line, row) {
				continue
			}
			found := regexp.MustCompile(`\b(From|To)[A-Z]\w+`).FindAllString(line, -1)
			if len(found) == 0 {
				t.Errorf("no function in %q", line)
			}
			named = append(named, found...)
		}
	}
	exported := exportedFunctions(t)
	slices.Sort(named)
	slices.Sort(exported)
	if diff := cmp.Diff(exported, named); diff != "" {
		t.Errorf("(-exported +named):\n%s", diff)
	}
}
