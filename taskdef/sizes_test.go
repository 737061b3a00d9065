package taskdef

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestParseSizes(t *testing.T) {
	tests := []struct {
		name        string
		text        string
		cpu, memory int // -1: no size
	}{
		{"a whole number", "1024", 1024, 1024},
		{"nothing is a size of 0", "0", 0, 0},
		{"blanks around", " 512\t", 512, 512},
		{"leading zeros", "0256", 256, 256},
		{"vCPU without a leading digit", ".25 vCPU", 256, -1},
		{"vCPU in lower case, no blank", "1vcpu", 1024, -1},
		{"vCPU in odd case and many blanks", "16     vCpU", 16384, -1},
		{"vCPU with a trailing point", "2. vCPU", 2048, -1},
		{"vCPU is rounded to the nearest unit", "0.3 vCPU", 307, -1},
		{"GB without a leading digit", ".5 gb", -1, 512},
		{"GB without a blank", "1GB", -1, 1024},
		{"GB in odd case", "30 gB", -1, 30720},
		{"GB with blanks around", "  2\t GB ", -1, 2048},
		{"nothing", "", -1, -1},
		{"blanks alone", "  ", -1, -1},
		{"the unit alone", "vCPU", -1, -1},
		{"the other unit alone", "GB", -1, -1},
		{"a point alone", ". vCPU", -1, -1},
		{"two points", "1.2.3 GB", -1, -1},
		{"a sign", "-256", -1, -1},
		{"a plus", "+256", -1, -1},
		{"a fraction of units", "256.5", -1, -1},
		{"an exponent", "1e3 GB", -1, -1},
		{"hexadecimal", "0x100", -1, -1},
		{"not a number", "nan vCPU", -1, -1},
		{"infinity", "inf GB", -1, -1},
		{"underscores", "1_024", -1, -1},
		{"a comma", "0,5 GB", -1, -1},
		{"binary prefix", "1GiB", -1, -1},
		{"megabytes", "512MB", -1, -1},
		{"plural", "2 vCPUs", -1, -1},
		{"the unit twice", "2 GB GB", -1, -1},
		{"other digits", "１０２４", -1, -1},
		{"a line break", "1024\n", -1, -1},
		{"the largest int32", "2147483647", math.MaxInt32, math.MaxInt32},
		{"past int32", "2147483648", -1, -1},
		{"past int32 in vCPU", "2097152 vCPU", -1, -1},
		{"past float64", "9999999999999999999999999999 GB", -1, -1},
	}
	answer := func(n int, ok bool) int {
		if !ok {
			return -1
		}
		return n
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			td := &TaskDefinition{CPU: tt.text, Memory: tt.text}
			if got := answer(td.CPUUnits()); got != tt.cpu {
				t.Errorf("cpu %q is %d, want %d", tt.text, got, tt.cpu)
			}
			if got := answer(td.MemoryMiB()); got != tt.memory {
				t.Errorf("memory %q is %d, want %d", tt.text, got, tt.memory)
			}
		})
	}
}

func TestEphemeralStorageGiB(t *testing.T) {
	for name, tt := range map[string]struct {
		td   TaskDefinition
		want int
	}{
		"no block": {TaskDefinition{}, 20},
		"no size":  {TaskDefinition{EphemeralStorage: &EphemeralStorage{}}, 20},
		"a size":   {TaskDefinition{EphemeralStorage: &EphemeralStorage{SizeInGiB: new(100)}}, 100},
	} {
		if got := tt.td.EphemeralStorageGiB(); got != tt.want {
			t.Errorf("%s: %d GiB, want %d", name, got, tt.want)
		}
	}
}

// fargateTable is the table as the documentation prints it, one row for each
// amount of CPU: what the rows of the package must spell out to.
func fargateTable() map[int][]int {
	steps := func(from, to, by int) (all []int) {
		for m := from; m <= to; m += by {
			all = append(all, m*1024)
		}
		return all
	}
	return map[int][]int{
		256:   {512, 1024, 2048},
		512:   steps(1, 4, 1),
		1024:  steps(2, 8, 1),
		2048:  steps(4, 16, 1),
		4096:  steps(8, 30, 1),
		8192:  steps(16, 60, 4),
		16384: steps(32, 120, 8),
		32768: {60 * 1024, 120 * 1024, 244 * 1024},
	}
}

func TestFargateSizes(t *testing.T) {
	want := 0
	valid := map[[2]int]bool{}
	for cpu, memories := range fargateTable() {
		want += len(memories)
		for _, m := range memories {
			valid[[2]int{cpu, m}] = true
		}
	}
	sizes := FargateSizes()
	if len(sizes) != want {
		t.Errorf("%d sizes, want %d", len(sizes), want)
	}
	for i, s := range sizes {
		if !valid[[2]int{s.CPU, s.MemoryMiB}] {
			t.Errorf("%v is no documented size", s)
		}
		if i > 0 && (s.CPU < sizes[i-1].CPU || s.CPU == sizes[i-1].CPU && s.MemoryMiB <= sizes[i-1].MemoryMiB) {
			t.Errorf("%v stands behind %v", s, sizes[i-1])
		}
		if windows := 1024 <= s.CPU && s.CPU <= 4096; s.Windows != windows {
			t.Errorf("%v: Windows %v, want %v", s, s.Windows, windows)
		}
		if newer := s.CPU > 4096; (s.PlatformVersion == "1.4.0") != newer {
			t.Errorf("%v: platform version %q", s, s.PlatformVersion)
		}
	}
}

// TestRoundUpFargateIsTheLeastSize compares both questions with a search through
// all sizes.
func TestRoundUpFargateIsTheLeastSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cpu := rapid.OneOf(rapid.IntRange(-1, 40000), rapid.SampledFrom([]int{256, 512, 1024, 2048, 4096, 8192, 16384, 32768})).Draw(t, "cpu")
		memory := rapid.OneOf(rapid.IntRange(-1, 260000), rapid.Map(rapid.IntRange(1, 245), func(g int) int { return g * 1024 })).Draw(t, "memory")
		os := rapid.SampledFrom([]OSFamily{"", OSFamilyLinux, OSFamilyWindowsServer2022Core}).Draw(t, "os")
		var want FargateSize
		exact := false
		for _, s := range FargateSizes() {
			if s.CPU < cpu || s.MemoryMiB < memory || os.IsWindows() && !s.Windows {
				continue
			}
			if want == (FargateSize{}) {
				want = s
			}
			exact = exact || s.CPU == cpu && s.MemoryMiB == memory
		}
		got, ok := RoundUpFargate(cpu, memory, os)
		if got != want || ok != (want != FargateSize{}) {
			t.Fatalf("RoundUpFargate(%d, %d, %q) = %v, %v, want %v", cpu, memory, os, got, ok, want)
		}
		if IsFargateSize(cpu, memory, os) != exact {
			t.Fatalf("IsFargateSize(%d, %d, %q) = %v", cpu, memory, os, !exact)
		}
	})
}

func TestFargateRowInWords(t *testing.T) {
	for cpu, want := range map[int]string{256: "512, 1024 or 2048", 4096: "8192 to 30720 in steps of 1024", 32768: "61440, 122880 or 249856"} {
		r, ok := fargateRowFor(cpu, OSFamilyLinux)
		if !ok || r.memories() != want {
			t.Errorf("%d: %q, want %q", cpu, r.memories(), want)
		}
	}
	if _, ok := fargateRowFor(8192, OSFamilyWindowsServer2022Full); ok {
		t.Error("Windows has no 8 vCPU")
	}
	if got := (FargateSize{CPU: 256, MemoryMiB: 512}).String(); got != "cpu 256, memory 512" {
		t.Errorf("String: %q", got)
	}
}
