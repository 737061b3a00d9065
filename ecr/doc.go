// Package ecr reads image references, the lifecycle policies and scanning
// configurations of Amazon ECR, and tells where cached images come from, offline.
//
//	ref, err := ecr.ParseReference("111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop:42")
//	ref.Account, ref.Region, ref.Repository, ref.Tag
//
//	policy, findings, err := ecr.ParseLifecyclePolicy(data)
//	for _, v := range policy.Evaluate(images, now) { … } // what goes, by which rule, and why the rest stays
//
// # Lifecycle policies
//
// Every rule looks at the whole repository at once. An image that meets the tag
// requirement of a rule is out of reach of all rules behind it, also when that
// rule keeps it; it is still counted by them. The order of the text does not
// matter, rulePriority does. Ages are those of time, so that now is an argument;
// nothing here reads a clock.
//
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
//
// An image that was restored from the archive counts from then on, for its place
// among the others and, until it is pulled again, as its last pull. An image that a
// manifest list names stays while the list does.
//
// What AWS leaves open is read as follows: of images pushed at the same time the
// one listed later is the newer; a manifest list that goes at the same time as an
// image which it names does not hold it.
//
// # References
//
// That an image comes through a pull through cache cannot be told from its
// reference, which is that of any image in a private registry: the rules of the
// registry say it. [Reference.Upstream] takes them.
//
// All values are plain data and safe for concurrent use as long as nobody writes
// to them.
package ecr
