package rollout

import (
	"slices"

	"github.com/ecskit/ecskit/diag"
)

// Trigger says whether a change of one member of UpdateService starts a
// deployment.
type Trigger struct {
	Member    string
	Starts    bool
	Certainty diag.Certainty
}

// Triggers returns what a change of each member of UpdateService does, sorted by
// name. A page about managed instances reads otherwise for
// capacityProviderStrategy; the API's own text is followed.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
func Triggers() []Trigger {
	d := diag.Documented
	return []Trigger{
		{"availabilityZoneRebalancing", false, d},
		{"capacityProviderStrategy", false, d},
		{"deploymentConfiguration", false, d},
		{"desiredCount", false, d},
		{"enableECSManagedTags", false, d},
		{"enableExecuteCommand", false, d},
		{"forceNewDeployment", true, d},
		{"healthCheckGracePeriodSeconds", false, d},
		{"loadBalancers", true, d},
		{"networkConfiguration", true, d},
		{"placementConstraints", false, d},
		{"placementStrategy", false, d},
		{"platformVersion", true, d},
		{"propagateTags", false, d},
		{"serviceConnectConfiguration", true, d},
		{"serviceRegistries", true, d},
		{"taskDefinition", true, d},
		{"volumeConfigurations", true, d},
		{"vpcLatticeConfigurations", true, d},
	}
}

// StartsDeployment reports whether a change of the member of UpdateService starts
// a deployment; ok is false for a member that is not in the table.
func StartsDeployment(member string) (starts, ok bool) {
	all := Triggers()
	i := slices.IndexFunc(all, func(t Trigger) bool { return t.Member == member })
	if i < 0 {
		return false, false
	}
	return all[i].Starts, true
}

// The bounds of scale-in protection and its default, in minutes.
const (
	MinimumProtectionMinutes = 1
	MaximumProtectionMinutes = 2880
	DefaultProtectionMinutes = 120
)

// ProtectionBlocked reports whether UpdateTaskProtection answers
// DEPLOYMENT_BLOCKED: more tasks would be protected than the service wants while
// a deployment is going on.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
func ProtectionBlocked(protected, desired int) bool { return protected > desired }
