package taskdef

import (
	"math"
	"strconv"
	"strings"
)

// ParseCPU reads a task's cpu as the API takes it: a whole number of CPU units
// ("1024"), or a decimal number of vCPUs with the unit vCPU in any case
// (".25 vCPU", "1vcpu"), with blanks around either part. The answer is in CPU
// units, 1024 to a vCPU, to the nearest unit. ok is false for anything else, for
// the empty string, and for more than an int32 holds.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
func ParseCPU(s string) (units int, ok bool) { return parseSize(s, "vcpu") }

// ParseMemory reads a task's memory as the API takes it: a whole number of MiB
// ("2048"), or a decimal number with the unit GB in any case ("2GB", "0.5 gb"),
// with blanks around either part. The answer is in MiB, 1024 to what the API
// calls a GB, to the nearest MiB. ok is as in [ParseCPU].
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
func ParseMemory(s string) (mib int, ok bool) { return parseSize(s, "gb") }

// parseSize reads a whole number, or a decimal number of 1024 with the unit,
// which is in lower case.
func parseSize(s, unit string) (int, bool) {
	s = strings.Trim(s, blanks)
	if cut := len(s) - len(unit); cut > 0 && strings.EqualFold(s[cut:], unit) {
		return parseThousands(strings.TrimRight(s[:cut], blanks))
	}
	if !isDecimal(s, 0) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 32)
	return int(n), err == nil
}

const blanks = " \t"

func parseThousands(number string) (int, bool) {
	if !isDecimal(number, 1) {
		return 0, false
	}
	f, err := strconv.ParseFloat(number, 64)
	if n := math.Round(f * 1024); err == nil && n <= math.MaxInt32 {
		return int(n), true
	}
	return 0, false
}

// isDecimal reports whether s is made of digits, with at least one, and of at
// most that many points: no sign, exponent or other spelling of a number.
func isDecimal(s string, points int) bool {
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == '.' && points > 0:
			points--
		default:
			return false
		}
	}
	return digits > 0
}

// CPUUnits returns the task's cpu in CPU units, 1024 to a vCPU. ok is false when
// it is absent or no size; [ParseCPU] says what is one.
func (td *TaskDefinition) CPUUnits() (units int, ok bool) { return ParseCPU(td.CPU) }

// MemoryMiB returns the task's memory in MiB. ok is false when it is absent or no
// size; [ParseMemory] says what is one.
func (td *TaskDefinition) MemoryMiB() (mib int, ok bool) { return ParseMemory(td.Memory) }

// defaultEphemeralGiB is what a task on Fargate has without asking.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
const defaultEphemeralGiB = 20

// EphemeralStorageGiB returns the size of the task's ephemeral storage on Fargate
// in GiB: 20 when the block, or its size, is absent.
func (td *TaskDefinition) EphemeralStorageGiB() int {
	if td.EphemeralStorage == nil || td.EphemeralStorage.SizeInGiB == nil {
		return defaultEphemeralGiB
	}
	return *td.EphemeralStorage.SizeInGiB
}

// IsWindows reports whether the family is one of Windows. The empty family is
// not: Linux is the default.
func (f OSFamily) IsWindows() bool { return strings.HasPrefix(string(f), "WINDOWS_") }
