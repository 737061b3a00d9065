package taskdef

import "slices"

// Compatibilities returns what ECS computes as the definition's compatibilities
// when it is registered: which kinds of capacity the definition is fit for,
// whatever requiresCompatibilities asks for. The order is EC2, FARGATE, EXTERNAL,
// MANAGED_INSTANCES.
//
// AWS does not document the computation. What is here was read off recorded
// describe outputs: EC2 always; with awsvpc FARGATE when the task has one of its
// sizes; with awsvpc and a size MANAGED_INSTANCES (outputs since October 2025, all
// of Linux; Managed Instances run nothing else);
// with any other network mode EXTERNAL. Whether a bridge task of today is also
// listed for MANAGED_INSTANCES is unknown, and so is what members that Fargate
// refuses do to the list; both are left out of the computation.
func (td *TaskDefinition) Compatibilities() []Compatibility {
	list := []Compatibility{CompatibilityEC2}
	if td.EffectiveNetworkMode() != NetworkModeAWSVPC {
		return append(list, CompatibilityExternal)
	}
	cpu, hasCPU := td.CPUUnits()
	memory, hasMemory := td.MemoryMiB()
	if !hasCPU || !hasMemory {
		return list
	}
	if IsFargateSize(cpu, memory, td.osFamily()) {
		list = append(list, CompatibilityFargate)
	}
	if !td.osFamily().IsWindows() {
		list = append(list, CompatibilityManagedInstances)
	}
	return list
}

func (td *TaskDefinition) osFamily() OSFamily {
	if td.RuntimePlatform == nil {
		return ""
	}
	return td.RuntimePlatform.OperatingSystemFamily
}

// Requires reports whether requiresCompatibilities lists c.
func (td *TaskDefinition) Requires(c Compatibility) bool {
	return slices.Contains(td.RequiresCompatibilities, c)
}
