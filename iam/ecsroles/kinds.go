package ecsroles

import (
	"slices"

	"github.com/ecskit/ecskit/diag"
)

type kindIndex uint8

const (
	kindMissing kindIndex = iota
	kindOtherRole
	kindConditional
	kindNoExecutionRole
	kindNoTaskRole
	kindOtherAccount
	kindTrustService
	kindTrustAction
	kindTrustCondition
	kindTrustCluster
	kindTrustOperator
	kindTrustDeputy
	kindTrustOthers
	kindUnknownAction
	kindResourceType
	kindActionKey
	kindCount
)

var kinds = [kindCount]diag.Kind{
	kindMissing:         {Code: "IR001", Name: "missing-permission", Title: "Role without a permission that the task definition needs", Source: urlExecution},
	kindOtherRole:       {Code: "IR002", Name: "permission-of-other-role", Title: "Task role or execution role with what only the other one needs", Source: urlTaskRole, Severity: diag.Warning, Certainty: diag.Inferred},
	kindConditional:     {Code: "IR003", Name: "permission-conditional", Title: "Permission under a condition that cannot be judged here", Source: urlExecution, Severity: diag.Warning, Certainty: diag.Unknown},
	kindNoExecutionRole: {Code: "IR004", Name: "execution-role-missing", Title: "No execution role, though ECS needs one before the start", Source: urlExecution},
	kindNoTaskRole:      {Code: "IR005", Name: "task-role-missing", Title: "No task role, though a feature needs one", Source: urlTaskRole},
	kindOtherAccount:    {Code: "IR006", Name: "other-account", Title: "Resource of another account, whose own policy must allow too", Source: urlECR, Severity: diag.Info},
	kindTrustService:    {Code: "IR010", Name: "trust-service", Title: "Trust policy that does not name the service that assumes the role", Source: urlTaskRole},
	kindTrustAction:     {Code: "IR011", Name: "trust-action-missing", Title: "Trust policy without sts:AssumeRole for the service", Source: urlTaskRole},
	kindTrustCondition:  {Code: "IR012", Name: "trust-condition", Title: "Trust policy whose conditions keep the service out", Source: urlTaskRole, Severity: diag.Warning, Certainty: diag.Inferred},
	kindTrustCluster:    {Code: "IR013", Name: "trust-source-cluster", Title: "aws:SourceArn that names one cluster, which is not supported", Source: urlTaskRole},
	kindTrustOperator:   {Code: "IR014", Name: "trust-source-operator", Title: "Wildcard in aws:SourceArn under an operator without wildcards", Source: urlTaskRole},
	kindTrustDeputy:     {Code: "IR015", Name: "trust-confused-deputy", Title: "Trust policy that does not limit for whom the service calls", Source: urlTaskRole, Severity: diag.Info},
	kindTrustOthers:     {Code: "IR016", Name: "trust-others", Title: "Trust policy that lets others than the service assume the role", Source: urlTaskRole, Severity: diag.Warning, Certainty: diag.Inferred},
	kindUnknownAction:   {Code: "IR020", Name: "unknown-ecs-action", Title: "Action that Amazon ECS is not known to have", Source: urlActions, Severity: diag.Warning, Certainty: diag.Inferred},
	kindResourceType:    {Code: "IR021", Name: "ecs-resource-type", Title: "Action of ECS on resources of a type that it does not know", Source: urlActions, Severity: diag.Warning, Certainty: diag.Inferred},
	kindActionKey:       {Code: "IR022", Name: "ecs-action-key", Title: "Action of ECS under a condition on a key that it does not have", Source: urlActions, Severity: diag.Warning, Certainty: diag.Inferred},
}

// Kinds returns what the findings of this package can be, a fresh copy ordered
// by code.
func Kinds() []diag.Kind { return slices.Clone(kinds[:]) }
