package ecr_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/ecr"
)

func foundAt(l diag.List) []string {
	var all []string
	for _, d := range l {
		all = append(all, string(d.Code)+" "+d.Path)
	}
	return all
}

func TestScanningFindings(t *testing.T) {
	rule := func(frequency, filters string) string {
		return `"rules": [{"scanFrequency": "` + frequency + `", "repositoryFilters": [` + filters + `]}]`
	}
	filter := `{"filter": "*", "filterType": "WILDCARD"}`
	tests := []struct {
		name, text string
		want       []string
	}{
		{"nothing is the default", `{}`, nil},
		{"basic on push", `{"scanType": "BASIC", ` + rule("SCAN_ON_PUSH", filter) + `}`, nil},
		{"basic is never continuous", `{"scanType": "BASIC", ` + rule("CONTINUOUS_SCAN", filter) + `}`, []string{"EC023 rules[0].scanFrequency"}},
		{"enhanced is continuous", `{"scanType": "ENHANCED", ` + rule("CONTINUOUS_SCAN", filter) + `}`, nil},
		{"enhanced is never by hand", `{"scanType": "ENHANCED", ` + rule("MANUAL", filter) + `}`, []string{"EC023 rules[0].scanFrequency"}},
		{"no such type", `{"scanType": "THOROUGH"}`, []string{"EC022 scanType"}},
		{"no such filter", `{` + rule("SCAN_ON_PUSH", `{"filter": "a", "filterType": "REGEX"}`) + `}`, []string{"EC024 rules[0].repositoryFilters[0].filterType"}},
		{"too many filters", `{` + rule("SCAN_ON_PUSH", strings.Repeat(filter+",", 100)+filter) + `}`, []string{"EC024 rules[0].repositoryFilters"}},
		{"misspelt", `{"scantype": "BASIC", "x": 1}`, []string{"EC020 scanType", "EC020 x"}},
		{"wrong type", `{"rules": 1}`, []string{"EC021 rules"}},
		{"no object", `[]`, []string{"EC021 "}},
		{"a wrong type hides no other fault, and has no second finding", `{"scanType": "THOROUGH", "rules": [{"scanFrequency": 1}, 2]}`,
			[]string{"EC021 rules[0].scanFrequency", "EC021 rules[1]", "EC022 scanType"}},
	}
	for _, test := range tests {
		_, findings, err := ecr.ParseScanningConfiguration([]byte(test.text))
		if diff := cmp.Diff(test.want, foundAt(findings), cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
	_, _, err := ecr.ParseScanningConfiguration([]byte("{"))
	if _, ok := errors.AsType[*diag.SyntaxError](err); !ok {
		t.Errorf("error %v", err)
	}
}

func TestScanningFrequency(t *testing.T) {
	wild := func(s string) []ecr.Filter { return []ecr.Filter{{Filter: s, FilterType: "WILDCARD"}} }
	both := []ecr.ScanningRule{{ScanFrequency: ecr.ContinuousScan, RepositoryFilters: wild("prod-*")}, {ScanFrequency: ecr.ScanOnPush, RepositoryFilters: wild("shop")}}
	tests := []struct {
		config     ecr.ScanningConfiguration
		repository string
		want       ecr.ScanFrequency
	}{
		{ecr.ScanningConfiguration{}, "shop", ecr.ManualScan},
		{ecr.ScanningConfiguration{ScanType: ecr.EnhancedScanning}, "shop", ""},
		{ecr.ScanningConfiguration{ScanType: ecr.EnhancedScanning, Rules: both}, "prod-shop", ecr.ContinuousScan},
		{ecr.ScanningConfiguration{ScanType: ecr.EnhancedScanning, Rules: both}, "my-shop-2", ecr.ScanOnPush},
		{ecr.ScanningConfiguration{ScanType: ecr.EnhancedScanning, Rules: both}, "a-prod-x", ""},
	}
	for _, test := range tests {
		if got := test.config.Frequency(test.repository); got != test.want {
			t.Errorf("%+v, %s: %q, want %q", test.config, test.repository, got, test.want)
		}
	}
}

func TestValidateScanningRules(t *testing.T) {
	rule := func(filters ...string) ecr.ScanningRule {
		r := ecr.ScanningRule{ScanFrequency: ecr.ScanOnPush}
		for _, f := range filters {
			r.RepositoryFilters = append(r.RepositoryFilters, ecr.Filter{Filter: f, FilterType: "WILDCARD"})
		}
		return r
	}
	c := ecr.ScanningConfiguration{Rules: []ecr.ScanningRule{
		rule("a", "*", "a.b_c-d/e*", strings.Repeat("a", 255)),
		rule("", "A", "-a", "a-", "a--b", strings.Repeat("a", 256)),
		rule(slices.Repeat([]string{"a"}, 101)...),
	}}
	want := []string{"EC025 rules"}
	for i := range 6 {
		want = append(want, fmt.Sprintf("EC024 rules[1].repositoryFilters[%d].filter", i))
	}
	want = append(want, "EC024 rules[2].repositoryFilters")
	if diff := cmp.Diff(want, foundAt(c.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestValidateExclusions(t *testing.T) {
	f := func(s string) []ecr.Filter { return []ecr.Filter{{Filter: s, FilterType: "WILDCARD"}} }
	tests := []struct {
		mutability ecr.TagMutability
		filters    []ecr.Filter
		want       []string
	}{
		{ecr.ImmutableWithExclusion, f("Dev-1.*_x"), nil},
		{ecr.MutableWithExclusion, f("a/b"), []string{"EC030 imageTagMutabilityExclusionFilters[0].filter"}},
		{ecr.MutableWithExclusion, f("a\x10"), []string{"EC030 imageTagMutabilityExclusionFilters[0].filter"}},
		{ecr.MutableWithExclusion, f("é"), []string{"EC030 imageTagMutabilityExclusionFilters[0].filter"}},
		{ecr.MutableWithExclusion, f(""), []string{"EC030 imageTagMutabilityExclusionFilters[0].filter"}},
		{ecr.MutableWithExclusion, f(strings.Repeat("a", 129)), []string{"EC030 imageTagMutabilityExclusionFilters[0].filter"}},
		{ecr.MutableWithExclusion, []ecr.Filter{{Filter: "a"}}, []string{"EC030 imageTagMutabilityExclusionFilters[0].filterType"}},
		{ecr.Immutable, f("a"), []string{"EC031 imageTagMutabilityExclusionFilters"}},
		{ecr.MutableWithExclusion, slices.Repeat(f("a"), 5), nil},
		{ecr.MutableWithExclusion, slices.Repeat(f("a"), 6), []string{"EC032 imageTagMutabilityExclusionFilters"}},
		{ecr.Immutable, nil, nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, foundAt(ecr.ValidateExclusions(test.mutability, test.filters)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s, %v (-want +got):\n%s", test.mutability, test.filters, diff)
		}
	}
}

func FuzzParseScanningConfiguration(f *testing.F) {
	f.Add([]byte(`{"scanType": "ENHANCED", "rules": [{"scanFrequency": "CONTINUOUS_SCAN", "repositoryFilters": [{"filter": "prod*", "filterType": "WILDCARD"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, _, err := ecr.ParseScanningConfiguration(data)
		if (c == nil) != (err != nil) {
			t.Fatal(c, err)
		}
		if c != nil {
			c.Frequency("prod-shop")
		}
	})
}

func ExampleScanningConfiguration_Frequency() {
	c, findings, err := ecr.ParseScanningConfiguration([]byte(`{"scanType": "ENHANCED", "rules": [
		{"scanFrequency": "CONTINUOUS_SCAN", "repositoryFilters": [{"filter": "prod-*", "filterType": "WILDCARD"}]},
		{"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}]}`))
	fmt.Println(findings, err)
	fmt.Println(c.Frequency("prod-shop"), c.Frequency("shop"))
	// Output:
	// [] <nil>
	// CONTINUOUS_SCAN SCAN_ON_PUSH
}
