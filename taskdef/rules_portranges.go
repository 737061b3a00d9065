package taskdef

import (
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var portRangeRules = []Rule{
	{Code: "TD330", Name: "portrange-format", Title: "a range of ports is first-last, from 1 to 65535", Source: apiPort, Check: portRangeFormat},
	{
		Code: "TD331", Name: "portrange-mode", Title: "a range of ports is for network mode bridge or awsvpc",
		Source: apiPort, Check: portRangeMode,
	},
	{
		Code: "TD332", Name: "portrange-exclusive", Title: "a range of ports stands alone, without containerPort or hostPort",
		Source: apiPort, Check: portRangeExclusive,
	},
	{
		Code: "TD333", Name: "portrange-overlap", Title: "a container's ranges of ports do not overlap",
		Source: apiPort, Check: portRangeOverlap,
	},
	{
		Code: "TD334", Name: "portrange-no-connect", Title: "a range of ports has no name and no appProtocol",
		Source:   guide + "service-connect.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Run, Check: portRangeNoConnect,
	},
}

// parsePortRange reads "8000-8010".
func parsePortRange(s string) (first, last int, ok bool) {
	a, b, ok := strings.Cut(s, "-")
	if !ok || !isAll(a, isDigit) || !isAll(b, isDigit) {
		return 0, 0, false
	}
	first, errA := strconv.Atoi(a)
	last, errB := strconv.Atoi(b)
	return first, last, errA == nil && errB == nil && 1 <= first && first < last && last <= 65535
}

func portRangeFormat(p *Pass) {
	for at, m := range p.ports() {
		if m.ContainerPortRange == "" {
			continue
		}
		if _, _, ok := parsePortRange(m.ContainerPortRange); !ok {
			p.Report(p.port(at, "containerPortRange"), p.Sprintf("%q is not first-last with ports from 1 to 65535, the first below the last", m.ContainerPortRange), "write for example 8000-8010")
		}
	}
}

func portRangeMode(p *Pass) {
	if p.mode != NetworkModeHost {
		return // none-ports says it for none
	}
	for at, m := range p.ports() {
		if m.ContainerPortRange != "" {
			p.Report(p.port(at, "containerPortRange"), p.Sprintf("a range of ports needs network mode bridge or awsvpc, not %s", p.mode), "list the ports one by one, or change networkMode")
		}
	}
}

func portRangeExclusive(p *Pass) {
	for at, m := range p.ports() {
		switch {
		case m.ContainerPortRange == "":
		case m.ContainerPort != nil:
			p.Report(p.port(at, "containerPort"), "a mapping has containerPort or containerPortRange, not both", "delete one")
		case m.HostPort != nil && *m.HostPort != 0:
			p.Report(p.port(at, "hostPort"), "a mapping of a range has no hostPort", "delete hostPort")
		}
	}
}

// portSpan returns the container ports of a mapping.
func portSpan(m *PortMapping) (first, last int, ok bool) {
	if m.ContainerPortRange != "" {
		return parsePortRange(m.ContainerPortRange)
	}
	if m.ContainerPort == nil {
		return 0, 0, false
	}
	return *m.ContainerPort, *m.ContainerPort, true
}

func portRangeOverlap(p *Pass) {
	p.earlier(func(a pair, x *PortMapping, b pair, y *PortMapping) bool {
		if a.c != b.c || x.ContainerPortRange == "" && y.ContainerPortRange == "" {
			return false
		}
		firstX, lastX, okX := portSpan(x)
		firstY, lastY, okY := portSpan(y)
		return okX && okY && protocolOf(x) == protocolOf(y) && firstX <= lastY && firstY <= lastX
	}, func(at pair, m *PortMapping, first pair) {
		p.Report(p.at(at.c, "portMappings", at.i), p.Sprintf("the ports of this mapping overlap with those of mapping %d", first.i), "let each port be in one mapping")
	})
}

func portRangeNoConnect(p *Pass) {
	for at, m := range p.ports() {
		if m.ContainerPortRange != "" && (m.Name != "" || m.AppProtocol != "") {
			p.Report(p.port(at, "containerPortRange"), "Service Connect, which name and appProtocol are for, has no ranges of ports", "map the ports one by one, or delete name and appProtocol")
		}
	}
}
