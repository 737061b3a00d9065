package ec2types_test

import (
	"fmt"

	"github.com/ecskit/ecskit/placement/ec2types"
)

func ExampleLookup() {
	m, ok := ec2types.Lookup("g5.xlarge")
	fmt.Println(ok, m.Architecture, m.VCPU, "vCPU,", m.MemoryMiB, "MiB,", m.GPUs, m.GPUName)
	_, ok = ec2types.Lookup("g5.tiny")
	fmt.Println(ok)
	// Output:
	// true x86_64 4 vCPU, 16384 MiB, 1 a10g
	// false
}

// The numbers of Instance are those of a placement.Instance's Registered.
func ExampleInstance() {
	r, err := ec2types.Instance("m5.large", ec2types.Options{Trunking: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.CPU, "CPU units,", r.Memory, "MiB,", r.ENI, "awsvpc tasks,", r.ENIBasis)
	// Output:
	// 2048 CPU units, 7987 MiB, 10 awsvpc tasks, documented
}

func ExampleType_AWSVPCTasks() {
	for _, name := range []string{"m5.large", "m8g.large", "t3.micro"} {
		m, _ := ec2types.Lookup(name)
		without, with := m.AWSVPCTasks(false), m.AWSVPCTasks(true)
		fmt.Printf("%s: %d (%s), with trunking %d (%s)\n", name, without.Tasks, without.Basis, with.Tasks, with.Basis)
	}
	// Output:
	// m5.large: 2 (documented), with trunking 10 (documented)
	// m8g.large: 2 (derived), with trunking 10 (derived)
	// t3.micro: 1 (derived), with trunking 1 (derived)
}

// The smallest type of an architecture that holds a task of 2 vCPU and 6 GiB.
func ExampleAll() {
	var best ec2types.Type
	for m := range ec2types.All() {
		if m.Architecture == "arm64" && m.VCPU >= 2 && m.MemoryMiB >= 7*1024 && !m.BareMetal &&
			(best.Name == "" || m.MemoryMiB < best.MemoryMiB) {
			best = m
		}
	}
	fmt.Println(best.Name, best.VCPU, best.MemoryMiB)
	// Output:
	// a1.xlarge 4 8192
}

func ExampleType_MaxPods() {
	m, _ := ec2types.Lookup("m5.large")
	fmt.Println(m.MaxPods())
	// Output:
	// 29 true
}
