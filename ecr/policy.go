package ecr

import (
	"fmt"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/loading"
)

// TagStatus says which images a rule is about.
type TagStatus string

// The tag statuses.
const (
	Tagged   TagStatus = "tagged"
	Untagged TagStatus = "untagged"
	Any      TagStatus = "any"
)

// CountType says how a rule counts.
type CountType string

// The count types. All but the first count days.
const (
	ImageCountMoreThan     CountType = "imageCountMoreThan"
	SinceImagePushed       CountType = "sinceImagePushed"
	SinceImagePulled       CountType = "sinceImagePulled"
	SinceImageTransitioned CountType = "sinceImageTransitioned"
)

// StorageClass is where an image is kept.
type StorageClass string

// The storage classes.
const (
	Standard StorageClass = "standard"
	Archive  StorageClass = "archive"
)

// ActionType is what a rule does with an image.
type ActionType string

// The actions.
const (
	Expire     ActionType = "expire"
	Transition ActionType = "transition"
)

// LifecyclePolicy is the JSON of a lifecycle policy.
type LifecyclePolicy struct {
	Rules []Rule `json:"rules"`
}

// Rule is one rule of a policy.
type Rule struct {
	RulePriority *int      `json:"rulePriority,omitempty"`
	Description  string    `json:"description,omitempty"`
	Selection    Selection `json:"selection"`
	Action       Action    `json:"action"`
}

// Selection says which images a rule takes.
type Selection struct {
	TagStatus      TagStatus    `json:"tagStatus,omitempty"`
	TagPatternList []string     `json:"tagPatternList,omitempty"` // * is any run of characters; each must match a tag of the image
	TagPrefixList  []string     `json:"tagPrefixList,omitempty"`  // each must begin a tag of the image
	StorageClass   StorageClass `json:"storageClass,omitempty"`   // absent: standard
	CountType      CountType    `json:"countType,omitempty"`
	CountUnit      string       `json:"countUnit,omitempty"`   // "days" for the counts of time
	CountNumber    *int         `json:"countNumber,omitempty"` // images or days
}

// Action says what happens to them.
type Action struct {
	Type               ActionType   `json:"type,omitempty"`
	TargetStorageClass StorageClass `json:"targetStorageClass,omitempty"` // archive, for a transition
}

var policySchema = sync.OnceValue(jsonscan.Compile[LifecyclePolicy])

// policyKinds are the kinds of what the decoder met in a lifecycle policy.
var policyKinds = loading.Kinds{
	WrongType: kindWrongType, UnknownMember: kindUnknown, WrongCase: kindUnknown,
	Duplicate: kindWrongType, OutOfRange: kindWrongType,
}

const (
	maxRules    = 1000 // far more than a policy may have; bounds the work on a hostile text
	maxFindings = 1000 // of loading; nobody reads more
)

// ParseLifecyclePolicy reads and validates a policy. The findings are those of
// reading, of [MaxPolicyLength] and of [LifecyclePolicy.Validate], sorted. The error is a
// *diag.SyntaxError, for a text that is no JSON.
func ParseLifecyclePolicy(data []byte) (*LifecyclePolicy, diag.List, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{})
	if err != nil {
		return nil, nil, diag.Locate(data, err)
	}
	var findings diag.List
	policy := new(LifecyclePolicy)
	if root := doc.Root(); root.Kind() != jsonscan.Object {
		findings.Add(kindNotPolicy.At("", "the policy is "+root.Kind().String(), "write {\"rules\": […]}"))
		return policy, findings, nil
	}
	if n := utf8.RuneCount(data); n > MaxPolicyLength {
		findings.Add(kindLength.At("", fmt.Sprintf("the text has %d characters, at most %d are allowed", n, MaxPolicyLength), "leave out white space and descriptions"))
	}
	policySchema().Decode(doc.Root(), policy, jsonscan.Options{
		MaxElements: maxRules,
		Report: func(p jsonscan.Problem) {
			if len(findings) < maxFindings {
				findings.Add(policyKinds.Finding(p))
			}
		},
	})
	return policy, withValidation(findings, policy.Validate()), nil
}

// withValidation adds to what reading found what validation did, sorted. It leaves
// out what validation says of a value that reading has spoken about, or of a part
// of it.
func withValidation(read, validated diag.List) diag.List {
	all := slices.Clone(read)
	for _, v := range validated {
		if !slices.ContainsFunc(read, func(r diag.Diagnostic) bool { return loading.Within(v.Path, r.Path) }) {
			all.Add(v)
		}
	}
	all.Sort()
	return all
}
