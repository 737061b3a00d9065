package main

import (
	"fmt"

	"github.com/ecskit/ecskit/taskdef"
)

// storageClass is the class of the volumes that exist before their claims.
const storageClass = "efs"

// volumes converts the volumes of the task. Of several of one name, the first is
// the one that containers mount.
func (c *converter) volumes(pod object) {
	var list []object
	c.volumeLabels = map[string]string{}
	for i := range c.td.Volumes {
		v := &c.td.Volumes[i]
		path := fmt.Sprintf("task: volumes[%d].", i)
		if needsDriver(v) {
			c.rest("volume", path, v, "name")
			continue
		}
		label := c.label("volume", path+"name", v.Name)
		if _, there := c.volumeLabels[v.Name]; !there {
			c.volumeLabels[v.Name] = label
		}
		volume := object{"name": label}
		switch {
		case v.EFSVolumeConfiguration != nil:
			volume["persistentVolumeClaim"] = object{"claimName": c.efs(path+"efsVolumeConfiguration.", label, v.EFSVolumeConfiguration)}
		case v.Host != nil && v.Host.SourcePath != "":
			volume["hostPath"] = object{"path": v.Host.SourcePath}
		default:
			volume["emptyDir"] = object{}
		}
		list = append(list, volume)
	}
	if list != nil {
		pod["volumes"] = list
	}
}

// needsDriver reports whether a volume is one of another driver, which is not
// carried over.
func needsDriver(v *taskdef.Volume) bool {
	return v.DockerVolumeConfiguration != nil || v.S3FilesVolumeConfiguration != nil ||
		v.FSxWindowsFileServerVolumeConfiguration != nil || isTrue(v.ConfiguredAtLaunch)
}

func (c *converter) mounts(path string, d *taskdef.ContainerDefinition, k object) {
	var list []object
	for i, m := range d.MountPoints {
		label, ok := c.volumeLabels[m.SourceVolume]
		if !ok {
			c.lose(fmt.Sprintf("%smountPoints[%d]", path, i), fmt.Sprintf("the pod has no volume %q", m.SourceVolume))
			continue
		}
		mount := object{"name": label, "mountPath": m.ContainerPath}
		if isTrue(m.ReadOnly) {
			mount["readOnly"] = true
		}
		list = append(list, mount)
	}
	if list != nil {
		k["volumeMounts"] = list
	}
}

// efs makes what a file system needs in Kubernetes, and returns the name of the
// claim. The volume is given (static provisioning), since the provisioner, mode
// efs-ap, makes an access point for each claim: an empty directory, and not the
// files that the task has. The size is one that Kubernetes wants and the driver
// does not look at.
//
// https://github.com/kubernetes-sigs/aws-efs-csi-driver/tree/master/examples/kubernetes/efs
func (c *converter) efs(path, volume string, e *taskdef.EFSVolumeConfiguration) string {
	name := c.name + "-" + volume
	if len(c.claims) == 0 {
		c.claims = append(c.claims, object{
			"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": object{"name": storageClass}, "provisioner": "efs.csi.aws.com",
		})
	}
	source := object{"driver": "efs.csi.aws.com", "volumeHandle": volumeHandle(e)}
	if e.TransitEncryption != taskdef.Enabled {
		source["volumeAttributes"] = object{"encryptInTransit": "false"} // the driver's default is true, that of ECS false
	}
	size := object{"storage": "1Gi"}
	modes := []string{"ReadWriteMany"}
	spec := object{
		"capacity": size, "volumeMode": "Filesystem", "accessModes": modes, "persistentVolumeReclaimPolicy": "Retain",
		"storageClassName": storageClass, "csi": source,
	}
	if a := e.AuthorizationConfig; a != nil && a.IAM == taskdef.Enabled {
		spec["mountOptions"] = []string{"iam"}
		c.lose(path+"authorizationConfig.iam", "the driver mounts with its own role, not with that of the task")
	}
	labels := object{"app": c.name}
	c.claims = append(c.claims,
		object{"apiVersion": "v1", "kind": "PersistentVolume", "metadata": object{"name": name, "labels": labels}, "spec": spec},
		object{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": object{"name": name, "labels": labels}, "spec": object{
			"accessModes": modes, "storageClassName": storageClass, "volumeName": name, "resources": object{"requests": size},
		}},
	)
	c.rest("efs", path, e, "fileSystemId rootDirectory transitEncryption authorizationConfig")
	return name
}

// volumeHandle is file system, directory and access point, with colons between
// them.
func volumeHandle(e *taskdef.EFSVolumeConfiguration) string {
	handle, directory := e.FileSystemID, e.RootDirectory
	if directory == "/" {
		directory = ""
	}
	if a := e.AuthorizationConfig; a != nil && a.AccessPointID != "" {
		return handle + ":" + directory + ":" + a.AccessPointID
	}
	if directory != "" {
		return handle + ":" + directory
	}
	return handle
}
