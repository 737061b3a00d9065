package main

import (
	"fmt"
	"strings"
)

// maxLabel is how long a DNS label may be.
const maxLabel = 63

// dnsLabel makes a label of RFC 1123 of a name: lower-case letters, digits and
// hyphens, none of these at an end, at most 63. An ECS name has capitals and
// underscores besides, and up to 255 characters. It is empty when nothing is
// left.
//
// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
func dnsLabel(name string) string {
	label := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, name)
	label = strings.TrimLeft(label, "-")
	return strings.TrimRight(label[:min(len(label), maxLabel)], "-")
}

// serviceName is the name of all objects. A Service's starts with a letter, as
// RFC 1035 has it.
func (c *converter) serviceName() string {
	path, given := "service: serviceName", c.svc.ServiceName
	if given == "" {
		path, given = "task: family", c.td.Family
		c.lose("service: serviceName", "the service has no name: that of the family is taken")
	}
	name := dnsLabel(given)
	if name == "" || name[0] < 'a' {
		name = strings.TrimRight(("app-" + name)[:min(len(name)+4, maxLabel)], "-")
	}
	c.renamed(path, given, name)
	return name
}

func (c *converter) renamed(path, from, to string) {
	if from != to {
		c.lose(path, fmt.Sprintf("%q is no DNS label, which Kubernetes wants: %s", from, to))
	}
}

// label returns the name of the container or volume at the path as Kubernetes
// takes it. A name that another one of the kind has gets a number.
func (c *converter) label(kind, path, name string) string {
	if c.labels == nil {
		c.labels = map[string]bool{}
	}
	base := dnsLabel(name)
	if base == "" {
		base = kind
	}
	label := base
	for n := 2; c.labels[kind+" "+label]; n++ {
		suffix := fmt.Sprintf("-%d", n)
		label = base[:min(len(base), maxLabel-len(suffix))] + suffix
	}
	c.labels[kind+" "+label] = true
	if label != name && base == name {
		c.lose(path, fmt.Sprintf("another %s has the name %s: %s", kind, name, label))
	} else {
		c.renamed(path, name, label)
	}
	return label
}
