package taskdef

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
)

// MaxOverrideCharacters is how many characters the overrides of a RunTask or
// StartTask call may have as JSON.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
const MaxOverrideCharacters = 8192

// The kinds of findings about overrides. What is an Error is refused by RunTask.
var (
	kindOverrideSize = diag.Kind{
		Code: "TD880", Name: "override-size", Title: "overrides have at most 8,192 characters as JSON",
		Source: github + "artilleryio/artillery/issues/2584", Certainty: diag.Observed,
	}
	kindOverrideName = diag.Kind{
		Code: "TD881", Name: "override-container", Title: "an override names a container of the task definition",
		Source: github + "azavea/django-ecsmanage/issues/21", Certainty: diag.Observed,
	}
	kindOverrideTwice = diag.Kind{
		Code: "TD882", Name: "override-duplicate", Title: "a container is overridden once",
		Source: api + "TaskOverride.html", Severity: diag.Warning, Certainty: diag.Unknown,
	}
	kindOverrideTaskSize = diag.Kind{
		Code: "TD883", Name: "override-task-size", Title: "the task's cpu and memory are sizes, on Fargate a pair that it offers",
		Source: taskSizePage, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindOverrideMemory = diag.Kind{
		Code: "TD884", Name: "override-container-size", Title: "a container's cpu and memory make sense, and fit into the task",
		Source: api + "ContainerOverride.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindOverrideStorage = diag.Kind{
		Code: "TD885", Name: "override-ephemeral-storage", Title: "ephemeral storage is 21 to 200 GiB, and for Fargate",
		Source: api + "TaskOverride.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindOverrideEnvironment = diag.Kind{
		Code: "TD886", Name: "override-environment", Title: "a variable has a name, and does not stand in for a secret",
		Source: api + "ContainerOverride.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindOverrideFiles = diag.Kind{
		Code: "TD887", Name: "override-environment-file", Title: "an environment file is an S3 object",
		Source: api + "EnvironmentFile.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindOverrideRole = diag.Kind{
		Code: "TD888", Name: "override-role", Title: "a role is named by its ARN",
		Source: api + "TaskOverride.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindOverrideResource = diag.Kind{
		Code: "TD889", Name: "override-resource", Title: "a resource requirement is a number of GPUs, or ALL",
		Source: apiResource, Severity: diag.Warning, Certainty: diag.Inferred,
	}
)

func overrideKinds() []diag.Kind {
	return []diag.Kind{
		kindOverrideSize, kindOverrideName, kindOverrideTwice, kindOverrideTaskSize, kindOverrideMemory, kindOverrideStorage,
		kindOverrideEnvironment, kindOverrideFiles, kindOverrideRole, kindOverrideResource,
	}
}

// ValidateOverrides checks what a RunTask or StartTask call wants to change about
// a task definition, and returns what it finds, sorted. Paths are those of the
// overrides: containerOverrides[0].name. Neither argument is changed.
//
// An Error is what RunTask was seen to refuse: overrides of more than
// [MaxOverrideCharacters] characters and names of containers that do not exist. The
// rest follows from the rules of task definitions, and is a Warning.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
func ValidateOverrides(td *TaskDefinition, o *TaskOverride) diag.List {
	v := overrideCheck{p: newPass(td, &Config{}), td: td, o: o}
	v.checkSize()
	v.checkTask()
	seen := map[string]int{}
	for i := range o.ContainerOverrides {
		c := &o.ContainerOverrides[i]
		v.checkName(i, c, seen)
		v.checkContainer(i, c)
		v.checkEnvironment(i, c)
		v.checkResources(i, c)
	}
	v.found.Sort()
	return v.found
}

type overrideCheck struct {
	p     *Pass // of the definition as it is registered
	td    *TaskDefinition
	o     *TaskOverride
	found diag.List
}

func (v *overrideCheck) add(k diag.Kind, path, message, hint string) {
	v.found.Add(k.At(path, message, hint))
}

func overridePath(i int, parts ...any) string {
	return string(appendPath(nil, append([]any{"containerOverrides", i}, parts...)))
}

func (v *overrideCheck) checkSize() {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(v.o); err != nil {
		return // the model has no type that cannot be written
	}
	if n := utf8.RuneCount(text.Bytes()) - 1; n > MaxOverrideCharacters { // without the line break
		v.add(kindOverrideSize, "", fmt.Sprintf("the overrides have %d characters as JSON, more than %d", n, MaxOverrideCharacters),
			"pass long values by a parameter, a secret or a file in S3")
	}
}

func (v *overrideCheck) checkTask() {
	for _, role := range [...]struct{ member, value string }{{"executionRoleArn", v.o.ExecutionRoleARN}, {"taskRoleArn", v.o.TaskRoleARN}} {
		a, ok := parseARN(role.value)
		if role.value != "" && (!ok || a.service != "iam" || !strings.HasPrefix(a.resource, "role/")) {
			v.add(kindOverrideRole, role.member, fmt.Sprintf("%q is not the ARN of a role", role.value), "write arn:aws:iam::123456789012:role/name")
		}
	}
	v.checkTaskSize()
	if e := v.o.EphemeralStorage; e != nil {
		switch {
		case e.SizeInGiB == nil || *e.SizeInGiB < 21 || *e.SizeInGiB > 200:
			v.add(kindOverrideStorage, "ephemeralStorage.sizeInGiB", "ephemeral storage is not from 21 to 200 GiB", "write 21 to 200")
		case v.p.stated != 0 && !v.p.isListed(onFargate):
			v.add(kindOverrideStorage, "ephemeralStorage", "ephemeral storage is for Fargate, which the definition is not for", "delete it")
		}
	}
}

// checkTaskSize checks the size that the task has with the overrides.
func (v *overrideCheck) checkTaskSize() {
	cpu, memory := v.p.cpu, v.p.memory
	if s := v.o.CPU; s != "" {
		n, ok := ParseCPU(s)
		if !ok {
			v.add(kindOverrideTaskSize, "cpu", fmt.Sprintf("%q is no cpu", s), "write CPU units, 1024 to a vCPU")
			return
		}
		cpu = n
	}
	if s := v.o.Memory; s != "" {
		n, ok := ParseMemory(s)
		if !ok {
			v.add(kindOverrideTaskSize, "memory", fmt.Sprintf("%q is no memory", s), "write MiB")
			return
		}
		memory = n
	}
	if v.o.CPU == "" && v.o.Memory == "" || !v.p.isListed(onFargate) || IsFargateSize(cpu, memory, v.p.osFamily()) {
		return
	}
	hint := "no size of Fargate is as large"
	if s, ok := RoundUpFargate(cpu, memory, v.p.osFamily()); ok {
		hint = fmt.Sprintf("the next size is %s", s)
	}
	path := "memory"
	if v.o.Memory == "" {
		path = "cpu"
	}
	v.add(kindOverrideTaskSize, path, fmt.Sprintf("the task would have cpu %d and memory %d, which Fargate does not offer", cpu, memory), hint)
}

func (v *overrideCheck) checkName(i int, c *ContainerOverride, seen map[string]int) {
	path := overridePath(i, "name")
	if c.Name == "" {
		v.add(kindOverrideName, path, "the override names no container", fmt.Sprintf("name one of: %s", v.p.containerNames()))
		return
	}
	if _, ok := v.p.Container(c.Name); !ok {
		v.add(kindOverrideName, path, fmt.Sprintf("the task definition has no container %q", c.Name), fmt.Sprintf("name one of: %s", v.p.containerNames()))
	}
	if first, twice := seen[c.Name]; twice {
		v.add(kindOverrideTwice, path, fmt.Sprintf("override %d is for container %q too; nobody has verified what comes of it", first, c.Name), "join them")
		return
	}
	seen[c.Name] = i
}

// checkContainer checks the size that the container has with the override.
func (v *overrideCheck) checkContainer(i int, c *ContainerOverride) {
	positive := func(member string, n *int, least int) {
		if n != nil && *n < least {
			v.add(kindOverrideMemory, overridePath(i, member), fmt.Sprintf("%s is %d", member, *n), fmt.Sprintf("write at least %d", least))
		}
	}
	positive("cpu", c.CPU, 0)
	positive("memory", c.Memory, 1)
	positive("memoryReservation", c.MemoryReservation, 1)
	memory, reservation := c.Memory, c.MemoryReservation
	if at, ok := v.p.Container(c.Name); ok {
		if memory == nil {
			memory = v.p.containers[at].Memory
		}
		if reservation == nil {
			reservation = v.p.containers[at].MemoryReservation
		}
	}
	if (c.Memory != nil || c.MemoryReservation != nil) && memory != nil && reservation != nil && *reservation > *memory {
		v.add(kindOverrideMemory, overridePath(i, "memory"), fmt.Sprintf("the container would have memory %d and memoryReservation %d", *memory, *reservation), "raise memory or lower memoryReservation")
	}
	task, ok := v.p.memory, v.p.hasMemory
	if v.o.Memory != "" {
		task, ok = ParseMemory(v.o.Memory)
	}
	if c.Memory != nil && ok && *c.Memory > task {
		v.add(kindOverrideMemory, overridePath(i, "memory"), fmt.Sprintf("the container would have %d MiB, more than the task's %d", *c.Memory, task), "raise the task's memory too")
	}
}

func (v *overrideCheck) checkEnvironment(i int, c *ContainerOverride) {
	var secrets []Secret
	if at, ok := v.p.Container(c.Name); ok {
		secrets = v.p.containers[at].Secrets
	}
	for j, variable := range c.Environment {
		path := overridePath(i, "environment", j, "name")
		if strings.TrimSpace(variable.Name) == "" {
			v.add(kindOverrideEnvironment, path, "the environment variable has no name", "name it or delete it")
			continue
		}
		for _, s := range secrets {
			if s.Name == variable.Name {
				v.add(kindOverrideEnvironment, path, fmt.Sprintf("%s is a secret of the container, whose name no variable may have", variable.Name), "use another name")
				break
			}
		}
	}
	for j, f := range c.EnvironmentFiles {
		if a, ok := parseARN(f.Value); f.Type != EnvironmentFileS3 || !ok || a.service != "s3" {
			v.add(kindOverrideFiles, overridePath(i, "environmentFiles", j), fmt.Sprintf("type %q with value %q is no object in S3", f.Type, f.Value), "write type s3 and arn:aws:s3:::bucket/name.env")
		}
	}
}

func (v *overrideCheck) checkResources(i int, c *ContainerOverride) {
	for j, r := range c.ResourceRequirements {
		if r.Type == ResourceGPU && r.SharingStrategy == nil && !isGPUCount(r.Value) && !isGPUFraction(r.Value) {
			v.add(kindOverrideResource, overridePath(i, "resourceRequirements", j, "value"), fmt.Sprintf("%q is neither a number of GPUs, nor 0.125, 0.25 or 0.5, nor ALL", r.Value), `write for example "1"`)
		}
		if v.p.isListed(onFargate) && r.Type != ResourceInferenceAccelerator {
			v.add(kindOverrideResource, overridePath(i, "resourceRequirements", j), fmt.Sprintf("Fargate has no resources of type %s", r.Type), "delete it")
		}
	}
}
