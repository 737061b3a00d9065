package rollout

// ShiftKind is how production traffic moves to the new revision.
type ShiftKind uint8

// The kinds. The zero kind moves everything at once, as BLUE_GREEN does.
const (
	AllAtOnce ShiftKind = iota
	Canary              // one small share, then the rest
	Linear              // equal shares
)

// String returns "all at once", "canary" or "linear".
func (k ShiftKind) String() string {
	switch k {
	case Canary:
		return "canary"
	case Linear:
		return "linear"
	}
	return "all at once"
}

// The bounds and defaults of traffic shifts. Permille are tenths of a percent.
const (
	MinimumCanaryPermille    = 1
	DefaultCanaryPermille    = 50
	DefaultCanaryBakeMinutes = 10
	MinimumLinearPermille    = 30
	DefaultLinearPermille    = 100
	DefaultLinearBakeMinutes = 6
	MaximumBakeMinutes       = 1440
	// CloudFormationLimitMinutes is the longest time line that CloudFormation
	// accepts for the bake time and the waits together: 33 hours. The operation
	// itself ends after 36.
	CloudFormationLimitMinutes = 33 * 60
)

// Shift is a traffic shift with its defaults filled in. Its numbers are literal.
type Shift struct {
	Kind            ShiftKind
	StepPermille    int // share of traffic of the canary, or of each linear step; tenths of a percent
	StepBakeMinutes int // after each step but the last
	BakeMinutes     int // after all traffic has moved, while both revisions run
	Hooks           []Hook
	Reconcile       bool // more than one revision is ACTIVE, so RECONCILE_SERVICE comes first
}

// TrafficStep is a stage of a time line.
type TrafficStep struct {
	Minute       int // from the start of the first shift; stages before it are at 0
	NewPermille  int // production traffic of the new revision once the stage is over
	TestPermille int // test traffic of the new revision, where the service has a test listener
	Stage        Stage
}

// Shifts returns how often production traffic moves: 1, 2 for a canary below 100
// percent, or 100 divided by the step, rounded up. A share of 0 or less, or
// above 1000, moves everything.
func (s Shift) Shifts() int {
	if s.StepPermille <= 0 || s.StepPermille >= 1000 {
		return 1
	}
	switch s.Kind {
	case Canary:
		return 2
	case Linear:
		return (1000 + s.StepPermille - 1) / s.StepPermille
	}
	return 1
}

// share returns the production traffic after shift k, from 1. AWS documents
// equal steps; that the last one is cut to reach 100 percent is inferred.
func (s Shift) share(k int) int {
	if k >= s.Shifts() {
		return 1000
	}
	return k * s.StepPermille
}

// AppendSchedule appends the stages of the deployment with the minute at which
// each begins, counted from the first shift of production traffic, and returns
// dst. The duration of starting tasks and of hooks is not known and is not in it.
// It allocates only to grow dst.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-linear.html
func (s Shift) AppendSchedule(dst []TrafficStep) []TrafficStep {
	if s.Reconcile {
		dst = append(dst, TrafficStep{Stage: StageReconcile})
	}
	for _, stage := range [...]Stage{StagePreScaleUp, StageScaleUp, StagePostScaleUp} {
		dst = append(dst, TrafficStep{Stage: stage})
	}
	dst = append(dst,
		TrafficStep{TestPermille: 1000, Stage: StageTestShift},
		TrafficStep{TestPermille: 1000, Stage: StagePostTestShift})
	minute, moved, shifts := 0, 0, s.Shifts()
	for k := 1; k <= shifts; k++ {
		dst = append(dst, TrafficStep{minute, moved, 1000, StagePreProductionShift})
		moved = s.share(k)
		dst = append(dst, TrafficStep{minute, moved, 1000, StageProductionShift})
		if k < shifts {
			minute += max(s.StepBakeMinutes, 0)
		}
	}
	return append(dst,
		TrafficStep{minute, 1000, 1000, StagePostProductionShift},
		TrafficStep{minute, 1000, 1000, StageBake},
		TrafficStep{minute + max(s.BakeMinutes, 0), 1000, 1000, StageCleanUp})
}

// Schedule returns the stages of the deployment; see [Shift.AppendSchedule].
func (s Shift) Schedule() []TrafficStep { return s.AppendSchedule(nil) }

// Minutes returns the waits between shifts and the bake time together, which is
// what CloudFormation limits. It does not allocate.
func (s Shift) Minutes() int {
	return (s.Shifts()-1)*max(s.StepBakeMinutes, 0) + max(s.BakeMinutes, 0)
}

// LongestMinutes returns Minutes with every hook running until its time-out, at
// every stage it is configured for and at every step of those that come per step.
// Hooks of one stage run side by side. The start of tasks is not in it.
func (s Shift) LongestMinutes() int {
	total := s.Minutes()
	for _, stage := range Stages() {
		if stage == StageReconcile && !s.Reconcile {
			continue
		}
		longest := 0
		for _, h := range s.Hooks {
			if h.at(stage) {
				longest = max(longest, h.TimeoutMinutes)
			}
		}
		if stage.PerStep() {
			longest *= s.Shifts()
		}
		total += longest
	}
	return total
}

// FitsCloudFormation reports whether CloudFormation accepts the time line.
//
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-deploymentconfiguration.html
func (s Shift) FitsCloudFormation() bool { return s.Minutes() <= CloudFormationLimitMinutes }

// PeakTasks returns how many tasks run at once: the new revision runs in full
// from SCALE_UP until CLEAN_UP, next to the old one. The desired count counts as
// at most 134,217,728, as in [Config.Limits].
func PeakTasks(desired int) int { return 2 * clampCount(desired) }

// RollbackIsInstant reports whether a rollback at the stage only moves weights
// back, because the old revision still runs in full. That it needs a new
// deployment afterwards is inferred.
func (s Stage) RollbackIsInstant() bool { return s != StageCleanUp }
