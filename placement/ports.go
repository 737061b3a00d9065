package placement

import "slices"

// portKey puts udp ports behind all tcp ports.
func portKey(p Port) uint32 {
	if p.Protocol == "udp" {
		return 1<<16 | uint32(p.Number)
	}
	return uint32(p.Number)
}

func portOf(key uint32) Port {
	if key>>16 == 1 {
		return Port{uint16(key), "udp"}
	}
	return Port{uint16(key), "tcp"}
}

// sortedPorts returns the keys of ports, each once, sorted.
func sortedPorts(ports []Port) []uint32 {
	if len(ports) == 0 {
		return nil
	}
	keys := make([]uint32, len(ports))
	for i, p := range ports {
		keys[i] = portKey(p)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// portsFit reports whether none of the wanted ports is taken and there is room for
// them all.
func portsFit(taken, wanted []uint32) bool {
	if len(taken)+len(wanted) > MaxReservedPorts {
		return false
	}
	for _, p := range wanted {
		if _, found := slices.BinarySearch(taken, p); found {
			return false
		}
	}
	return true
}

// takePorts adds ports to a sorted list that has none of them.
func takePorts(taken *[]uint32, wanted []uint32) {
	for _, p := range wanted {
		i, _ := slices.BinarySearch(*taken, p)
		*taken = slices.Insert(*taken, i, p)
	}
}

func freePorts(taken *[]uint32, ports []uint32) {
	for _, p := range ports {
		if i, found := slices.BinarySearch(*taken, p); found {
			*taken = slices.Delete(*taken, i, i+1)
		}
	}
}
