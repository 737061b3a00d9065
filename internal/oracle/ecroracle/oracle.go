// Package ecroracle evaluates ECR lifecycle policies the way the guide words it:
// every rule marks images of the whole repository, then the marks are gone
// through by priority. It takes policies that validation finds no Error in.
package ecroracle

import (
	"regexp"
	"strings"
	"time"

	"github.com/ecskit/ecskit/ecr"
)

// Evaluate returns for each image the action on it, or "", and the priority of
// the rule that acts, or 0.
func Evaluate(p *ecr.LifecyclePolicy, images []ecr.Image, now time.Time) (actions []ecr.ActionType, priorities []int) {
	actions, priorities = make([]ecr.ActionType, len(images)), make([]int, len(images))
	for i := range images {
		for _, r := range p.Rules {
			if !identifies(r.Selection, images[i]) || earlier(p, images[i], *r.RulePriority) || !marks(r.Selection, images, i, now) {
				continue
			}
			actions[i], priorities[i] = r.Action.Type, *r.RulePriority
		}
	}
	return actions, priorities
}

// earlier reports whether a rule of a smaller priority number is about the image.
func earlier(p *ecr.LifecyclePolicy, image ecr.Image, priority int) bool {
	for _, r := range p.Rules {
		if *r.RulePriority < priority && identifies(r.Selection, image) {
			return true
		}
	}
	return false
}

func identifies(s ecr.Selection, image ecr.Image) bool {
	if (s.StorageClass == ecr.Archive) != (image.StorageClass == ecr.Archive) {
		return false
	}
	switch s.TagStatus {
	case ecr.Any:
		return true
	case ecr.Untagged:
		return len(image.Tags) == 0
	}
	for _, prefix := range s.TagPrefixList {
		if !someTag(image, regexp.QuoteMeta(prefix)+".*") {
			return false
		}
	}
	for _, pattern := range s.TagPatternList {
		if !someTag(image, strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, ".*")) {
			return false
		}
	}
	return true
}

func someTag(image ecr.Image, expr string) bool {
	for _, tag := range image.Tags {
		if regexp.MustCompile(`\A(?:` + expr + `)\z`).MatchString(tag) {
			return true
		}
	}
	return false
}

// marks reports whether the rule alone would act on image i.
func marks(s ecr.Selection, images []ecr.Image, i int, now time.Time) bool {
	since := images[i].PushedAt
	switch s.CountType {
	case ecr.ImageCountMoreThan:
		newer := 0
		for k := range images {
			if identifies(s, images[k]) && (images[k].PushedAt.After(since) || images[k].PushedAt.Equal(since) && k > i) {
				newer++
			}
		}
		return newer >= *s.CountNumber
	case ecr.SinceImagePulled:
		if !images[i].LastPulledAt.IsZero() {
			since = images[i].LastPulledAt
		}
	case ecr.SinceImageTransitioned:
		if images[i].TransitionedAt.IsZero() {
			return false
		}
		since = images[i].TransitionedAt
	}
	return since.Add(time.Duration(*s.CountNumber) * 24 * time.Hour).Before(now)
}
