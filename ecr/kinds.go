package ecr

import "github.com/ecskit/ecskit/diag"

const (
	urlParts         = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html"
	urlScanning      = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html"
	urlQuotas        = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html"
	urlScanFilter    = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html"
	urlCacheRule     = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html"
	urlCachePrefixes = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html"
	urlFilter        = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html"
	urlExamples      = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html"
	urlPolicies      = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html"
)

var (
	kindNotPolicy   = diag.Kind{Code: "EC001", Name: "not-a-lifecycle-policy", Title: "a lifecycle policy is an object with rules", Source: urlParts}
	kindUnknown     = diag.Kind{Code: "EC002", Name: "unknown-member", Title: "a member that lifecycle policies do not have", Source: urlParts, Certainty: diag.Inferred}
	kindWrongType   = diag.Kind{Code: "EC003", Name: "wrong-type", Title: "a value of another type, or a member written twice", Source: urlParts, Certainty: diag.Inferred}
	kindMissing     = diag.Kind{Code: "EC004", Name: "missing-member", Title: "a member that every rule needs is missing", Source: urlParts}
	kindValue       = diag.Kind{Code: "EC005", Name: "unknown-value", Title: "a value that is none of those documented", Source: urlParts}
	kindPriority    = diag.Kind{Code: "EC006", Name: "rule-priority", Title: "priorities are positive and differ from one another", Source: urlParts}
	kindAnyLast     = diag.Kind{Code: "EC007", Name: "any-not-last", Title: "a rule for any image has the highest rulePriority", Source: urlParts}
	kindTagList     = diag.Kind{Code: "EC008", Name: "tag-list", Title: "a rule for tagged images has exactly one list, others none", Source: urlParts}
	kindWildcards   = diag.Kind{Code: "EC009", Name: "too-many-wildcards", Title: "a tag pattern has at most four wildcards", Source: urlParts}
	kindUnit        = diag.Kind{Code: "EC010", Name: "count-unit", Title: "countUnit goes with the counts of time and no other", Source: urlParts}
	kindNumber      = diag.Kind{Code: "EC011", Name: "count-number", Title: "countNumber is at least 1", Source: urlParts}
	kindSameTags    = diag.Kind{Code: "EC012", Name: "same-tag-list", Title: "two rules select by the same tags", Source: urlPolicies}
	kindTwoUntagged = diag.Kind{Code: "EC013", Name: "two-untagged-rules", Title: "more than one rule for untagged images of a storage class", Source: urlPolicies}
	kindTransition  = diag.Kind{Code: "EC014", Name: "transition", Title: "targetStorageClass goes with transition and no other action", Source: urlParts}
	kindClass       = diag.Kind{Code: "EC015", Name: "count-storage-class", Title: "time in the archive is counted of archived images, everything else of standard ones", Source: urlParts}
	kindCountAction = diag.Kind{Code: "EC016", Name: "count-action", Title: "sinceImagePulled goes with transition, sinceImageTransitioned with expire", Source: urlExamples}
	kindArchive     = diag.Kind{Code: "EC017", Name: "archive-minimum", Title: "an image stays in the archive for at least 90 days", Source: urlExamples}
	kindLength      = diag.Kind{Code: "EC018", Name: "policy-length", Title: "the text of a policy has at most 30,720 characters", Source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html"}
	kindRulesMax    = diag.Kind{Code: "EC019", Name: "rules-max", Title: "a policy has at most 50 rules", Source: urlQuotas}

	kindScanMember    = diag.Kind{Code: "EC020", Name: "scanning-unknown-member", Title: "a member that scanning configurations do not have", Source: urlScanning, Severity: diag.Warning, Certainty: diag.Inferred}
	kindScanWrongType = diag.Kind{Code: "EC021", Name: "scanning-wrong-type", Title: "a value of another type, or a member written twice", Source: urlScanning, Certainty: diag.Inferred}
	kindScanType      = diag.Kind{Code: "EC022", Name: "scan-type", Title: "the scan type is BASIC or ENHANCED", Source: urlScanning}
	kindScanFrequency = diag.Kind{Code: "EC023", Name: "scan-frequency", Title: "a frequency that goes with the scan type", Source: urlScanning}
	kindScanFilters   = diag.Kind{Code: "EC024", Name: "scan-filters", Title: "a rule has at most 100 filters, each a WILDCARD of 1 to 255 characters of repository names and *", Source: urlScanFilter}
	kindScanRules     = diag.Kind{Code: "EC025", Name: "scan-rules", Title: "a configuration has at most two rules", Source: urlScanning}
	kindExclusion     = diag.Kind{Code: "EC030", Name: "exclusion-filter", Title: "an exclusion filter is 1 to 128 characters of tags and *", Source: urlFilter}
	kindExclusionUse  = diag.Kind{Code: "EC031", Name: "exclusion-unused", Title: "exclusion filters go with a mutability with exclusion", Source: urlFilter, Certainty: diag.Inferred}
	kindExclusionMax  = diag.Kind{Code: "EC032", Name: "exclusion-filters-max", Title: "a repository has at most five exclusion filters", Source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html"}

	kindCachePrefix    = diag.Kind{Code: "EC040", Name: "pull-through-prefix", Title: "a prefix is ROOT, or 2 to 30 characters of a repository's name", Source: urlCacheRule}
	kindCacheTwice     = diag.Kind{Code: "EC041", Name: "pull-through-duplicate", Title: "a prefix has one rule", Source: urlCacheRule, Certainty: diag.Inferred}
	kindCacheRegistry  = diag.Kind{Code: "EC042", Name: "pull-through-registry", Title: "the host of an upstream registry that ECR caches", Source: urlCacheRule}
	kindUpstreamPrefix = diag.Kind{Code: "EC043", Name: "pull-through-upstream-prefix", Title: "an upstream prefix goes with a prefix other than ROOT", Source: urlCachePrefixes}
	kindCacheMax       = diag.Kind{Code: "EC044", Name: "pull-through-rules-max", Title: "a registry has at most 50 pull through cache rules", Source: urlQuotas}
)

// Kinds returns the findings of this package.
func Kinds() []diag.Kind {
	return []diag.Kind{
		kindNotPolicy, kindUnknown, kindWrongType, kindMissing, kindValue, kindPriority, kindAnyLast,
		kindTagList, kindWildcards, kindUnit, kindNumber, kindSameTags, kindTwoUntagged, kindTransition,
		kindClass, kindCountAction, kindArchive, kindLength, kindRulesMax,
		kindScanMember, kindScanWrongType, kindScanType, kindScanFrequency, kindScanFilters, kindScanRules,
		kindExclusion, kindExclusionUse, kindExclusionMax,
		kindCachePrefix, kindCacheTwice, kindCacheRegistry, kindUpstreamPrefix, kindCacheMax,
	}
}
