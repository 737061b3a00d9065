package service

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html
func (p *pass) volumes() {
	s := p.s
	if n := len(s.VolumeConfigurations); n > 1 {
		p.report(kindVolumesMax, "volumeConfigurations", fmt.Sprintf("%d volumes, one is taken", n), "")
	}
	var waiting []string // volumes that the task definition leaves to the launch
	if p.td != nil {
		for _, v := range p.td.Volumes {
			if isTrue(v.ConfiguredAtLaunch) {
				waiting = append(waiting, v.Name)
			}
		}
	}
	if len(waiting) > 0 && len(s.VolumeConfigurations) == 0 && p.op == creating {
		p.report(kindVolumeMissing, "volumeConfigurations", fmt.Sprintf("volume %s is to be configured at launch, and nothing configures it", waiting[0]), "add a volumeConfiguration with that name")
	}
	for i := range s.VolumeConfigurations {
		v := &s.VolumeConfigurations[i]
		path := diag.Element("volumeConfigurations", i)
		if v.Name == "" || p.td != nil && !slices.Contains(waiting, v.Name) {
			p.report(kindVolumeName, path+".name", fmt.Sprintf("the task definition has no volume %q with configuredAtLaunch", v.Name), "")
		}
		if v.ManagedEBSVolume != nil {
			p.ebs(v.ManagedEBSVolume, path+".managedEBSVolume")
		}
		if p.capacity.external {
			p.report(kindVolumePlatform, path, "EBS volumes cannot be attached to external instances", "")
		}
	}
}

// ebsType is the bounds of a volume type.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html
type ebsType struct {
	minGiB, maxGiB   int
	minIOPS, maxIOPS int // 0 and 0: cannot be given
	needsIOPS        bool
}

func ebsTypes() map[string]ebsType {
	return map[string]ebsType{
		"gp2":      {minGiB: 1, maxGiB: 16384, minIOPS: 0, maxIOPS: 0},
		"gp3":      {minGiB: 1, maxGiB: 16384, minIOPS: 3000, maxIOPS: 16000},
		"io1":      {minGiB: 4, maxGiB: 16384, minIOPS: 100, maxIOPS: 64000, needsIOPS: true},
		"io2":      {minGiB: 4, maxGiB: 16384, minIOPS: 100, maxIOPS: 256000, needsIOPS: true},
		"st1":      {minGiB: 125, maxGiB: 16384},
		"sc1":      {minGiB: 125, maxGiB: 16384},
		"standard": {minGiB: 1, maxGiB: 1024},
	}
}

const maxThroughput = 1000 // MiB a second

func (p *pass) ebs(v *ManagedEBSVolume, path string) {
	if v.RoleARN == "" {
		p.report(kindVolumeRole, path+".roleArn", "no infrastructure role is given", "")
	}
	kind := v.VolumeType
	if kind == "" {
		kind = "gp3"
	}
	bounds, known := ebsTypes()[kind]
	if !known {
		p.report(kindVolumeType, path+".volumeType", fmt.Sprintf("%q is none of gp2, gp3, io1, io2, sc1, st1, standard", kind), "")
		return
	}
	if kind == "standard" && p.capacity.fargate {
		p.report(kindVolumeType, path+".volumeType", "Fargate has no magnetic volumes", "use gp3")
	}
	switch size := intOf(v.SizeInGiB); {
	case v.SizeInGiB == nil && v.SnapshotID == "":
		p.report(kindVolumeSize, path, "neither a size nor a snapshot is given", "add sizeInGiB")
	case v.SizeInGiB != nil && (size < bounds.minGiB || size > bounds.maxGiB):
		p.report(kindVolumeSize, path+".sizeInGiB", fmt.Sprintf("%d GiB, %s takes %d to %d", size, kind, bounds.minGiB, bounds.maxGiB), "")
	}
	p.ebsSpeed(v, kind, bounds, path)
	enum(p, path+".filesystemType", strings.ToLower(v.FilesystemType), []string{"ext3", "ext4", "xfs", "ntfs"})
	if v.VolumeInitializationRate != nil && v.SnapshotID == "" {
		p.report(kindVolumeSize, path+".volumeInitializationRate", "an initialization rate is for volumes from a snapshot", "leave it out")
	}
}

func (p *pass) ebsSpeed(v *ManagedEBSVolume, kind string, bounds ebsType, path string) {
	iops := intOf(v.IOPS)
	switch {
	case v.IOPS == nil && bounds.needsIOPS:
		p.report(kindVolumeIOPS, path+".iops", kind+" needs iops", fmt.Sprintf("%d to %d", bounds.minIOPS, bounds.maxIOPS))
	case v.IOPS == nil || kind == "gp2": // for gp2 a baseline that the API takes
	case bounds.maxIOPS == 0:
		p.report(kindVolumeIOPS, path+".iops", kind+" takes no iops", "leave it out")
	case iops < bounds.minIOPS || iops > bounds.maxIOPS:
		p.report(kindVolumeIOPS, path+".iops", fmt.Sprintf("%d IOPS, %s takes %d to %d", iops, kind, bounds.minIOPS, bounds.maxIOPS), "")
	}
	if v.Throughput == nil {
		return
	}
	if kind != "gp3" {
		p.report(kindVolumeThroughput, path+".throughput", "throughput is for gp3, and the volume is "+kind, "leave it out")
	} else if t := *v.Throughput; t > maxThroughput {
		p.report(kindVolumeThroughput, path+".throughput", fmt.Sprintf("%d MiB a second, at most %d are taken", t, maxThroughput), "")
	}
}
