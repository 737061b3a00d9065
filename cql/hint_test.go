package cql_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/cql"
)

// hintRow is a legal text, and what it is hinted: each as "code text => suggestion".
type hintRow struct {
	src   string
	hints []string
}

func hintRows() []hintRow {
	long := strings.Repeat("x", 129)
	return []hintRow{
		{"attribute:stack == prod", nil},
		{"attribute:ecs.instance-type == t3.micro", nil},
		{`attribute:ecs.instance-type =~ t2\..*`, nil},
		{"attribute:ecs.availability-zone in [us-east-1a, us-west-2-lax-1a, us-east-1-wl1-bos-wlz-1]", nil},
		{"attribute:com.amazonaws.ecs.capability.docker-remote-api.1.18 exists", nil},
		{"not(task:group == database)", nil},
		{"task:group exists", nil},
		{"attribute:weight < 10", nil},
		{"agentConnected == true and agentVersion > 1.2", nil},

		{"attribute:ecs.availability-zone =~ us-east-1*", []string{"CQ101 us-east-1* => us-east-1.*"}},
		{"attribute:ecs.instance-type =~ g4*", []string{"CQ101 g4* => g4.*"}},
		{"attribute:name =~ web-*.prod", []string{`CQ101 web-*.prod => web-.*\.prod`}},
		{"attribute:name =~ [ab]*", nil},
		{"attribute:name =~ a+b*", nil},
		{"attribute:ecs.az == us-east-1a", []string{"CQ102 attribute:ecs.az => attribute:ecs.availability-zone"}},
		{"attribute:ecs.avaiability-zones exists", []string{"CQ102 attribute:ecs.avaiability-zones => attribute:ecs.availability-zone"}},
		{"attribute:ecs.aim-id == ami-1", []string{"CQ102 attribute:ecs.aim-id => attribute:ecs.ami-id"}},
		{"attribute:instance-type == t3.micro", []string{"CQ102 attribute:instance-type => attribute:ecs.instance-type"}},
		{"attribute:ecs.type exists", []string{"CQ102 attribute:ecs.type => attribute:ecs.instance-type"}},
		{"attribute:ecs.ami exists", []string{"CQ102 attribute:ecs.ami => attribute:ecs.ami-id"}},
		{"attribute:ecs.os exists", []string{"CQ102 attribute:ecs.os => attribute:ecs.os-type"}},
		{"attribute:ECS.OsFamily exists", []string{"CQ102 attribute:ECS.OsFamily => attribute:ecs.os-family"}},
		{"attribute:ecs.arch exists", []string{"CQ102 attribute:ecs.arch => attribute:ecs.cpu-architecture"}},
		{"attribute:ecs.vpc exists", []string{"CQ102 attribute:ecs.vpc => attribute:ecs.vpc-id"}},
		{"attribute:ecs.subnet exists", []string{"CQ102 attribute:ecs.subnet => attribute:ecs.subnet-id"}},
		{"attribute:ecs.something-else == x", nil},
		{"attribute:ecs.capability.gpu == true", []string{"CQ103 attribute:ecs.capability.gpu == true => attribute:ecs.capability.gpu exists"}},
		{"attribute:ecs.capability.gpu == false", []string{"CQ103 attribute:ecs.capability.gpu == false => attribute:ecs.capability.gpu not_exists"}},
		{"attribute:ecs.capability.gpu != true", []string{"CQ103 attribute:ecs.capability.gpu != true => "}},
		{"attribute:ecs.capability.gpu-driver-version == 1", nil},
		{"attribute:ec2InstanceId == i-1", []string{"CQ104 attribute:ec2InstanceId => ec2InstanceId"}},
		{"attribute:task-group == x", []string{"CQ104 attribute:task-group => task:group"}},
		{"attribute:version == 1", nil},

		{"attribute:ecs.cpu-architecture == ARM64", []string{"CQ105 ARM64 => arm64"}},
		{"attribute:ecs.cpu-architecture == amd64", []string{"CQ105 amd64 => x86_64"}},
		{"attribute:ecs.cpu-architecture == aarch64", []string{"CQ105 aarch64 => arm64"}},
		{"attribute:ecs.cpu-architecture == riscv", []string{"CQ105 riscv => "}},
		{"attribute:ecs.os-type == Linux", []string{"CQ105 Linux => linux"}},
		{"attribute:ecs.os-type in [linux, MacOS]", []string{"CQ105 [linux, MacOS] => "}},
		{"attribute:ecs.os-family == linux", []string{"CQ105 linux => LINUX"}},
		{"attribute:ecs.os-family == windows", []string{"CQ105 windows => "}},
		{"attribute:ecs.os-family == WINDOWS_SERVER_2022_CORE", nil},
		{"attribute:ecs.instance-type == T2.MICRO", []string{"CQ105 T2.MICRO => t2.micro"}},
		{"attribute:ecs.instance-type == t2", []string{"CQ105 t2 => "}},
		{"attribute:ecs.availability-zone == us-east-1", []string{"CQ105 us-east-1 => "}},
		{"attribute:ecs.availability-zone == us-gov-west-1", []string{"CQ105 us-gov-west-1 => "}},
		{"attribute:ecs.availability-zone == US-EAST-1A", []string{"CQ105 US-EAST-1A => us-east-1a"}},
		{"attribute:ecs.availability-zone == use1-az1", []string{"CQ105 use1-az1 => "}},
		{"attribute:ecs.ami-id == 0123", []string{"CQ105 0123 => "}},
		{"attribute:ecs.vpc-id == subnet-1", []string{"CQ105 subnet-1 => "}},
		{"attribute:ecs.subnet-id == subnet-1", nil},
		{"ec2InstanceId == web-1", []string{"CQ105 web-1 => "}},
		{"ec2InstanceId in ['i-1', mi-2]", nil},

		{"attribute:a == b and attribute:c == d or attribute:e == f", []string{
			"CQ106 attribute:a == b and attribute:c == d => (attribute:a == b and attribute:c == d)"}},
		{"(attribute:a == b and attribute:c == d) or attribute:e == f", nil},
		{`attribute:a == "b"`, []string{`CQ107 "b" => b`}},
		{`attribute:a in ["b", 'c d']`, []string{`CQ107 ["b", 'c d'] => [b, 'c d']`}},
		{`attribute:a =~ "b c.*"`, []string{`CQ107 "b c.*" => 'b c.*'`}},
		{"task:group != x", []string{"CQ108 task:group != x => not(task:group == x)"}},
		{"task:group not_in [x, y]", []string{"CQ108 task:group not_in [x, y] => not(task:group in [x, y])"}},
		{"attribute:a < b", []string{"CQ109 b => "}},
		{"attribute:ecs.instance-type =~ g5.*", []string{`CQ110 g5.* => g5\..*`}},
		{"attribute:ecs.instance-type =~ t2.micro|(m5d.large)", []string{`CQ110 t2.micro|(m5d.large) => t2\.micro|(m5d\.large)`}},
		{"attribute:ecs.instance-type =~ g.*", nil},
		{"attribute:ecs.instance-type =~ t2.", nil},
		{"attribute:ecs.instance-type =~ t_2.x", nil},
		{"attribute:ecs.instance-type =~ t2_.x", nil},
		{`attribute:ecs.instance-type =~ t2\\..*`, []string{`CQ111 t2\\..* => t2\..*`}},
		{`attribute:x =~ 'a\\[b]c'`, []string{`CQ111 'a\\[b]c' => a\[b]c`}},
		{`attribute:x =~ 'a\\(b)'`, nil},
		{"attribute:a == 'b#c'", []string{"CQ112 'b#c' => "}},
		{"attribute:a == ' b'", []string{"CQ112 ' b' => "}},
		{"attribute:a == é", []string{"CQ112 é => "}},
		{"attribute:a == " + long, []string{"CQ112 " + long + " => "}},
		{"task:group == " + long + long, []string{"CQ112 " + long + long + " => "}},
		{"task:group == 'a b#'", nil},
		{"attribute:a =~ prod", []string{"CQ113 attribute:a =~ prod => attribute:a == prod"}},
		{"attribute:a !~ 'b c'", []string{"CQ113 attribute:a !~ 'b c' => attribute:a != 'b c'"}},
		{"attribute:ecs.instance-type =~ t2", []string{"CQ113 attribute:ecs.instance-type =~ t2 => attribute:ecs.instance-type == t2", "CQ105 t2 => "}},
		{"attribute:retiring != true", []string{"CQ114 attribute:retiring != true => not(attribute:retiring == true)"}},
		{"attribute:retiring not_exists or attribute:retiring != true", nil},
		{"attribute:a in [b, c, b, b]", []string{"CQ115 [b, c, b, b] => "}},
		{"attribute:a == '${b}'", []string{"CQ116 '${b}' => "}},
		{"attribute:a == '<b>'", []string{"CQ116 '<b>' => "}},
		{"attribute:a == b or attribute:c == d or attribute:a equals 'b'", []string{"CQ117 attribute:a equals 'b' => "}},
		{"attribute:a == b and (attribute:c == d or attribute:a == b)", nil},
	}
}

func TestHints(t *testing.T) {
	for _, row := range hintRows() {
		e, err := cql.Parse(row.src)
		if err != nil {
			t.Errorf("%q: %v", row.src, err)
			continue
		}
		var got []string
		for _, h := range e.Hints() {
			got = append(got, string(h.Code)+" "+row.src[h.Offset:h.Offset+h.Len]+" => "+h.Suggestion)
			if h.Message == "" {
				t.Errorf("%q: %s has no message", row.src, h.Code)
			}
			if h.Suggestion != "" {
				fixed := row.src[:h.Offset] + h.Suggestion + row.src[h.Offset+h.Len:]
				better, err := cql.Parse(fixed)
				if err != nil {
					t.Errorf("%q: suggestion gives %q: %v", row.src, fixed, err)
					continue
				}
				for _, left := range better.Hints() {
					if left.Code == h.Code {
						t.Errorf("%q: suggestion gives %q, which has the hint again", row.src, fixed)
					}
				}
			}
		}
		if diff := cmp.Diff(row.hints, got); diff != "" {
			t.Errorf("%q: hints (-want +got):\n%s", row.src, diff)
		}
	}
}

// TestCodesOfHints says that the rows have every code of a hint.
func TestCodesOfHints(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range hintRows() {
		for _, h := range row.hints {
			code, _, _ := strings.Cut(h, " ")
			seen[code] = true
		}
	}
	for _, c := range cql.Codes() {
		if c.Hint && !seen[string(c.Code)] {
			t.Errorf("no row has code %s, %s", c.Code, c.Name)
		}
	}
}
