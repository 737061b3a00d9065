package taskdef

import "fmt"

// FargateSize is a task size that Fargate offers.
type FargateSize struct {
	CPU             int    // CPU units, 1024 to a vCPU
	MemoryMiB       int    // MiB
	Windows         bool   // offered for Windows too
	PlatformVersion string // least Linux platform version, "1.4.0"; empty is any
}

// String returns the size as a task definition writes it: "cpu 256, memory 512".
func (s FargateSize) String() string { return fmt.Sprintf("cpu %d, memory %d", s.CPU, s.MemoryMiB) }

// fargateRow is the memory that Fargate offers with an amount of CPU.
type fargateRow struct {
	cpu            int // CPU units
	min, max, step int // MiB
	between        int // MiB: with step 0 the one amount between min and max
	windows        bool
	platform       string
}

// fargateRows is the whole table of sizes, by CPU. A new size is a new row.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html,
// read again on 2026-11-24: 32 vCPU are new there, and not yet among the values that
// API_RegisterTaskDefinition.html lists.
var fargateRows = [...]fargateRow{
	{256, 512, 2048, 0, 1024, false, ""},
	{512, 1024, 4096, 1024, 0, false, ""},
	{1024, 2048, 8192, 1024, 0, true, ""},
	{2048, 4096, 16384, 1024, 0, true, ""},
	{4096, 8192, 30720, 1024, 0, true, ""},
	{8192, 16384, 61440, 4096, 0, false, "1.4.0"},
	{16384, 32768, 122880, 8192, 0, false, "1.4.0"},
	{32768, 61440, 249856, 0, 122880, false, "1.4.0"},
}

// roundUp returns the least memory of the row that is at least mib.
func (r fargateRow) roundUp(mib int) (int, bool) {
	switch {
	case mib > r.max:
		return 0, false
	case mib <= r.min:
		return r.min, true
	case r.step > 0:
		return r.min + (mib-r.min+r.step-1)/r.step*r.step, true
	case mib <= r.between:
		return r.between, true
	}
	return r.max, true
}

func (r fargateRow) size(mib int) FargateSize { return FargateSize{r.cpu, mib, r.windows, r.platform} }

// memories says in words which memory the row offers: "512, 1024 or 2048",
// "8192 to 30720 in steps of 1024".
func (r fargateRow) memories() string {
	if r.step == 0 {
		return fmt.Sprintf("%d, %d or %d", r.min, r.between, r.max)
	}
	return fmt.Sprintf("%d to %d in steps of %d", r.min, r.max, r.step)
}

// fargateRowFor returns the row of an amount of CPU that the system may use.
func fargateRowFor(cpu int, os OSFamily) (fargateRow, bool) {
	for _, r := range fargateRows {
		if r.cpu == cpu && (r.windows || !os.IsWindows()) {
			return r, true
		}
	}
	return fargateRow{}, false
}

// FargateSizes returns every task size that Fargate offers, by CPU, then memory,
// in a fresh slice. 8, 16 and 32 vCPU need Linux platform version 1.4.0.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
func FargateSizes() []FargateSize {
	var all []FargateSize
	for _, r := range fargateRows {
		for m, ok := r.min, true; ok; m, ok = r.roundUp(m + 1) {
			all = append(all, r.size(m))
		}
	}
	return all
}

// IsFargateSize reports whether Fargate offers exactly this size (CPU units and
// MiB) for the operating system; the empty one is Linux.
func IsFargateSize(cpu, memoryMiB int, os OSFamily) bool {
	r, ok := fargateRowFor(cpu, os)
	if !ok {
		return false
	}
	m, ok := r.roundUp(memoryMiB)
	return ok && m == memoryMiB
}

// RoundUpFargate returns the smallest size that Fargate offers with at least that
// much CPU (units) and memory (MiB): of the least CPU that goes with the memory,
// the least memory. ok is false when no size is large enough for the operating
// system; the empty one is Linux.
func RoundUpFargate(cpu, memoryMiB int, os OSFamily) (size FargateSize, ok bool) {
	for _, r := range fargateRows {
		if r.cpu < cpu || os.IsWindows() && !r.windows {
			continue
		}
		if m, fits := r.roundUp(memoryMiB); fits {
			return r.size(m), true
		}
	}
	return FargateSize{}, false
}
