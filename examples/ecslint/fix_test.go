package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

const (
	mendable = "{\n  \"family\": \"a\",\n  \"revision\": 3,\n  \"memory\": 512,\n  \"containerDefinitions\": [{\"name\": \"web\", \"Image\": \"nginx:1\"}]\n}\n"
	mended   = "{\n  \"family\": \"a\",\n  \"memory\": \"512\",\n  \"containerDefinitions\": [{\"name\": \"web\", \"image\": \"nginx:1\"}]\n}\n"
)

func TestFixWritesTheFile(t *testing.T) {
	path := write(t, "td.json", mendable)
	got := runLint("-fix", "-severity", "error", path)
	if got.status != exitClean {
		t.Errorf("status %d\n%s", got.status, got.out)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(mended, string(text)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	before, _ := os.Stat(path)
	runLint("-fix", path)
	if after, _ := os.Stat(path); !after.ModTime().Equal(before.ModTime()) {
		t.Error("a file without fixes was written")
	}
}

func TestDiffShowsAndLeavesTheFile(t *testing.T) {
	path := write(t, "td.json", mendable)
	got := runLint("-diff", path)
	want := "--- " + path + "\n+++ " + path + `
@@ -1,6 +1,5 @@
 {
   "family": "a",
-  "revision": 3,
-  "memory": 512,
-  "containerDefinitions": [{"name": "web", "Image": "nginx:1"}]
+  "memory": "512",
+  "containerDefinitions": [{"name": "web", "image": "nginx:1"}]
 }
`
	if diff := cmp.Diff(want, got.out); diff != "" || got.status != exitFindings {
		t.Errorf("status %d, -want +got:\n%s", got.status, diff)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != mendable {
		t.Errorf("the file was changed: %s, %v", text, err)
	}
	runLint("-diff", "-fix", path)
	if text, err := os.ReadFile(path); err != nil || string(text) != mended {
		t.Errorf("the file was not changed: %s, %v", text, err)
	}
	got = runLint("-diff", path)
	if got.out != "" {
		t.Errorf("still a difference:\n%s", got.out)
	}
	if !strings.Contains(got.err, path+": no certain fix among ") {
		t.Errorf("an empty diff, and standard error has\n%s", got.err)
	}
}

func TestFixOfStandardInput(t *testing.T) {
	got := runWith(streams{in: strings.NewReader(mendable), color: true}, "-fix", "-severity", "info", "-assume", "FARGATE", "-")
	if got.out != mended || !strings.Contains(got.err, "-:1:1: ") && !strings.Contains(got.err, "error") || strings.Contains(got.err, "\x1b") {
		t.Errorf("standard output:\n%s\nstandard error:\n%s", got.out, got.err)
	}
}

// TestFixOfATemplate has edits of two definitions in one text.
func TestFixOfATemplate(t *testing.T) {
	const resource = `{"Type": "AWS::ECS::TaskDefinition", "Properties": {"family": "a", "ContainerDefinitions": []}}`
	path := write(t, "t.json", "\uFEFF{\"Resources\": {\"A\": "+resource+",\n\"B\": "+resource+"}}")
	runLint("-fix", path)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	right := strings.Replace(resource, `"family"`, `"Family"`, 1)
	if want := "{\"Resources\": {\"A\": " + right + ",\n\"B\": " + right + "}}"; string(text) != want {
		t.Errorf("got %s\nwant %s", text, want)
	}
}

func TestFixOfAFileThatCannotBeWritten(t *testing.T) {
	path := write(t, "td.json", mendable)
	if err := os.Chmod(path, 0o440); err != nil {
		t.Fatal(err)
	}
	if f, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
		f.Close()
		t.Skip("this user may write files that are read-only")
	}
	if got := runLint("-fix", path); got.status != exitUnreadable || !strings.Contains(got.err, "td.json") {
		t.Errorf("status %d, %s", got.status, got.err)
	}
}

// patch applies a unified diff: the reader that the writer is held against.
func patch(text, diff string) (string, error) {
	old := splitLines([]byte(text))
	var out bytes.Buffer
	at := 0
	lines := strings.SplitAfter(diff, "\n")
	for i := 2; i < len(lines) && lines[i] != ""; i++ {
		line := lines[i]
		if strings.HasPrefix(line, "@@ ") {
			var from, count, to, added int
			if _, err := fmt.Sscanf(line, "@@ -%d,%d +%d,%d @@", &from, &count, &to, &added); err != nil {
				return "", err
			}
			for ; at < from-1; at++ {
				out.Write(old[at])
			}
			if made := bytes.Count(out.Bytes(), []byte("\n")) + 1; made != to {
				return "", fmt.Errorf("%q starts at line %d of the new text", line, made)
			}
			continue
		}
		body := line[1:]
		if i+1 < len(lines) && strings.HasPrefix(lines[i+1], `\`) {
			body = strings.TrimSuffix(body, "\n")
			i++
		}
		if line[0] != '+' {
			if at >= len(old) || string(old[at]) != body {
				return "", fmt.Errorf("line %d of the old text is not %q", at+1, body)
			}
			at++
		}
		if line[0] != '-' {
			out.WriteString(body)
		}
	}
	for ; at < len(old); at++ {
		out.Write(old[at])
	}
	return out.String(), nil
}

func TestUnifiedDiffIsThePatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for i := range rapid.IntRange(1, 40).Draw(t, "lines") {
			text.WriteString("line " + strconv.Itoa(i%7) + "\n")
		}
		old := text.String()
		if rapid.Bool().Draw(t, "cut") {
			old = old[:len(old)-1]
		}
		points := rapid.SliceOfNDistinct(rapid.IntRange(0, len(old)), 2, 12, rapid.ID).Draw(t, "points")
		slices.Sort(points)
		var edits []diag.Edit
		for i := 0; i+1 < len(points); i += 2 {
			edits = append(edits, diag.Edit{Start: points[i], End: points[i+1], New: rapid.SampledFrom([]string{"", "x", "a\nb", "\n"}).Draw(t, "new")})
		}
		want := string(taskdef.ApplyEdits([]byte(old), edits))
		diff := string(unifiedDiff("f", []byte(old), edits))
		got, err := patch(old, diff)
		if err != nil || got != want {
			t.Fatalf("%v: the patch gives\n%q\nwant\n%q\n%s", err, got, want, diff)
		}
	})
}
