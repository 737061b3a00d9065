// Package ecr reads image references and the lifecycle policies of Amazon ECR
// repositories, offline.
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
// What AWS leaves open is read as follows: a rule without a storageClass is about
// images of the standard class; of images pushed at the same time the one listed
// later is the newer; an image that was never pulled counts from its push.
//
// All values are plain data and safe for concurrent use as long as nobody writes
// to them.
package ecr
