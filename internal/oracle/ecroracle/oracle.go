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
	for range images { // a list may be named by another one
		for i := range images {
			if named(images, i, actions) {
				actions[i], priorities[i] = "", 0
			}
		}
	}
	return actions, priorities
}

// named reports whether a manifest list that stays names image i.
func named(images []ecr.Image, i int, actions []ecr.ActionType) bool {
	for k, list := range images {
		for _, digest := range images[i].ReferencedBy {
			if digest != "" && digest == list.Digest && actions[k] == "" {
				return true
			}
		}
	}
	return false
}

// age is the time that an image is ordered by: its push, or its coming back from
// the archive.
func age(i ecr.Image) time.Time {
	if i.ActivatedAt.IsZero() {
		return i.PushedAt
	}
	return i.ActivatedAt
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
		newer, mine := 0, age(images[i])
		for k := range images {
			if other := age(images[k]); identifies(s, images[k]) && (other.After(mine) || other.Equal(mine) && k > i) {
				newer++
			}
		}
		return newer >= *s.CountNumber
	case ecr.SinceImagePulled:
		if pulled := images[i].LastPulledAt; !pulled.IsZero() {
			since = pulled
		}
		if back := images[i].ActivatedAt; !back.IsZero() && images[i].LastPulledAt.Before(back) {
			since = back
		}
	case ecr.SinceImageTransitioned:
		if images[i].TransitionedAt.IsZero() {
			return false
		}
		since = images[i].TransitionedAt
	}
	return since.Add(time.Duration(*s.CountNumber) * 24 * time.Hour).Before(now)
}
