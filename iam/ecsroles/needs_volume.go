package ecsroles

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/taskdef"
)

const (
	urlEFS     = "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html"
	urlS3Files = urlGuide + "s3files-volumes.html"
	urlFSx     = urlGuide + "wfsx-volumes.html"
)

func (c *collector) volume(i int) {
	v := &c.td.Volumes[i]
	at := diag.Element("volumes", i)
	if v.EFSVolumeConfiguration != nil {
		c.efs(v, diag.Member(at, "efsVolumeConfiguration"))
	}
	if v.S3FilesVolumeConfiguration != nil {
		c.s3Files(v, diag.Member(at, "s3filesVolumeConfiguration"))
	}
	if f := v.FSxWindowsFileServerVolumeConfiguration; f != nil {
		path := diag.Member(at, "fsxWindowsFileServerVolumeConfiguration")
		if f.AuthorizationConfig != nil {
			c.source(f.AuthorizationConfig.CredentialsParameter, diag.Member(diag.Member(path, "authorizationConfig"), "credentialsParameter"), urlFSx, false)
		}
		c.addNeed(Need{Role: InstanceRole, Action: "fsx:DescribeFileSystems", Resource: "*", Path: path, Certainty: diag.Inferred, Source: urlFSx})
	}
}

// writable reports whether a container mounts the volume for writing.
func (c *collector) writable(volume string) bool {
	for i := range c.td.ContainerDefinitions {
		for _, m := range c.td.ContainerDefinitions[i].MountPoints {
			if m.SourceVolume == volume && (m.ReadOnly == nil || !*m.ReadOnly) {
				return true
			}
		}
	}
	return false
}

// efs adds what a mount with IAM needs. Without IAM no policy is asked.
func (c *collector) efs(v *taskdef.Volume, path string) {
	e := v.EFSVolumeConfiguration
	if e.AuthorizationConfig == nil || e.AuthorizationConfig.IAM != taskdef.Enabled || plain(e.FileSystemID) == "" {
		return
	}
	resource := c.place.arn("elasticfilesystem", "file-system/"+e.FileSystemID)
	if strings.HasPrefix(e.FileSystemID, "arn:") {
		resource = e.FileSystemID
	}
	var condition []iam.Condition
	if id := plain(e.AuthorizationConfig.AccessPointID); id != "" {
		operator, value := "StringEquals", c.place.arn("elasticfilesystem", "access-point/"+id)
		if strings.ContainsAny(value, "*") {
			operator = "StringLike"
		}
		condition = []iam.Condition{{Operator: operator, Key: "elasticfilesystem:AccessPointArn", Values: []string{value}}}
	}
	actions := []string{"elasticfilesystem:ClientMount"}
	if c.writable(v.Name) {
		actions = append(actions, "elasticfilesystem:ClientWrite")
	}
	if c.opts.EFSRoot {
		actions = append(actions, "elasticfilesystem:ClientRootAccess")
	}
	for _, a := range actions {
		c.addNeed(Need{Role: TaskRole, Action: a, Resource: resource, Condition: condition, Path: diag.Member(diag.Member(path, "authorizationConfig"), "iam"), Source: urlEFS})
	}
}

func (c *collector) s3Files(v *taskdef.Volume, path string) {
	arn := plain(v.S3FilesVolumeConfiguration.FileSystemARN)
	if arn == "" {
		return
	}
	path = diag.Member(path, "fileSystemArn")
	c.add(TaskRole, arn, path, urlS3Files, "s3files:ClientMount")
	if c.writable(v.Name) {
		c.add(TaskRole, arn, path, urlS3Files, "s3files:ClientWrite")
	}
	if bucket := c.opts.S3FilesBuckets[arn]; bucket != "" {
		c.add(TaskRole, bucket, path, urlS3Files, "s3:ListBucket")
		c.add(TaskRole, bucket+"/*", path, urlS3Files, "s3:GetObject", "s3:GetObjectVersion")
	}
}
