package service_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// The scripts ask one question of a service; a task definition stands behind a
// line =>, and of diff the updated service.
func TestScripts(t *testing.T) {
	seen := map[diag.Code]bool{}
	clean := 0
	script.Run(t, "testdata/*.txt", func(_ *testing.T, c *script.Command) (string, error) {
		first, second, two := strings.Cut(c.Input, "=>\n")
		doc, err := service.Load([]byte(first))
		if err != nil {
			return "", err
		}
		if c.Name == "diff" {
			other, err := service.Load([]byte(second))
			if err != nil {
				return "", err
			}
			return diffText(&doc.Services[0], &other.Services[0]), nil
		}
		var td *taskdef.TaskDefinition
		if two {
			if td, _, err = taskdef.Parse([]byte(second)); err != nil {
				return "", err
			}
		}
		switch c.Name {
		case "check":
			findings := doc.Check(configOf(c, td))
			for _, f := range findings {
				seen[f.Code] = true
			}
			if findings == nil {
				clean++
				return "clean", nil
			}
			return checkText(findings), nil
		case "network":
			return networkText(&doc.Services[0], td), nil
		}
		return "", fmt.Errorf("unknown question %s", c.Name)
	})
	for _, k := range service.Kinds() {
		if !seen[k.Code] && k.Name != "too-many-services" && k.Name != "security-group-rule" {
			t.Errorf("no script shows %s %s", k.Code, k.Name)
		}
	}
	if clean < 5 {
		t.Errorf("only %d clean services", clean)
	}
}

func configOf(c *script.Command, td *taskdef.TaskDefinition) service.Config {
	cfg := service.Config{TaskDefinition: td}
	if kind, ok := c.Arg("target-type"); ok {
		group := service.TargetGroup{TargetType: kind}
		group.Protocol, _ = c.Arg("protocol")
		cfg.TargetGroups = map[string]service.TargetGroup{targetGroup: group}
	}
	if zones, ok := c.Arg("mount-targets"); ok {
		cfg.MountTargets = map[string][]string{"fs-1": strings.Split(zones, ",")}
		cfg.SubnetZones = map[string]string{"subnet-a": "eu-west-1a", "subnet-b": "eu-west-1b", "subnet-c": "eu-west-1c"}
	}
	if zones, ok := c.Arg("balancer-zones"); ok {
		cfg.TargetGroups = map[string]service.TargetGroup{targetGroup: {TargetType: "ip", Zones: strings.Split(zones, ","), VPC: "vpc-2"}}
		cfg.SubnetZones = map[string]string{"subnet-a": "eu-west-1a", "subnet-b": "eu-west-1b"}
		cfg.VPCs = map[string]string{"subnet-a": "vpc-1", "subnet-b": "vpc-1", "sg-a": "vpc-2"}
	}
	if disable, ok := c.Arg("disable"); ok {
		cfg.Disable = strings.Split(disable, ",")
	}
	return cfg
}

const targetGroup = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef"

func checkText(findings diag.List) string {
	var b strings.Builder
	for _, f := range findings {
		if strings.HasPrefix(string(f.Code), "RO") { // their words are package rollout's
			fmt.Fprintf(&b, "%s %s\n", f.Code, f.Path)
			continue
		}
		fmt.Fprintf(&b, "%s %s: %s\n", f.Code, f.Path, f.Message)
		if f.Hint != "" {
			fmt.Fprintf(&b, "  %s\n", f.Hint)
		}
	}
	return b.String()
}

func networkText(s *service.Service, td *taskdef.TaskDefinition) string {
	var b strings.Builder
	for _, e := range service.Network(s, td) {
		fmt.Fprintf(&b, "%s: %s %d/%s as %q at %d-%d dynamic %t\n", e.Path, e.ContainerName, e.ContainerPort, e.Protocol, e.TargetType, e.FirstHostPort, e.LastHostPort, e.Dynamic)
		for _, r := range e.Rules {
			fmt.Fprintf(&b, "  %s (%s)\n", r, r.Certainty)
		}
	}
	for _, r := range service.Outbound(td) {
		fmt.Fprintf(&b, "out: %s (%s): %s\n", r, r.Path, r.Why)
	}
	return b.String()
}

func diffText(old, update *service.Service) string {
	changes := service.Diff(old, update)
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "%s: %q → %q deploys %t\n", c.Path, c.Old, c.New, c.Deploys)
	}
	fmt.Fprintf(&b, "starts a deployment: %t", service.StartsDeployment(changes))
	return b.String()
}

func TestLoadSyntaxError(t *testing.T) {
	if _, err := service.Load([]byte(`{"serviceName": }`)); err == nil || err.Error() != "1:17: unexpected '}' where a value should stand" {
		t.Errorf("got %v", err)
	}
}

func TestDocumentPositions(t *testing.T) {
	text := "{\n \"services\": [{\"serviceName\": \"a b\", \"desiredCount\": 1}]\n}"
	doc, err := service.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	findings := doc.Check(service.Config{})
	if len(findings) != 1 || findings[0].Path != "services[0].serviceName" {
		t.Fatalf("got %v", findings)
	}
	p, ok := doc.Position(findings[0].Path)
	start, end, _ := doc.Range(findings[0].Path, 0, 0)
	if !ok || p.String() != "2:31" || start != p || end.String() != "2:36" {
		t.Errorf("got %v, %v to %v", p, start, end)
	}
}

func TestLoadBoundsServices(t *testing.T) {
	text := `{"services": [` + strings.Repeat(`{},`, 10_000) + `{}]}`
	doc, err := service.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Services) != 10_000 || !slices.ContainsFunc(doc.Findings, func(d diag.Diagnostic) bool { return d.Name == "too-many-services" }) {
		t.Errorf("%d services, findings %v", len(doc.Services), doc.Findings)
	}
}

func TestCheckGroups(t *testing.T) {
	rule := service.GroupRule{From: service.LoadBalancing, To: service.Tasks, FirstPort: 8080, LastPort: 8090, Protocol: "tcp", Path: "loadBalancers[0]", Why: "health checks"}
	permissions := func(list ...service.Permission) service.Groups {
		var groups []service.SecurityGroup
		for i, p := range list {
			groups = append(groups, service.SecurityGroup{ID: fmt.Sprint("sg-task-", i), Ingress: []service.Permission{p}})
		}
		return service.Groups{service.Tasks: groups}
	}
	withSource := func(g service.Groups) service.Groups {
		g[service.LoadBalancing] = []service.SecurityGroup{{ID: "sg-lb"}}
		return g
	}
	for _, tt := range []struct {
		name   string
		groups service.Groups
		ok     bool
	}{
		{"nothing known", nil, true},
		{"no rule", service.Groups{service.Tasks: nil}, false},
		{"the port from the other group", withSource(permissions(service.Permission{Protocol: "tcp", FirstPort: 8080, LastPort: 8090, Groups: []string{"sg-lb"}})), true},
		{"the port from another group", withSource(permissions(service.Permission{Protocol: "tcp", FirstPort: 8080, LastPort: 8090, Groups: []string{"sg-other"}})), false},
		{"another group, source unknown", permissions(service.Permission{Protocol: "tcp", FirstPort: 8080, LastPort: 8090, Groups: []string{"sg-other"}}), true},
		{"a wider range from addresses", withSource(permissions(service.Permission{Protocol: "tcp", FirstPort: 1, LastPort: 65535, CIDRs: []string{"10.0.0.0/8"}})), true},
		{"more ports than there are", withSource(permissions(service.Permission{Protocol: "tcp", FirstPort: 0, LastPort: math.MaxInt, Groups: []string{"sg-lb"}})), true},
		{"all protocols", withSource(permissions(service.Permission{Protocol: "-1", Groups: []string{"sg-lb"}})), true},
		{"two permissions make up the range", withSource(permissions(
			service.Permission{Protocol: "tcp", FirstPort: 8085, LastPort: 9000, Groups: []string{"sg-lb"}},
			service.Permission{Protocol: "tcp", FirstPort: 8000, LastPort: 8084, CIDRs: []string{"10.0.0.0/8"}})), true},
		{"a gap between two permissions", withSource(permissions(
			service.Permission{Protocol: "tcp", FirstPort: 8000, LastPort: 8084, Groups: []string{"sg-lb"}},
			service.Permission{Protocol: "tcp", FirstPort: 8086, LastPort: 9000, Groups: []string{"sg-lb"}})), false},
		{"half the range", withSource(permissions(
			service.Permission{Protocol: "tcp", FirstPort: 8000, LastPort: 8084, Groups: []string{"sg-lb"}})), false},
		{"another protocol", withSource(permissions(service.Permission{Protocol: "udp", FirstPort: 8080, LastPort: 8080, CIDRs: []string{"0.0.0.0/0"}})), false},
		{"another port", withSource(permissions(service.Permission{Protocol: "tcp", FirstPort: 80, LastPort: 80, CIDRs: []string{"0.0.0.0/0"}})), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := service.CheckGroups([]service.GroupRule{rule}, tt.groups)
			if (got == nil) != tt.ok {
				t.Errorf("findings %v, want none is %t", got, tt.ok)
			}
			for _, f := range got {
				if f.Path != "loadBalancers[0]" || f.Name != "security-group-rule" {
					t.Errorf("got %+v", f)
				}
			}
		})
	}
}

// Without a task definition nothing is known of the traffic.
func TestNetworkWithoutDefinition(t *testing.T) {
	s := &service.Service{
		LoadBalancers:               []service.LoadBalancer{{ContainerName: "app", ContainerPort: new(80)}},
		ServiceConnectConfiguration: &service.ServiceConnectConfiguration{Enabled: new(true), Services: []service.ServiceConnectService{{PortName: "http"}}},
	}
	if entries, rules := service.Network(s, nil), service.Outbound(nil); entries != nil || rules != nil {
		t.Errorf("entries %v, rules %v", entries, rules)
	}
}

// Of a target group whose target type is not known none is said to be wrong.
func TestTargetTypeUnknown(t *testing.T) {
	td := &taskdef.TaskDefinition{NetworkMode: taskdef.NetworkModeBridge, ContainerDefinitions: []taskdef.ContainerDefinition{
		{Name: "app", PortMappings: []taskdef.PortMapping{{ContainerPort: new(80)}}},
	}}
	s := &service.Service{
		ServiceName: "web", TaskDefinition: "web:1", DesiredCount: new(2),
		LoadBalancers: []service.LoadBalancer{{TargetGroupARN: targetGroup, ContainerName: "app", ContainerPort: new(80)}},
	}
	for kind, want := range map[string]int{"": 0, "instance": 0, "ip": 1} {
		cfg := service.Config{TaskDefinition: td, TargetGroups: map[string]service.TargetGroup{targetGroup: {TargetType: kind}}}
		if got := service.Validate(s, cfg); len(got) != want || want == 1 && got[0].Name != "target-type" {
			t.Errorf("%q: findings %v, want %d", kind, got, want)
		}
	}
}

// The alternate target group is one as well.
func TestAlternateTargetGroup(t *testing.T) {
	const alternate = targetGroup + "1"
	s := &service.Service{
		ServiceName: "web", TaskDefinition: "web:1", DesiredCount: new(2),
		NetworkConfiguration: &service.NetworkConfiguration{AWSVPCConfiguration: &service.AWSVPCConfiguration{Subnets: []string{"subnet-a"}}},
		LoadBalancers: []service.LoadBalancer{{
			TargetGroupARN: targetGroup, ContainerName: "app", ContainerPort: new(80),
			AdvancedConfiguration: &service.AdvancedConfiguration{AlternateTargetGroupARN: alternate},
		}},
	}
	cfg := service.Config{
		TaskDefinition: &taskdef.TaskDefinition{NetworkMode: taskdef.NetworkModeAWSVPC, ContainerDefinitions: []taskdef.ContainerDefinition{
			{Name: "app", PortMappings: []taskdef.PortMapping{{ContainerPort: new(80)}}},
		}},
		TargetGroups: map[string]service.TargetGroup{targetGroup: {TargetType: "ip", VPC: "vpc-1"}, alternate: {TargetType: "instance", VPC: "vpc-2"}},
		VPCs:         map[string]string{"subnet-a": "vpc-1"},
	}
	var got []string
	for _, f := range service.Validate(s, cfg) {
		got = append(got, f.Name+" "+f.Path)
	}
	const at = "loadBalancers[0].advancedConfiguration.alternateTargetGroupArn"
	if diff := cmp.Diff([]string{"target-type " + at, "one-vpc " + at}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNames(t *testing.T) {
	var formats, parties []string
	for f := service.FormatUnknown; f <= service.FormatDescribe; f++ {
		formats = append(formats, f.String())
	}
	for p := service.Clients; p <= service.FileSystems; p++ {
		parties = append(parties, p.String())
	}
	if diff := cmp.Diff([]string{"unknown", "create-service input", "update-service input", "service in an answer", "describe-services output"}, formats); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"clients", "load balancer", "tasks", "instances", "file systems"}, parties); diff != "" {
		t.Error(diff)
	}
	if service.Format(99).String() != "unknown" || service.Party(99).String() != "party 99" {
		t.Error("numbers without a name are not answered for")
	}
	r := service.GroupRule{From: service.LoadBalancing, To: service.Instances, FirstPort: 32768, LastPort: 61000, Protocol: "tcp"}
	if got, want := r.String(), "load balancer → instances, tcp 32768-61000"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"serviceName": "web", "desiredCount": 2, "loadBalancers": [{"targetGroupArn": "x"}], "placementStrategy": [{"type": "spread", "field": "az"}]}`))
	f.Add([]byte(`{"services": [{"serviceArn": "a", "deployments": [{"createdAt": 1}]}], "failures": []}`))
	f.Add([]byte(`{"service": "web", "forceNewDeployment": true}`))
	td := &taskdef.TaskDefinition{ContainerDefinitions: []taskdef.ContainerDefinition{{Name: "a", PortMappings: []taskdef.PortMapping{{ContainerPort: new(80), Name: "p"}}}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := service.Load(data)
		if err != nil {
			return
		}
		for _, d := range doc.Check(service.Config{TaskDefinition: td}) {
			if d.Code == "" || d.Message == "" {
				t.Fatalf("finding without code or message: %+v", d)
			}
			doc.Position(d.Path)
		}
		for i := range doc.Services {
			service.Network(&doc.Services[i], td)
			if changes := service.Diff(&doc.Services[i], &doc.Services[i]); service.StartsDeployment(changes) && doc.Services[i].ForceNewDeployment == nil {
				t.Fatalf("a service differs from itself: %v", changes)
			}
		}
	})
}
