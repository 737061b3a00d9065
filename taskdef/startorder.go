package taskdef

import (
	"fmt"
	"strings"
)

// OrderError says why containers have no order to start in.
type OrderError struct {
	Unknown string   // a name that a dependency has and no container
	From    string   // the container that depends on Unknown
	Cycle   []string // containers that wait for each other, each for the next, the last for the first
}

// Error names the unknown container or the cycle.
func (e *OrderError) Error() string {
	if len(e.Cycle) > 0 {
		return fmt.Sprintf("taskdef: containers wait for each other: %s → %s", strings.Join(e.Cycle, " → "), e.Cycle[0])
	}
	return fmt.Sprintf("taskdef: container %s depends on %s, which is not defined", e.From, e.Unknown)
}

// StartOrder returns the containers' names in waves: a container of a wave
// depends, by dependsOn, on containers of earlier waves alone, and stands in the
// earliest wave that is so. Within a wave the order is that of the definition.
// Containers stop in the reverse order. The error is an *OrderError.
//
// Links and volumesFrom also make the agent start one container before another;
// they are not part of this order.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
func (td *TaskDefinition) StartOrder() ([][]string, error) {
	byName := make(map[string]int, len(td.ContainerDefinitions))
	for i, c := range td.ContainerDefinitions {
		byName[c.Name] = i
	}
	waiting := make([]int, len(td.ContainerDefinitions))      // dependencies not started
	dependents := make([][]int, len(td.ContainerDefinitions)) // who waits for it
	for i, c := range td.ContainerDefinitions {
		for _, d := range c.DependsOn {
			j, ok := byName[d.ContainerName]
			if !ok {
				return nil, &OrderError{Unknown: d.ContainerName, From: c.Name}
			}
			waiting[i]++
			dependents[j] = append(dependents[j], i)
		}
	}
	return td.waves(waiting, dependents, byName)
}

const started = -1

func (td *TaskDefinition) waves(waiting []int, dependents [][]int, byName map[string]int) ([][]string, error) {
	var waves [][]string
	for left := len(waiting); left > 0; {
		var wave []int
		for i, n := range waiting {
			if n == 0 {
				wave = append(wave, i)
			}
		}
		if wave == nil {
			return nil, &OrderError{Cycle: td.cycle(waiting, byName)}
		}
		names := make([]string, len(wave))
		for k, i := range wave {
			names[k] = td.ContainerDefinitions[i].Name
			waiting[i] = started
			for _, d := range dependents[i] {
				waiting[d]--
			}
		}
		waves = append(waves, names)
		left -= len(wave)
	}
	return waves, nil
}

// cycle follows dependencies among the containers that cannot start until one
// comes again.
func (td *TaskDefinition) cycle(waiting []int, byName map[string]int) []string {
	at := 0
	for waiting[at] == started {
		at++
	}
	seen := map[int]int{} // container to its place in the trail
	var trail []string
	for {
		if from, again := seen[at]; again {
			return trail[from:]
		}
		seen[at] = len(trail)
		trail = append(trail, td.ContainerDefinitions[at].Name)
		for _, d := range td.ContainerDefinitions[at].DependsOn {
			if next := byName[d.ContainerName]; waiting[next] != started {
				at = next
				break
			}
		}
	}
}
