package conformance_test

import (
	"testing"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/taskdef"
)

func TestTaskDefinitionFargateSizes(t *testing.T) {
	cases, err := conformance.Load("taskdef", "fargate_sizes.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var td taskdef.TaskDefinition
			var want struct{ Valid bool }
			decodeStrictly(t, c.Input, &td)
			decodeStrictly(t, c.Expected, &want)
			cpu, okCPU := td.CPUUnits()
			memory, okMemory := td.MemoryMiB()
			if got := okCPU && okMemory && taskdef.IsFargateSize(cpu, memory, taskdef.OSFamilyLinux); got != want.Valid {
				t.Errorf("valid %v, want %v", got, want.Valid)
			}
		})
	}
}

// sizeInWords is the answer of the cases of spellings: null where the text is no
// size.
type sizeInWords struct {
	CPUUnits  *int `json:"cpuUnits"`
	MemoryMiB *int `json:"memoryMiB"`
}

func TestTaskDefinitionSizeSpellings(t *testing.T) {
	cases, err := conformance.Load("taskdef", "size_spellings.json")
	if err != nil {
		t.Fatal(err)
	}
	same := func(t *testing.T, what string, got int, ok bool, want *int) {
		t.Helper()
		if ok != (want != nil) || ok && got != *want {
			t.Errorf("%s: %d %v, want %v", what, got, ok, want)
		}
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var td taskdef.TaskDefinition
			var want sizeInWords
			decodeStrictly(t, c.Input, &td)
			decodeStrictly(t, c.Expected, &want)
			if td.CPU != "" {
				units, ok := td.CPUUnits()
				same(t, "cpu", units, ok, want.CPUUnits)
			}
			if td.Memory != "" {
				mib, ok := td.MemoryMiB()
				same(t, "memory", mib, ok, want.MemoryMiB)
			}
		})
	}
}
