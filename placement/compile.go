package placement

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/cql"
)

// Job is a compiled TaskSpec: a small comparable value. Equal specifications give
// equal Jobs. It is valid on the cluster that compiled it, whatever is added or
// changed there later, and on every later copy of that cluster; anywhere else
// methods answer ErrForeignJob, or nothing where they have no error.
type Job struct{ spec *compiled }

// compiled is immutable.
type compiled struct {
	number   int32
	spec     TaskSpec
	group    int32
	need     Resources
	share    int32
	ports    []uint32
	required []string
	distinct bool
	static   []*cql.Expr // memberOf that class alone decides
	dynamic  []*cql.Expr // memberOf that reads what is the instance's own
	exprs    []*cql.Expr // all of them, in order
	counts   int32       // the largest number that an expression compares runningTasksCount with
	rules    []rule
	ties     TieBreak
	chain
}

// rule is a strategy with its field resolved.
type rule struct {
	kind ruleKind
	attr int32 // of spreadAttribute
}

type ruleKind uint8

const (
	spreadInstance ruleKind = iota
	spreadAttribute
	binpackCPU
	binpackMemory
	randomRule
)

// maxGroup bounds the name of a task group, in characters.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
const maxGroup = 255

const zoneAttribute = "ecs.availability-zone"

// Compile prepares a specification. The error is a *SpecError. The slices of the
// specification are copied. A cluster keeps every specification that it compiled
// and the name of every group: nothing takes a Job back.
func (c *Cluster) Compile(t TaskSpec) (Job, error) {
	key := specKey(&t)
	if n, ok := c.byKey[key]; ok {
		return Job{c.jobs[n]}, nil
	}
	j, err := c.compile(t)
	if err != nil {
		return Job{}, err
	}
	if c.byKey == nil {
		c.byKey = map[string]int32{}
	}
	c.reads(j.names(c))
	j.number = int32(len(c.jobs))
	c.byKey[key] = j.number
	c.jobs = append(c.jobs, j)
	c.state = append(c.state, nil)
	return Job{j}, nil
}

// specKey writes a specification so that different ones look different.
func specKey(t *TaskSpec) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v%v%v%t%d%t|", t.Resources, t.GPUShare, sortedPorts(t.Ports), t.Standalone, t.Ties, t.MissingLast)
	writePart(&b, t.Group)
	writePart(&b, t.CapacityProvider)
	for _, list := range [][]string{t.RequiredAttributes, t.Zones} {
		b.WriteString(strconv.Itoa(len(list)))
		if list == nil {
			b.WriteByte('-')
		}
		for _, s := range list {
			writePart(&b, s)
		}
	}
	for _, k := range t.Constraints {
		writePart(&b, string(k.Type))
		writePart(&b, k.Expression)
	}
	b.WriteByte('|')
	for _, s := range t.Strategy {
		writePart(&b, string(s.Type))
		writePart(&b, s.Field)
	}
	return b.String()
}

func (c *Cluster) compile(t TaskSpec) (*compiled, error) {
	t.Ports, t.RequiredAttributes, t.Zones = slices.Clone(t.Ports), slices.Clone(t.RequiredAttributes), slices.Clone(t.Zones)
	t.Constraints, t.Strategy = slices.Clone(t.Constraints), slices.Clone(t.Strategy)
	j := &compiled{spec: t, need: t.Resources, share: t.GPUShare.MemoryMiB, ports: sortedPorts(t.Ports), required: t.RequiredAttributes, ties: t.Ties}
	if err := j.checkNumbers(); err != nil {
		return nil, err
	}
	if err := j.constraints(); err != nil {
		return nil, err
	}
	if err := c.strategies(j); err != nil {
		return nil, err
	}
	j.group = c.groupOf(t.Group)
	return j, nil
}

func (j *compiled) checkNumbers() error {
	r := j.need
	switch {
	case len(j.spec.Group) > maxGroup:
		return &SpecError{Field: "Group", Message: fmt.Sprintf("%d characters, at most %d are taken", len(j.spec.Group), maxGroup)}
	case r.CPU < 0 || r.Memory < 0 || r.GPU < 0 || r.ENI < 0:
		return &SpecError{Field: "Resources", Message: fmt.Sprintf("%+v has a negative amount", r)}
	case j.share < 0:
		return &SpecError{Field: "GPUShare", Message: fmt.Sprintf("%d MiB", j.share)}
	case j.share > 0 && r.GPU > 0:
		return &SpecError{Field: "GPUShare", Message: "a share and whole devices are asked for", Hint: "all containers of a task use the same of the two"}
	case j.ties > RandomChoice:
		return &SpecError{Field: "Ties", Message: fmt.Sprintf("%d is no tie break", j.ties)}
	}
	for i, p := range j.spec.Ports {
		if p.Number == 0 {
			return &SpecError{Field: fmt.Sprintf("Ports[%d]", i), Message: "port 0 is one that Docker chooses", Hint: "leave it out"}
		}
	}
	return nil
}

func (j *compiled) constraints() error {
	if n := len(j.spec.Constraints); n > MaxConstraints {
		return &SpecError{Field: "Constraints", Message: fmt.Sprintf("%d constraints, at most %d are taken", n, MaxConstraints)}
	}
	for i, k := range j.spec.Constraints {
		field := fmt.Sprintf("Constraints[%d]", i)
		switch k.Type {
		case DistinctInstance:
			if k.Expression != "" {
				return &SpecError{Field: field + ".Expression", Message: "distinctInstance has no expression", Hint: "leave it out"}
			}
			j.distinct = true
		case MemberOf:
			e, err := cql.Parse(k.Expression)
			if err != nil {
				return expressionError(field+".Expression", err)
			}
			j.exprs = append(j.exprs, e)
			if readsInstance(e) {
				j.dynamic = append(j.dynamic, e)
				j.counts = max(j.counts, largestCount(e))
			} else {
				j.static = append(j.static, e)
			}
		default:
			return &SpecError{Field: field + ".Type", Message: fmt.Sprintf("%q is none of distinctInstance, memberOf", k.Type), Hint: spellingHint(string(k.Type), string(DistinctInstance), string(MemberOf))}
		}
	}
	return nil
}

func expressionError(field string, err error) error {
	var syntax *cql.SyntaxError
	if errors.As(err, &syntax) {
		return &SpecError{Field: field, Message: syntax.Message, Hint: syntax.Suggestion, Err: err}
	}
	return &SpecError{Field: field, Message: err.Error(), Err: err}
}

// readsInstance reports whether an expression reads what instances of one class
// can differ in.
func readsInstance(e *cql.Expr) bool {
	return slices.ContainsFunc(e.Atoms(), func(a cql.Atom) bool {
		k := a.Subject().Kind
		return k != cql.SubjectAttribute && k != cql.SubjectAgentVersion
	})
}

// largestCount returns the largest number that an expression compares the number
// of running tasks with.
func largestCount(e *cql.Expr) int32 {
	largest := int32(0)
	for _, a := range e.Atoms() {
		if a.Subject().Kind != cql.SubjectRunningTasksCount {
			continue
		}
		for _, v := range a.Values() {
			n, err := strconv.ParseInt(v, 10, 32)
			if err != nil {
				n = maxSlots // beyond what can run
			}
			largest = max(largest, int32(n))
		}
	}
	return largest
}

func (c *Cluster) strategies(j *compiled) error {
	strategy := j.spec.Strategy
	if n := len(strategy); n > MaxStrategies {
		return &SpecError{Field: "Strategy", Message: fmt.Sprintf("%d strategies, at most %d are taken", n, MaxStrategies)}
	}
	switch {
	case len(strategy) > 0:
	case j.spec.Standalone:
		strategy = []Strategy{{Type: Random}}
	default:
		strategy = []Strategy{{Type: Spread, Field: "attribute:" + zoneAttribute}, {Type: Spread, Field: "instanceId"}}
	}
	for i, s := range strategy {
		r, err := c.rule(s, fmt.Sprintf("Strategy[%d]", i))
		if err != nil {
			return err
		}
		if !slices.Contains(j.rules, r) { // a second time it decides nothing
			j.rules = append(j.rules, r)
		}
	}
	j.chain = chainOf(j.rules, j.ties)
	return nil
}

// resolve returns what a Job stands for, if it is one of the cluster's.
func (c *Cluster) resolve(j Job) (*compiled, bool) {
	if j.spec == nil || int(j.spec.number) >= len(c.jobs) || c.jobs[j.spec.number] != j.spec {
		return nil, false
	}
	return j.spec, true
}

// Spec returns the specification that a Job was compiled from. Its slices must not
// be written to.
func (j Job) Spec() TaskSpec {
	if j.spec == nil {
		return TaskSpec{}
	}
	return j.spec.spec
}
