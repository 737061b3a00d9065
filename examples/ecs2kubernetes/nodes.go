package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/ecskit/ecskit/placement/ec2types"
	"github.com/ecskit/ecskit/service"
)

// node is what a node of an instance type has for pods.
type node struct {
	arch             string
	pods             int // the most, by its addresses and by the kubelet's default
	cpu              int // millicores
	memory           int // MiB
	addressesUnknown bool
}

// maxPodsDefault is the kubelet's own limit, which a node keeps to unless its
// configuration says otherwise.
//
// https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
const maxPodsDefault = 110

// nodeOf estimates a node. Pods by addresses: interfaces × (addresses of each −
// 1) + 2. Of the CPU the kubelet keeps 6 % of the first core, 1 % of the second,
// 0.5 % of the next two and 0.25 % of the rest, of the memory 255 MiB and 11 for
// each pod that the addresses allow, and 100 MiB for eviction [observed: nodeadm
// of Amazon's image]. What memory an instance has at all is ec2types' estimate.
//
// https://github.com/awslabs/amazon-eks-ami/tree/main/nodeadm/internal/kubelet
func nodeOf(name string) (node, error) {
	t, ok := ec2types.Lookup(name)
	if !ok {
		return node{}, fmt.Errorf("the table of instance types of %s has no %q", ec2types.Date, name)
	}
	r, err := t.Registered(ec2types.Options{})
	if err != nil {
		return node{}, err
	}
	n := node{arch: t.Architecture, cpu: t.VCPU * 1000}
	if n.arch == "x86_64" {
		n.arch = "amd64"
	}
	pods, ok := t.MaxPods()
	if !ok {
		n.addressesUnknown, pods = true, maxPodsDefault
	}
	n.cpu -= reservedCPU(n.cpu)
	n.memory = max(0, int(r.Memory)-255-11*pods-100)
	n.pods = min(pods, maxPodsDefault)
	return n, nil
}

func reservedCPU(total int) int {
	reserved := 0
	for _, band := range []struct{ from, to, share int }{{0, 1000, 600}, {1000, 2000, 100}, {2000, 4000, 50}, {4000, total, 25}} {
		if total > band.from {
			reserved += (min(total, band.to) - band.from) * band.share / 10000
		}
	}
	return reserved
}

// fits returns how many of the pods a node takes when it has no others.
func (n node) fits(d demand) int {
	fits := n.pods
	cpu, memory := d.total()
	if cpu > 0 {
		fits = min(fits, n.cpu/millis(cpu))
	}
	if memory > 0 {
		fits = min(fits, n.memory/memory)
	}
	return fits
}

// writeNodes shows which kinds of nodes there are for the pods and, for each type
// of instance, how many pods a node takes, and how many of these.
func (c *converter) writeNodes(w io.Writer, types []string) error {
	if len(types) == 0 {
		return nil
	}
	fmt.Fprintln(w, "\nnodes, by where the tasks run:")
	for _, line := range c.groupKinds() {
		fmt.Fprintln(w, "  "+line)
	}
	cpu, memory := c.request.total()
	request := "nothing"
	if cpu > 0 || memory > 0 {
		request = millicores(cpu) + " and " + mebibytes(memory)
	}
	fmt.Fprintf(w, "\nnode groups, for pods that request %s; system pods take some of the room:\n", request)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "  type\tarchitecture\tfor pods\tpods a node\tof these\tnodes")
	for _, name := range types {
		n, err := nodeOf(name)
		if err != nil {
			return err
		}
		pods := fmt.Sprint(n.pods)
		if n.addressesUnknown {
			pods = "unknown"
		}
		fits, nodes := c.fitting(n)
		fmt.Fprintf(table, "  %s\t%s\t%dm, %dMi\t%s\t%s\t%s\n", name, n.arch, n.cpu, n.memory, pods, fits, nodes)
	}
	return table.Flush()
}

// fitting returns how many of the pods fit on a node, and how many nodes all of
// them need.
func (c *converter) fitting(n node) (fits, nodes string) {
	if p := c.td.RuntimePlatform; p != nil {
		if arch := architecture(p.CPUArchitecture); arch != "" && arch != n.arch {
			return "none: the images are for " + arch, "-"
		}
	}
	k := n.fits(c.request)
	if k == 0 {
		return "0", "-"
	}
	nodes = "-"
	if c.svc.SchedulingStrategy != service.Daemon && c.svc.DesiredCount != nil {
		nodes = fmt.Sprint((*c.svc.DesiredCount + k - 1) / k)
	}
	return fmt.Sprint(k), nodes
}
