package ecskit_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// The library's non-test files read no clock, use no shared randomness, start no
// goroutine, have no init, and never assign a package-level variable.
func TestPurity(t *testing.T) {
	files := 0
	for _, p := range listPackages(t, module+"/...") {
		if strings.HasPrefix(p.ImportPath, module+"/examples/") || strings.HasPrefix(p.ImportPath, module+"/internal/script") {
			continue
		}
		fset := token.NewFileSet()
		var parsed []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			parsed = append(parsed, file)
			files++
		}
		for _, problem := range impurities(fset, parsed) {
			t.Error(problem)
		}
	}
	if files < 20 {
		t.Fatalf("only %d files were looked at", files)
	}
}

// The check itself finds each thing it looks for.
func TestPurityCheckFindsEachImpurity(t *testing.T) {
	for name, source := range map[string]string{
		"clock":            `import "time"; func f() { _ = time.Now() }`,
		"clock by alias":   `import clock "time"; func f() { _ = clock.Since(clock.Time{}) }`,
		"timer":            `import "time"; func f() { time.AfterFunc(1, nil) }`,
		"global rand":      `import "math/rand/v2"; func f() { _ = rand.IntN(3) }`,
		"crypto rand":      `import "crypto/rand"; func f() { rand.Read(nil) }`,
		"goroutine":        `func f() { go f() }`,
		"init":             `func init() {}`,
		"assigned":         `var x int; func f() { x = 1 }`,
		"incremented":      `var x int; func f() { x++ }`,
		"element assigned": `var x [3]int; func f() { x[1] = 1 }`,
		"field assigned":   `var x struct{ a int }; func f() { x.a = 1 }`,
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", "package x; "+source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if len(impurities(fset, []*ast.File{file})) == 0 {
			t.Errorf("%s: nothing found in %s", name, source)
		}
	}
	fset := token.NewFileSet()
	clean, err := parser.ParseFile(fset, "x.go", `package x
import ("time"; "math/rand/v2"; "errors")
var ErrX = errors.New("x")
func f(x time.Time, p *rand.PCG) (y int) { y = 1; x = x.Add(time.Second); return y + int(p.Uint64()) }`, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if problems := impurities(fset, []*ast.File{clean}); problems != nil {
		t.Errorf("found in a pure file: %q", problems)
	}
}

// forbidden lists the functions, by import path, that make results depend on
// more than their arguments.
func forbidden() map[string][]string {
	return map[string][]string{
		"time": {"Now", "Since", "Until", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Sleep"},
		"math/rand/v2": {"Int", "IntN", "Int32", "Int32N", "Int64", "Int64N", "Uint32", "Uint32N", "Uint64", "Uint64N", "Uint", "UintN",
			"N", "Float32", "Float64", "NormFloat64", "ExpFloat64", "Perm", "Shuffle"},
		"math/rand":   {"*"},
		"crypto/rand": {"*"},
	}
}

type purityCheck struct {
	fset    *token.FileSet
	globals map[string]bool
	imports map[string]string // local name to import path
	found   []string
}

func impurities(fset *token.FileSet, files []*ast.File) []string {
	c := purityCheck{fset: fset, globals: map[string]bool{}}
	for _, file := range files {
		for _, decl := range file.Decls {
			c.collectGlobals(decl)
		}
	}
	for _, file := range files {
		c.imports = map[string]string{}
		for _, spec := range file.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			name := strings.TrimSuffix(path, "/v2")
			name = name[strings.LastIndexByte(name, '/')+1:]
			if spec.Name != nil {
				name = spec.Name.Name
			}
			c.imports[name] = path
		}
		for _, decl := range file.Decls {
			c.checkDecl(decl)
		}
	}
	return c.found
}

func (c *purityCheck) collectGlobals(decl ast.Decl) {
	gen, ok := decl.(*ast.GenDecl)
	if !ok || gen.Tok != token.VAR {
		return
	}
	for _, spec := range gen.Specs {
		for _, name := range spec.(*ast.ValueSpec).Names {
			if name.Name != "_" {
				c.globals[name.Name] = true
			}
		}
	}
}

func (c *purityCheck) report(n ast.Node, what string) {
	c.found = append(c.found, c.fset.Position(n.Pos()).String()+": "+what)
}

func (c *purityCheck) checkDecl(decl ast.Decl) {
	local := map[string]bool{}
	if f, ok := decl.(*ast.FuncDecl); ok {
		if f.Name.Name == "init" && f.Recv == nil {
			c.report(f, "func init")
		}
		local = localNames(f)
	}
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			c.report(n, "go statement")
		case *ast.SelectorExpr:
			c.checkSelector(n, local)
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, left := range n.Lhs {
					c.checkTarget(left, local)
				}
			}
		case *ast.IncDecStmt:
			c.checkTarget(n.X, local)
		}
		return true
	})
}

func (c *purityCheck) checkSelector(n *ast.SelectorExpr, local map[string]bool) {
	x, ok := n.X.(*ast.Ident)
	if !ok || local[x.Name] {
		return
	}
	for _, name := range forbidden()[c.imports[x.Name]] {
		if name == "*" || name == n.Sel.Name {
			c.report(n, "use of "+c.imports[x.Name]+"."+n.Sel.Name)
		}
	}
}

// checkTarget reports an assignment to a package-level variable or to a part of
// one.
func (c *purityCheck) checkTarget(x ast.Expr, local map[string]bool) {
	for {
		switch e := x.(type) {
		case *ast.Ident:
			if c.globals[e.Name] && !local[e.Name] {
				c.report(e, "package-level variable "+e.Name+" is assigned")
			}
			return
		case *ast.IndexExpr:
			x = e.X
		case *ast.SelectorExpr:
			x = e.X
		case *ast.ParenExpr:
			x = e.X
		case *ast.StarExpr:
			x = e.X
		default:
			return
		}
	}
}

// localNames collects every name that a function declares: parameters, results,
// receivers, variables. A local that hides a global is thereby taken for local
// in the whole function.
func localNames(f *ast.FuncDecl) map[string]bool {
	names := map[string]bool{}
	add := func(idents ...*ast.Ident) {
		for _, id := range idents {
			names[id.Name] = true
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			add(n.Names...)
		case *ast.ValueSpec:
			add(n.Names...)
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, left := range n.Lhs {
					if id, ok := left.(*ast.Ident); ok {
						add(id)
					}
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					add(id)
				}
			}
		}
		return true
	})
	return names
}
