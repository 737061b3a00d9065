package taskdef_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// checker evaluates the keywords of JSON Schema that the generated one uses. An
// unknown keyword is reported, so that none is overlooked.
type checker struct {
	defs     map[string]any
	problems []string
}

func newChecker(schema map[string]any) *checker {
	return &checker{defs: schema["$defs"].(map[string]any)}
}

func (c *checker) fail(path, format string, args ...any) {
	c.problems = append(c.problems, path+": "+fmt.Sprintf(format, args...))
}

func (c *checker) check(schema map[string]any, v any, path string) {
	if ref, ok := schema["$ref"].(string); ok {
		c.check(c.defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), v, path)
	}
	for keyword, want := range schema {
		switch keyword {
		case "$ref", "$schema", "$id", "$defs", "title", "description", "readOnly":
		case "properties", "additionalProperties": // with the members, below
		case "type":
			if !isType(want, v) {
				c.fail(path, "is not of type %v", want)
			}
		case "enum":
			if !slices.ContainsFunc(want.([]any), func(e any) bool { return e == v }) {
				c.fail(path, "%v is none of %v", v, want)
			}
		case "pattern":
			if s, ok := v.(string); ok && !regexp.MustCompile(want.(string)).MatchString(s) {
				c.fail(path, "%q does not match", s)
			}
		case "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems":
			c.bound(keyword, want.(float64), v, path)
		case "required":
			for _, name := range want.([]any) {
				if m, ok := v.(map[string]any); ok && m[name.(string)] == nil {
					c.fail(path, "%v is missing", name)
				}
			}
		case "items":
			list, _ := v.([]any)
			for i, element := range list {
				c.check(want.(map[string]any), element, fmt.Sprintf("%s[%d]", path, i))
			}
		default:
			c.fail(path, "keyword %s is not known", keyword)
		}
	}
	if object, ok := v.(map[string]any); ok {
		c.members(schema, object, path)
	}
}

func (c *checker) members(schema, object map[string]any, path string) {
	properties, _ := schema["properties"].(map[string]any)
	for key, value := range object {
		known, ok := properties[key].(map[string]any)
		if !ok {
			known, ok = schema["additionalProperties"].(map[string]any)
		}
		if ok {
			c.check(known, value, path+"."+key)
		} else if schema["additionalProperties"] == false {
			c.fail(path, "%s is unknown", key)
		}
	}
}

func (c *checker) bound(keyword string, bound float64, v any, path string) {
	var n float64
	switch v := v.(type) {
	case float64:
		n = v
	case string:
		n = float64(utf8.RuneCountInString(v))
	case []any:
		n = float64(len(v))
	}
	if strings.HasPrefix(keyword, "min") && n < bound || strings.HasPrefix(keyword, "max") && n > bound {
		c.fail(path, "%s %v: %v", keyword, bound, n)
	}
}

func isType(want, v any) bool {
	if list, ok := want.([]any); ok {
		return slices.ContainsFunc(list, func(w any) bool { return isType(w, v) })
	}
	switch v := v.(type) {
	case string:
		return want == "string"
	case bool:
		return want == "boolean"
	case float64:
		return want == "number" || want == "integer" && v == float64(int64(v))
	case []any:
		return want == "array"
	case map[string]any:
		return want == "object"
	}
	return false
}

func problemsOf(t interface{ Fatal(...any) }, schema map[string]any, text []byte) []string {
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	c := newChecker(schema)
	c.check(schema, v, "$")
	slices.Sort(c.problems)
	return c.problems
}

func TestSchemaAcceptsWhatIsValid(t *testing.T) {
	schema := makeSchema(t)
	files, err := filepath.Glob("testdata/rules/base/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, "testdata/clean_three_containers.json") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if problems := problemsOf(t, schema, text); len(problems) > 0 && !strings.HasSuffix(file, "daemon.json") {
			t.Errorf("%s: %v", file, problems)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, err := json.Marshal(drawValid(t))
		if err != nil {
			t.Fatal(err)
		}
		if problems := problemsOf(t, schema, text); len(problems) > 0 {
			t.Errorf("%s: %v", text, problems)
		}
	})
}

// TestSchemaAgreesWithRules holds every constraint of the schema against the rules:
// of all definitions in testdata/rules none that the schema refuses is without a
// finding, and each constraint refuses one.
func TestSchemaAgreesWithRules(t *testing.T) {
	schema := makeSchema(t)
	refused := map[string]bool{}
	for name, assignments := range everyCase(t) {
		base, rest, _ := strings.Cut(assignments, " ")
		text, err := assign(base, rest)
		if err != nil {
			t.Fatal(err)
		}
		problems := problemsOf(t, schema, text)
		if len(problems) == 0 || strings.HasPrefix(base, "daemon") {
			continue
		}
		findings, err := checkCase(base, rest)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(findings, func(f diag.Diagnostic) bool { return f.Severity <= diag.Warning }) {
			t.Errorf("%s: the schema refuses what no rule finds: %v", name, problems)
		}
		for _, p := range problems {
			refused[p[:strings.IndexByte(p, ':')]] = true
		}
	}
	for typ, members := range required {
		for _, member := range members {
			if !modelHas(typ, member) {
				t.Errorf("%s.%s is required, and no member of the model", typ, member)
			}
		}
	}
	for place := range constraints {
		typ, member, _ := strings.Cut(place, ".")
		if !modelHas(typ, member) {
			t.Errorf("%s is no member of the model", place)
		}
		found := false
		for path := range refused {
			found = found || strings.HasSuffix(path, "."+member)
		}
		if !found {
			t.Errorf("no definition in testdata/rules is refused for %s", place)
		}
	}
}

func modelHas(typ, member string) bool {
	found := false
	var walk func(reflect.Type)
	seen := map[reflect.Type]bool{}
	walk = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] {
			return
		}
		seen[t] = true
		for field := range t.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			found = found || t.Name() == typ && name == member
			walk(field.Type)
		}
	}
	walk(reflect.TypeFor[taskdef.TaskDefinition]())
	return found
}

// everyCase returns every definition of testdata/rules by its rule and number.
func everyCase(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/rules/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(text)) {
			n++
			verdict, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
			if verdict == "bad" || verdict == "good" {
				cases[fmt.Sprintf("%s:%d", file, n)] = rest
			}
		}
	}
	return cases
}
