package service

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/rollout"
)

// Change is a member that differs between two services.
type Change struct {
	Path    string // the member: loadBalancers, taskDefinition
	Old     string // compact JSON; "" when it was absent
	New     string // compact JSON; "" when it is absent
	Deploys bool   // a change of this member starts a deployment
}

// outputOnly lists the members that answers of ECS alone have.
func outputOnly() []string {
	return []string{
		"serviceArn", "clusterArn", "roleArn", "status", "runningCount", "pendingCount", "platformFamily", "deployments", "taskSets",
		"events", "createdAt", "createdBy", "currentServiceDeployment", "currentServiceRevisions", "resourceManagementType",
	}
}

// memberName returns the name that a field of Service has in JSON.
func memberName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// Diff returns the members that an update changes, in the model's order: those
// that the new service has and that differ from the old one's. An absent member
// of an update keeps what is there, so it is no change; an empty list takes away.
// Lists compare in their order. A forceNewDeployment of true is a change by itself.
// Members are compared as JSON, which allocates.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
func Diff(old, update *Service) []Change {
	var changes []Change
	a, b := reflect.ValueOf(*old), reflect.ValueOf(*update)
	skip := append(outputOnly(), "clientToken", "service", "cluster", "serviceName") // they name the call or the service, and change nothing of it
	for field := range a.Type().Fields() {
		name := memberName(field)
		if slices.Contains(skip, name) {
			continue
		}
		before, after := jsonOf(a.FieldByIndex(field.Index)), jsonOf(b.FieldByIndex(field.Index))
		switch {
		case after == "" || after == before || after == "[]" && before == "":
			continue
		case name == "forceNewDeployment" && !isTrue(update.ForceNewDeployment):
			continue
		case after == "[]":
			after = ""
		}
		starts, _ := rollout.StartsDeployment(name)
		changes = append(changes, Change{name, before, after, starts})
	}
	return changes
}

// StartsDeployment reports whether any of the changes starts a deployment.
func StartsDeployment(changes []Change) bool {
	for _, c := range changes {
		if c.Deploys {
			return true
		}
	}
	return false
}

// jsonOf writes a member as compact JSON, "" for an absent one.
func jsonOf(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice:
		if v.IsNil() {
			return ""
		}
	default:
		if v.IsZero() {
			return ""
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(v.Interface()) != nil {
		return "" // the model has no type that cannot be written
	}
	return strings.TrimSuffix(b.String(), "\n")
}
