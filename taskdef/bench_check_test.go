package taskdef_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/taskdef"
)

// hostile are texts made to be costly, of about 1 MiB each: what is answered in
// under 50 ms.
func hostile() map[string]string {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	list := func(before, element, after string) string {
		return before + strings.TrimSuffix(fill(element+","), ",") + after
	}
	var unknown, labels strings.Builder
	for i := 0; unknown.Len() < size; i++ {
		fmt.Fprintf(&unknown, `"member%d":%d,`, i, i)
		fmt.Fprintf(&labels, `"k%d":"",`, i)
	}
	container := func(member string) string { return `{"family":"a","containerDefinitions":[{` + member + `}]}` }
	return map[string]string{
		"containers":   list(`{"family":"a","containerDefinitions":[`, `{}`, `]}`),
		"numbers":      list(`{"family":"a","containerDefinitions":[`, `1`, `]}`),
		"nulls":        list(`{"family":"a","containerDefinitions":[`, `null`, `]}`),
		"volumes":      list(`{"family":"a","volumes":[`, `{"name":null}`, `]}`),
		"environment":  container(list(`"environment":[`, `{"name":"A","value":"b"}`, `]`)),
		"ports":        container(list(`"portMappings":[`, `{"containerPort":80}`, `]`)),
		"wrong-case":   list(`{"family":"a","containerDefinitions":[`, `{"NAME":"a","IMAGE":"b"}`, `]}`),
		"unknown":      `{` + unknown.String() + `"family":"a"}`,
		"duplicates":   `{` + fill(`"cpu":1,`) + `"family":"a"}`,
		"labels":       container(`"dockerLabels":{` + strings.TrimSuffix(labels.String(), ",") + `}`),
		"placeholders": container(list(`"links":[`, `"${A}"`, `]`)),
		"dollars":      `{"family":"` + fill("$") + `"}`,
		"angles":       `{"family":"` + fill("<a") + `"}`,
		"braces":       `{"family":"` + fill("{{") + `"}`,
		"percents":     `{"family":"` + fill("%AB") + `"}`,
		"escapes":      `{"family":"` + fill(`\u0041`) + `"}`,
		"text":         `{"family":"` + fill("x") + `"}`,
		"open-lists":   fill("["),
		"open-objects": fill(`{"a":`),
		"depth-10000":  strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		"resources":    list(`{"Resources":{`, `"A":{"Type":"AWS::ECS::TaskDefinition"}`, `}}`),
		"intrinsics":   list(`{"Type":"AWS::ECS::TaskDefinition","Properties":{"Volumes":[`, `{"Ref":"A"}`, `]}}`),
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, text := range hostile() {
		data := []byte(text)
		b.Run("text="+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d, err := taskdef.Load(data)
				if err != nil {
					continue
				}
				d.Check(taskdef.Config{})
			}
		})
	}
}
