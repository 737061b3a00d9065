package taskdef_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// facts is the list of what is known about task definitions from which the rules
// were made. It is not part of this repository.
const facts = "../../shared/facts/taskdef.md"

type fact struct {
	slug, kind, cert string // kind and cert are empty where the table does not say
	correction       bool   // from the section that wins over the others
	seen             bool   // and there from the table of messages that AWS was seen to give
}

var slugCell = regexp.MustCompile(`^-?[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// slugsOf expands the first cell of a row: "fargate-devices / -shm".
func slugsOf(cell string) []string {
	cell, _, _ = strings.Cut(cell, " (")
	var slugs []string
	for _, s := range strings.FieldsFunc(cell, func(r rune) bool { return r == '/' || r == ',' }) {
		s = strings.TrimSpace(s)
		if !slugCell.MatchString(s) {
			return nil
		}
		if s[0] == '-' {
			s = slugs[0][:strings.LastIndexByte(slugs[0], '-')] + s
		}
		slugs = append(slugs, s)
	}
	return slugs
}

func readFacts(t *testing.T) []fact {
	t.Helper()
	data, err := os.ReadFile(facts)
	if err != nil {
		t.Skipf("the facts are not here: %v", err)
	}
	var all []fact
	var header []string
	correction := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "## ") {
			correction = strings.HasPrefix(line, "## 00.")
		}
		if rest, ok := strings.CutPrefix(line, "New rules: "); ok {
			for s := range strings.SplitSeq(rest, "), ") {
				all = append(all, fact{slug: strings.Fields(s)[0], correction: true})
			}
		}
		if !strings.HasPrefix(line, "|") {
			header = nil
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if header == nil {
			header = cells
			continue
		}
		if !strings.EqualFold(header[0], "slug") {
			continue
		}
		column := func(name string) string {
			if i := slices.Index(header, name); i >= 0 && len(cells) == len(header) {
				return cells[i]
			}
			return ""
		}
		for _, slug := range slugsOf(cells[0]) {
			all = append(all, fact{slug, column("Kind"), column("Cert"), correction, correction && header[1] == "message"})
		}
	}
	return append(all, fact{slug: "graph-cycle-mixed", correction: true})
}

// omitted reads testdata/omitted.tsv: slugs that are no rule, and why.
func omitted(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("testdata/omitted.tsv")
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]string{}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if cells[0] == "slug" {
			continue
		}
		if len(cells) != 3 || cells[2] == "" {
			t.Errorf("omitted.tsv: %q is not slug, finding, reason", line)
			continue
		}
		if cells[1] != "-" && !isKind(cells[1]) {
			t.Errorf("omitted.tsv: %s is answered by %s, which does not exist", cells[0], cells[1])
		}
		if isKind(cells[0]) {
			t.Errorf("omitted.tsv: %s exists", cells[0])
		}
		reasons[cells[0]] = cells[2]
	}
	return reasons
}

func TestEveryFactIsARule(t *testing.T) {
	reasons := omitted(t)
	known := map[string]bool{}
	for _, f := range readFacts(t) {
		known[f.slug] = true
		if !isKind(f.slug) && reasons[f.slug] == "" {
			t.Errorf("%s (%s, %s) is neither a rule nor omitted with a reason", f.slug, f.kind, f.cert)
		}
	}
	for slug := range reasons {
		if !known[slug] {
			t.Errorf("omitted.tsv: %s is no fact", slug)
		}
	}
	for _, r := range taskdef.Rules() {
		if !known[r.Name] && !strings.HasPrefix(r.Name, "daemon-") {
			t.Errorf("rule %s is no fact", r.Name)
		}
	}
	if len(known) < 300 {
		t.Errorf("read %d facts, which is too few", len(known))
	}
}

// judged are rules whose severity, phase or certainty is not what their row alone
// says, with the reason. The section of corrections, which wins, is looked at apart.
var judged = map[string]string{
	"volumesfrom-cycle":       "the correction of depends-cycle makes it a finding of the run",
	"envfile-windows-fargate": "use-environment-file.html has it as impossible, and tasks were seen to fail when run",
	"efs-external":            "ecs-anywhere.html has it as unsupported: documented",
	"loggroup-name":           "API_CreateLogGroup.html has the rules for names: documented",
	"appmesh-eol":             "the page itself announces the end for 2026-09-30: documented",
	"log-missing":             "a control of Security Hub, ECS.9: documented",
	"privileged":              "a control of Security Hub, ECS.4: documented",
	"readonly-root":           "a control of Security Hub, ECS.5: documented",
	"host-pid":                "a control of Security Hub, ECS.3: documented",
	"efs-unencrypted":         "a control of Security Hub, ECS.18: documented",
	"reservation-le-memory":   "more than memory is documented as wrong; equality is accepted and not reported",
	"awslogs-create-group":    "false was seen refused; True is reported as a Warning",
	"fargate-devices":         "the row is shared: sharedMemorySize was observed, this one is documented",
	"fargate-maxswap":         "the row is shared: sharedMemorySize was observed, this one is documented",
	"fargate-swappiness":      "the row is shared: sharedMemorySize was observed, this one is documented",
}

// corrected are the severities of the rules that the first section corrects to
// avoid Errors that AWS would not give.
var corrected = map[string]diag.Severity{
	"firelens-config-type":        diag.Warning,
	"containerport-duplicate":     diag.Warning,
	"depends-cycle":               diag.Error,
	"volumesfrom-cycle":           diag.Warning,
	"execrole-form":               diag.Error, // for the empty text; the rest is a Warning
	"sum-memory":                  diag.Error, // for reservations; the rest is a Warning
	"awsvpc-dns":                  diag.Warning,
	"awsvpc-dnssearch":            diag.Warning,
	"awsvpc-disablenetworking":    diag.Warning,
	"tmpfs-options":               diag.Warning,
	"envfile-arn":                 diag.Error, // for the ARN; the suffix is a Warning
	"placement-expression":        diag.Warning,
	"mi-unsupported":              diag.Warning,
	"containerport-two-protocols": diag.Info,
	"healthcheck-prefix":          diag.Warning,
	"windows-arm64":               diag.Warning,
	"windows-fargate-os":          diag.Warning,
	"graph-cycle-mixed":           diag.Warning,
}

func TestRulesSayWhatTheFactsSay(t *testing.T) {
	rules := map[string]taskdef.Rule{}
	for _, r := range taskdef.Rules() {
		rules[r.Name] = r
	}
	all := readFacts(t)
	inCorrections := map[string]bool{}
	for _, f := range all {
		if f.correction {
			inCorrections[f.slug] = true
			checkCorrection(t, f, rules)
		}
	}
	for _, f := range all {
		r, ok := rules[f.slug]
		if !ok || inCorrections[f.slug] || judged[f.slug] != "" {
			continue
		}
		plain, certain := f.kind == "REG", strings.HasPrefix(f.cert, "M") || strings.HasPrefix(f.cert, "D")
		if isError := r.Severity == diag.Error; isError != (plain && certain) {
			t.Errorf("%s is %s, and the facts say %s, %s", f.slug, r.Severity, f.kind, f.cert)
		}
		if !slices.Contains(phasesOf(f.kind), r.Phase) {
			t.Errorf("%s is of phase %s, and the facts say %s", f.slug, r.Phase, f.kind)
		}
		if want := certaintyOf(f.cert); r.Certainty != want {
			t.Errorf("%s is %s, and the facts say %s", f.slug, r.Certainty, f.cert)
		}
	}
}

func phasesOf(kind string) []taskdef.Phase {
	var phases []taskdef.Phase
	for k := range strings.SplitSeq(kind, "/") {
		switch {
		case strings.HasPrefix(k, "REG"):
			phases = append(phases, taskdef.Register)
		case strings.HasPrefix(k, "RUN"):
			phases = append(phases, taskdef.Run)
		case strings.HasPrefix(k, "SEC"):
			phases = append(phases, taskdef.Security)
		case strings.HasPrefix(k, "BP"):
			phases = append(phases, taskdef.Practice, taskdef.NoEffect)
		}
	}
	return phases
}

func certaintyOf(cert string) diag.Certainty {
	switch {
	case strings.HasPrefix(cert, "M"):
		return diag.Observed
	case strings.HasPrefix(cert, "D"):
		return diag.Documented
	case strings.HasPrefix(cert, "I"), strings.HasPrefix(cert, "P"), strings.HasPrefix(cert, "–"):
		return diag.Inferred
	}
	return diag.Unknown
}

func checkCorrection(t *testing.T, f fact, rules map[string]taskdef.Rule) {
	r, ok := rules[f.slug]
	want, known := corrected[f.slug]
	switch {
	case !ok: // omitted
	case f.seen && (r.Severity != diag.Error || r.Certainty != diag.Observed || r.Phase != taskdef.Register):
		t.Errorf("%s is %s and %s of phase %s, and AWS was seen to refuse it", f.slug, r.Severity, r.Certainty, r.Phase)
	case !f.seen && !known:
		t.Errorf("%s is corrected, and the test does not say how", f.slug)
	case !f.seen && r.Severity != want:
		t.Errorf("%s is %s, not %s", f.slug, r.Severity, want)
	}
}
