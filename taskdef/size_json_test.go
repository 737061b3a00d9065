package taskdef

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// jsonLen writes a part of the model to find out how long it is: what jsonBytes
// is held against.
func jsonLen(t interface{ Fatal(...any) }, v any) int {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Len() - len("\n")
}

func TestJSONBytes(t *testing.T) {
	full := fullDefinition()
	for name, v := range map[string]any{
		"everything": full, "nothing": &TaskDefinition{}, "a container": &full.ContainerDefinitions[0],
		"empty lists": &TaskDefinition{Volumes: []Volume{}, ContainerDefinitions: []ContainerDefinition{{DockerLabels: map[string]string{}}}},
	} {
		if got, want := jsonBytes(v), jsonLen(t, v); got != want {
			t.Errorf("%s: %d bytes, encoding/json writes %d", name, got, want)
		}
	}
}

func TestJSONBytesOfTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("\x00\b\f\n\r\t\x1f\x7f\"\\<>&é\u2028\u2029\U0001F600\uFFFD"))),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		v := &TaskDefinition{Family: "x" + s, ContainerDefinitions: []ContainerDefinition{{CPU: new(len(s)), DockerLabels: map[string]string{"k": s}}}}
		if got, want := jsonBytes(v), jsonLen(t, v); got != want {
			t.Fatalf("%q: %d bytes, encoding/json writes %d", s, got, want)
		}
	})
}
