package taskdef

import "strings"

// edgeKind is a set of the ways in which a container refers to another that has to
// start before it.
type edgeKind uint8

const (
	edgeDependsOn edgeKind = 1 << iota
	edgeLink
	edgeVolumesFrom
)

// edge returns reference k of container i: the container it is to, -1 for one that
// does not exist or is itself, its kind and its index in the list of that kind.
// more is false behind the last.
func (p *Pass) edge(i, k int) (to int, kind edgeKind, index int, more bool) {
	c := &p.containers[i]
	name := ""
	switch d, l := len(c.DependsOn), len(c.Links); {
	case k < d:
		name, kind, index = c.DependsOn[k].ContainerName, edgeDependsOn, k
	case k < d+l:
		name, kind, index = c.Links[k-d], edgeLink, k-d
		name, _, _ = strings.Cut(name, ":")
	case k < d+l+len(c.VolumesFrom):
		name, kind, index = c.VolumesFrom[k-d-l].SourceContainer, edgeVolumesFrom, k-d-l
	default:
		return -1, 0, 0, false
	}
	to, ok := p.Container(name)
	if !ok || to == i {
		to = -1
	}
	return to, kind, index, true
}

// cycles calls report for each reference that closes a circle of references of the
// kinds: with the place of that reference, the kinds that are in the circle, and
// its containers' names. It goes along every reference once, depth first.
func (p *Pass) cycles(kinds edgeKind, report func(closing pair, in edgeKind, names string)) {
	const (
		unseen = iota
		open
		done
	)
	var (
		state [maxContainers]uint8
		stack [maxContainers]struct {
			node, next int
			into       edgeKind // of the reference that led here
		}
	)
	for root := range p.containers {
		if state[root] != unseen {
			continue
		}
		depth := 0
		stack[0].node, stack[0].next, stack[0].into = root, 0, 0
		state[root] = open
		for depth >= 0 {
			top := &stack[depth]
			to, kind, index, more := p.edge(top.node, top.next)
			top.next++
			switch {
			case !more:
				state[top.node] = done
				depth--
			case to < 0 || kind&kinds == 0:
			case state[to] == unseen:
				depth++
				stack[depth].node, stack[depth].next, stack[depth].into = to, 0, kind
				state[to] = open
			case state[to] == open:
				in := kind
				var names []string
				for d := depth; d >= 0; d-- {
					names = append(names, p.containers[stack[d].node].Name)
					if stack[d].node == to {
						break
					}
					in |= stack[d].into
				}
				report(pair{top.node, index}, in, circle(names))
			}
		}
	}
}

// circle prints names that were collected backwards as a circle: "a -> b -> a".
func circle(backwards []string) string {
	var b strings.Builder
	for i := len(backwards) - 1; i >= 0; i-- {
		b.WriteString(backwards[i])
		b.WriteString(" -> ")
	}
	b.WriteString(backwards[len(backwards)-1])
	return b.String()
}
