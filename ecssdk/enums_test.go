package ecssdk_test

import (
	"go/ast"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/document"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// enum is the values of an enum of the SDK.
type enum struct {
	types  []reflect.Type
	values []string // sorted
}

func enumOf[E interface {
	~string
	Values() []E
}]() enum {
	var zero E
	return enum{[]reflect.Type{reflect.TypeFor[E]()}, texts(zero.Values())}
}

// and is an enum with the values of both.
func (e enum) and(other enum) enum {
	all := slices.Concat(e.values, other.values)
	slices.Sort(all)
	return enum{slices.Concat(e.types, other.types), slices.Compact(all)}
}

func texts[E ~string](list []E) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = string(v)
	}
	slices.Sort(all)
	return all
}

// enums says which enum of the SDK each of ours is.
func enums() map[string]enum {
	return map[string]enum{
		"taskdef.ApplicationProtocol":     enumOf[types.ApplicationProtocol](),
		"taskdef.CPUArchitecture":         enumOf[types.CPUArchitecture](),
		"taskdef.Compatibility":           enumOf[types.Compatibility](),
		"taskdef.ContainerCondition":      enumOf[types.ContainerCondition](),
		"taskdef.DeviceCgroupPermission":  enumOf[types.DeviceCgroupPermission](),
		"taskdef.EnabledDisabled":         enumOf[types.EFSTransitEncryption]().and(enumOf[types.EFSAuthorizationConfigIAM]()),
		"taskdef.EnvironmentFileType":     enumOf[types.EnvironmentFileType](),
		"taskdef.FirelensType":            enumOf[types.FirelensConfigurationType](),
		"taskdef.IPCMode":                 enumOf[types.IpcMode](),
		"taskdef.LogDriver":               enumOf[types.LogDriver](),
		"taskdef.NetworkMode":             enumOf[types.NetworkMode](),
		"taskdef.OSFamily":                enumOf[types.OSFamily](),
		"taskdef.PIDMode":                 enumOf[types.PidMode](),
		"taskdef.PlacementConstraintType": enumOf[types.TaskDefinitionPlacementConstraintType](),
		"taskdef.ProxyType":               enumOf[types.ProxyConfigurationType](),
		"taskdef.ResourceType":            enumOf[types.ResourceType](),
		"taskdef.TargetType":              enumOf[types.TargetType](),
		"taskdef.TaskDefinitionStatus":    enumOf[types.TaskDefinitionStatus](),
		"taskdef.TransportProtocol":       enumOf[types.TransportProtocol](),
		"taskdef.UlimitName":              enumOf[types.UlimitName](),
		"taskdef.VersionConsistency":      enumOf[types.VersionConsistency](),
		"taskdef.VolumeScope":             enumOf[types.Scope](),

		"service.ConstraintType":     enumOf[types.PlacementConstraintType](),
		"service.ControllerType":     enumOf[types.DeploymentControllerType](),
		"service.LaunchType":         enumOf[types.LaunchType](),
		"service.PropagateTags":      enumOf[types.PropagateTags](),
		"service.Rebalancing":        enumOf[types.AvailabilityZoneRebalancing](),
		"service.SchedulingStrategy": enumOf[types.SchedulingStrategy](),
		"service.StrategyType":       enumOf[types.PlacementStrategyType](),

		"rollout.Cleanup":                 enumOf[types.ServiceRevisionCleanup](),
		"rollout.ControllerType":          enumOf[types.DeploymentControllerType](),
		"rollout.HealthStatus":            enumOf[types.HealthStatus](),
		"rollout.HookAction":              enumOf[types.DeploymentLifecycleHookAction](),
		"rollout.HookStatus":              enumOf[types.DeploymentLifecycleHookStatus](),
		"rollout.HookTarget":              enumOf[types.DeploymentLifecycleHookTargetType](),
		"rollout.MonitorStatus":           enumOf[types.ServiceDeploymentRollbackMonitorsStatus](),
		"rollout.RolloutState":            enumOf[types.DeploymentRolloutState](),
		"rollout.SchedulingStrategy":      enumOf[types.SchedulingStrategy](),
		"rollout.ServiceDeploymentStatus": enumOf[types.ServiceDeploymentStatus](),
		"rollout.StabilityStatus":         enumOf[types.StabilityStatus](),
		// The SDK spreads the stages over two enums, of which neither has all.
		"rollout.Stage":         enumOf[types.ServiceDeploymentLifecycleStage]().and(enumOf[types.DeploymentLifecycleHookStage]()),
		"rollout.StopCode":      enumOf[types.TaskStopCode](),
		"rollout.StopType":      enumOf[types.StopServiceDeploymentStopType](),
		"rollout.Strategy":      enumOf[types.DeploymentStrategy](),
		"rollout.ThresholdType": enumOf[types.ThresholdType](),

		"placement.ConstraintType": enumOf[types.PlacementConstraintType](),
		"placement.StrategyType":   enumOf[types.PlacementStrategyType](),
	}
}

// noEnum lists our string types that are no enum of the SDK's service/ecs.
func noEnum() map[string]string {
	const scaling = "of Application Auto Scaling and CloudWatch"
	all := map[string]string{"rollout.TaskStatus": "a plain text in the SDK: Task.LastStatus"}
	for _, name := range []string{"ActivityStatus", "AdjustmentType", "Aggregation", "BreachBehavior", "Comparison", "ForecastMode",
		"MetricType", "MissingData", "NotScaledCode", "PolicyType", "Statistic"} {
		all["autoscaling."+name] = scaling
	}
	return all
}

// TestEnums compares the constants of every string type of the packages whose
// types are converted with the values that the SDK knows.
func TestEnums(t *testing.T) {
	known, others := enums(), noEnum()
	for _, pkg := range []string{"taskdef", "service", "rollout", "autoscaling", "placement"} {
		for name, constants := range stringTypes(t, filepath.Join("..", pkg)) {
			name = pkg + "." + name
			e, is := known[name]
			if _, other := others[name]; is == other {
				t.Errorf("%s must be in one of the tables of enums", name)
			}
			delete(known, name)
			delete(others, name)
			if is && !slices.Equal(constants, e.values) {
				t.Errorf("%s has %q, the SDK %q", name, constants, e.values)
			}
		}
	}
	for name := range known {
		t.Errorf("%s is in the table of enums, and is no string type", name)
	}
	for name, why := range others {
		t.Errorf("%s (%s) is in the table of other types, and is no string type", name, why)
	}
}

// stringTypes returns the exported string types that a package declares, with
// their constants' values, sorted.
func stringTypes(t *testing.T, folder string) map[string][]string {
	t.Helper()
	found, constants := map[string]bool{}, map[string][]string{}
	for _, decl := range declarations(t, folder) {
		if g, ok := decl.(*ast.GenDecl); ok {
			for _, spec := range g.Specs {
				readSpec(t, spec, found, constants)
			}
		}
	}
	maps.DeleteFunc(constants, func(name string, _ []string) bool { return !found[name] })
	for _, values := range constants {
		slices.Sort(values)
	}
	for name := range found {
		if constants[name] == nil {
			t.Errorf("%s: %s has no constants", folder, name)
		}
	}
	return constants
}

// readSpec notes a string type, or the values of constants with a type.
func readSpec(t *testing.T, spec ast.Spec, found map[string]bool, constants map[string][]string) {
	t.Helper()
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if under, ok := spec.Type.(*ast.Ident); ok && under.Name == "string" && spec.Name.IsExported() {
			found[spec.Name.Name] = true
		}
	case *ast.ValueSpec:
		named, ok := spec.Type.(*ast.Ident)
		if !ok {
			return
		}
		for _, v := range spec.Values {
			if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				s, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				constants[named.Name] = append(constants[named.Name], s)
			}
		}
	}
}

// plainTexts lists the enums of the SDK that our structs hold as plain texts, so
// that any value goes through.
func plainTexts() map[reflect.Type]string {
	all := map[reflect.Type]string{}
	for why, list := range map[string][]reflect.Type{
		"autoscaling checks it": {
			reflect.TypeFor[types.ManagedDraining](), reflect.TypeFor[types.ManagedScalingStatus](), reflect.TypeFor[types.ManagedTerminationProtection](),
		},
		"autoscaling has it in answers alone": {
			reflect.TypeFor[types.CapacityProviderStatus](), reflect.TypeFor[types.CapacityProviderType](), reflect.TypeFor[types.CapacityProviderUpdateStatus](),
		},
		"autoscaling keeps it as it stands": {
			reflect.TypeFor[types.PropagateMITags](), reflect.TypeFor[types.AutoRepairActionsStatus](), reflect.TypeFor[types.CapacityOptionType](),
			reflect.TypeFor[types.CapacityReservationPreference](), reflect.TypeFor[types.AcceleratorManufacturer](), reflect.TypeFor[types.AcceleratorName](),
			reflect.TypeFor[types.AcceleratorType](), reflect.TypeFor[types.BareMetal](), reflect.TypeFor[types.BurstablePerformance](),
			reflect.TypeFor[types.CpuManufacturer](), reflect.TypeFor[types.InstanceGeneration](), reflect.TypeFor[types.LocalStorage](),
			reflect.TypeFor[types.LocalStorageType](), reflect.TypeFor[types.ManagedInstancesMonitoringOptions](),
		},
		"service holds it as a text": {
			reflect.TypeFor[types.AccessType](), reflect.TypeFor[types.AssignPublicIp](), reflect.TypeFor[types.EBSResourceType](),
			reflect.TypeFor[types.GatewayConnectorHealthCheckProtocol](), reflect.TypeFor[types.ResourceManagementType](),
			reflect.TypeFor[types.ScaleUnit](), reflect.TypeFor[types.ServiceConnectAccessLoggingFormat](),
			reflect.TypeFor[types.ServiceConnectContainerLogLevel](), reflect.TypeFor[types.ServiceConnectIncludeQueryParameters](),
			reflect.TypeFor[types.TaskFilesystemType](),
		},
	} {
		for _, e := range list {
			all[e] = why
		}
	}
	return all
}

// TestEnumsOfTheSDK wants every enum in a struct that goes both ways to be one of
// ours, or listed as a plain text.
func TestEnumsOfTheSDK(t *testing.T) {
	ours := map[reflect.Type]bool{}
	for _, e := range enums() {
		for _, sdk := range e.types {
			ours[sdk] = true
		}
	}
	plain := plainTexts()
	seen := map[reflect.Type]bool{}
	for _, root := range []reflect.Type{
		reflect.TypeFor[types.TaskDefinition](), reflect.TypeFor[ecs.RegisterTaskDefinitionInput](), reflect.TypeFor[types.TaskOverride](),
		reflect.TypeFor[types.Service](), reflect.TypeFor[ecs.CreateServiceInput](), reflect.TypeFor[ecs.UpdateServiceInput](),
		reflect.TypeFor[types.TaskSet](), reflect.TypeFor[ecs.CreateTaskSetInput](), reflect.TypeFor[types.CapacityProvider](),
		reflect.TypeFor[types.ServiceConnectContainerConfigurationMemberLogLevel](),
	} {
		collect(root, seen)
	}
	for e := range seen {
		if _, values := e.MethodByName("Values"); e.Kind() != reflect.String || !values {
			continue
		}
		if _, listed := plain[e]; ours[e] == listed {
			t.Errorf("%s must be an enum of ours or listed as a plain text", e)
		}
		delete(plain, e)
	}
	for e, why := range plain {
		t.Errorf("%s is listed (%s), and no struct has it", e, why)
	}
}

// collect notes the types that are reached from one.
func collect(t reflect.Type, seen map[reflect.Type]bool) {
	if seen[t] || t == reflect.TypeFor[document.Interface]() {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		collect(t.Elem(), seen)
	case reflect.Struct:
		for f := range t.Fields() {
			collect(f.Type, seen)
		}
	}
}

// The lists of values that taskdef and service give out are the SDK's too.
func TestValues(t *testing.T) {
	sameEnum(t, taskdef.Compatibility("").Values(), types.Compatibility("").Values())
	sameEnum(t, taskdef.NetworkMode("").Values(), types.NetworkMode("").Values())
	sameEnum(t, taskdef.PIDMode("").Values(), types.PidMode("").Values())
	sameEnum(t, taskdef.IPCMode("").Values(), types.IpcMode("").Values())
	sameEnum(t, taskdef.CPUArchitecture("").Values(), types.CPUArchitecture("").Values())
	sameEnum(t, taskdef.OSFamily("").Values(), types.OSFamily("").Values())
	sameEnum(t, taskdef.TaskDefinitionStatus("").Values(), types.TaskDefinitionStatus("").Values())
	sameEnum(t, taskdef.PlacementConstraintType("").Values(), types.TaskDefinitionPlacementConstraintType("").Values())
	sameEnum(t, taskdef.ProxyType("").Values(), types.ProxyConfigurationType("").Values())
	sameEnum(t, taskdef.TargetType("").Values(), types.TargetType("").Values())
	sameEnum(t, taskdef.TransportProtocol("").Values(), types.TransportProtocol("").Values())
	sameEnum(t, taskdef.ApplicationProtocol("").Values(), types.ApplicationProtocol("").Values())
	sameEnum(t, taskdef.VersionConsistency("").Values(), types.VersionConsistency("").Values())
	sameEnum(t, taskdef.LogDriver("").Values(), types.LogDriver("").Values())
	sameEnum(t, taskdef.ResourceType("").Values(), types.ResourceType("").Values())
	sameEnum(t, taskdef.VolumeScope("").Values(), types.Scope("").Values())
	sameEnum(t, taskdef.EnabledDisabled("").Values(), types.EFSTransitEncryption("").Values())
	sameEnum(t, taskdef.EnabledDisabled("").Values(), types.EFSAuthorizationConfigIAM("").Values())
	sameEnum(t, taskdef.UlimitName("").Values(), types.UlimitName("").Values())
	sameEnum(t, taskdef.FirelensType("").Values(), types.FirelensConfigurationType("").Values())
	sameEnum(t, taskdef.EnvironmentFileType("").Values(), types.EnvironmentFileType("").Values())
	sameEnum(t, taskdef.ContainerCondition("").Values(), types.ContainerCondition("").Values())
	sameEnum(t, taskdef.DeviceCgroupPermission("").Values(), types.DeviceCgroupPermission("").Values())
	sameEnum(t, service.LaunchType("").Values(), types.LaunchType("").Values())
	sameEnum(t, service.SchedulingStrategy("").Values(), types.SchedulingStrategy("").Values())
	sameEnum(t, service.ControllerType("").Values(), types.DeploymentControllerType("").Values())
	sameEnum(t, service.Rebalancing("").Values(), types.AvailabilityZoneRebalancing("").Values())
	sameEnum(t, service.PropagateTags("").Values(), types.PropagateTags("").Values())
	sameEnum(t, service.ConstraintType("").Values(), types.PlacementConstraintType("").Values())
	sameEnum(t, service.StrategyType("").Values(), types.PlacementStrategyType("").Values())
}

// sameEnum wants our values to be the SDK's.
func sameEnum[Ours, SDK ~string](t *testing.T, ours []Ours, sdk []SDK) {
	t.Helper()
	if a, b := texts(ours), texts(sdk); !slices.Equal(a, b) {
		t.Errorf("%T has %q, the SDK %q", *new(Ours), a, b)
	}
}
