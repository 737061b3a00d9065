package autoscaling

import "math"

// CPUUtilization returns the CPUUtilization of an ECS service in percent: the
// CPU units that its tasks use over those that they reserve. unitsPerTask is the
// task definition's number. It is no number when nothing is reserved.
//
// The percentage goes above 100 only for tasks without a CPU limit at the level
// of the task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html
func CPUUtilization(usedUnits float64, unitsPerTask, tasks int) float64 {
	return utilization(usedUnits, unitsPerTask, tasks)
}

// MemoryUtilization returns the MemoryUtilization of an ECS service in percent:
// the MiB that its tasks use over those that they reserve. mibPerTask is the
// task definition's memoryReservation where it is set, else its memory. It is
// no number when nothing is reserved.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html
func MemoryUtilization(usedMiB float64, mibPerTask, tasks int) float64 {
	return utilization(usedMiB, mibPerTask, tasks)
}

func utilization(used float64, perTask, tasks int) float64 {
	if perTask <= 0 || tasks <= 0 {
		return math.NaN()
	}
	return used * 100 / (float64(perTask) * float64(tasks))
}
