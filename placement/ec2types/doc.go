// Package ec2types holds what Amazon ECS needs to know of the EC2 instance
// types: vCPU, memory, GPUs, network interfaces, and how many tasks in network
// mode awsvpc an instance takes with and without ENI trunking.
//
//	m, ok := ec2types.Lookup("m5.large")
//	m.VCPU, m.MemoryMiB               // 2, 8192
//	m.AWSVPCTasks(true)               // 10 tasks, documented
//	r, err := ec2types.Instance("m5.large", ec2types.Options{Trunking: true})
//	r.CPU, r.Memory, r.GPU, r.ENI     // 2048, 7987, 0, 10
//
// The numbers are plain: a caller copies them into a placement.Instance, and
// this package imports nothing of the module.
//
// # How sure the numbers are
//
// Sizes and interface counts are generated from a table dated [Date], whose
// sources [Source] names; they are AWS's own figures at second hand. The limits
// of awsvpc tasks are those that the ECS developer guide of June 2023 printed,
// where it named the type ([Documented]), and computed from the interface counts
// otherwise ([Derived]). A type that came later than the table is unknown: Lookup
// says so and guesses nothing. Some forty types of the table have interface
// counts and no sizes; [Type.Sized] tells them.
//
// The memory that an instance registers is not published. It is less than the
// nominal memory by what the kernel and the firmware keep; see
// [Options.MemoryLossPermille].
//
// The table is static data of some 60 KiB; nothing is built at start, and a
// lookup does not allocate. Everything here is safe for concurrent use.
package ec2types

//go:generate go run gen.go
