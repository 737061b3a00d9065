package ecr

import "slices"

// TagMutability is the setting imageTagMutability of a repository.
type TagMutability string

// The settings. The two with exclusions take filters.
const (
	Mutable                TagMutability = "MUTABLE"
	Immutable              TagMutability = "IMMUTABLE"
	MutableWithExclusion   TagMutability = "MUTABLE_WITH_EXCLUSION"
	ImmutableWithExclusion TagMutability = "IMMUTABLE_WITH_EXCLUSION"
)

// CanOverwrite reports whether a tag that exists may be pushed again, and false
// for known when the setting is none of those above. exclusions are the
// repository's filters, in which * is any run of characters: a tag that matches
// one has the opposite of the setting. Where a tag cannot be pushed again ECR
// answers ImageTagAlreadyExistsException.
//
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
func (m TagMutability) CanOverwrite(tag string, exclusions []string) (can, known bool) {
	excluded := func() bool {
		return slices.ContainsFunc(exclusions, func(pattern string) bool { return matchTag(pattern, tag) })
	}
	switch m {
	case Mutable, "": // the default of CreateRepository
		return true, true
	case Immutable:
		return false, true
	case MutableWithExclusion:
		return !excluded(), true
	case ImmutableWithExclusion:
		return excluded(), true
	}
	return false, false
}

// PullActions returns the IAM actions that pulling a private image needs: the
// first on every resource, the others on the repository. They belong to the
// instance role on EC2 and to the task execution role on Fargate.
//
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_ECS.html
func PullActions() (account, repository []string) {
	return []string{"ecr:GetAuthorizationToken"},
		[]string{"ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"}
}
