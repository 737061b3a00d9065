package autoscaling

import "slices"

// alarmsForOne bounds how many alarms one policy is given. AWS makes two for
// target tracking, and a step policy has one or two; a description that repeats a
// name without end should not cost the square of its length.
const alarmsForOne = 8

// An alarmIndex finds the alarms that trigger a policy: those that the policy
// names, and those that name the policy. Alarms on metric math are left out: their
// threshold is not on a metric of their own.
type alarmIndex struct {
	all              []MetricAlarm
	byName, byPolicy map[string][]int
}

func indexAlarms(all []MetricAlarm) alarmIndex {
	x := alarmIndex{all: all, byName: map[string][]int{}, byPolicy: map[string][]int{}}
	for i := range all {
		a := &all[i]
		if len(a.Metrics) > 0 {
			continue
		}
		for _, name := range [...]string{a.AlarmName, a.AlarmARN} {
			if name != "" {
				x.byName[name] = append(x.byName[name], i)
			}
		}
		for _, action := range a.AlarmActions {
			x.byPolicy[action] = append(x.byPolicy[action], i)
		}
	}
	return x
}

// of returns the first alarms of the policy, in their order.
func (x alarmIndex) of(p *ScalingPolicy) []*MetricAlarm {
	var found []int
	add := func(list []int) {
		found = append(found, list[:min(len(list), alarmsForOne)]...)
	}
	for _, r := range p.Alarms[:min(len(p.Alarms), alarmsForOne)] {
		add(x.byName[r.AlarmName])
		add(x.byName[r.AlarmARN])
	}
	if p.PolicyARN != "" {
		add(x.byPolicy[p.PolicyARN])
	}
	slices.Sort(found)
	found = slices.Compact(found)
	alarms := make([]*MetricAlarm, min(len(found), alarmsForOne))
	for i := range alarms {
		alarms[i] = &x.all[found[i]]
	}
	return alarms
}
