package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// connectPort is the name of the port mapping that Service Connect refers to
// [observed].
const connectPort = "target"

// exposure is a port that a container of the task listens on.
type exposure struct {
	container string
	port      int
	protocol  taskdef.TransportProtocol
	own       bool // the container's own port, not one of a rule or a listener
}

// expose collects the ports: those of the sidecars, of the rules of the
// Application Load Balancer, of the listeners of the Network Load Balancer, and
// of the image. A port belongs to whoever comes first [observed].
func (c *converter) expose() {
	sidecars := c.root.member("sidecars")
	for _, name := range sidecars.names() {
		port := sidecars.members[name].member("port")
		if number, protocol, ok := c.portProtocol(port); ok {
			c.addPort(exposure{name, number, protocol, true})
		}
	}
	for _, rule := range c.rules() {
		if port := c.number(rule.member("target_port")); port != nil {
			c.addPort(exposure{c.targetContainer(rule), *port, taskdef.ProtocolTCP, false})
		}
	}
	for _, l := range c.listeners() {
		number, protocol, ok := c.portProtocol(l.member("port"))
		if port := c.number(l.member("target_port")); port != nil {
			number, ok = *port, true
		}
		if ok {
			c.addPort(exposure{c.targetContainer(l), number, protocol, false})
		}
	}
	if c.kind == webService || c.kind == backendService {
		image := c.root.member("image")
		switch port := c.number(image.member("port")); {
		case port != nil:
			c.addPort(exposure{c.name, *port, taskdef.ProtocolTCP, true})
		case c.kind == webService:
			c.find(required, image.at(), "a "+webService+" has a port", "")
		}
	}
}

func (c *converter) addPort(e exposure) {
	if i := slices.IndexFunc(c.ports, func(o exposure) bool { return o.port == e.port }); i >= 0 {
		c.ports[i].own = c.ports[i].own || e.own
		return
	}
	c.ports = append(c.ports, e)
}

// portProtocol reads 80, 80/tcp, 80/udp and 443/tls; the load balancer ends TLS,
// so that the container sees TCP.
func (c *converter) portProtocol(n *node) (port int, protocol taskdef.TransportProtocol, ok bool) {
	if n == nil {
		return 0, "", false
	}
	text, name, _ := strings.Cut(c.str(n), "/")
	port, err := strconv.Atoi(text)
	switch strings.ToLower(name) {
	case "", "tcp", "tls":
		protocol = taskdef.ProtocolTCP
	case "udp":
		protocol = taskdef.ProtocolUDP
	default:
		err = strconv.ErrSyntax
	}
	if err != nil {
		c.wrong(n, "a port such as 80, 80/tcp, 53/udp or 443/tls")
		return 0, "", false
	}
	return port, protocol, true
}

// mappings returns the port mappings of a container, by port.
func (c *converter) mappings(container string) []taskdef.PortMapping {
	var list []taskdef.PortMapping
	for _, e := range c.ports {
		if e.container == container {
			list = append(list, taskdef.PortMapping{ContainerPort: new(e.port), Protocol: e.protocol})
		}
	}
	slices.SortFunc(list, func(a, b taskdef.PortMapping) int { return *a.ContainerPort - *b.ContainerPort })
	return list
}

// rules are those of the Application Load Balancer. A web service has one unless
// it says http: false, a backend service if it has http.
func (c *converter) rules() []*node {
	if c.kind != webService && c.kind != backendService {
		return nil
	}
	http := c.root.member("http")
	if http.is(jsonscan.Bool) && !*c.truth(http) || http == nil && c.kind == backendService {
		return nil
	}
	return append([]*node{http}, http.member("additional_rules").elements()...)
}

// listeners are those of the Network Load Balancer.
func (c *converter) listeners() []*node {
	if c.kind != webService {
		return nil
	}
	nlb := c.root.member("nlb")
	if nlb == nil {
		return nil
	}
	return append([]*node{nlb}, nlb.member("additional_listeners").elements()...)
}

func (c *converter) targetContainer(n *node) string {
	if name := c.str(n.member("target_container")); name != "" {
		return name
	}
	return c.name
}

// target returns the container and port that a rule or a listener sends to: the
// target port, of whatever container it is; the own port of a target container;
// the port of the listener, or of the image.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#http-target-port
func (c *converter) target(n *node) (e exposure, ok bool) {
	container := c.targetContainer(n)
	own := func(e exposure) bool { return e.own && e.container == container }
	wanted := own
	if port := c.number(n.member("target_port")); port != nil {
		wanted = func(e exposure) bool { return e.port == *port }
	} else if port, _, ok := c.portProtocol(n.member("port")); ok && (container == c.name || !slices.ContainsFunc(c.ports, own)) {
		wanted = func(e exposure) bool { return e.port == port }
	}
	if i := slices.IndexFunc(c.ports, wanted); i >= 0 {
		return c.ports[i], true
	}
	c.find(required, n.at(), "there is no port of container "+container+" to send to", "")
	return exposure{}, false
}

// loadBalancers returns an entry for each rule and listener. Their target
// groups are not in the manifest.
func (c *converter) loadBalancers() []service.LoadBalancer {
	var list []service.LoadBalancer
	for _, n := range slices.Concat(c.rules(), c.listeners()) {
		e, ok := c.target(n)
		if !ok {
			continue
		}
		name := "TARGET_GROUP_ARN"
		if len(list) > 0 {
			name = fmt.Sprintf("%s_%d", name, len(list)+1)
		}
		list = append(list, service.LoadBalancer{
			TargetGroupARN: c.fill(n.at(), name, fmt.Sprintf("Copilot makes a target group of type ip for container %s, port %d", e.container, e.port)),
			ContainerName:  e.container, ContainerPort: new(e.port),
		})
	}
	return list
}

// gracePeriod is that of the first rule, or of the first listener; Copilot's
// default is a minute, that of ECS none.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#http-healthcheck
func (c *converter) gracePeriod() *int {
	for _, name := range []string{"http", "nlb"} {
		check := c.root.member(name).member("healthcheck")
		if !check.is(jsonscan.Object) {
			continue
		}
		if seconds := c.seconds(check.member("grace_period")); seconds != nil {
			return seconds
		}
	}
	return new(60)
}
