package service

import "github.com/ecskit/ecskit/diag"

// Load balancers and deployment controllers.
var (
	kindBalancersMax      = diag.Kind{Code: "SV070", Name: "target-groups-max", Title: "at most 5 target groups", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html"}
	kindBalancerKind      = diag.Kind{Code: "SV071", Name: "load-balancer-kind", Title: "a target group, or the name of a Classic Load Balancer", Source: urlCreate}
	kindTargetGroupARN    = diag.Kind{Code: "SV072", Name: "target-group-arn", Title: "a target group is given by its ARN", Source: urlBalancer, Severity: diag.Warning, Certainty: diag.Inferred}
	kindBalancerContainer = diag.Kind{Code: "SV073", Name: "load-balancer-container", Title: "the container is one of the task definition", Source: urlCreate}
	kindBalancerPort      = diag.Kind{Code: "SV074", Name: "load-balancer-port", Title: "the port is a container port of the container", Source: urlBalancer}
	kindClassicAWSVPC     = diag.Kind{Code: "SV075", Name: "classic-awsvpc", Title: "tasks in awsvpc mode have no Classic Load Balancer", Source: urlCreate}
	kindClassic           = diag.Kind{Code: "SV076", Name: "classic-load-balancer", Title: "AWS advises against Classic Load Balancers for ECS", Source: urlTypes, Severity: diag.Info}
	kindClassicDynamic    = diag.Kind{Code: "SV077", Name: "classic-dynamic-port", Title: "a Classic Load Balancer needs a fixed host port", Source: urlTypes, Severity: diag.Warning}
	kindTargetType        = diag.Kind{Code: "SV078", Name: "target-type", Title: "target type ip for awsvpc, instance for bridge and host", Source: urlBalancer}
	kindBalancerRole      = diag.Kind{Code: "SV079", Name: "load-balancer-role", Title: "a role is for load balancers of tasks that are not in awsvpc mode", Source: urlCreate}
	kindNLBUDP            = diag.Kind{Code: "SV080", Name: "udp-platform-version", Title: "UDP behind a Network Load Balancer needs Fargate platform version 1.4.0", Source: urlTypes, Severity: diag.Warning}
	kindCodeDeployGroups  = diag.Kind{Code: "SV081", Name: "code-deploy-load-balancer", Title: "CODE_DEPLOY needs an Application or Network Load Balancer", Source: urlCreate}
	kindShiftWithout      = diag.Kind{Code: "SV082", Name: "traffic-shift-target", Title: "shifting traffic needs a load balancer, Service Connect or VPC Lattice", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html", Severity: diag.Warning}
	kindAdvancedMissing   = diag.Kind{Code: "SV083", Name: "alternate-target-group", Title: "shifting traffic needs the alternate target group, the listener rule and the role", Source: urlAdvanced, Severity: diag.Warning}
	kindExternalMembers   = diag.Kind{Code: "SV084", Name: "external-controller-members", Title: "with the controller EXTERNAL this stands in the task set", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html", Severity: diag.Warning}
	kindNLBClients        = diag.Kind{Code: "SV085", Name: "network-load-balancer-groups", Title: "whom the tasks' security groups must let in behind a Network Load Balancer", Source: urlTypes, Severity: diag.Info}
)

// Network.
var (
	kindNetworkRequired = diag.Kind{Code: "SV100", Name: "network-required", Title: "awsvpc needs a network configuration", Source: urlCreate}
	kindNetworkRefused  = diag.Kind{Code: "SV101", Name: "network-refused", Title: "a network configuration is for awsvpc alone", Source: urlCreate}
	kindSubnets         = diag.Kind{Code: "SV102", Name: "subnets", Title: "1 to 16 subnets", Source: urlNetwork}
	kindSecurityGroups  = diag.Kind{Code: "SV103", Name: "security-groups", Title: "at most 5 security groups", Source: urlNetwork}
	kindPublicIP        = diag.Kind{Code: "SV104", Name: "public-ip", Title: "tasks on instances get no public address", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html", Severity: diag.Warning}
	kindMountTargets    = diag.Kind{Code: "SV105", Name: "efs-mount-targets", Title: "each zone of the subnets has a mount target of each file system", Source: urlEFS, Severity: diag.Warning}
	kindGroupRule       = diag.Kind{Code: "SV106", Name: "security-group-rule", Title: "traffic that no security group lets in", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-network.html", Severity: diag.Warning, Certainty: diag.Inferred}
	kindBalancerZones   = diag.Kind{Code: "SV107", Name: "load-balancer-zones", Title: "a load balancer is enabled in the zones of its targets", Source: urlTypes, Severity: diag.Warning}
	kindOneVPC          = diag.Kind{Code: "SV108", Name: "one-vpc", Title: "subnets, security groups and target groups are of one VPC", Source: urlNetwork}
)

// Discovery.
var (
	kindRegistries     = diag.Kind{Code: "SV110", Name: "service-registries-max", Title: "at most one service registry", Source: urlCreate}
	kindRegistryPort   = diag.Kind{Code: "SV111", Name: "service-registry-port", Title: "container and port, or a port in awsvpc mode", Source: urlRegistry}
	kindConnectPort    = diag.Kind{Code: "SV112", Name: "service-connect-port", Title: "a Service Connect service names a port mapping", Source: urlConnect}
	kindConnectAlias   = diag.Kind{Code: "SV113", Name: "service-connect-alias", Title: "at most one client alias, with a port", Source: urlConnect}
	kindConnectName    = diag.Kind{Code: "SV114", Name: "service-connect-name", Title: "lower-case names, of up to 64 characters for discovery and 127 for DNS", Source: urlConnect}
	kindConnectMode    = diag.Kind{Code: "SV115", Name: "service-connect-mode", Title: "Service Connect needs bridge or awsvpc mode", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html", Severity: diag.Warning}
	kindLattice        = diag.Kind{Code: "SV116", Name: "vpc-lattice", Title: "VPC Lattice needs a role, a target group and a named port", Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VpcLatticeConfiguration.html"}
	kindGateway        = diag.Kind{Code: "SV117", Name: "gateway-connectors", Title: "at most one gateway connector, with a named port", Source: urlCreate}
	kindMonitoring     = diag.Kind{Code: "SV118", Name: "monitoring", Title: "CPUUtilization and MemoryUtilization at 20 or 60 seconds", Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html"}
	kindAliasMissing   = diag.Kind{Code: "SV119", Name: "service-connect-alias-missing", Title: "a Service Connect service has a client alias with a port", Source: urlConnect, Severity: diag.Warning}
	kindConnectLog     = diag.Kind{Code: "SV120", Name: "service-connect-access-log", Title: "access logs of Service Connect need a log configuration", Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html"}
	kindConnectTimeout = diag.Kind{Code: "SV121", Name: "service-connect-timeout", Title: "time-outs in seconds, of requests only where the protocol has some", Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html"}
)

// Volumes.
var (
	kindVolumesMax       = diag.Kind{Code: "SV130", Name: "volumes-max", Title: "one volume is configured at launch", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html"}
	kindVolumeName       = diag.Kind{Code: "SV131", Name: "volume-name", Title: "the volume is one that the task definition leaves to the launch", Source: urlUpdate}
	kindVolumeMissing    = diag.Kind{Code: "SV132", Name: "volume-configuration-missing", Title: "a volume of the task definition waits for its configuration", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html", Severity: diag.Warning}
	kindVolumeRole       = diag.Kind{Code: "SV133", Name: "volume-role", Title: "an EBS volume needs an infrastructure role", Source: urlEBS}
	kindVolumeSize       = diag.Kind{Code: "SV134", Name: "volume-size", Title: "a size in the range of the volume type, or a snapshot", Source: urlEBS}
	kindVolumeType       = diag.Kind{Code: "SV135", Name: "volume-type", Title: "gp2, gp3, io1, io2, sc1, st1 or standard", Source: urlEBS}
	kindVolumeIOPS       = diag.Kind{Code: "SV136", Name: "volume-iops", Title: "IOPS in the range of the volume type", Source: urlEBS}
	kindVolumeThroughput = diag.Kind{Code: "SV137", Name: "volume-throughput", Title: "throughput is for gp3, at most 1,000 MiB a second", Source: urlEBS}
	kindVolumePlatform   = diag.Kind{Code: "SV138", Name: "volume-platform", Title: "where EBS volumes cannot be attached", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html", Severity: diag.Warning}
)
