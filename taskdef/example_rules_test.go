package taskdef_test

import (
	"fmt"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

func ExampleValidate() {
	td := &taskdef.TaskDefinition{
		Family:                  "web",
		RequiresCompatibilities: []taskdef.Compatibility{taskdef.CompatibilityFargate},
		NetworkMode:             taskdef.NetworkModeAWSVPC,
		CPU:                     "256",
		Memory:                  "4096",
		ContainerDefinitions:    []taskdef.ContainerDefinition{{Name: "web", Image: "nginx:1.27"}},
	}
	for _, f := range taskdef.Validate(td, taskdef.Config{}) {
		if f.Severity == diag.Error {
			fmt.Println(f)
		}
	}
	// Output:
	// memory: error: with cpu 256 Fargate offers memory 512, 1024 or 2048, not 4096 [TD082]; the next size is cpu 512, memory 4096
}

// A linter of one's own: every rule but one, and one more, which wants images from
// the company's registry.
func ExampleRule() {
	ownRegistry := taskdef.Rule{
		Code: "ACME001", Name: "acme-registry", Title: "images come from our registry",
		Source: "https://wiki.example.com/containers", Severity: diag.Warning, Phase: taskdef.Practice,
		Check: func(p *taskdef.Pass) {
			for i, c := range p.Definition().ContainerDefinitions {
				if !strings.HasPrefix(c.Image, "registry.example.com/") {
					p.Report(p.Path("containerDefinitions", i, "image"),
						p.Sprintf("image %q is not from registry.example.com", c.Image), "push it there")
				}
			}
		},
	}
	d, err := taskdef.Load([]byte(`{"family": "web", "memory": "512",
		"containerDefinitions": [{"name": "web", "image": "nginx:latest"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	cfg := taskdef.Config{Rules: append(taskdef.Rules(), ownRegistry), Disable: []string{"image-latest", "image-public-dockerhub"}}
	for _, f := range d.Check(cfg) {
		if strings.HasPrefix(f.Path, "containerDefinitions[0].image") {
			fmt.Println(f)
		}
	}
	// Output:
	// containerDefinitions[0].image: warning: image "nginx:latest" is not from registry.example.com [ACME001]; push it there
	// containerDefinitions[0].image: info: the tag of image "nginx:latest" can be moved to another image [TD135]; add @sha256: and the digest
}

func ExampleRules() {
	n := map[taskdef.Phase]int{}
	for _, r := range taskdef.Rules() {
		if r.Severity == diag.Error {
			n[r.Phase]++
		}
	}
	fmt.Println("Errors are of the phase register alone:", len(n) == 1 && n[taskdef.Register] > 0)
	// Output:
	// Errors are of the phase register alone: true
}

func ExampleValidateOverrides() {
	td := &taskdef.TaskDefinition{Family: "web", ContainerDefinitions: []taskdef.ContainerDefinition{{Name: "web", Image: "nginx"}}}
	o := &taskdef.TaskOverride{ContainerOverrides: []taskdef.ContainerOverride{{Name: "app", Command: []string{"migrate"}}}}
	for _, f := range taskdef.ValidateOverrides(td, o) {
		fmt.Println(f)
	}
	// Output:
	// containerOverrides[0].name: error: the task definition has no container "app" [TD881]; name one of: web
}

// Two containers share a bind mount: one writes, the other only reads.
func ExampleValidate_sharedBindMount() {
	td := &taskdef.TaskDefinition{
		Family:  "web",
		Volumes: []taskdef.Volume{{Name: "pages"}},
		ContainerDefinitions: []taskdef.ContainerDefinition{
			{
				Name: "render", Image: "example/render:1", Memory: new(256), Essential: new(true),
				MountPoints: []taskdef.MountPoint{{SourceVolume: "pages", ContainerPath: "/out"}},
			},
			{
				Name: "serve", Image: "nginx:1.27", Memory: new(128),
				MountPoints: []taskdef.MountPoint{{SourceVolume: "page", ContainerPath: "/usr/share/nginx/html", ReadOnly: new(true)}},
			},
		},
	}
	errorsOf := func() {
		for _, f := range taskdef.Validate(td, taskdef.Config{}) {
			if f.Severity == diag.Error {
				fmt.Println(f)
			}
		}
	}
	errorsOf()
	td.ContainerDefinitions[1].MountPoints[0].SourceVolume = "pages"
	errorsOf() // nothing
	// Output:
	// containerDefinitions[1].mountPoints[0].sourceVolume: error: the task has no volume "page" [TD440]; name one of: pages
}
