package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

func (c *converter) service() {
	c.svc = &service.Service{
		ServiceName:             c.fullName(),
		Cluster:                 c.fill("type", "CLUSTER", "Copilot makes a cluster for each environment"),
		TaskDefinition:          c.fullName(),
		PlatformVersion:         "LATEST",
		DeploymentConfiguration: c.deployment(),
		NetworkConfiguration:    &service.NetworkConfiguration{AWSVPCConfiguration: c.network()},
		LoadBalancers:           c.loadBalancers(),
		PropagateTags:           service.PropagateService,
		EnableExecuteCommand:    c.exec(c.root.member("exec")),
	}
	if c.windows() {
		c.svc.PlatformVersion = "1.0.0"
	}
	if len(c.svc.LoadBalancers) > 0 {
		c.svc.HealthCheckGracePeriodSeconds = c.gracePeriod()
	}
	c.count(c.root.member("count"))
	c.connect(c.root.member("network").member("connect"))
	if c.svc.CapacityProviderStrategy == nil {
		c.svc.LaunchType = service.LaunchFargate
	}
	c.addedByCopilot()
}

// addedByCopilot names what Copilot adds without being asked and these documents
// lack.
func (c *converter) addedByCopilot() {
	names := "COPILOT_SERVICE_DISCOVERY_ENDPOINT"
	if len(c.rules()) > 0 {
		names += ", COPILOT_LB_DNS"
	}
	if c.kind == workerService {
		names += ", COPILOT_QUEUE_URI"
	}
	c.find(lost, "type", "Copilot also sets the variables "+names+", and those of addons: they name resources of its own", "")
	if c.kind != workerService {
		c.find(lost, "type", "Copilot also registers the tasks with a service of Cloud Map", "add serviceRegistries to keep it")
	}
}

func (c *converter) exec(n *node) *bool {
	if n.is(jsonscan.Object) {
		n = n.member("enable")
	}
	if on := c.truth(n); on != nil && *on {
		return on
	}
	return nil
}

// count is a number of tasks, a number of them on Fargate Spot, or a range, of
// which Copilot starts with the least. The default, 1, is observed.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#count
func (c *converter) count(n *node) {
	if !n.is(jsonscan.Object) {
		if c.svc.DesiredCount = c.number(n); n == nil {
			c.svc.DesiredCount = new(1)
		}
		return
	}
	if spot := c.number(n.member("spot")); spot != nil {
		c.svc.DesiredCount = spot
		c.svc.CapacityProviderStrategy = []service.CapacityProviderStrategyItem{{CapacityProvider: "FARGATE_SPOT", Weight: new(1)}}
		return
	}
	r := n.member("range")
	if r == nil {
		c.find(required, n.path, "a count with scaling has a range", "")
		return
	}
	least, most, ok := c.bounds(r)
	if !ok {
		return
	}
	c.svc.DesiredCount = &least
	c.find(lost, r.path, fmt.Sprintf("%s is left out: %s, %d to %d tasks", r.path, reasons["count.range"], least, most), "the service starts with the least, "+strconv.Itoa(least))
	if from := c.number(r.member("spot_from")); from != nil {
		c.svc.CapacityProviderStrategy = spotFrom(*from, least)
	}
}

// bounds reads 1-10, or min and max.
func (c *converter) bounds(r *node) (least, most int, ok bool) {
	if r.is(jsonscan.Object) {
		a, b := c.number(r.member("min")), c.number(r.member("max"))
		if a == nil || b == nil {
			c.find(required, r.path, "a range has min and max", "")
			return 0, 0, false
		}
		return *a, *b, true
	}
	from, to, _ := strings.Cut(c.str(r), "-")
	least, err := strconv.Atoi(from)
	most, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil {
		c.wrong(r, "a range such as 1-10")
		return 0, 0, false
	}
	return least, most, true
}

// spotFrom puts the tasks below the given one on Fargate and the others on Spot.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#count-range-spot-from
func spotFrom(first, least int) []service.CapacityProviderStrategyItem {
	list := []service.CapacityProviderStrategyItem{{CapacityProvider: "FARGATE_SPOT", Weight: new(1)}}
	if first >= least {
		list = append(list, service.CapacityProviderStrategyItem{CapacityProvider: "FARGATE", Base: new(max(0, first-1)), Weight: new(0)})
	}
	return list
}

// deployment: the percentages are documented, that the circuit breaker is always
// on is observed.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#deployment
func (c *converter) deployment() *rollout.DeploymentConfiguration {
	d := &rollout.DeploymentConfiguration{
		MinimumHealthyPercent: new(100), MaximumPercent: new(200),
		DeploymentCircuitBreaker: &rollout.DeploymentCircuitBreaker{Enable: new(true), Rollback: new(true)},
	}
	n := c.root.member("deployment")
	rolling := n.member("rolling")
	switch c.str(rolling) {
	case "", "default":
	case "recreate":
		d.MinimumHealthyPercent, d.MaximumPercent = new(0), new(100)
	default:
		c.wrong(rolling, "default or recreate")
	}
	if alarms := n.member("rollback_alarms"); alarms.is(jsonscan.Array) {
		d.Alarms = &rollout.DeploymentAlarms{AlarmNames: c.strs(alarms), Enable: new(true), Rollback: new(true)}
	}
	return d
}

// network: tasks in public subnets have a public address, others none.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#network-vpc
func (c *converter) network() *service.AWSVPCConfiguration {
	vpc := c.root.member("network").member("vpc")
	v := &service.AWSVPCConfiguration{AssignPublicIP: "DISABLED"}
	switch placement := vpc.member("placement"); placement.kind() {
	case jsonscan.Object:
		if subnets := placement.member("subnets"); subnets.is(jsonscan.Array) {
			v.Subnets = c.strs(subnets)
		} else {
			v.Subnets = c.fillList(placement, "SUBNETS", "the subnets with these tags, parted by commas")
		}
	default:
		switch where := c.str(placement); where {
		case "", "public":
			v.AssignPublicIP = "ENABLED"
			v.Subnets = c.fillList(placement, "PUBLIC_SUBNETS", "the environment's public subnets, parted by commas")
		case "private":
			v.Subnets = c.fillList(placement, "PRIVATE_SUBNETS", "the environment's private subnets, parted by commas")
		default:
			c.wrong(placement, "public, private or a map with subnets")
		}
	}
	v.SecurityGroups = c.securityGroups(vpc.member("security_groups"))
	return v
}

// fillList is fill for a list.
func (c *converter) fillList(n *node, name, why string) []string {
	return strings.Split(c.fill(n.at(), name, why), ",")
}

// securityGroups: the environment's own group comes in front unless it is
// denied.
func (c *converter) securityGroups(n *node) []string {
	groups := n
	var denied *bool
	if n.is(jsonscan.Object) && n.member("from_cfn") == nil {
		groups = n.member("groups")
		denied = c.truth(n.member("deny_default"))
	}
	var list []string
	if denied == nil || !*denied {
		list = []string{c.fill("type", "ENVIRONMENT_SECURITY_GROUP", "the group that Copilot gives every task of an environment")}
	}
	if groups.is(jsonscan.Array) {
		for _, g := range groups.elements() {
			list = append(list, c.imported(g))
		}
	} else if groups != nil {
		list = append(list, c.imported(groups))
	}
	return list
}

// connect takes part in Service Connect. A worker, and a service without a port,
// is a client alone; others are reached by their alias, or their name.
//
// https://aws.github.io/copilot-cli/docs/developing/svc-to-svc-communication/#service-connect
func (c *converter) connect(n *node) {
	alias := ""
	if n.is(jsonscan.Object) {
		alias = c.str(n.member("alias"))
	} else if on := c.truth(n); on == nil || !*on {
		return
	}
	namespace := c.fill(n.at(), "SERVICE_CONNECT_NAMESPACE", "the namespace of the environment")
	c.svc.ServiceConnectConfiguration = &service.ServiceConnectConfiguration{Enabled: new(true), Namespace: namespace, LogConfiguration: c.awsLogs()}
	e, ok := c.connectTarget()
	if !ok {
		return
	}
	if alias == "" {
		alias = c.name
	}
	c.svc.ServiceConnectConfiguration.Services = []service.ServiceConnectService{{
		PortName: connectPort, DiscoveryName: c.name + "-sc",
		ClientAliases: []service.ServiceConnectClientAlias{{Port: new(e.port), DNSName: alias}},
	}}
	c.namePort(e)
}

// connectTarget is the port that others reach: that of the first rule of the
// load balancer, else the image's. UDP cannot be.
func (c *converter) connectTarget() (e exposure, ok bool) {
	if list := c.rules(); len(list) > 0 {
		return c.target(list[0])
	}
	for _, e := range c.ports {
		if e.container == c.name && e.own && e.protocol == taskdef.ProtocolTCP {
			return e, true
		}
	}
	return exposure{}, false
}

// namePort names a port mapping that was made before.
func (c *converter) namePort(e exposure) {
	for i := range c.td.ContainerDefinitions {
		for j := range c.td.ContainerDefinitions[i].PortMappings {
			if p := &c.td.ContainerDefinitions[i].PortMappings[j]; *p.ContainerPort == e.port {
				p.Name = connectPort
			}
		}
	}
}
