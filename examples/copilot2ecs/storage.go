package main

import (
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/taskdef"
)

// volumes converts the storage of the task.
//
// https://aws.github.io/copilot-cli/docs/developing/storage/
func (c *converter) volumes() {
	storage := c.root.member("storage")
	n := storage.member("ephemeral")
	switch size := c.number(n); {
	case size == nil:
	case *size == 20:
		// What a task has anyway. ECS documents 21 as the least size that can be asked for.
		c.find(note, n.path, "20 GiB is what a task has without asking: left out", "")
	default:
		c.td.EphemeralStorage = &taskdef.EphemeralStorage{SizeInGiB: size}
	}
	all := storage.member("volumes")
	for _, name := range all.names() {
		c.td.Volumes = append(c.td.Volumes, taskdef.Volume{Name: name, EFSVolumeConfiguration: c.efs(name, all.members[name].member("efs"))})
	}
}

// efs returns the file system of a volume, nil for a volume that is part of the
// task's own storage. Encryption in transit is always on [observed].
func (c *converter) efs(volume string, n *node) *taskdef.EFSVolumeConfiguration {
	switch n.kind() {
	case jsonscan.None:
		return nil
	case jsonscan.Bool:
		if !*c.truth(n) {
			return nil
		}
		return c.managedEFS(volume, n)
	}
	id := c.imported(n.member("id"))
	if id == "" || id == "managed" || id == "copilot" {
		return c.managedEFS(volume, n)
	}
	e := &taskdef.EFSVolumeConfiguration{FileSystemID: id, RootDirectory: c.str(n.member("root_dir")), TransitEncryption: taskdef.Enabled}
	auth := n.member("auth")
	point := c.str(auth.member("access_point_id"))
	iam := taskdef.Disabled
	switch on := c.truth(auth.member("iam")); {
	case on == nil:
		// The documentation says that IAM is the default, Copilot's source that it is not.
		c.find(note, n.path, "auth.iam is not given: Copilot's documentation says true, its template false, which is taken", "")
	case *on:
		iam = taskdef.Enabled
	}
	e.AuthorizationConfig = &taskdef.EFSAuthorizationConfig{AccessPointID: point, IAM: iam}
	return e
}

// managedEFS is the file system that Copilot makes for the environment, with an
// access point for the workload.
func (c *converter) managedEFS(volume string, n *node) *taskdef.EFSVolumeConfiguration {
	return &taskdef.EFSVolumeConfiguration{
		FileSystemID:      c.fill(n.at(), "FILE_SYSTEM_ID", "Copilot makes a file system for the environment; volume "+volume+" is in it"),
		RootDirectory:     "/",
		TransitEncryption: taskdef.Enabled,
		AuthorizationConfig: &taskdef.EFSAuthorizationConfig{
			AccessPointID: c.fill(n.at(), "ACCESS_POINT_ID", "Copilot makes an access point for the workload"), IAM: taskdef.Enabled,
		},
	}
}

func (c *converter) mainMounts() []taskdef.MountPoint {
	var mounts []taskdef.MountPoint
	all := c.root.member("storage").member("volumes")
	for _, name := range all.names() {
		mounts = append(mounts, c.mount(name, all.members[name]))
	}
	return mounts
}

// mount returns a mount point, which is read-only unless the manifest says
// otherwise.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#storage
func (c *converter) mount(volume string, n *node) taskdef.MountPoint {
	m := taskdef.MountPoint{SourceVolume: volume, ContainerPath: c.str(n.member("path")), ReadOnly: c.truth(n.member("read_only"))}
	if m.ReadOnly == nil {
		m.ReadOnly = new(true)
	}
	if !strings.HasPrefix(m.ContainerPath, "/") {
		c.find(required, n.at(), "volume "+volume+" has no absolute path", "")
	}
	return m
}
