package ecssdk

import (
	"maps"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/taskdef"
)

func fromVolumeFrom(s *types.VolumeFrom, t *taskdef.VolumeFrom) {
	t.ReadOnly = clone(s.ReadOnly)
	t.SourceContainer = text(s.SourceContainer)
}

func toVolumeFrom(a *arena, t *taskdef.VolumeFrom, s *types.VolumeFrom) {
	s.ReadOnly = a.flag(t.ReadOnly)
	s.SourceContainer = a.text(t.SourceContainer)
}

func fromVolume(s *types.Volume, t *taskdef.Volume) {
	t.ConfiguredAtLaunch = clone(s.ConfiguredAtLaunch)
	t.DockerVolumeConfiguration = fromPointer(s.DockerVolumeConfiguration, fromDockerVolumeConfiguration)
	t.EFSVolumeConfiguration = fromPointer(s.EfsVolumeConfiguration, fromEFSVolumeConfiguration)
	t.FSxWindowsFileServerVolumeConfiguration = fromPointer(s.FsxWindowsFileServerVolumeConfiguration, fromFSxWindowsFileServerVolumeConfiguration)
	t.Host = fromPointer(s.Host, fromHostVolumeProperties)
	t.Name = text(s.Name)
	t.S3FilesVolumeConfiguration = fromPointer(s.S3filesVolumeConfiguration, fromS3FilesVolumeConfiguration)
}

func toVolume(a *arena, t *taskdef.Volume, s *types.Volume) {
	s.ConfiguredAtLaunch = a.flag(t.ConfiguredAtLaunch)
	s.DockerVolumeConfiguration = toPointer(a, t.DockerVolumeConfiguration, toDockerVolumeConfiguration)
	s.EfsVolumeConfiguration = toPointer(a, t.EFSVolumeConfiguration, toEFSVolumeConfiguration)
	s.FsxWindowsFileServerVolumeConfiguration = toPointer(a, t.FSxWindowsFileServerVolumeConfiguration, toFSxWindowsFileServerVolumeConfiguration)
	s.Host = toPointer(a, t.Host, toHostVolumeProperties)
	s.Name = a.text(t.Name)
	s.S3filesVolumeConfiguration = toPointer(a, t.S3FilesVolumeConfiguration, toS3FilesVolumeConfiguration)
}

func fromDockerVolumeConfiguration(s *types.DockerVolumeConfiguration, t *taskdef.DockerVolumeConfiguration) {
	t.Autoprovision = clone(s.Autoprovision)
	t.Driver = text(s.Driver)
	t.DriverOpts = maps.Clone(s.DriverOpts)
	t.Labels = maps.Clone(s.Labels)
	t.Scope = taskdef.VolumeScope(s.Scope)
}

func toDockerVolumeConfiguration(a *arena, t *taskdef.DockerVolumeConfiguration, s *types.DockerVolumeConfiguration) {
	s.Autoprovision = a.flag(t.Autoprovision)
	s.Driver = a.text(t.Driver)
	s.DriverOpts = maps.Clone(t.DriverOpts)
	s.Labels = maps.Clone(t.Labels)
	s.Scope = types.Scope(t.Scope)
}

func fromEFSVolumeConfiguration(s *types.EFSVolumeConfiguration, t *taskdef.EFSVolumeConfiguration) {
	t.FileSystemID = text(s.FileSystemId)
	t.AuthorizationConfig = fromPointer(s.AuthorizationConfig, fromEFSAuthorizationConfig)
	t.RootDirectory = text(s.RootDirectory)
	t.TransitEncryption = taskdef.EnabledDisabled(s.TransitEncryption)
	t.TransitEncryptionPort = wide(s.TransitEncryptionPort)
}

func toEFSVolumeConfiguration(a *arena, t *taskdef.EFSVolumeConfiguration, s *types.EFSVolumeConfiguration) {
	s.FileSystemId = a.text(t.FileSystemID)
	s.AuthorizationConfig = toPointer(a, t.AuthorizationConfig, toEFSAuthorizationConfig)
	s.RootDirectory = a.text(t.RootDirectory)
	s.TransitEncryption = types.EFSTransitEncryption(t.TransitEncryption)
	s.TransitEncryptionPort = a.number(t.TransitEncryptionPort)
}

func fromEFSAuthorizationConfig(s *types.EFSAuthorizationConfig, t *taskdef.EFSAuthorizationConfig) {
	t.AccessPointID = text(s.AccessPointId)
	t.IAM = taskdef.EnabledDisabled(s.Iam)
}

func toEFSAuthorizationConfig(a *arena, t *taskdef.EFSAuthorizationConfig, s *types.EFSAuthorizationConfig) {
	s.AccessPointId = a.text(t.AccessPointID)
	s.Iam = types.EFSAuthorizationConfigIAM(t.IAM)
}

func fromFSxWindowsFileServerVolumeConfiguration(s *types.FSxWindowsFileServerVolumeConfiguration, t *taskdef.FSxWindowsFileServerVolumeConfiguration) {
	t.AuthorizationConfig = fromPointer(s.AuthorizationConfig, fromFSxWindowsFileServerAuthorizationConfig)
	t.FileSystemID = text(s.FileSystemId)
	t.RootDirectory = text(s.RootDirectory)
}

func toFSxWindowsFileServerVolumeConfiguration(a *arena, t *taskdef.FSxWindowsFileServerVolumeConfiguration, s *types.FSxWindowsFileServerVolumeConfiguration) {
	s.AuthorizationConfig = toPointer(a, t.AuthorizationConfig, toFSxWindowsFileServerAuthorizationConfig)
	s.FileSystemId = a.text(t.FileSystemID)
	s.RootDirectory = a.text(t.RootDirectory)
}

func fromFSxWindowsFileServerAuthorizationConfig(s *types.FSxWindowsFileServerAuthorizationConfig, t *taskdef.FSxWindowsFileServerAuthorizationConfig) {
	t.CredentialsParameter = text(s.CredentialsParameter)
	t.Domain = text(s.Domain)
}

func toFSxWindowsFileServerAuthorizationConfig(a *arena, t *taskdef.FSxWindowsFileServerAuthorizationConfig, s *types.FSxWindowsFileServerAuthorizationConfig) {
	s.CredentialsParameter = a.text(t.CredentialsParameter)
	s.Domain = a.text(t.Domain)
}

func fromHostVolumeProperties(s *types.HostVolumeProperties, t *taskdef.HostVolumeProperties) {
	t.SourcePath = text(s.SourcePath)
}

func toHostVolumeProperties(a *arena, t *taskdef.HostVolumeProperties, s *types.HostVolumeProperties) {
	s.SourcePath = a.text(t.SourcePath)
}

func fromS3FilesVolumeConfiguration(s *types.S3FilesVolumeConfiguration, t *taskdef.S3FilesVolumeConfiguration) {
	t.FileSystemARN = text(s.FileSystemArn)
	t.AccessPointARN = text(s.AccessPointArn)
	t.RootDirectory = text(s.RootDirectory)
	t.TransitEncryptionPort = wide(s.TransitEncryptionPort)
}

func toS3FilesVolumeConfiguration(a *arena, t *taskdef.S3FilesVolumeConfiguration, s *types.S3FilesVolumeConfiguration) {
	s.FileSystemArn = a.text(t.FileSystemARN)
	s.AccessPointArn = a.text(t.AccessPointARN)
	s.RootDirectory = a.text(t.RootDirectory)
	s.TransitEncryptionPort = a.number(t.TransitEncryptionPort)
}
