package iam

import (
	"slices"

	"github.com/ecskit/ecskit/diag"
)

// kindIndex names a kind of finding.
type kindIndex uint8

const (
	kindUnknownElement kindIndex = iota
	kindElementCase
	kindDuplicate
	kindWrongType
	kindMissingStatement
	kindInvalidVersion
	kindOldVersion
	kindVersionRequired
	kindTooLong
	kindLongForKind
	kindCharacters
	kindIDIgnored
	kindMissingEffect
	kindInvalidEffect
	kindMissingAction
	kindMissingResource
	kindMissingPrincipal
	kindPrincipalNotAllowed
	kindResourceNotAllowed
	kindNotPrincipalNotAllowed
	kindElementCombination
	kindEmptyList
	kindSIDForm
	kindSIDTwice
	kindActionForm
	kindTrustAction
	kindResourceForm
	kindShortARN
	kindARNField
	kindARNNotAllowed
	kindPrincipalForm
	kindPrincipalWildcard
	kindServicePrincipal
	kindUnknownOperator
	kindNullForm
	kindConditionValue
	kindConditionKey
	kindUnknownGlobalKey
	kindTagKeyMissing
	kindManyBooleans
	kindKeyCase
	kindVariableForm
	kindVariableElement
	kindVariableOperator
	kindVariableBool
	kindVariableVersion
	kindRCPRule
	kindPassRole
	kindNotActionAllow
	kindNotResourceAllow
	kindEverything
	kindPublic
	kindNotPrincipalDeny
	kindForAllValuesAllow
	kindSetOperatorMissing
	kindSetOperatorNeedless
	kindWildcardWithoutLike
	kindPrivateAddress
	kindAmbiguousDate
	kindResourceLevel
	kindServiceContext
	kindCount
)

const (
	urlGuide      = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
	urlGrammar    = urlGuide + "reference_policies_grammar.html"
	urlChecks     = urlGuide + "access-analyzer-reference-policy-checks.html"
	urlVersion    = urlGuide + "reference_policies_elements_version.html"
	urlID         = urlGuide + "reference_policies_elements_id.html"
	urlSID        = urlGuide + "reference_policies_elements_sid.html"
	urlEffect     = urlGuide + "reference_policies_elements_effect.html"
	urlAction     = urlGuide + "reference_policies_elements_action.html"
	urlNotAction  = urlGuide + "reference_policies_elements_notaction.html"
	urlResource   = urlGuide + "reference_policies_elements_resource.html"
	urlNotRes     = urlGuide + "reference_policies_elements_notresource.html"
	urlPrincipal  = urlGuide + "reference_policies_elements_principal.html"
	urlNotPrinc   = urlGuide + "reference_policies_elements_notprincipal.html"
	urlOperators  = urlGuide + "reference_policies_elements_condition_operators.html"
	urlManyValues = urlGuide + "reference_policies_condition-single-vs-multi-valued-context-keys.html"
	urlKeys       = urlGuide + "reference_policies_condition-keys.html"
	urlVariables  = urlGuide + "reference_policies_variables.html"
	urlQuotas     = urlGuide + "reference_iam-quotas.html"
	urlPassRole   = urlGuide + "id_roles_use_passrole.html"
	urlARN        = urlGuide + "reference-arns.html"
	urlTrust      = urlGuide + "reference_policies_elements_action.html"
	urlRCP        = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html"
	urlECSTask    = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html"
)

// kinds are the findings of this package.
var kinds = [kindCount]diag.Kind{
	// The form of the text.
	kindUnknownElement: {Code: "IA001", Name: "unknown-element", Title: "Element that the policy grammar does not have", Source: urlGrammar},
	kindElementCase:    {Code: "IA002", Name: "element-case", Title: "Element in the wrong case", Source: urlGrammar},
	kindDuplicate:      {Code: "IA003", Name: "duplicate-element", Title: "Element, operator or key that is there twice", Source: urlGrammar},
	kindWrongType:      {Code: "IA004", Name: "wrong-type", Title: "Value of the wrong JSON type", Source: urlChecks},

	// The document.
	kindMissingStatement: {Code: "IA010", Name: "missing-statement", Title: "Policy without a statement", Source: urlGrammar},
	kindInvalidVersion:   {Code: "IA011", Name: "invalid-version", Title: "Version that is neither 2012-10-17 nor 2008-10-17", Source: urlVersion},
	kindOldVersion:       {Code: "IA012", Name: "old-version", Title: "Version 2008-10-17, in which policy variables are plain text", Source: urlVersion, Severity: diag.Warning},
	kindVersionRequired:  {Code: "IA013", Name: "version-required", Title: "Kind of policy that must be of version 2012-10-17", Source: urlVersion, Certainty: diag.Observed},
	kindTooLong:          {Code: "IA014", Name: "policy-too-long", Title: "Policy longer than any quota allows", Source: urlQuotas},
	kindLongForKind:      {Code: "IA015", Name: "policy-long", Title: "Policy longer than some of the quotas that may apply", Source: urlQuotas, Severity: diag.Warning},
	kindCharacters:       {Code: "IA016", Name: "characters", Title: "Character that a policy may not hold", Source: urlQuotas},
	kindIDIgnored:        {Code: "IA017", Name: "id-ignored", Title: "Id, which is for resource policies", Source: urlID, Severity: diag.Warning},

	// The elements of a statement.
	kindMissingEffect:          {Code: "IA020", Name: "missing-effect", Title: "Statement without Effect", Source: urlEffect},
	kindInvalidEffect:          {Code: "IA021", Name: "invalid-effect", Title: "Effect that is neither Allow nor Deny", Source: urlEffect},
	kindMissingAction:          {Code: "IA022", Name: "missing-action", Title: "Statement without Action or NotAction", Source: urlChecks},
	kindMissingResource:        {Code: "IA023", Name: "missing-resource", Title: "Statement without Resource or NotResource", Source: urlChecks},
	kindMissingPrincipal:       {Code: "IA024", Name: "missing-principal", Title: "Statement of a resource policy without Principal", Source: urlPrincipal},
	kindPrincipalNotAllowed:    {Code: "IA025", Name: "principal-not-allowed", Title: "Principal in a policy that is not about others", Source: urlPrincipal},
	kindResourceNotAllowed:     {Code: "IA026", Name: "resource-not-allowed", Title: "Resource in a trust policy", Source: urlChecks},
	kindNotPrincipalNotAllowed: {Code: "IA027", Name: "not-principal-not-allowed", Title: "NotPrincipal where it is not supported", Source: urlNotPrinc},
	kindElementCombination:     {Code: "IA028", Name: "element-combination", Title: "Element together with its Not-form", Source: urlChecks},
	kindEmptyList:              {Code: "IA029", Name: "empty-list", Title: "Empty list of values", Source: urlGrammar},
	kindSIDForm:                {Code: "IA030", Name: "sid-form", Title: "Sid with other characters than letters and digits", Source: urlSID},
	kindSIDTwice:               {Code: "IA031", Name: "sid-unique", Title: "Sid that two statements have", Source: urlSID},
	kindActionForm:             {Code: "IA032", Name: "action-form", Title: "Action that is not service:Name", Source: urlAction},
	kindTrustAction:            {Code: "IA033", Name: "trust-action", Title: "Action that a trust policy cannot have", Source: urlTrust, Certainty: diag.Observed},
	kindResourceForm:           {Code: "IA034", Name: "resource-form", Title: "Resource that is neither an ARN nor *", Source: urlResource},
	kindShortARN:               {Code: "IA035", Name: "short-arn", Title: "ARN with fewer than six fields", Source: urlResource, Severity: diag.Warning},
	kindARNField:               {Code: "IA036", Name: "arn-field", Title: "Field of an ARN that cannot be right", Source: urlChecks},
	kindARNNotAllowed:          {Code: "IA037", Name: "arn-field-not-allowed", Title: "Region or account in an ARN of a service that has none there", Source: urlChecks},
	kindPrincipalForm:          {Code: "IA038", Name: "principal-form", Title: "Principal in a form that IAM does not know", Source: urlPrincipal},
	kindPrincipalWildcard:      {Code: "IA039", Name: "principal-wildcard", Title: "Wildcard inside a principal", Source: urlPrincipal},
	kindServicePrincipal:       {Code: "IA040", Name: "service-principal", Title: "Service principal in a wrong form", Source: urlPrincipal},

	// Conditions and variables.
	kindUnknownOperator:  {Code: "IA041", Name: "unknown-operator", Title: "Unknown condition operator", Source: urlOperators},
	kindNullForm:         {Code: "IA042", Name: "null-form", Title: "Null with IfExists or a set prefix", Source: urlOperators},
	kindConditionValue:   {Code: "IA043", Name: "condition-value", Title: "Condition value that the operator cannot read", Source: urlOperators},
	kindConditionKey:     {Code: "IA044", Name: "condition-key", Title: "Condition key that is not prefix:name", Source: urlKeys},
	kindUnknownGlobalKey: {Code: "IA045", Name: "unknown-global-key", Title: "Unknown condition key with the prefix aws:", Source: urlKeys, Severity: diag.Warning, Certainty: diag.Inferred},
	kindTagKeyMissing:    {Code: "IA046", Name: "tag-key-missing", Title: "Tag condition key without the tag's key", Source: urlKeys},
	kindManyBooleans:     {Code: "IA047", Name: "many-booleans", Title: "Several values under Bool or Null", Source: urlChecks},
	kindKeyCase:          {Code: "IA048", Name: "duplicate-key-case", Title: "Condition key twice under one operator, in different case", Source: urlChecks},
	kindVariableForm:     {Code: "IA049", Name: "variable-form", Title: "Malformed policy variable", Source: urlVariables},
	kindVariableElement:  {Code: "IA050", Name: "variable-element", Title: "Policy variable where none is replaced", Source: urlVariables},
	kindVariableOperator: {Code: "IA051", Name: "variable-operator", Title: "Policy variable under an operator that does not replace it", Source: urlVariables},
	kindVariableBool:     {Code: "IA052", Name: "variable-bool", Title: "Policy variable under Bool, where AWS contradicts itself", Source: urlVariables, Severity: diag.Warning, Certainty: diag.Unknown},
	kindVariableVersion:  {Code: "IA053", Name: "variable-version", Title: "Policy variable in a version that takes it as plain text", Source: urlVariables, Severity: diag.Warning},
	kindRCPRule:          {Code: "IA054", Name: "rcp-rule", Title: "Resource control policy outside its part of the language", Source: urlRCP},

	// Legal, but dangerous or without effect.
	kindPassRole:            {Code: "IA060", Name: "pass-role-star", Title: "iam:PassRole on every role, to any service", Source: urlPassRole, Severity: diag.Warning},
	kindNotActionAllow:      {Code: "IA061", Name: "allow-not-action", Title: "Allow with NotAction", Source: urlNotAction, Severity: diag.Warning},
	kindNotResourceAllow:    {Code: "IA062", Name: "allow-not-resource", Title: "Allow with NotResource", Source: urlNotRes, Severity: diag.Warning},
	kindEverything:          {Code: "IA063", Name: "allow-everything", Title: "Every action on every resource", Source: urlChecks, Severity: diag.Warning},
	kindPublic:              {Code: "IA064", Name: "public", Title: "Everybody is allowed, without a condition", Source: urlPrincipal, Severity: diag.Warning},
	kindNotPrincipalDeny:    {Code: "IA065", Name: "deny-not-principal", Title: "NotPrincipal that does not exempt the account", Source: urlNotPrinc, Severity: diag.Warning},
	kindForAllValuesAllow:   {Code: "IA066", Name: "allow-for-all-values", Title: "ForAllValues under Allow, true when the key is missing", Source: urlManyValues, Severity: diag.Warning},
	kindSetOperatorMissing:  {Code: "IA067", Name: "set-operator-missing", Title: "Key of many values without ForAllValues or ForAnyValue", Source: urlManyValues, Severity: diag.Warning},
	kindSetOperatorNeedless: {Code: "IA068", Name: "set-operator-needless", Title: "Key of one value with ForAllValues or ForAnyValue", Source: urlManyValues, Severity: diag.Warning},
	kindWildcardWithoutLike: {Code: "IA069", Name: "wildcard-without-like", Title: "Wildcard under an operator that compares it as it stands", Source: urlOperators, Severity: diag.Warning},
	kindPrivateAddress:      {Code: "IA070", Name: "private-address", Title: "Private address under aws:SourceIp", Source: urlChecks, Severity: diag.Warning},
	kindAmbiguousDate:       {Code: "IA071", Name: "ambiguous-date", Title: "Four digits, a year or seconds since 1970", Source: urlOperators, Severity: diag.Warning, Certainty: diag.Unknown},
	kindResourceLevel:       {Code: "IA072", Name: "resource-level", Title: "Action that only works on *", Source: urlChecks, Severity: diag.Warning},
	kindServiceContext:      {Code: "IA073", Name: "source-key-in-identity", Title: "Key of a calling service in a policy for a caller's own calls", Source: urlECSTask, Severity: diag.Warning, Certainty: diag.Inferred},
}

// Kinds returns what the findings of this package can be, a fresh copy ordered
// by code.
func Kinds() []diag.Kind { return slices.Clone(kinds[:]) }
