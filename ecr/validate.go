package ecr

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

const (
	// MaxWildcards is how many stars a tag pattern may have.
	MaxWildcards = 4
	// MinArchiveDays is how long an image stays in the archive at least.
	//
	// https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html
	MinArchiveDays = 90
	// MaxRules is how many rules a policy may have.
	//
	// https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
	MaxRules = 50
	// MaxPolicyLength is how many characters the text of a policy may have.
	//
	// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html
	MaxPolicyLength = 30_720
)

// validator collects findings of one policy.
type validator struct {
	p        *LifecyclePolicy
	findings diag.List
}

// Validate returns everything that ECR refuses about the policy, sorted.
func (p *LifecyclePolicy) Validate() diag.List {
	v := validator{p: p}
	if len(p.Rules) == 0 {
		v.findings.Add(kindMissing.At("rules", "the policy has no rules", ""))
	}
	if n := len(p.Rules); n > MaxRules {
		v.findings.Add(kindRulesMax.At("rules", fmt.Sprintf("there are %d rules, at most %d are allowed", n, MaxRules), ""))
	}
	for i := range p.Rules {
		path := diag.Element("rules", i)
		v.priority(i, path)
		v.selection(&p.Rules[i].Selection, diag.Member(path, "selection"))
		v.count(&p.Rules[i].Selection, diag.Member(path, "selection"))
		v.action(&p.Rules[i].Action, p.Rules[i].Selection.CountType, diag.Member(path, "action"))
		v.repeated(i, diag.Member(path, "selection"))
	}
	v.findings.Sort()
	return v.findings
}

func (v *validator) add(k diag.Kind, path, member, format string, args ...any) {
	v.findings.Add(k.At(diag.Member(path, member), fmt.Sprintf(format, args...), ""))
}

func (v *validator) priority(i int, path string) {
	r := &v.p.Rules[i]
	if r.RulePriority == nil {
		v.add(kindMissing, path, "rulePriority", "rulePriority is missing")
		return
	}
	mine := *r.RulePriority
	if mine < 1 {
		v.add(kindPriority, path, "rulePriority", "rulePriority is %d, not at least 1", mine)
	}
	for k, other := range v.p.Rules {
		if other.RulePriority == nil || k == i {
			continue
		}
		if k < i && *other.RulePriority == mine {
			v.add(kindPriority, path, "rulePriority", "rulePriority %d is that of rules[%d] as well", mine, k)
			return
		}
		if r.Selection.TagStatus == Any && *other.RulePriority > mine && other.Selection.storageClass() == r.Selection.storageClass() {
			v.add(kindAnyLast, path, "rulePriority", "a rule for any image has rulePriority %d, and rules[%d] has %d", mine, k, *other.RulePriority)
			return
		}
	}
}

func (v *validator) selection(s *Selection, path string) {
	lists := len(s.TagPatternList) > 0 && len(s.TagPrefixList) > 0
	none := len(s.TagPatternList) == 0 && len(s.TagPrefixList) == 0
	switch s.TagStatus {
	case "":
		v.add(kindMissing, path, "tagStatus", "tagStatus is missing; tagged, untagged or any")
	case Tagged:
		if none {
			v.add(kindTagList, path, "tagPatternList", "a rule for tagged images needs tagPatternList or tagPrefixList")
		} else if lists {
			v.add(kindTagList, path, "tagPrefixList", "tagPatternList and tagPrefixList exclude each other")
		}
	case Untagged, Any:
		if !none {
			v.add(kindTagList, path, "tagStatus", "a rule for %s images has no list of tags", s.TagStatus)
		}
	default:
		v.add(kindValue, path, "tagStatus", "%q is none of tagged, untagged, any", s.TagStatus)
	}
	for i, pattern := range s.TagPatternList {
		if n := strings.Count(pattern, "*"); n > MaxWildcards {
			v.findings.Add(kindWildcards.At(diag.Element(diag.Member(path, "tagPatternList"), i),
				fmt.Sprintf("%q has %d wildcards, at most %d are allowed", pattern, n, MaxWildcards), ""))
		}
	}
	v.storageClass(s, path)
}

// storageClass checks that the class is the one which the way of counting is for.
func (v *validator) storageClass(s *Selection, path string) {
	switch {
	case s.StorageClass != "" && s.StorageClass != Standard && s.StorageClass != Archive:
		v.add(kindValue, path, "storageClass", "%q is none of standard, archive", s.StorageClass)
	case s.CountType == SinceImageTransitioned && s.storageClass() != Archive:
		v.add(kindClass, path, "storageClass", "sinceImageTransitioned needs storageClass archive, not %q", s.StorageClass)
	case slices.Contains([]CountType{ImageCountMoreThan, SinceImagePushed, SinceImagePulled}, s.CountType) && s.StorageClass == Archive:
		v.add(kindClass, path, "storageClass", "%s is for images of storageClass standard, not archive", s.CountType)
	}
}

func (v *validator) count(s *Selection, path string) {
	switch s.CountType {
	case "":
		v.add(kindMissing, path, "countType", "countType is missing")
	case ImageCountMoreThan:
		if s.CountUnit != "" {
			v.add(kindUnit, path, "countUnit", "imageCountMoreThan has no countUnit, not %q", s.CountUnit)
		}
	case SinceImagePushed, SinceImagePulled, SinceImageTransitioned:
		if s.CountUnit != "days" {
			v.add(kindUnit, path, "countUnit", "countUnit of %s is days, not %q", s.CountType, s.CountUnit)
		}
	default:
		v.add(kindValue, path, "countType", "%q is none of imageCountMoreThan, sinceImagePushed, sinceImagePulled, sinceImageTransitioned", s.CountType)
	}
	switch {
	case s.CountNumber == nil:
		v.add(kindMissing, path, "countNumber", "countNumber is missing")
	case *s.CountNumber < 1:
		v.add(kindNumber, path, "countNumber", "countNumber is %d, not at least 1", *s.CountNumber)
	case s.CountType == SinceImageTransitioned && *s.CountNumber < MinArchiveDays:
		v.add(kindArchive, path, "countNumber", "countNumber is %d, an image stays in the archive for at least %d days", *s.CountNumber, MinArchiveDays)
	}
}

func (v *validator) action(a *Action, count CountType, path string) {
	if a.Type == Expire && count == SinceImagePulled || a.Type == Transition && count == SinceImageTransitioned {
		v.add(kindCountAction, path, "type", "%s does not go with %s", count, a.Type)
	}
	switch a.Type {
	case "":
		v.add(kindMissing, path, "type", "type is missing; expire or transition")
	case Expire:
		if a.TargetStorageClass != "" {
			v.add(kindTransition, path, "targetStorageClass", "expire has no targetStorageClass, not %q", a.TargetStorageClass)
		}
	case Transition:
		if a.TargetStorageClass != Archive {
			v.add(kindTransition, path, "targetStorageClass", "targetStorageClass of a transition is archive, not %q", a.TargetStorageClass)
		}
	default:
		v.add(kindValue, path, "type", "%q is none of expire, transition", a.Type)
	}
}

// repeated compares a rule with those before it.
func (v *validator) repeated(i int, path string) {
	mine := &v.p.Rules[i].Selection
	for k := range i {
		other := &v.p.Rules[k].Selection
		if mine.TagStatus != other.TagStatus || mine.storageClass() != other.storageClass() {
			continue
		}
		switch mine.TagStatus {
		case Untagged:
			v.add(kindTwoUntagged, path, "tagStatus", "rules[%d] is about untagged images as well", k)
			return
		case Tagged:
			if sameSet(mine.TagPatternList, other.TagPatternList) && sameSet(mine.TagPrefixList, other.TagPrefixList) {
				v.add(kindSameTags, path, "tagStatus", "rules[%d] selects by the same tags", k)
				return
			}
		}
	}
}

func sameSet(a, b []string) bool {
	norm := func(s []string) []string { return slices.Compact(slices.Sorted(slices.Values(s))) }
	return slices.Equal(norm(a), norm(b))
}

func (s *Selection) storageClass() StorageClass { return cmp.Or(s.StorageClass, Standard) }
