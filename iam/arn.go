package iam

import "strings"

// ARN is an Amazon resource name taken apart:
// arn:partition:service:region:account:resource. Resource keeps its colons and
// slashes. Region and account are empty for some services.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
type ARN struct {
	Partition, Service, Region, Account, Resource string
}

// ParseARN takes an ARN apart. ok is false when s does not have the six fields
// or does not start with "arn:"; what stands in the fields is not looked at.
func ParseARN(s string) (a ARN, ok bool) {
	rest, ok := strings.CutPrefix(s, "arn:")
	if !ok {
		return ARN{}, false
	}
	a.Partition, rest, _ = strings.Cut(rest, ":")
	a.Service, rest, _ = strings.Cut(rest, ":")
	a.Region, rest, _ = strings.Cut(rest, ":")
	if a.Account, a.Resource, ok = strings.Cut(rest, ":"); !ok {
		return ARN{}, false
	}
	return a, true
}

// String puts the ARN together again. It is the inverse of [ParseARN].
func (a ARN) String() string {
	return "arn:" + a.Partition + ":" + a.Service + ":" + a.Region + ":" + a.Account + ":" + a.Resource
}

// headerFields is the number of fields before the resource, "arn" included.
const headerFields = 5

// resourceOffset returns where the resource of an ARN starts, behind the fifth
// colon, and 0 when s has fewer.
func resourceOffset(s string) int {
	offset := 0
	for range headerFields {
		i := strings.IndexByte(s[offset:], ':')
		if i < 0 {
			return 0
		}
		offset += i + 1
	}
	return offset
}

func isAccountID(s string) bool {
	if len(s) != 12 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
