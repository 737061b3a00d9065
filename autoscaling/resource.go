package autoscaling

import (
	"fmt"
	"strings"
)

// The namespace and the dimension of ECS services, the only ones of this package.
const (
	Namespace = "ecs"
	Dimension = "ecs:service:DesiredCount"
)

// ResourceID names the service of a scalable target: service/cluster/name.
type ResourceID struct{ Cluster, Service string }

// IDError says why a resource id or a resource label cannot be read.
type IDError struct {
	Text   string
	Offset int // byte of Text
	Want   string
}

// Error names the text and the form that is wanted.
func (e *IDError) Error() string {
	return fmt.Sprintf("%q is not of the form %s (byte %d)", e.Text, e.Want, e.Offset)
}

const (
	resourceForm = "service/cluster/service"
	labelForm    = "app/load-balancer/id/targetgroup/target-group/id"
)

// ParseResourceID reads "service/cluster/name". The error is an *IDError.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
func ParseResourceID(text string) (ResourceID, error) {
	rest, ok := strings.CutPrefix(text, "service/")
	if !ok {
		return ResourceID{}, &IDError{text, 0, resourceForm}
	}
	cluster, service, ok := strings.Cut(rest, "/")
	offset := len("service/")
	switch {
	case cluster == "":
	case !ok || service == "":
		offset = len(text)
	case strings.Contains(service, "/"):
		offset += len(cluster) + 1 + strings.IndexByte(service, '/')
	default:
		return ResourceID{cluster, service}, nil
	}
	return ResourceID{}, &IDError{text, offset, resourceForm}
}

// String returns the id as the API writes it, empty for the zero ResourceID.
func (id ResourceID) String() string {
	if id == (ResourceID{}) {
		return ""
	}
	return "service/" + id.Cluster + "/" + id.Service
}

// ResourceLabel names the load balancer and the target group of
// ALBRequestCountPerTarget: the last parts of their two ARNs.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
type ResourceLabel struct {
	LoadBalancer, LoadBalancerID string
	TargetGroup, TargetGroupID   string
}

// ParseResourceLabel reads "app/name/id/targetgroup/name/id". The error is an
// *IDError whose offset is that of the first part that does not fit.
func ParseResourceLabel(text string) (ResourceLabel, error) {
	want := [...]string{"app", "", "", "targetgroup", "", ""}
	var parts [len(want)]string
	offset := 0
	for i := range want {
		part, rest, more := text[offset:], "", false
		if i < len(want)-1 {
			part, rest, more = strings.Cut(part, "/")
		}
		last := i == len(want)-1
		if part == "" || want[i] != "" && part != want[i] || !last && !more || last && strings.Contains(part, "/") {
			return ResourceLabel{}, &IDError{text, offset, labelForm}
		}
		parts[i] = part
		offset = len(text) - len(rest)
	}
	return ResourceLabel{parts[1], parts[2], parts[4], parts[5]}, nil
}

// String returns the label as the API writes it, empty for the zero
// ResourceLabel.
func (l ResourceLabel) String() string {
	if l == (ResourceLabel{}) {
		return ""
	}
	return "app/" + l.LoadBalancer + "/" + l.LoadBalancerID + "/targetgroup/" + l.TargetGroup + "/" + l.TargetGroupID
}
