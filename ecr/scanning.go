package ecr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/loading"
)

// ScanType says who scans the images of a registry.
type ScanType string

// The scan types.
const (
	BasicScanning    ScanType = "BASIC"    // ECR, on push or by hand; the default
	EnhancedScanning ScanType = "ENHANCED" // Amazon Inspector
)

// ScanFrequency says when a repository is scanned.
type ScanFrequency string

// The frequencies.
const (
	ScanOnPush     ScanFrequency = "SCAN_ON_PUSH"
	ContinuousScan ScanFrequency = "CONTINUOUS_SCAN" // EnhancedScanning only
	ManualScan     ScanFrequency = "MANUAL"          // what no rule is about, under BasicScanning
)

// ScanningConfiguration is the scanning configuration of a registry, in the JSON
// of put-registry-scanning-configuration.
//
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html
type ScanningConfiguration struct {
	ScanType ScanType       `json:"scanType,omitempty"` // empty is BASIC
	Rules    []ScanningRule `json:"rules,omitempty"`
}

// ScanningRule gives the repositories that a filter takes a frequency.
type ScanningRule struct {
	ScanFrequency     ScanFrequency `json:"scanFrequency"`
	RepositoryFilters []Filter      `json:"repositoryFilters"`
}

// Filter is a text in which * is any run of characters.
type Filter struct {
	Filter     string `json:"filter"`
	FilterType string `json:"filterType"` // WILDCARD
}

const (
	// maxScanRules bounds the rules of a scanning configuration.
	//
	// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html
	maxScanRules = 2
	// maxFilters bounds the filters of a scanning rule.
	//
	// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RegistryScanningRule.html
	maxFilters = 100
	// maxFilterLength bounds the characters of one filter.
	//
	// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html
	maxFilterLength = 255
	// maxExclusions bounds the exclusion filters of a repository.
	//
	// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html
	maxExclusions = 5
)

var scanningSchema = sync.OnceValue(jsonscan.Compile[ScanningConfiguration])

// scanningKinds are the kinds of what the decoder met in a scanning configuration.
var scanningKinds = loading.Kinds{
	WrongType: kindScanWrongType, UnknownMember: kindScanMember, WrongCase: kindScanMember,
	Duplicate: kindScanWrongType, OutOfRange: kindScanWrongType,
}

// ParseScanningConfiguration reads and checks a scanning configuration. The
// findings are sorted. The error is a *diag.SyntaxError, for a text that is no
// JSON.
func ParseScanningConfiguration(data []byte) (*ScanningConfiguration, diag.List, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{MaxBytes: 1 << 20})
	if err != nil {
		return nil, nil, diag.Locate(data, err)
	}
	c, findings := &ScanningConfiguration{}, diag.List{}
	scanningSchema().Decode(doc.Root(), c, jsonscan.Options{Report: func(p jsonscan.Problem) {
		findings.Add(scanningKinds.Finding(p))
	}})
	return c, withValidation(findings, c.Validate()), nil
}

// Validate checks a configuration and returns the findings sorted.
func (c *ScanningConfiguration) Validate() diag.List {
	var l diag.List
	may := []ScanFrequency{ScanOnPush, ManualScan}
	switch c.ScanType {
	case "", BasicScanning:
	case EnhancedScanning:
		may = []ScanFrequency{ScanOnPush, ContinuousScan}
	default:
		may = []ScanFrequency{ScanOnPush, ContinuousScan, ManualScan}
		l.Add(kindScanType.At("scanType", "the scan type is "+strconv.Quote(string(c.ScanType))+", not BASIC or ENHANCED", ""))
	}
	if n := len(c.Rules); n > maxScanRules {
		l.Add(kindScanRules.At("rules", fmt.Sprintf("there are %d rules, at most %d are allowed", n, maxScanRules), "put the filters of one frequency into one rule"))
	}
	for i, rule := range c.Rules {
		at := diag.Element("rules", i)
		if !slices.Contains(may, rule.ScanFrequency) {
			l.Add(kindScanFrequency.At(diag.Member(at, "scanFrequency"), fmt.Sprintf("the frequency is %q, %q are allowed here", rule.ScanFrequency, may), ""))
		}
		if n := len(rule.RepositoryFilters); n > maxFilters {
			l.Add(kindScanFilters.At(diag.Member(at, "repositoryFilters"), fmt.Sprintf("there are %d filters, at most %d are allowed", n, maxFilters), ""))
		}
		for k, f := range rule.RepositoryFilters {
			f.check(&l, kindScanFilters, diag.Element(diag.Member(at, "repositoryFilters"), k),
				isScanFilter(f.Filter), "1 to 255 lower-case letters, digits and *, with one of . _ - / between them")
		}
	}
	l.Sort()
	return l
}

// check reports a filter whose text is not what is wanted, and one of another type
// than the only one there is.
func (f *Filter) check(l *diag.List, k diag.Kind, at string, ok bool, wanted string) {
	if !ok {
		l.Add(k.At(diag.Member(at, "filter"), strconv.Quote(f.Filter)+" is not "+wanted, ""))
	}
	if f.FilterType != "WILDCARD" {
		l.Add(k.At(diag.Member(at, "filterType"), "the filter type is "+strconv.Quote(f.FilterType)+", not WILDCARD", ""))
	}
}

// isScanFilter reports whether a text is [a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*.
func isScanFilter(s string) bool {
	between := true // the character before is one of . _ - /, or there is none
	for i := range len(s) {
		switch c := s[i]; {
		case isAlnum(c) || c == '*':
			between = false
		case !between && (c == '.' || c == '_' || c == '-' || c == '/'):
			between = true
		default:
			return false
		}
	}
	return !between && len(s) <= maxFilterLength
}

// Frequency returns how often the images of a repository are scanned: by the
// rules whose filters take its name, continuously before on push. Without such
// a rule it is MANUAL under basic scanning and empty, not at all, under enhanced
// scanning; that order and that emptiness are inferred. A filter without * takes
// every name that contains it.
//
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-enabling.html
func (c *ScanningConfiguration) Frequency(repository string) ScanFrequency {
	var best ScanFrequency
	if c.ScanType != EnhancedScanning {
		best = ManualScan
	}
	for _, rule := range c.Rules {
		takes := slices.ContainsFunc(rule.RepositoryFilters, func(f Filter) bool {
			return strings.Contains(f.Filter, "*") && matchTag(f.Filter, repository) ||
				!strings.Contains(f.Filter, "*") && strings.Contains(repository, f.Filter)
		})
		if takes && (rule.ScanFrequency == ContinuousScan || rule.ScanFrequency == ScanOnPush && best != ContinuousScan) {
			best = rule.ScanFrequency
		}
	}
	return best
}

// ValidateExclusions checks the exclusion filters of a repository's tag
// mutability, with paths below imageTagMutabilityExclusionFilters.
//
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html
func ValidateExclusions(mutability TagMutability, filters []Filter) diag.List {
	const list, most = "imageTagMutabilityExclusionFilters", 128
	var l diag.List
	takes := mutability == MutableWithExclusion || mutability == ImmutableWithExclusion
	if !takes && len(filters) > 0 {
		l.Add(kindExclusionUse.At(list, fmt.Sprintf("there are exclusion filters, and the mutability is %q", mutability), "write MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION"))
	}
	if n := len(filters); n > maxExclusions {
		l.Add(kindExclusionMax.At(list, fmt.Sprintf("there are %d exclusion filters, at most %d are allowed", n, maxExclusions), ""))
	}
	for i, f := range filters {
		f.check(&l, kindExclusion, diag.Element(list, i), isTagText(f.Filter, "*") && f.Filter != "" && len(f.Filter) <= most, "1 to 128 letters, digits, . _ * -")
	}
	l.Sort()
	return l
}
