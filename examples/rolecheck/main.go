// Command rolecheck says which IAM role of an Amazon ECS task needs which
// permission, and checks the roles' policies and trust policies against a task
// definition, without calling AWS.
//
//	rolecheck TASK-DEFINITION                       who needs what, and why
//	rolecheck -execution FILE -task FILE … TASK-DEFINITION
//	rolecheck -write TASK-DEFINITION                least privilege policies, as JSON
//
// Policies are JSON files as IAM takes them, or managed:NAME for a managed policy
// of AWS. The AWS CLI prints them with --query:
//
//	aws iam get-role-policy --role-name R --policy-name P --query PolicyDocument
//	aws iam get-role --role-name R --query Role.AssumeRolePolicyDocument
//
// Without arguments it checks a case that comes with it.
//
// The exit status is 0 when nothing of the asked severity was found, 1 when
// something was, and 2 when an input could not be read.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/diag/report"
	"github.com/ecskit/ecskit/iam/ecsroles"
	"github.com/ecskit/ecskit/taskdef"
)

// The exit statuses.
const (
	exitClean      = 0
	exitFindings   = 1
	exitUnreadable = 2
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	status := run(os.Args[1:], out, os.Stderr, report.ColorFor(os.Stdout))
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "rolecheck:", err)
		status = exitUnreadable
	}
	os.Exit(status)
}

// options is what the flags ask for.
type options struct {
	format   string
	severity diag.Severity
	color    bool
	write    bool
	only     string // role whose policy -write prints alone
	policies map[ecsroles.Role][]string
	trust    map[ecsroles.Role]string
	needs    ecsroles.Options
	path     string
	read     func(name string) ([]byte, error)
}

// roleFlags are the roles that flags name.
var roleFlags = []struct {
	name string
	role ecsroles.Role
}{
	{"task", ecsroles.TaskRole},
	{"execution", ecsroles.ExecutionRole},
	{"instance", ecsroles.InstanceRole},
	{"infrastructure", ecsroles.InfrastructureRole},
	{"caller", ecsroles.Caller},
}

// run is the program without its surroundings.
func run(args []string, out, errOut io.Writer, color bool) int {
	o, err := parseFlags(args, errOut)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitClean
	case err != nil:
		fmt.Fprintln(errOut, "rolecheck:", err)
		return exitUnreadable
	}
	o.color = color
	if o.path == "" {
		return runSample(&o, out, errOut)
	}
	return runCase(&o, out, errOut)
}

func parseFlags(args []string, errOut io.Writer) (options, error) {
	o := options{
		format: "text", severity: diag.Info, read: os.ReadFile,
		policies: map[ecsroles.Role][]string{}, trust: map[ecsroles.Role]string{},
	}
	set := flag.NewFlagSet("rolecheck", flag.ContinueOnError)
	set.SetOutput(errOut)
	set.Usage = func() {
		fmt.Fprintln(errOut, "usage: rolecheck [flags] TASK-DEFINITION\n\nflags:")
		set.PrintDefaults()
		fmt.Fprintln(errOut, "\nexit status: 0 nothing found, 1 findings of at least the severity, 2 unreadable input")
	}
	for _, r := range roleFlags {
		set.Func(r.name, fmt.Sprintf("`file` of a policy that the %s has, or managed:NAME; may be repeated", r.role), func(s string) error {
			o.policies[r.role] = append(o.policies[r.role], s)
			return nil
		})
		if r.role != ecsroles.Caller {
			set.Func(r.name+"-trust", fmt.Sprintf("`file` of the trust policy of the %s", r.role), func(s string) error {
				o.trust[r.role] = s
				return nil
			})
		}
	}
	set.Func("format", "`text`, json, sarif or github (default text)", o.setFormat)
	set.Func("severity", "least severity that is reported and counts for the exit status: error, warning or `info` (default info)", func(s string) error {
		return o.severity.UnmarshalText([]byte(s))
	})
	set.BoolVar(&o.write, "write", false, "print the least privilege policies of all roles as one JSON object")
	set.Func("role", "with -write: print the policy of this `role` alone: task, execution, instance, infrastructure or caller", o.setOnly)
	o.addNeedFlags(set)
	if err := set.Parse(args); err != nil {
		return o, err
	}
	if set.NArg() > 1 {
		return o, fmt.Errorf("one task definition at a time, not %q", set.Args())
	}
	if o.only != "" && !o.write {
		return o, errors.New("-role goes with -write")
	}
	o.path = set.Arg(0)
	if o.path == "" && set.NFlag() > 0 && (len(o.policies) > 0 || len(o.trust) > 0) {
		return o, errors.New("which task definition?")
	}
	return o, nil
}

// addNeedFlags adds the flags for what a task definition does not say.
func (o *options) addNeedFlags(set *flag.FlagSet) {
	n := &o.needs
	set.StringVar(&n.Region, "region", "", "`region` of the task")
	set.StringVar(&n.Account, "account", "", "`account` of the task (default that of its roles)")
	set.StringVar(&n.Cluster, "cluster", "", "`name` of the cluster")
	set.Func("launch", "`capacity`: FARGATE, EC2, EXTERNAL or MANAGED_INSTANCES (default from requiresCompatibilities)", func(s string) error {
		n.Launch = taskdef.Compatibility(strings.ToUpper(s))
		if !slices.Contains(n.Launch.Values(), n.Launch) {
			return fmt.Errorf("%q is none of %q", s, n.Launch.Values())
		}
		return nil
	})
	set.BoolFunc("exec", "ECS Exec is on", func(string) error {
		n.Exec = &ecsroles.Exec{}
		return nil
	})
	set.BoolVar(&n.GuardDuty, "guardduty", false, "GuardDuty Runtime Monitoring is on")
	set.BoolVar(&n.EFSRoot, "efs-root", false, "containers are root on EFS")
	set.Func("pull-through", "`prefix` of repositories that a pull-through cache fills; may be repeated", func(s string) error {
		n.PullThrough = append(n.PullThrough, s)
		return nil
	})
	set.Func("key", "`value=key-arn`: the customer managed key of a secret, parameter or object; may be repeated", func(s string) error {
		at := strings.LastIndex(s, "=")
		if at <= 0 {
			return fmt.Errorf("%q is not value=key-arn", s)
		}
		if n.Keys == nil {
			n.Keys = map[string]string{}
		}
		n.Keys[s[:at]] = s[at+1:]
		return nil
	})
}

func (o *options) setFormat(s string) error {
	if !slices.Contains([]string{"text", "json", "sarif", "github"}, s) {
		return fmt.Errorf("%q is none of text, json, sarif, github", s)
	}
	o.format = s
	return nil
}

func (o *options) setOnly(s string) error {
	for _, r := range roleFlags {
		if r.name == s {
			o.only = s
			return nil
		}
	}
	return fmt.Errorf("%q is none of task, execution, instance, infrastructure, caller", s)
}

// fail reports an input that cannot be read.
func fail(errOut io.Writer, name string, err error) int {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	fmt.Fprintf(errOut, "rolecheck: %s: %v\n", name, err)
	return exitUnreadable
}
