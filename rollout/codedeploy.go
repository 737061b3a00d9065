package rollout

// CodeDeployConfig is a deployment configuration that AWS CodeDeploy has ready
// for ECS.
type CodeDeployConfig struct {
	Name            string
	Kind            ShiftKind
	StepPermille    int  // tenths of a percent; 1000 at once
	IntervalMinutes int  // between shifts
	NLB             bool // also behind a Network Load Balancer
}

// Limits of a deployment that CodeDeploy controls.
const (
	CodeDeploySteadyMinutes      = 60 // longest wait for the new tasks to be steady
	CodeDeployScalingMinutes     = 5  // unsteady for so long while traffic shifts and it fails
	CodeDeployTerminationMinutes = 60 // wait before the old tasks are stopped; the console's default
)

// CodeDeployConfigs returns the predefined configurations.
//
// https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
func CodeDeployConfigs() []CodeDeployConfig {
	return []CodeDeployConfig{
		{"CodeDeployDefault.ECSAllAtOnce", AllAtOnce, 1000, 0, true},
		{"CodeDeployDefault.ECSCanary10Percent5Minutes", Canary, 100, 5, false},
		{"CodeDeployDefault.ECSCanary10Percent15Minutes", Canary, 100, 15, false},
		{"CodeDeployDefault.ECSLinear10PercentEvery1Minutes", Linear, 100, 1, false},
		{"CodeDeployDefault.ECSLinear10PercentEvery3Minutes", Linear, 100, 3, false},
	}
}

// CodeDeployShift returns the traffic shift of a predefined configuration, by its
// name with or without the prefix "CodeDeployDefault.". The bake time is the wait
// before the old tasks are stopped.
func CodeDeployShift(name string, terminationMinutes int) (s Shift, ok bool) {
	const prefix = "CodeDeployDefault."
	for _, c := range CodeDeployConfigs() {
		if c.Name == name || c.Name == prefix+name {
			return Shift{Kind: c.Kind, StepPermille: c.StepPermille, StepBakeMinutes: c.IntervalMinutes, BakeMinutes: terminationMinutes}, true
		}
	}
	return Shift{}, false
}
