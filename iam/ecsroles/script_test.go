package ecsroles_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/iam/ecsroles"
	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/taskdef"
)

// situation is the state of a script: a task definition, what is known besides,
// and the policies of the roles.
type situation struct {
	td       *taskdef.TaskDefinition
	opts     ecsroles.Options
	attached map[ecsroles.Role]*iam.Policies
}

var roleNames = map[string]ecsroles.Role{
	"task": ecsroles.TaskRole, "execution": ecsroles.ExecutionRole, "instance": ecsroles.InstanceRole,
	"infrastructure": ecsroles.InfrastructureRole, "caller": ecsroles.Caller, "anywhere": ecsroles.AnywhereRole,
	"events": ecsroles.EventsRole, "scheduler": ecsroles.SchedulerRole, "scaling": ecsroles.AutoScalingRole,
}

// Commands:
//
//	task                              the task definition follows
//	options region=… account=… …      what the definition does not say
//	needs [role=…]                    lists the needs
//	policy role=…                     the least privilege policy
//	attach role=… managed=NAME        gives the role a managed policy, or the one that follows,
//	attach role=… least               or what it needs; without any of these an empty list
//	check                             lists the findings
//	trust role=… [account=…]          checks the trust policy that follows
//	actions                           checks the actions of ECS in the policy that follows
func TestSituations(t *testing.T) {
	states := map[*testing.T]*situation{}
	script.Run(t, "testdata/*.txt", func(t *testing.T, c *script.Command) (string, error) {
		s := states[t]
		if s == nil {
			s = &situation{attached: map[ecsroles.Role]*iam.Policies{}}
			states[t] = s
		}
		switch c.Name {
		case "task":
			return s.task(c)
		case "options":
			return "", s.options(c)
		case "needs":
			return s.needs(c)
		case "policy":
			return s.policy(c)
		case "attach":
			return "", s.attach(c)
		case "check":
			return list(ecsroles.Check(s.td, s.attached, s.opts)), nil
		case "trust":
			return trust(c)
		case "actions":
			p, findings, err := iam.ParsePolicy([]byte(c.Input))
			if err != nil {
				return "", err
			}
			return list(append(findings, ecsroles.CheckActions(p)...)), nil
		}
		return "", fmt.Errorf("unknown command %q", c.Name)
	})
}

func (s *situation) task(c *script.Command) (string, error) {
	// What is wrong with the definition is another package's to say.
	td, _, err := taskdef.Parse([]byte(c.Input))
	s.td = td
	return "", err
}

func list(findings diag.List) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}

func (s *situation) options(c *script.Command) error {
	o := &s.opts
	exec := func() *ecsroles.Exec {
		if o.Exec == nil {
			o.Exec = &ecsroles.Exec{}
		}
		return o.Exec
	}
	for _, arg := range c.Args {
		key, value, _ := strings.Cut(arg, "=")
		switch key {
		case "launch":
			o.Launch = taskdef.Compatibility(value)
		case "region":
			o.Region = value
		case "account":
			o.Account = value
		case "cluster":
			o.Cluster = value
		case "exec":
			exec()
		case "exec-group":
			exec().LogGroup = value
		case "exec-bucket":
			exec().Bucket = value
		case "exec-key":
			exec().KMSKey = value
		case "pull-through":
			o.PullThrough = append(o.PullThrough, value)
		case "no-create":
			o.NoCreateRepository = true
		case "tag":
			o.TagRepository = true
		case "guardduty":
			o.GuardDuty = true
		case "efs-root":
			o.EFSRoot = true
		case "infrastructure-role":
			o.InfrastructureRoleARN = value
		case "tls":
			o.ServiceConnectTLS = true
		case "lattice":
			o.VPCLattice = true
		case "key", "s3files":
			of, arn, _ := strings.Cut(value, "=")
			m := &o.Keys
			if key == "s3files" {
				m = &o.S3FilesBuckets
			}
			if *m == nil {
				*m = map[string]string{}
			}
			(*m)[of] = arn
		default:
			return fmt.Errorf("unknown option %q", key)
		}
	}
	return nil
}

func (s *situation) needs(c *script.Command) (string, error) {
	only, filtered := c.Arg("role")
	var b strings.Builder
	for _, n := range ecsroles.AppendNeeds(nil, s.td, s.opts) {
		if filtered && n.Role != roleNames[only] {
			continue
		}
		b.WriteString(n.String())
		if n.Request != n.Resource {
			b.WriteString(" as " + n.Request)
		}
		for _, cond := range n.Condition {
			fmt.Fprintf(&b, " if %s %s %s", cond.Operator, cond.Key, strings.Join(cond.Values, ","))
		}
		if n.Certainty != diag.Documented {
			b.WriteString(" [" + n.Certainty.String() + "]")
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

func (s *situation) policy(c *script.Command) (string, error) {
	name, _ := c.Arg("role")
	p := ecsroles.LeastPrivilege(ecsroles.AppendNeeds(nil, s.td, s.opts), roleNames[name])
	if p == nil {
		return "none\n", nil
	}
	if findings := p.Validate(iam.Identity); len(findings) > 0 {
		return "", findings.Err()
	}
	return string(p.AppendJSON(nil)), nil
}

func (s *situation) attach(c *script.Command) error {
	name, _ := c.Arg("role")
	role, ok := roleNames[name]
	if !ok {
		return fmt.Errorf("unknown role %q", name)
	}
	if s.attached[role] == nil {
		s.attached[role] = &iam.Policies{}
	}
	var p *iam.Policy
	if managed, ok := c.Arg("managed"); ok {
		m, ok := ecsroles.ManagedPolicyByName(managed)
		if !ok {
			return fmt.Errorf("unknown managed policy %q", managed)
		}
		p = m.Policy()
	} else if _, ok := c.Arg("least"); ok {
		p = ecsroles.LeastPrivilege(ecsroles.AppendNeeds(nil, s.td, s.opts), role)
	} else if c.Input != "" {
		var findings diag.List
		var err error
		if p, findings, err = iam.ParsePolicy([]byte(c.Input)); err != nil {
			return err
		} else if err := findings.Err(); err != nil {
			return err
		}
	}
	if p == nil {
		s.attached[role] = &iam.Policies{}
		return nil
	}
	s.attached[role].Identity = append(s.attached[role].Identity, p)
	return nil
}

func trust(c *script.Command) (string, error) {
	name, _ := c.Arg("role")
	role, ok := roleNames[name]
	if !ok {
		return "", fmt.Errorf("unknown role %q", name)
	}
	p, findings, err := iam.ParsePolicy([]byte(c.Input))
	if err != nil {
		return "", err
	}
	account, _ := c.Arg("account")
	findings = append(findings, p.Validate(iam.Trust)...)
	return list(append(findings, ecsroles.CheckTrust(role, p, ecsroles.TrustContext{Account: account})...)), nil
}
