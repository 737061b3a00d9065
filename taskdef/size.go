package taskdef

// MaxSizeBytes is how many bytes a definition may have when it is registered.
// https://docs.aws.amazon.com/general/latest/gr/ecs-service.html
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
	s := Size{Total: td.totalBytes()}
	s.Other = s.Total
	for i := range td.ContainerDefinitions {
		c := &td.ContainerDefinitions[i]
		bytes := jsonBytes(c)
		s.Containers = append(s.Containers, ContainerSize{c.Name, bytes})
		s.Other -= bytes
	}
	return s
}

func (td *TaskDefinition) totalBytes() int {
	n := *td
	n.cutOutput()
	n.Tags = nil // kept beside the definition
	return jsonBytes(&n)
}
