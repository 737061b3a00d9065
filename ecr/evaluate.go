package ecr

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Image is an image of a repository.
type Image struct {
	Digest         string
	Tags           []string
	PushedAt       time.Time
	LastPulledAt   time.Time    // zero: never pulled
	TransitionedAt time.Time    // to the archive; zero: never
	ActivatedAt    time.Time    // back from the archive, the API's lastActivatedAt; zero: never
	StorageClass   StorageClass // empty: standard
	ReferencedBy   []string     // digests of the manifest lists that name the image
}

// orderedAt is the time that images are ordered by.
func (i *Image) orderedAt() time.Time {
	if !i.ActivatedAt.IsZero() {
		return i.ActivatedAt
	}
	return i.PushedAt
}

// pulledAt is the time that counts as the last pull.
func (i *Image) pulledAt() time.Time {
	switch {
	case i.LastPulledAt.IsZero() && i.ActivatedAt.IsZero():
		return i.PushedAt
	case i.LastPulledAt.Before(i.ActivatedAt):
		return i.ActivatedAt
	}
	return i.LastPulledAt
}

// Reason says why a lifecycle policy does or does not act on an image.
type Reason uint8

// The reasons.
const (
	NoRule      Reason = iota // no rule is about the image
	Kept                      // the first rule about it keeps it, and no rule behind may act
	TooMany                   // beyond the number that the rule keeps
	TooOld                    // older than the rule allows
	Referenced                // a manifest list that stays names the image
	reasonCount = iota
)

// String returns no-rule, kept, too-many, too-old or referenced.
func (r Reason) String() string {
	if int(r) < reasonCount {
		return [reasonCount]string{"no-rule", "kept", "too-many", "too-old", "referenced"}[r]
	}
	return "unknown"
}

// Verdict is what a policy does with an image.
type Verdict struct {
	Action   ActionType // empty: the image stays as it is
	Reason   Reason
	Rule     int // index into Rules, -1 with NoRule
	Priority int // rulePriority of that rule
}

const day = 24 * time.Hour

// Evaluate returns what the policy does with each image at a time: verdict i is
// that of images[i]. The policy must have no Error in [LifecyclePolicy.Validate];
// a rule without priority or number is passed over. The time is
// O(images × log images + rules × images), and that of looking for manifest lists
// where images are in some: once more for each list that is held by another one.
func (p *LifecyclePolicy) Evaluate(images []Image, now time.Time) []Verdict {
	verdicts := make([]Verdict, len(images))
	for i := range verdicts {
		verdicts[i].Rule = -1
	}
	var order []int
	for i, r := range p.Rules {
		if r.RulePriority != nil && r.Selection.CountNumber != nil {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(*p.Rules[a].RulePriority, *p.Rules[b].RulePriority) })
	newestFirst := make([]int, len(images))
	for i := range newestFirst {
		newestFirst[i] = len(images) - 1 - i // of equal times the later one comes first
	}
	slices.SortStableFunc(newestFirst, func(a, b int) int { return images[b].orderedAt().Compare(images[a].orderedAt()) })
	for _, i := range order {
		p.Rules[i].apply(i, images, newestFirst, now, verdicts)
	}
	hold(images, verdicts)
	return verdicts
}

// hold takes back what is to happen to an image that a manifest list names which
// stays. That a list which goes at the same time holds nothing is inferred.
func hold(images []Image, verdicts []Verdict) {
	var stays map[string]bool // digests
	for changed := true; changed; {
		changed = false
		for i := range images {
			if verdicts[i].Action == "" || len(images[i].ReferencedBy) == 0 {
				continue
			}
			if stays == nil {
				stays = staying(images, verdicts)
			}
			if slices.ContainsFunc(images[i].ReferencedBy, func(digest string) bool { return stays[digest] }) {
				verdicts[i].Action, verdicts[i].Reason = "", Referenced
				stays[images[i].Digest] = images[i].Digest != ""
				changed = true
			}
		}
	}
}

func staying(images []Image, verdicts []Verdict) map[string]bool {
	stays := map[string]bool{}
	for i := range images {
		if verdicts[i].Action == "" && images[i].Digest != "" {
			stays[images[i].Digest] = true
		}
	}
	return stays
}

// apply fills the verdicts of the images that the rule is the first about.
func (r *Rule) apply(index int, images []Image, newestFirst []int, now time.Time, verdicts []Verdict) {
	identified := 0
	for _, i := range newestFirst {
		if !r.Selection.Identifies(&images[i]) {
			continue
		}
		identified++
		if verdicts[i].Rule >= 0 {
			continue
		}
		v := Verdict{Reason: Kept, Rule: index, Priority: *r.RulePriority}
		if reason, acts := r.Selection.exceeds(&images[i], identified, now); acts {
			v.Action, v.Reason = r.Action.Type, reason
		}
		verdicts[i] = v
	}
}

// exceeds reports whether the image, the nth newest of those identified, is
// beyond what the rule keeps.
func (s *Selection) exceeds(image *Image, nth int, now time.Time) (Reason, bool) {
	since := image.PushedAt
	switch s.CountType {
	case ImageCountMoreThan:
		return TooMany, nth > *s.CountNumber
	case SinceImagePushed:
	case SinceImagePulled:
		since = image.pulledAt()
	case SinceImageTransitioned:
		if since = image.TransitionedAt; since.IsZero() {
			return Kept, false
		}
	default:
		return Kept, false
	}
	// Compared in days first: a large number of days is more than a Duration holds.
	age := now.Sub(since)
	whole := int64(age / day)
	limit := int64(*s.CountNumber)
	return TooOld, whole > limit || whole == limit && age%day > 0
}

// Identifies reports whether an image meets the rule's requirements of tags and
// storage class, however many there are and however old they are.
func (s *Selection) Identifies(image *Image) bool {
	if cmp.Or(image.StorageClass, Standard) != s.storageClass() {
		return false
	}
	switch s.TagStatus {
	case Any:
		return true
	case Untagged:
		return len(image.Tags) == 0
	case Tagged:
		if len(s.TagPatternList) == 0 && len(s.TagPrefixList) == 0 {
			return false
		}
		for _, prefix := range s.TagPrefixList {
			if !slices.ContainsFunc(image.Tags, func(tag string) bool { return strings.HasPrefix(tag, prefix) }) {
				return false
			}
		}
		for _, pattern := range s.TagPatternList {
			if !slices.ContainsFunc(image.Tags, func(tag string) bool { return matchTag(pattern, tag) }) {
				return false
			}
		}
		return true
	}
	return false
}

// matchTag matches a whole tag against a pattern in which * is any run of
// characters. The parts between stars are looked for one behind the other, each
// as early as it comes; the last must end the tag.
func matchTag(pattern, tag string) bool {
	head, rest, hasStar := strings.Cut(pattern, "*")
	tag, ok := strings.CutPrefix(tag, head)
	if !ok || !hasStar {
		return ok && tag == ""
	}
	for {
		part, next, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(tag, part)
		}
		i := strings.Index(tag, part)
		if i < 0 {
			return false
		}
		tag, rest = tag[i+len(part):], next
	}
}
