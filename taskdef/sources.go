package taskdef

// Where the rules come from.
const (
	guide  = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
	api    = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_"
	github = "https://github.com/"

	apiRegister  = api + "RegisterTaskDefinition.html"
	apiContainer = api + "ContainerDefinition.html"
	apiPort      = api + "PortMapping.html"
	apiLinux     = api + "LinuxParameters.html"
	apiVolume    = api + "Volume.html"
	apiEFS       = api + "EFSVolumeConfiguration.html"
	apiLog       = api + "LogConfiguration.html"
	apiHealth    = api + "HealthCheck.html"
	apiResource  = api + "ResourceRequirement.html"

	guideParameters = guide + "task_definition_parameters.html"
	guideEC2        = guide + "task_definition_parameters_ec2.html"
	guideFargate    = guide + "fargate-tasks-services.html"
	guideManaged    = guide + "managed-instances-tasks-services.html"
	guideWindows    = guide + "windows-considerations.html"
	guideAnywhere   = guide + "ecs-anywhere.html"
	guideSecrets    = guide + "specifying-sensitive-data.html"
	guideFirelens   = guide + "firelens-taskdef.html"

	serviceQuotas = "https://docs.aws.amazon.com/general/latest/gr/ecs-service.html"
	securityHub   = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html"
)
