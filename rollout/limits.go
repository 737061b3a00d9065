package rollout

// Order says which goes first when the limits allow both to start new tasks and
// to stop old ones. AWS documents only that each may happen.
type Order uint8

const (
	// StartFirst starts whatever has room and stops a healthy old task only when
	// nothing more can start, or when it has been replaced.
	StartFirst Order = iota
	// StopFirst stops whatever the lower limit spares, and starts into the room. It
	// takes the fewest waves.
	StopFirst
)

// String returns "start first" or "stop first".
func (o Order) String() string {
	if o == StopFirst {
		return "stop first"
	}
	return "start first"
}

// Config is a deployment configuration with every default filled in. Its
// numbers are literal: the zero Config has the percents 0 and 0.
type Config struct {
	MinimumHealthyPercent int // percent of the desired count, rounded up
	MaximumPercent        int // percent of the desired count, rounded down
	Breaker               Breaker
	Alarms                Alarms
	EarlySuccess          EarlySuccess
	Daemon                bool  // scheduling strategy DAEMON: the maximum has to stay 100
	Order                 Order // where AWS leaves it open; the zero value starts first

	// CountStopping lets tasks on their way down take room under the upper limit.
	// The current API text counts RUNNING and PENDING alone; the guide of 2023
	// also counted STOPPING, and for daemons users report that it still does.
	CountStopping bool
	// ReplaceWithNew gives tasks that the old revisions lose to the new revision,
	// as ECS did until November 2025. Since then each revision replaces its own.
	ReplaceWithNew bool
	// HoldUnhealthy keeps an unhealthy task when stopping it would leave fewer
	// running tasks than the lower limit. AWS says that the minimum constrains the
	// one-by-one stop of unhealthy tasks, not how; by default they may go, since
	// they do not count as healthy.
	HoldUnhealthy bool
}

// maxCount bounds every count of tasks. ECS allows 5,000 tasks a service; at
// this bound the sum of eight counts still fits a 32-bit int.
const maxCount = 1 << 27

// Limits returns how many tasks must stay healthy and how many may be running or
// pending during a deployment: the desired count times the minimum percent,
// rounded up, and times the maximum percent, rounded down. Negative numbers count
// as zero and both limits saturate at 134,217,728. It does not allocate.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func (c Config) Limits(desired int) (lower, upper int) {
	return share(desired, c.MinimumHealthyPercent, 99), share(desired, c.MaximumPercent, 0)
}

// share is count × percent ÷ 100 in 64 bits; add is 99 to round up.
func share(count, percent, add int) int {
	n := int64(clampCount(count))
	p := min(int64(max(percent, 0)), 1<<31)
	return int(min((n*p+int64(add))/100, maxCount))
}

func clampCount(n int) int { return min(max(n, 0), maxCount) }

// MaximumFor returns the smallest maximum percent at which a service of desired
// tasks may run extra more. It is 0 for a desired count of 0, where no percent
// does.
func MaximumFor(desired, extra int) int {
	d, k := int64(clampCount(desired)), int64(clampCount(extra))
	if d == 0 {
		return 0
	}
	return int(min((100*(d+k)+d-1)/d, 1<<31-1))
}

// MinimumFor returns the largest minimum percent at which a service of desired
// healthy tasks may stop that many of them. It is 0 when they are all to go.
func MinimumFor(desired, stops int) int {
	d, k := int64(clampCount(desired)), int64(clampCount(stops))
	if d == 0 || k >= d {
		return 0
	}
	return int(100 * (d - k) / d)
}
