package taskdef

import (
	"bytes"
	"encoding/json"
)

// MaxSizeBytes is how many bytes a definition may have when it is registered.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
const MaxSizeBytes = 65536

// Size is how many bytes a definition takes of [MaxSizeBytes].
type Size struct {
	Total      int // of the whole definition
	Containers []ContainerSize
	Other      int // what is not in a container
}

// ContainerSize is the part of a container.
type ContainerSize struct {
	Name  string
	Bytes int
}

// Size returns how large the definition is as compact JSON without its
// output-only members, in bytes, and how much of that each container takes. ECS
// measures what it stores, defaults included, which AWS does not describe
// further: leave a margin of some percent.
func (td *TaskDefinition) Size() Size {
	n := *td
	n.cutOutput()
	n.Tags = nil // kept beside the definition
	s := Size{Total: jsonLen(&n)}
	s.Other = s.Total
	for i := range n.ContainerDefinitions {
		c := &n.ContainerDefinitions[i]
		bytes := jsonLen(c)
		s.Containers = append(s.Containers, ContainerSize{c.Name, bytes})
		s.Other -= bytes
	}
	return s
}

// jsonLen returns the bytes of a part of the model as compact JSON.
func jsonLen(v any) int {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return 0 // the model has no type that cannot be written
	}
	return b.Len() - 1 // the line break
}
