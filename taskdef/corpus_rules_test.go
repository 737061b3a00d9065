package taskdef_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// repro is a file of the corpus with placeholders in braces that nobody else uses.
const repro = "aws_aws-for-fluent-bit__troubleshooting_tutorials_cloud-firelens-crash-repro-template_task-def-template.json"

// certainErrors are the reasons why files whose fate is unknown have Errors all the
// same: what AWS is known to refuse, whatever else is unknown about them.
var certainErrors = map[string]string{
	"agent_container-health.json unreadable":                                                       "the API takes JSON",
	"kayac_ecspresso__tests_ci_ecs-task-def.jsonnet unreadable":                                    "the API takes JSON",
	"kayac_ecspresso__tests_td.jsonnet unreadable":                                                 "the API takes JSON",
	"aws-samples_aws-containers-task-definitions__kibana_kibana_ec2.json awsvpc-hostport-mismatch": "AWS was seen to refuse it; the placeholder is in another place",
	repro + " family-pattern":                                                                      "AWS was seen to refuse braces",
	repro + " image-charset":                                                                       "AWS was seen to refuse braces",
	repro + " taskrole-form":                                                                       "no role has braces and blanks in its name",
	"kayac_ecspresso__tests_td-in-tags.json proxy-container":                                       "documented; the file is a unit test's and was never registered",
	"kayac_ecspresso__tests_td.json proxy-container":                                               "documented; the file is a unit test's and was never registered",
}

// TestCorpusVerdicts holds the Errors of real definitions against the index:
// a refusal has the Error of its reason, and what is unknown has none without a
// reason that is certain.
func TestCorpusVerdicts(t *testing.T) {
	folder, rows := corpus(t)
	for _, row := range rows {
		t.Run(row.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(row.file)))
			if err != nil {
				t.Fatal(err)
			}
			var errors diag.List
			d, err := taskdef.Load(text)
			if err != nil {
				f, _ := taskdef.Unreadable(err)
				errors.Add(f)
			} else {
				for _, f := range d.Check(taskdef.Config{}) {
					if f.Severity == diag.Error {
						errors.Add(f)
					}
				}
			}
			checkVerdict(t, row, errors)
		})
	}
}

func checkVerdict(t *testing.T, row corpusRow, errors diag.List) {
	t.Helper()
	switch row.expected {
	case "accept":
		for _, f := range errors {
			t.Errorf("accepted by AWS (%s), and found: %v", row.why, f)
		}
	case "reject":
		names := map[string]bool{}
		for _, f := range errors {
			names[f.Name] = true
		}
		if slug, _, ok := strings.Cut(row.why, ":"); len(errors) == 0 || ok && isKind(slug) && !names[slug] {
			t.Errorf("refused by AWS (%s), and found: %v", row.why, errors)
		}
	case "unknown":
		for _, f := range errors {
			if certainErrors[filepath.Base(row.file)+" "+f.Name] == "" {
				t.Errorf("nobody knows (%s), and found: %v", row.why, f)
			}
		}
	default:
		t.Errorf("the verdict is %q", row.expected)
	}
}

// isKind reports whether a rule or a finding of loading has the name.
func isKind(name string) bool {
	for _, k := range taskdef.Kinds() {
		if k.Name == name {
			return true
		}
	}
	return false
}
