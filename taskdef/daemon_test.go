package taskdef_test

import (
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

func TestDaemonSeverities(t *testing.T) {
	tests := []struct {
		name, assignments, finding string
		want                       diag.Severity
	}{
		{"a required member", `family=null`, "family-required", diag.Error},
		{"its image", `c0.image=null`, "image-required", diag.Error},
		{"its modes", `ipcMode="host"`, "daemon-ipc-mode", diag.Error},
		{"what holds for tasks", `c0.name="a b"`, "container-name", diag.Warning},
		{"circles", `c0.dependsOn=[{"containerName":"b","condition":"START"}] c1={"name":"b","image":"i","dependsOn":[{"containerName":"agent","condition":"START"}]}`, "depends-cycle", diag.Warning},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, err := assign("daemon", tt.assignments)
			if err != nil {
				t.Fatal(err)
			}
			d, err := taskdef.Load(text)
			if err != nil || d.Format != taskdef.FormatDaemon {
				t.Fatal(err, d.Format)
			}
			found := false
			for _, f := range d.Check(taskdef.Config{}) {
				if f.Name == tt.finding {
					found = true
					if f.Severity != tt.want {
						t.Errorf("%v, want %s", f, tt.want)
					}
				} else if f.Severity == diag.Error {
					t.Errorf("also an error: %v", f)
				}
			}
			if !found {
				t.Errorf("%s is not found", tt.finding)
			}
		})
	}
}
