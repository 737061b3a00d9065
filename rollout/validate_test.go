package rollout_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/rollout"
)

// codes lists findings as "code path".
func codes(l diag.List) []string {
	var all []string
	for _, d := range l {
		all = append(all, string(d.Code)+" "+d.Path)
	}
	return all
}

func check(t *testing.T, text string) diag.List {
	t.Helper()
	d, err := rollout.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d.Check()
}

// good is a service without any finding; each row of the table below breaks it in
// one place.
const good = `{"serviceName":"web","desiredCount":4,"loadBalancers":[{"targetGroupArn":"tg"}],
 "deploymentConfiguration":{"minimumHealthyPercent":100,"maximumPercent":200,"deploymentCircuitBreaker":{"enable":true,"rollback":true}}}`

func TestGoodServices(t *testing.T) {
	for name, text := range map[string]string{
		"rolling": good,
		"threshold": `{"desiredCount":4,"deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":false,"resetOnHealthyTask":false,
			"thresholdConfiguration":{"type":"COUNT","value":1}}}}`,
		"alarms":    `{"desiredCount":4,"deploymentConfiguration":{"alarms":{"alarmNames":["a"],"enable":true,"rollback":true}}}`,
		"early":     `{"desiredCount":4,"deploymentConfiguration":{"alarms":{"alarmNames":["a"],"enable":true,"rollback":true},"minimumHealthyPercent":50,"earlySuccessCriteria":{"enable":true,"healthyPercent":50,"sourceServiceRevisionCleanup":"DEFERRED"}}}`,
		"early off": `{"desiredCount":4,"deploymentConfiguration":{"alarms":{"alarmNames":["a"],"enable":true,"rollback":true},"earlySuccessCriteria":{"enable":false}}}`,
		"blue/green": `{"loadBalancers":[{"targetGroupArn":"tg"}],"deploymentConfiguration":{"strategy":"BLUE_GREEN","bakeTimeInMinutes":0,"lifecycleHooks":[
			{"hookTargetArn":"f","roleArn":"r","lifecycleStages":["TEST_TRAFFIC_SHIFT"],"hookDetails":{"a":[1]}},
			{"targetType":"PAUSE","lifecycleStages":["PRE_SCALE_UP"],"timeoutConfiguration":{"timeoutInMinutes":20160,"action":"CONTINUE"}}]}}`,
		"canary":         `{"vpcLatticeConfigurations":[{}],"deploymentConfiguration":{"strategy":"CANARY","canaryConfiguration":{"canaryPercent":0.1,"canaryBakeTimeInMinutes":1440}}}`,
		"linear":         `{"serviceConnectConfiguration":{"enabled":true},"deploymentConfiguration":{"strategy":"LINEAR","linearConfiguration":{"stepPercent":3.0,"stepBakeTimeInMinutes":60}}}`,
		"daemon":         `{"schedulingStrategy":"DAEMON","deploymentConfiguration":{"minimumHealthyPercent":50}}`,
		"external":       `{"deploymentController":{"type":"EXTERNAL"},"desiredCount":4,"taskSets":[{"scale":{"value":100,"unit":"PERCENT"}},{"status":"DRAINING","scale":{"value":50,"unit":"PERCENT"}},{}]}`,
		"codedeploy":     `{"deploymentController":{"type":"CODE_DEPLOY"},"deploymentConfiguration":{"minimumHealthyPercent":100,"maximumPercent":200}}`,
		"none":           `{"services":[]}`,
		"update-service": `{"service":"web","cluster":"c","deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":true}},"forceNewDeployment":true}`,
	} {
		if l := check(t, text); len(l) > 0 {
			t.Errorf("%s: %v", name, l)
		}
	}
}

var violations = []struct {
	name, text string
	want       []string
}{
	{"unknown member", strings.Replace(good, `"serviceName"`, `"serviceNam"`, 1), []string{"RO001 serviceNam"}},
	{"wrong case", strings.Replace(good, `"desiredCount"`, `"DesiredCount"`, 1), []string{"RO002 desiredCount"}},
	{"duplicate", strings.Replace(good, `{"serviceName"`, `{"desiredCount":4,"serviceName"`, 1), []string{"RO003 desiredCount"}},
	{"wrong type", strings.Replace(good, `"web"`, `1`, 1), []string{"RO004 serviceName"}},
	{"wrong type of a service", `{"services":[1]}`, []string{"RO004 services[0]"}},
	{"integer range", strings.Replace(good, `"desiredCount":4`, `"desiredCount":99999999999999999999`, 1), []string{"RO005 desiredCount"}},
	{"no service", `"web"`, []string{"RO006 "}},
	{"list too long", `[` + strings.Repeat("{},", 1000) + `{}]`, nil}, // checked below
	{"unknown strategy", `{"loadBalancers":[{"targetGroupArn":"tg"}],"deploymentConfiguration":{"strategy":"CANERY"}}`, []string{"RO008 deploymentConfiguration.strategy"}},
	{"unknown scheduling", `{"schedulingStrategy":"DEAMON","deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":true}}}`, []string{"RO008 schedulingStrategy"}},
	{"unknown controller", `{"deploymentController":{"type":"SELF"}}`, []string{"RO008 deploymentController.type"}},
	{"negative minimum", percents("-1", "200"), []string{"RO010 deploymentConfiguration.minimumHealthyPercent"}},
	{"negative maximum", percents("50", "-1"), []string{"RO015 deploymentConfiguration", "RO010 deploymentConfiguration.maximumPercent", "RO013 deploymentConfiguration.minimumHealthyPercent"}},
	{"500 for 50", percents("500", "100"), []string{"RO015 deploymentConfiguration", "RO011 deploymentConfiguration.minimumHealthyPercent"}},
	{"above 100", percents("101", "200"), []string{"RO015 deploymentConfiguration", "RO011 deploymentConfiguration.minimumHealthyPercent"}},
	{"below 100", percents("0", "99"), []string{"RO015 deploymentConfiguration", "RO012 deploymentConfiguration.maximumPercent", "RO018 deploymentConfiguration.minimumHealthyPercent"}},
	{"order", percents("60", "50"), []string{"RO015 deploymentConfiguration", "RO012 deploymentConfiguration.maximumPercent", "RO013 deploymentConfiguration.minimumHealthyPercent"}},
	{"outage", percents("0", "100"), []string{"RO018 deploymentConfiguration.minimumHealthyPercent"}},
	{"stuck", percents("100", "124"), []string{"RO015 deploymentConfiguration"}},
	{"daemon maximum", `{"schedulingStrategy":"DAEMON","deploymentConfiguration":{"maximumPercent":200}}`, []string{"RO014 deploymentConfiguration.maximumPercent"}},
	{"daemon of one at 50", `{"schedulingStrategy":"DAEMON","deployments":[{"status":"PRIMARY","desiredCount":1,"runningCount":1}],"deploymentConfiguration":{"minimumHealthyPercent":50}}`, []string{"RO015 deploymentConfiguration"}},
	{"desired negative", strings.Replace(good, `"desiredCount":4`, `"desiredCount":-4`, 1), []string{"RO017 desiredCount"}},
	{"grace negative", strings.Replace(good, `{"serviceName"`, `{"healthCheckGracePeriodSeconds":-1,"serviceName"`, 1), []string{"RO019 healthCheckGracePeriodSeconds"}},
	{"fixed percents", `{"deploymentController":{"type":"EXTERNAL"},"deploymentConfiguration":{"minimumHealthyPercent":50,"maximumPercent":150}}`,
		[]string{"RO020 deploymentConfiguration.maximumPercent", "RO020 deploymentConfiguration.minimumHealthyPercent"}},
	{"percents unused", `{"launchType":"FARGATE","deploymentController":{"type":"CODE_DEPLOY"},"deploymentConfiguration":{"minimumHealthyPercent":50}}`,
		[]string{"RO021 deploymentConfiguration.minimumHealthyPercent"}},
	{"bake missing", shifted(`"strategy":"BLUE_GREEN"`), []string{"RO030 deploymentConfiguration.bakeTimeInMinutes"}},
	{"bake range", shifted(`"strategy":"BLUE_GREEN","bakeTimeInMinutes":1441`), []string{"RO031 deploymentConfiguration.bakeTimeInMinutes"}},
	{"canary below", shifted(`"strategy":"CANARY","canaryConfiguration":{"canaryPercent":0.0}`), []string{"RO032 deploymentConfiguration.canaryConfiguration.canaryPercent"}},
	{"canary no tenth", shifted(`"strategy":"CANARY","canaryConfiguration":{"canaryPercent":0.15}`), []string{"RO032 deploymentConfiguration.canaryConfiguration.canaryPercent"}},
	{"canary bake", shifted(`"strategy":"CANARY","canaryConfiguration":{"canaryBakeTimeInMinutes":-1}`), []string{"RO033 deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes"}},
	{"linear below", shifted(`"strategy":"LINEAR","linearConfiguration":{"stepPercent":2.9}`), []string{"RO034 deploymentConfiguration.linearConfiguration.stepPercent"}},
	{"linear bake", shifted(`"strategy":"LINEAR","linearConfiguration":{"stepPercent":50,"stepBakeTimeInMinutes":1441}`), []string{"RO035 deploymentConfiguration.linearConfiguration.stepBakeTimeInMinutes"}},
	{"canary in linear", shifted(`"strategy":"LINEAR","canaryConfiguration":{}`), []string{"RO036 deploymentConfiguration.canaryConfiguration"}},
	{"linear in canary", shifted(`"strategy":"CANARY","linearConfiguration":{}`), []string{"RO036 deploymentConfiguration.linearConfiguration"}},
	{"early in canary", shifted(`"strategy":"CANARY","earlySuccessCriteria":{"enable":true,"healthyPercent":100,"sourceServiceRevisionCleanup":"BLOCKING"}`), []string{"RO036 deploymentConfiguration.earlySuccessCriteria"}},
	{"nothing to shift", `{"loadBalancers":[{"loadBalancerName":"classic"}],"deploymentConfiguration":{"strategy":"CANARY"}}`, []string{"RO037 deploymentConfiguration.strategy"}},
	{"34 hours", shifted(`"strategy":"LINEAR","bakeTimeInMinutes":60,"linearConfiguration":{"stepPercent":3.0,"stepBakeTimeInMinutes":60}`), []string{"RO038 deploymentConfiguration"}},
	{"strategy of CodeDeploy", `{"deploymentController":{"type":"CODE_DEPLOY"},"deploymentConfiguration":{"strategy":"ROLLING"}}`, []string{"RO039 deploymentConfiguration.strategy"}},
	{"daemon elsewhere", `{"schedulingStrategy":"DAEMON","launchType":"FARGATE","deploymentController":{"type":"EXTERNAL"}}`, []string{"RO040 deploymentController.type", "RO040 launchType"}},
	{"hook without stages", hooked(`{"hookTargetArn":"f","roleArn":"r"}`), []string{"RO050 deploymentConfiguration.lifecycleHooks[0].lifecycleStages"}},
	{"hook at bake time", hooked(`{"hookTargetArn":"f","roleArn":"r","lifecycleStages":["PRE_SCALE_UP","BAKE_TIME"]}`), []string{"RO051 deploymentConfiguration.lifecycleHooks[0].lifecycleStages[1]"}},
	{"hook at no stage", hooked(`{"hookTargetArn":"f","roleArn":"r","lifecycleStages":["PRE_SCALEUP"]}`), []string{"RO008 deploymentConfiguration.lifecycleHooks[0].lifecycleStages[0]"}},
	{"hook at an empty stage", hooked(`{"hookTargetArn":"f","roleArn":"r","lifecycleStages":[""]}`), []string{"RO051 deploymentConfiguration.lifecycleHooks[0].lifecycleStages[0]"}},
	{"pause in the shift", hooked(`{"targetType":"PAUSE","lifecycleStages":["PRODUCTION_TRAFFIC_SHIFT"]}`), []string{"RO052 deploymentConfiguration.lifecycleHooks[0].lifecycleStages[0]"}},
	{"hook without function", hooked(`{"roleArn":"r","lifecycleStages":["PRE_SCALE_UP"]}`), []string{"RO053 deploymentConfiguration.lifecycleHooks[0].hookTargetArn"}},
	{"hook without role", hooked(`{"hookTargetArn":"f","lifecycleStages":["PRE_SCALE_UP"]}`), []string{"RO054 deploymentConfiguration.lifecycleHooks[0].roleArn"}},
	{"hook of no kind", hooked(`{"targetType":"SLEEP","lifecycleStages":["PRE_SCALE_UP"]}`), []string{"RO008 deploymentConfiguration.lifecycleHooks[0].targetType"}},
	{"hook timeout", hooked(`{"targetType":"PAUSE","lifecycleStages":["PRE_SCALE_UP"],"timeoutConfiguration":{"timeoutInMinutes":20161,"action":"STOP"}}`),
		[]string{"RO008 deploymentConfiguration.lifecycleHooks[0].timeoutConfiguration.action", "RO055 deploymentConfiguration.lifecycleHooks[0].timeoutConfiguration.timeoutInMinutes"}},
	{"pause with a function", hooked(`{"targetType":"PAUSE","hookTargetArn":"f","lifecycleStages":["PRE_SCALE_UP"]}`), []string{"RO056 deploymentConfiguration.lifecycleHooks[0]"}},
	{"breaker members", `{"deploymentConfiguration":{"deploymentCircuitBreaker":{"thresholdConfiguration":{}}}}`, []string{
		"RO069 deploymentConfiguration", "RO060 deploymentConfiguration.deploymentCircuitBreaker.enable", "RO060 deploymentConfiguration.deploymentCircuitBreaker.rollback",
		"RO061 deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.type", "RO061 deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.value"}},
	{"threshold of 0", `{"deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":true,"thresholdConfiguration":{"type":"COUNT","value":0}}}}`,
		[]string{"RO062 deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.value"}},
	{"breaker and alarms of CodeDeploy", `{"deploymentController":{"type":"CODE_DEPLOY"},"deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":true},"alarms":{"alarmNames":["a"],"enable":true,"rollback":false}}}`,
		[]string{"RO066 deploymentConfiguration.alarms", "RO063 deploymentConfiguration.deploymentCircuitBreaker"}},
	{"breaker of canary", shifted(`"strategy":"CANARY","deploymentCircuitBreaker":{"enable":true,"rollback":true}`), []string{"RO064 deploymentConfiguration.deploymentCircuitBreaker"}},
	{"alarm members", `{"deploymentConfiguration":{"alarms":{}}}`, []string{"RO069 deploymentConfiguration",
		"RO065 deploymentConfiguration.alarms.alarmNames", "RO065 deploymentConfiguration.alarms.enable", "RO065 deploymentConfiguration.alarms.rollback"}},
	{"early members", strings.Replace(good, `"maximumPercent":200`, `"maximumPercent":200,"earlySuccessCriteria":{"enable":true}`, 1), []string{
		"RO067 deploymentConfiguration.earlySuccessCriteria.healthyPercent", "RO067 deploymentConfiguration.earlySuccessCriteria.sourceServiceRevisionCleanup"}},
	{"early without enable", strings.Replace(good, `"maximumPercent":200`, `"maximumPercent":200,"earlySuccessCriteria":{}`, 1), []string{"RO067 deploymentConfiguration.earlySuccessCriteria.enable"}},
	{"early below minimum", strings.Replace(good, `"maximumPercent":200`, `"maximumPercent":200,"earlySuccessCriteria":{"enable":true,"healthyPercent":99,"sourceServiceRevisionCleanup":"BLOCKING"}`, 1),
		[]string{"RO068 deploymentConfiguration.earlySuccessCriteria.healthyPercent"}},
	{"no detection", `{"desiredCount":4}`, []string{"RO069 deploymentConfiguration"}},
	{"task set scale", `{"deploymentController":{"type":"EXTERNAL"},"taskSets":[{"scale":{"value":101,"unit":"TASKS"}}]}`, []string{"RO008 taskSets[0].scale.unit", "RO070 taskSets[0].scale.value"}},
	{"task set sum", `{"deploymentController":{"type":"EXTERNAL"},"desiredCount":3,"taskSets":[{"scale":{"value":50,"unit":"PERCENT"}},{"scale":{"value":50,"unit":"PERCENT"}}]}`, []string{"RO071 taskSets"}},
}

func percents(minimum, maximum string) string {
	return strings.NewReplacer(`"minimumHealthyPercent":100`, `"minimumHealthyPercent":`+minimum, `"maximumPercent":200`, `"maximumPercent":`+maximum).Replace(good)
}

func shifted(members string) string {
	return `{"loadBalancers":[{"targetGroupArn":"tg"}],"deploymentConfiguration":{` + members + `}}`
}

func hooked(hook string) string {
	return shifted(`"strategy":"BLUE_GREEN","bakeTimeInMinutes":5,"lifecycleHooks":[` + hook + `]`)
}

func TestViolations(t *testing.T) {
	for _, row := range violations {
		if row.want == nil {
			continue
		}
		t.Run(row.name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, codes(check(t, row.text))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLongLists(t *testing.T) {
	long := check(t, `[`+strings.Repeat(good+",", 1000)+`{}]`)
	if diff := cmp.Diff([]string{"RO007 "}, codes(long)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	many, err := rollout.Load([]byte(`{` + strings.Repeat(`"x":1,`, 3000) + `"y":1}`))
	if err != nil || len(many.Findings) != 1000 {
		t.Errorf("%d findings of reading, want them cut at 1000 (%v)", len(many.Findings), err)
	}
}

// Findings of a State and of a managed daemon, which no service's JSON has.
func TestOtherViolations(t *testing.T) {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}
	placed := rollout.Steady(4)
	placed.Slots = 0
	protected := rollout.Steady(4)
	protected.Old.Protected = 5
	over := rollout.Steady(4)
	over.Old.Protected = 2
	wrong := rollout.Steady(4)
	wrong.New.Healthy = 1
	for _, row := range []struct {
		name  string
		state rollout.State
		want  []string
	}{
		{"no slot", placed, []string{"RO016 "}},
		{"protected", over, []string{"RO022 "}},
		{"more protected than wanted", protected, []string{"RO022 ", "RO023 ", "RO024 "}},
		{"contradicting counts", wrong, []string{"RO024 "}},
	} {
		got := codes(c.Validate(row.state))
		slices.Sort(got)
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
	for _, row := range []struct {
		name string
		rollout.DaemonDeploymentConfiguration
		want []string
	}{
		{"good", rollout.DaemonDeploymentConfiguration{DrainPercent: new(25.0), BakeTimeInMinutes: new(5)}, nil},
		{"too much", rollout.DaemonDeploymentConfiguration{DrainPercent: new(100.5)}, []string{"RO072 drainPercent"}},
		{"too little", rollout.DaemonDeploymentConfiguration{DrainPercent: new(0.5)}, []string{"RO073 drainPercent"}},
		{"bake", rollout.DaemonDeploymentConfiguration{BakeTimeInMinutes: new(1441)}, []string{"RO074 bakeTimeInMinutes"}},
	} {
		if diff := cmp.Diff(row.want, codes(row.DaemonDeploymentConfiguration.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

// Every kind is reported by some row of these tests, its code is its own, and a
// passing case is TestGoodServices, which reports nothing.
func TestKinds(t *testing.T) {
	seen := map[string]bool{"RO007": true, "RO016": true, "RO022": true, "RO023": true, "RO024": true, "RO072": true, "RO073": true, "RO074": true}
	for _, row := range violations {
		for _, w := range row.want {
			seen[w[:5]] = true
		}
	}
	used, names := map[diag.Code]bool{}, map[string]bool{}
	for _, k := range rollout.Kinds() {
		if used[k.Code] || names[k.Name] {
			t.Errorf("%s %s comes twice", k.Code, k.Name)
		}
		used[k.Code], names[k.Name] = true, true
		if !seen[string(k.Code)] {
			t.Errorf("%s %s has no violating case", k.Code, k.Name)
		}
		if len(k.Title) > 80 || k.Title == "" || k.Severity == diag.Error && k.Certainty == diag.Unknown {
			t.Errorf("%+v", k)
		}
	}
	if len(used) != len(seen) {
		t.Errorf("%d kinds, %d reported", len(used), len(seen))
	}
}

// The slip that the project's issue names: 500 for 50.
func TestSlipAsksFor50(t *testing.T) {
	for _, d := range check(t, percents("500", "100")) {
		if !strings.Contains(d.Hint, "50") || strings.Contains(d.Hint, "500") {
			t.Errorf("%s", d)
		}
	}
}

func TestLoadShapes(t *testing.T) {
	for _, text := range []string{good, `{"services":[` + good + `],"failures":[]}`, `{"service":` + good + `}`, `[` + good + `]`} {
		d, err := rollout.Load([]byte(text))
		if err != nil || len(d.Services) != 1 || d.Services[0].ServiceName != "web" || len(d.Findings) > 0 {
			t.Errorf("%s: %v %+v", text, err, d)
		}
	}
	if _, err := rollout.Load([]byte("{")); err == nil {
		t.Error("half a text is read")
	}
	d, _ := rollout.Load([]byte("{\n \"desiredCount\": -4\n}"))
	if p, ok := d.Position("desiredCount"); !ok || p.Line != 2 {
		t.Errorf("desiredCount at %v %v", p, ok)
	}
	if start, end, ok := d.Range("desiredCount", 0, 0); !ok || end.Offset-start.Offset != 2 {
		t.Errorf("desiredCount from %v to %v", start, end)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(good))
	for _, row := range violations {
		if row.want != nil {
			f.Add([]byte(row.text))
		}
	}
	f.Add([]byte(`{"services":[{"deployments":[{"status":"PRIMARY","runningCount":-5},{"status":"ACTIVE","pendingCount":2147483647}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := rollout.Load(data)
		if (err != nil) != (d == nil) {
			t.Fatalf("%v and %v", err, d)
		}
		if d == nil {
			return
		}
		for i := range d.Services {
			if d.Services[i].Desired() > 5000 {
				return // thousands of waves, one at a time, find nothing new
			}
		}
		for _, finding := range d.Check() {
			if finding.Message == "" || finding.Code == "" {
				t.Fatalf("%+v", finding)
			}
		}
	})
}
