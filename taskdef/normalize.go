package taskdef

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"time"
)

// Normalize returns a copy of the definition in which everything that ECS does
// not distinguish is written in one way, so that what was sent and what describe
// returns look alike:
//
//   - output-only members are cut;
//   - an empty list or object is absent; false, 0 and a text that say the same as
//     absence are absent (cpu 0, protocol tcp, hostPort equal to containerPort where
//     it must be, EFS rootDirectory "/", versionConsistency enabled, …);
//   - defaults that describe fills in are filled in (essential true, health check
//     timings, restart period, network mode bridge);
//   - sizes are whole CPU units and MiB;
//   - lists without a meaningful order (containers, environment, secrets, ports,
//     mounts, volumes, tags, …) are sorted. The order of commands, DNS servers,
//     extra hosts, links and environment files is kept.
//
// Role names are not made into ARNs and image names not completed: that would need
// to know the account and the registry.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
// for the defaults; that the order of the other lists has no effect is inferred.
func (td *TaskDefinition) Normalize() *TaskDefinition {
	n := td.withDefaults()
	n.sortLists()
	return n
}

// Equal reports whether two definitions say the same to ECS; see [TaskDefinition.Normalize].
func Equal(a, b *TaskDefinition) bool {
	return reflect.DeepEqual(a.Normalize(), b.Normalize())
}

// withDefaults does all of Normalize but the sorting.
func (td *TaskDefinition) withDefaults() *TaskDefinition {
	n := td.Clone()
	n.cutOutput()
	if units, ok := n.CPUUnits(); ok {
		n.CPU = strconv.Itoa(units)
	}
	if mib, ok := n.MemoryMiB(); ok {
		n.Memory = strconv.Itoa(mib)
	}
	n.NetworkMode = n.EffectiveNetworkMode()
	dropFalse(&n.EnableFaultInjection)
	n.normalizePlatform()
	if n.EphemeralStorage != nil && n.EphemeralStorage.SizeInGiB == nil {
		n.EphemeralStorage = nil
	}
	if p := n.ProxyConfiguration; p != nil {
		p.Type = cmp.Or(p.Type, ProxyAppMesh)
		dropEmpty(&p.Properties)
	}
	dropEmpty(&n.Volumes)
	dropEmpty(&n.PlacementConstraints)
	dropEmpty(&n.RequiresCompatibilities)
	dropEmpty(&n.Tags)
	dropEmpty(&n.InferenceAccelerators)
	for i := range n.ContainerDefinitions {
		n.ContainerDefinitions[i].normalize(n.NetworkMode)
	}
	for i := range n.Volumes {
		n.Volumes[i].normalize()
	}
	return n
}

func (td *TaskDefinition) cutOutput() {
	td.TaskDefinitionARN, td.Revision, td.Status = "", nil, ""
	td.RequiresAttributes, td.ComputedCompatibilities = nil, nil
	td.RegisteredAt, td.DeregisteredAt, td.DeleteRequestedAt = time.Time{}, time.Time{}, time.Time{}
	td.RegisteredBy = ""
}

// normalizePlatform fills in what Fargate takes when nothing is said. On an
// instance an absent platform asks for nothing, so there it stays absent.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
func (td *TaskDefinition) normalizePlatform() {
	if td.RuntimePlatform != nil && *td.RuntimePlatform == (RuntimePlatform{}) {
		td.RuntimePlatform = nil
	}
	if len(td.RequiresCompatibilities) != 1 || !td.Requires(CompatibilityFargate) {
		return
	}
	if td.RuntimePlatform == nil {
		td.RuntimePlatform = &RuntimePlatform{}
	}
	p := td.RuntimePlatform
	p.OperatingSystemFamily = cmp.Or(p.OperatingSystemFamily, OSFamilyLinux)
	p.CPUArchitecture = cmp.Or(p.CPUArchitecture, CPUArchitectureX8664)
}

func dropFalse(b **bool) {
	if *b != nil && !**b {
		*b = nil
	}
}

func dropZero(i **int) {
	if *i != nil && **i == 0 {
		*i = nil
	}
}

func setDefault(i **int, value int) {
	if *i == nil {
		*i = &value
	}
}

func dropEmpty[T any](list *[]T) {
	if len(*list) == 0 {
		*list = nil
	}
}

func dropEmptyMap(m *map[string]string) {
	if len(*m) == 0 {
		*m = nil
	}
}

// dropDefault clears a text that says what its absence says.
func dropDefault[T ~string](s *T, value T) {
	if *s == value {
		*s = ""
	}
}

// sortLists orders every list whose order means nothing, by what names its
// elements; elements of one name keep their order, since of two variables the
// later may win.
func (td *TaskDefinition) sortLists() {
	sortByKey(td.ContainerDefinitions)
	sortByKey(td.Volumes)
	sortByKey(td.Tags)
	sortByKey(td.PlacementConstraints)
	sortByKey(td.InferenceAccelerators)
	slices.Sort(td.RequiresCompatibilities)
	if td.ProxyConfiguration != nil {
		sortByKey(td.ProxyConfiguration.Properties)
	}
	for i := range td.ContainerDefinitions {
		td.ContainerDefinitions[i].sortLists()
	}
}

func (c *ContainerDefinition) sortLists() {
	sortByKey(c.PortMappings)
	sortByKey(c.Environment)
	sortByKey(c.Secrets)
	sortByKey(c.MountPoints)
	sortByKey(c.VolumesFrom)
	sortByKey(c.DependsOn)
	sortByKey(c.Ulimits)
	sortByKey(c.SystemControls)
	sortByKey(c.ResourceRequirements)
	slices.Sort(c.DockerSecurityOptions)
	if c.RestartPolicy != nil {
		slices.Sort(c.RestartPolicy.IgnoredExitCodes)
	}
	if c.LogConfiguration != nil {
		sortByKey(c.LogConfiguration.SecretOptions)
	}
	if l := c.LinuxParameters; l != nil {
		if l.Capabilities != nil {
			slices.Sort(l.Capabilities.Add)
			slices.Sort(l.Capabilities.Drop)
		}
		sortByKey(l.Devices)
		sortByKey(l.Tmpfs)
		for i := range l.Devices {
			slices.Sort(l.Devices[i].Permissions)
		}
	}
}

func sortByKey[T any](list []T) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(elementKey(a), elementKey(b)) })
}
