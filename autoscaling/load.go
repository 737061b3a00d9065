package autoscaling

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/loading"
)

// Description is what the CLI's describe commands print, as it stands: scalable
// targets, scaling policies, scheduled actions, capacity providers, and the
// alarms of CloudWatch. A text has one of the lists or any of them together.
type Description struct {
	Targets   []ScalableTarget            `json:"ScalableTargets,omitempty"`
	Policies  []ScalingPolicy             `json:"ScalingPolicies,omitempty"`
	Actions   []ScheduledActionDefinition `json:"ScheduledActions,omitempty"`
	Alarms    []MetricAlarm               `json:"MetricAlarms,omitempty"`
	Composite json.RawMessage             `json:"CompositeAlarms,omitempty"` // kept; they cannot start scaling
	Providers []CapacityProvider          `json:"capacityProviders,omitempty"`
	Failures  json.RawMessage             `json:"failures,omitempty"`
	NextToken string                      `json:"NextToken,omitempty"`
	ECSToken  string                      `json:"nextToken,omitempty"`
}

const (
	// MaxBytes bounds a text that is loaded. The output for a thousand services with
	// five policies each is some 5 MiB; what is read takes up to thirty times its text
	// in memory when it is made to.
	MaxBytes = 8 << 20
	// maxElements bounds each of the lists. A region has 3,000 scalable targets of
	// ECS by default.
	maxElements = 20000
	// maxLoadFindings bounds the findings of one loading. Nobody reads more.
	maxLoadFindings = 1000
)

var descriptionSchema = sync.OnceValue(jsonscan.Compile[Description])

// loadKinds are the kinds of what the decoder met.
var loadKinds = loading.Kinds{
	WrongType: kindWrongType, UnknownMember: kindUnknownMember, WrongCase: kindMemberCase,
	Duplicate: kindDuplicateMember, OutOfRange: kindIntegerRange,
}

// Load reads the output of describe-scalable-targets, describe-scaling-policies,
// describe-scheduled-actions, describe-capacity-providers or describe-alarms, or
// several of them in one object. The findings are those of reading: unknown and
// misspelt members, wrong types; [Description.Validate] has the others. The error
// is a *diag.SyntaxError for a text that is no JSON, and then nothing else is
// returned.
func Load(data []byte) (*Description, diag.List, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{MaxBytes: MaxBytes, MaxDepth: 64})
	if err != nil {
		return nil, nil, diag.Locate(data, err)
	}
	d, findings := &Description{}, diag.List{}
	root := doc.Root()
	if !isDescription(root) {
		findings.Add(kindNoDescription.At("", "the text is "+root.Kind().String()+" without any of the lists ScalableTargets, ScalingPolicies, ScheduledActions, MetricAlarms, capacityProviders",
			"give the output of a describe command as it is"))
		return d, findings, nil
	}
	for m := range root.Children() {
		if m.Len() > maxElements {
			findings.Add(kindListTooLong.At(diag.Member("", m.Key()), fmt.Sprintf("%d elements, at most %d are read", m.Len(), maxElements), "split the list"))
		}
	}
	if findings.HasErrors() {
		return d, findings, nil
	}
	descriptionSchema().Decode(root, d, jsonscan.Options{Report: func(p jsonscan.Problem) {
		if len(findings) < maxLoadFindings {
			findings.Add(loadKinds.Finding(p))
		}
	}})
	for _, token := range []struct{ name, value string }{{"NextToken", d.NextToken}, {"nextToken", d.ECSToken}} {
		if token.value != "" {
			findings.Add(kindCutShort.At(token.name, "the output ends with a token, the rest of the lists is missing", "let the CLI read all pages"))
		}
	}
	findings.Sort()
	return d, findings, nil
}

func isDescription(root jsonscan.Value) bool {
	for _, name := range []string{"ScalableTargets", "ScalingPolicies", "ScheduledActions", "MetricAlarms", "capacityProviders"} {
		if root.Member(name).Kind() == jsonscan.Array {
			return true
		}
	}
	return false
}

// Append adds the lists of other behind those of d. Paths of later findings count
// through the joined lists; when each list comes from one text alone, they are
// the paths of that text.
func (d *Description) Append(other *Description) {
	d.Targets = append(d.Targets, other.Targets...)
	d.Policies = append(d.Policies, other.Policies...)
	d.Actions = append(d.Actions, other.Actions...)
	d.Alarms = append(d.Alarms, other.Alarms...)
	d.Providers = append(d.Providers, other.Providers...)
}
