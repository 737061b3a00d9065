package ec2types_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/placement/ec2types"
)

func TestLookup(t *testing.T) {
	tests := []struct {
		name string
		want ec2types.Type
		why  string
	}{
		{"m5.large", ec2types.Type{Name: "m5.large", Architecture: "x86_64", Hypervisor: "nitro", VCPU: 2, MemoryMiB: 8192,
			MaxENIs: 3, IPv4PerENI: 10, NetworkCards: 1, BranchENIs: 9, TrunkingCompatible: true}, "an ordinary type"},
		{"a1.metal", ec2types.Type{Name: "a1.metal", Architecture: "arm64", VCPU: 16, MemoryMiB: 32768,
			MaxENIs: 8, IPv4PerENI: 30, NetworkCards: 1, BranchENIs: 54, TrunkingCompatible: true, BareMetal: true}, "bare metal, the other architecture"},
		{"g4dn.12xlarge", ec2types.Type{Name: "g4dn.12xlarge", Architecture: "x86_64", Hypervisor: "nitro", VCPU: 48, MemoryMiB: 196608,
			GPUName: "t4", GPUs: 4, GPUMemoryMiB: 16384,
			MaxENIs: 8, IPv4PerENI: 30, NetworkCards: 1, BranchENIs: 54, TrunkingCompatible: true}, "memory is that of one GPU"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := ec2types.Lookup(test.name)
			if diff := cmp.Diff(test.want, got, cmpopts.IgnoreUnexported(ec2types.Type{})); diff != "" || !ok {
				t.Errorf("%s: ok is %v (-want +got):\n%s", test.why, ok, diff)
			}
		})
	}
	for _, name := range []string{"", "m5", "m5.larg", "m5.large ", "M5.large", "zzz"} {
		if got, ok := ec2types.Lookup(name); ok {
			t.Errorf("Lookup(%q) found %s", name, got.Name)
		}
	}
}

// TestAll holds every row against the relations that the table's notes state.
func TestAll(t *testing.T) {
	var names []string
	var documented, sameWithout, sameWith, unsized int
	for m := range ec2types.All() {
		names = append(names, m.Name)
		if again, ok := ec2types.Lookup(m.Name); !ok || again != m {
			t.Errorf("Lookup(%q) differs from All", m.Name)
		}
		if !m.Sized() {
			unsized++
		}
		if without := m.AWSVPCTasks(false); without.Basis == ec2types.Documented {
			documented++
			if without.Tasks == m.MaxENIs-1 {
				sameWithout++
			}
			if with := m.AWSVPCTasks(true); with.Tasks == m.BranchENIs+m.MaxENIs-2 && m.TrunkingCompatible {
				sameWith++
			}
		}
		if m.GPUs > 0 && (m.GPUName == "" || m.GPUMemoryMiB == 0) {
			t.Errorf("%s has %d GPUs without name or memory", m.Name, m.GPUs)
		}
	}
	if !slices.IsSorted(names) || len(names) != 1409 || len(slices.Compact(names)) != 1409 {
		t.Errorf("%d names, sorted: %v", len(names), slices.IsSorted(names))
	}
	t.Logf("documented %d, formula without trunking agrees for %d, with for %d; %d types without sizes", documented, sameWithout, sameWith, unsized)
	if documented != 432 || sameWithout != 420 || sameWith != 422 || unsized != 46 {
		t.Errorf("documented %d, agreeing %d and %d, without sizes %d", documented, sameWithout, sameWith, unsized)
	}
	for range ec2types.All() {
		break // an early stop is no fault
	}
}

func TestAWSVPCTasks(t *testing.T) {
	tests := []struct {
		name     string
		trunking bool
		want     ec2types.Limit
	}{
		{"m5.large", false, ec2types.Limit{Tasks: 2, Basis: ec2types.Documented}},
		{"m5.large", true, ec2types.Limit{Tasks: 10, Basis: ec2types.Documented}},
		{"m8g.large", false, ec2types.Limit{Tasks: 2, Basis: ec2types.Derived}}, // later than the guide
		{"m8g.large", true, ec2types.Limit{Tasks: 10, Basis: ec2types.Derived}},
		{"t3.micro", true, ec2types.Limit{Tasks: 1, Basis: ec2types.Derived}}, // has no trunking
	}
	for _, test := range tests {
		m, ok := ec2types.Lookup(test.name)
		if got := m.AWSVPCTasks(test.trunking); got != test.want || !ok {
			t.Errorf("%s, trunking %v: %+v, want %+v", test.name, test.trunking, got, test.want)
		}
	}
	if got := (ec2types.Type{}).AWSVPCTasks(false); got != (ec2types.Limit{}) || got.Basis.String() != "unknown" {
		t.Errorf("what Lookup did not find takes %d tasks, %s", got.Tasks, got.Basis)
	}
}

func TestInstance(t *testing.T) {
	tests := []struct {
		name    string
		options ec2types.Options
		want    ec2types.Resources
	}{
		{"m4.large", ec2types.Options{}, ec2types.Resources{CPU: 2048, Memory: 7987, ENI: 1, ENIBasis: ec2types.Derived}},
		{"m5.large", ec2types.Options{Trunking: true, NoMemoryLoss: true}, ec2types.Resources{CPU: 2048, Memory: 8192, ENI: 10, ENIBasis: ec2types.Documented}},
		{"g4dn.12xlarge", ec2types.Options{MemoryLossPermille: 100, ReservedMemoryMiB: 7}, ec2types.Resources{CPU: 49152, Memory: 176940, GPU: 4, ENI: 7, ENIBasis: ec2types.Derived}},
	}
	for _, test := range tests {
		got, err := ec2types.Instance(test.name, test.options)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
}

func TestInstanceErrors(t *testing.T) {
	var unsized string
	for m := range ec2types.All() {
		if !m.Sized() {
			unsized = m.Name
		}
	}
	tests := []struct {
		name    string
		options ec2types.Options
	}{
		{"m5.enormous", ec2types.Options{}},
		{unsized, ec2types.Options{}},
		{"m5.large", ec2types.Options{MemoryLossPermille: -1}},
		{"m5.large", ec2types.Options{MemoryLossPermille: 1001}},
		{"m5.large", ec2types.Options{ReservedMemoryMiB: -1}},
		{"m5.large", ec2types.Options{ReservedMemoryMiB: 8000}},
	}
	for _, test := range tests {
		_, err := ec2types.Instance(test.name, test.options)
		var e *ec2types.Error
		if !errors.As(err, &e) || e.Name != test.name || e.Error() == "" {
			t.Errorf("%s, %+v: error %v", test.name, test.options, err)
		}
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	var sum int
	allocs := testing.AllocsPerRun(100, func() {
		m, _ := ec2types.Lookup("r7g.4xlarge")
		r, _ := m.Registered(ec2types.Options{})
		sum += int(r.CPU)
	})
	if allocs != 0 || sum == 0 {
		t.Errorf("%v allocations, sum %d", allocs, sum)
	}
}

// TestTableIsFresh runs the generator again.
func TestTableIsFresh(t *testing.T) {
	input := filepath.Join("..", "..", "..", "shared", "data", "ec2_instance_types.csv")
	if _, err := os.Stat(input); err != nil {
		t.Skip("the table of instance types is not beside the repository")
	}
	output := filepath.Join(t.TempDir(), "table.go")
	if text, err := exec.Command("go", "run", "gen.go", "-input", input, "-output", output).CombinedOutput(); err != nil {
		t.Fatalf("go run gen.go: %v\n%s", err, text)
	}
	want, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("table.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Error("table.go is stale: run go generate")
	}
}

// TestLinkedSize links a program with the table and one without.
func TestLinkedSize(t *testing.T) {
	const limit = 96 << 10 // bytes; the table is some 60 KiB, the code and its debug lines the rest
	if testing.Short() {
		t.Skip("links two programs")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command to link with")
	}
	plain := link(t, "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"sort\"\n)\n\nfunc main() { fmt.Println(sort.SearchInts(nil, len(os.Args))) }\n")
	with := link(t, "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"sort\"\n\n\t\"github.com/ecskit/ecskit/placement/ec2types\"\n)\n\n"+
		"func main() {\n\tr, err := ec2types.Instance(os.Args[0], ec2types.Options{})\n\tfmt.Println(sort.SearchInts(nil, len(os.Args)), r.CPU, err)\n}\n")
	t.Logf("the package adds %d bytes", with-plain)
	if grown := with - plain; grown <= 0 || grown > limit {
		t.Errorf("the package adds %d bytes to a program, allowed are 1 to %d", grown, limit)
	}
}

func link(t *testing.T, source string) int64 {
	t.Helper()
	dir := t.TempDir()
	file, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "program")
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("go", "build", "-o", program, file).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, text)
	}
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
