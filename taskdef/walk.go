package taskdef

import (
	"iter"
	"slices"
)

// pair is the index of a container and that of an element of one of its lists.
type pair struct{ c, i int }

// The walks below are small so that the compiler inlines them, and a rule that uses
// one allocates nothing. Ranging over one inside a function literal does allocate:
// a check of all rules then takes 50 allocations, not 14.

func (p *Pass) each() iter.Seq2[int, *ContainerDefinition] {
	return func(yield func(int, *ContainerDefinition) bool) {
		for i := range p.containers {
			if !yield(i, &p.containers[i]) {
				return
			}
		}
	}
}

// elements walks a list of every container.
func elements[T any](p *Pass, list func(*ContainerDefinition) []T) iter.Seq2[pair, *T] {
	return func(yield func(pair, *T) bool) {
		for c := range p.containers {
			all := list(&p.containers[c])
			for i := range all {
				if !yield(pair{c, i}, &all[i]) {
					return
				}
			}
		}
	}
}

func (p *Pass) ports() iter.Seq2[pair, *PortMapping] {
	return elements(p, func(c *ContainerDefinition) []PortMapping { return c.PortMappings })
}

func (p *Pass) dependencies() iter.Seq2[pair, *ContainerDependency] {
	return elements(p, func(c *ContainerDefinition) []ContainerDependency { return c.DependsOn })
}

func (p *Pass) mounts() iter.Seq2[pair, *MountPoint] {
	return elements(p, func(c *ContainerDefinition) []MountPoint { return c.MountPoints })
}

func (p *Pass) variables() iter.Seq2[pair, *KeyValuePair] {
	return elements(p, func(c *ContainerDefinition) []KeyValuePair { return c.Environment })
}

func (p *Pass) secrets() iter.Seq2[pair, *Secret] {
	return elements(p, func(c *ContainerDefinition) []Secret { return c.Secrets })
}

func (p *Pass) resources() iter.Seq2[pair, *ResourceRequirement] {
	return elements(p, func(c *ContainerDefinition) []ResourceRequirement { return c.ResourceRequirements })
}

func (p *Pass) ulimits() iter.Seq2[pair, *Ulimit] {
	return elements(p, func(c *ContainerDefinition) []Ulimit { return c.Ulimits })
}

func (p *Pass) sysctls() iter.Seq2[pair, *SystemControl] {
	return elements(p, func(c *ContainerDefinition) []SystemControl { return c.SystemControls })
}

func (p *Pass) volumes() iter.Seq2[int, *Volume] {
	return func(yield func(int, *Volume) bool) {
		for i := range p.td.Volumes {
			if !yield(i, &p.td.Volumes[i]) {
				return
			}
		}
	}
}

// logs walks the containers that have a log configuration.
func (p *Pass) logs() iter.Seq2[int, *LogConfiguration] {
	return func(yield func(int, *LogConfiguration) bool) {
		for i := range p.containers {
			if l := p.containers[i].LogConfiguration; l != nil && !yield(i, l) {
				return
			}
		}
	}
}

// linux walks the containers that have Linux parameters.
func (p *Pass) linux() iter.Seq2[int, *LinuxParameters] {
	return func(yield func(int, *LinuxParameters) bool) {
		for i := range p.containers {
			if l := p.containers[i].LinuxParameters; l != nil && !yield(i, l) {
				return
			}
		}
	}
}

// repeats calls report for each element whose key was there before, with the index
// of the first. The empty key is no key.
func repeats(n int, key func(i int) string, report func(i, first int)) {
	if n <= 32 {
		for i := 1; i < n; i++ {
			k := key(i)
			for j := 0; k != "" && j < i; j++ {
				if key(j) == k {
					report(i, j)
					break
				}
			}
		}
		return
	}
	first := make(map[string]int, n)
	for i := range n {
		k := key(i)
		if k == "" {
			continue
		}
		if j, seen := first[k]; seen {
			report(i, j)
		} else {
			first[k] = i
		}
	}
}

// keysThat returns the keys that are asked for in order.
func keysThat(m map[string]string, want func(key string) bool) []string {
	var keys []string
	for key := range m {
		if want(key) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
