package autoscaling

import "strconv"

// ActivityStatus is the status of a scaling activity.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html
type ActivityStatus string

// The statuses of AWS. It keeps activities for six weeks.
const (
	ActivityPending     ActivityStatus = "Pending"
	ActivityInProgress  ActivityStatus = "InProgress"
	ActivitySuccessful  ActivityStatus = "Successful"
	ActivityOverridden  ActivityStatus = "Overridden"
	ActivityUnfulfilled ActivityStatus = "Unfulfilled"
	ActivityFailed      ActivityStatus = "Failed"
)

// ActivityText returns the description and the cause that
// describe-scaling-activities would show for a decision that changed the count:
// "Setting desired count to 4." and "monitor alarm NAME in state ALARM triggered
// policy NAME". alarm is the name of the alarm; the cause is empty where AWS's
// wording is not known, and both are when nothing changed.
func (t Target) ActivityText(d Decision, alarm string) (description, cause string) {
	if !d.Reason.Changed() {
		return "", ""
	}
	description = "Setting desired count to " + strconv.Itoa(d.Desired) + "."
	if (d.Reason == ScaledOut || d.Reason == ScaledIn) && d.Policy >= 0 && d.Policy < len(t.Policies) {
		cause = "monitor alarm " + alarm + " in state ALARM triggered policy " + t.Policies[d.Policy].Name
	}
	return description, cause
}

// TrackingAlarmNames returns the names of the alarms that AWS makes for a target
// tracking policy. highID and lowID are the unique ids that end them.
func TrackingAlarmNames(id ResourceID, highID, lowID string) (high, low string) {
	name := "TargetTracking-" + id.String()
	return name + "-AlarmHigh-" + highID, name + "-AlarmLow-" + lowID
}
