package service

import "github.com/ecskit/ecskit/taskdef"

// NetworkConfiguration is the network of tasks with an interface of their own.
type NetworkConfiguration struct {
	AWSVPCConfiguration *AWSVPCConfiguration `json:"awsvpcConfiguration,omitzero"`
}

// AWSVPCConfiguration says where the tasks' interfaces are made.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
type AWSVPCConfiguration struct {
	Subnets        []string `json:"subnets,omitzero"`        // required; at most 16, of one VPC
	SecurityGroups []string `json:"securityGroups,omitzero"` // at most 5; absent: the VPC's default group
	AssignPublicIP string   `json:"assignPublicIp,omitzero"` // ENABLED or DISABLED; absent: DISABLED on creation
}

// LoadBalancer connects a container's port with a load balancer.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
type LoadBalancer struct {
	TargetGroupARN        string                 `json:"targetGroupArn,omitzero"`   // Application, Network and Gateway Load Balancers
	LoadBalancerName      string                 `json:"loadBalancerName,omitzero"` // Classic Load Balancers, in place of TargetGroupARN
	ContainerName         string                 `json:"containerName,omitzero"`
	ContainerPort         *int                   `json:"containerPort,omitzero"`
	AdvancedConfiguration *AdvancedConfiguration `json:"advancedConfiguration,omitzero"` // blue/green, linear and canary deployments
}

// AdvancedConfiguration is what shifting traffic between two target groups needs.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html
type AdvancedConfiguration struct {
	AlternateTargetGroupARN string `json:"alternateTargetGroupArn,omitzero"` // required
	ProductionListenerRule  string `json:"productionListenerRule,omitzero"`  // required; ARN of a rule, or of a Network Load Balancer's listener
	TestListenerRule        string `json:"testListenerRule,omitzero"`        //
	RoleARN                 string `json:"roleArn,omitzero"`                 // required; infrastructure role
}

// ServiceRegistry is a Cloud Map service that the tasks are registered with.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html
type ServiceRegistry struct {
	RegistryARN   string `json:"registryArn,omitzero"`
	Port          *int   `json:"port,omitzero"`          // of an SRV record in awsvpc mode, in place of the container's
	ContainerName string `json:"containerName,omitzero"` // required in bridge and host mode
	ContainerPort *int   `json:"containerPort,omitzero"` // required in bridge and host mode
}

// ServiceConnectConfiguration is the service's part in Service Connect.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html
type ServiceConnectConfiguration struct {
	Enabled                 *bool                           `json:"enabled,omitzero"` // required
	Namespace               string                          `json:"namespace,omitzero"`
	Services                []ServiceConnectService         `json:"services,omitzero"` // absent: a client only
	LogConfiguration        *taskdef.LogConfiguration       `json:"logConfiguration,omitzero"`
	AccessLogConfiguration  *ServiceConnectAccessLog        `json:"accessLogConfiguration,omitzero"`
	ContainerConfigurations []ServiceConnectContainerConfig `json:"containerConfigurations,omitzero"`
}

// ServiceConnectAccessLog is the format of the proxy's access logs.
type ServiceConnectAccessLog struct {
	Format                 string `json:"format,omitzero"`                 // required; TEXT or JSON
	IncludeQueryParameters string `json:"includeQueryParameters,omitzero"` // ENABLED or DISABLED
}

// ServiceConnectService is a port that other services can reach.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
type ServiceConnectService struct {
	PortName            string                      `json:"portName,omitzero"`      // required; name of a port mapping
	DiscoveryName       string                      `json:"discoveryName,omitzero"` // absent: PortName
	ClientAliases       []ServiceConnectClientAlias `json:"clientAliases,omitzero"` // at most 1
	IngressPortOverride *int                        `json:"ingressPortOverride,omitzero"`
	Timeout             *ServiceConnectTimeout      `json:"timeout,omitzero"`
	TLS                 *ServiceConnectTLS          `json:"tls,omitzero"`
}

// ServiceConnectClientAlias is the name and port that clients connect to.
type ServiceConnectClientAlias struct {
	Port             *int                       `json:"port,omitzero"`    // required; 1 to 65535
	DNSName          string                     `json:"dnsName,omitzero"` // absent: discovery name and namespace
	TestTrafficRules *ServiceConnectTestTraffic `json:"testTrafficRules,omitzero"`
}

// ServiceConnectTestTraffic says which requests are test traffic.
type ServiceConnectTestTraffic struct {
	Header *ServiceConnectTestHeader `json:"header,omitzero"` // required
}

// ServiceConnectTestHeader is the header of test traffic.
type ServiceConnectTestHeader struct {
	Name  string                         `json:"name,omitzero"` // required
	Value *ServiceConnectTestHeaderValue `json:"value,omitzero"`
}

// ServiceConnectTestHeaderValue is what the header must hold.
type ServiceConnectTestHeaderValue struct {
	Exact string `json:"exact,omitzero"` // required
}

// ServiceConnectContainerConfig is one setting of the proxy's container.
type ServiceConnectContainerConfig struct {
	LogLevel string `json:"logLevel,omitzero"` // absent: info
}

// ServiceConnectTimeout is the proxy's time-outs.
type ServiceConnectTimeout struct {
	IdleTimeoutSeconds       *int `json:"idleTimeoutSeconds,omitzero"`       // seconds; 0 is none
	PerRequestTimeoutSeconds *int `json:"perRequestTimeoutSeconds,omitzero"` // seconds; 0 is none; not for TCP
}

// ServiceConnectTLS is encryption between proxies.
type ServiceConnectTLS struct {
	IssuerCertificateAuthority *ServiceConnectAuthority `json:"issuerCertificateAuthority,omitzero"` // required
	KMSKey                     string                   `json:"kmsKey,omitzero"`
	RoleARN                    string                   `json:"roleArn,omitzero"`
}

// ServiceConnectAuthority issues the certificates.
type ServiceConnectAuthority struct {
	AWSPCAAuthorityARN string `json:"awsPcaAuthorityArn,omitzero"`
}

// VPCLatticeConfiguration connects a port with a target group of VPC Lattice.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VpcLatticeConfiguration.html
type VPCLatticeConfiguration struct {
	RoleARN               string              `json:"roleArn,omitzero"`        // required
	TargetGroupARN        string              `json:"targetGroupArn,omitzero"` // required
	PortName              string              `json:"portName,omitzero"`       // required; name of a port mapping
	AdvancedConfiguration *VPCLatticeAdvanced `json:"advancedConfiguration,omitzero"`
}

// VPCLatticeAdvanced is what shifting traffic needs.
type VPCLatticeAdvanced struct {
	AlternateTargetGroupARN string `json:"alternateTargetGroupArn,omitzero"`
	ProductionListenerRule  string `json:"productionListenerRule,omitzero"`
	TestListenerRule        string `json:"testListenerRule,omitzero"`
}

// GatewayConnector attaches a port to a gateway's ingress path. A service has at
// most one.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
type GatewayConnector struct {
	PortName    string                   `json:"portName,omitzero"` // required; name of a port mapping
	Filters     *GatewayConnectorFilters `json:"filters,omitzero"`
	HealthCheck *GatewayConnectorHealth  `json:"healthCheck,omitzero"`
}

// GatewayConnectorFilters says which ingress paths it applies to.
type GatewayConnectorFilters struct {
	AccessTypes []string `json:"accessTypes,omitzero"` // PUBLIC, PRIVATE
}

// GatewayConnectorHealth is its health check.
type GatewayConnectorHealth struct {
	HealthCheckIntervalSeconds *int                     `json:"healthCheckIntervalSeconds,omitzero"` // seconds
	HealthCheckPath            string                   `json:"healthCheckPath,omitzero"`
	HealthCheckPort            *int                     `json:"healthCheckPort,omitzero"`
	HealthCheckProtocol        string                   `json:"healthCheckProtocol,omitzero"`
	HealthCheckTimeoutSeconds  *int                     `json:"healthCheckTimeoutSeconds,omitzero"` // seconds
	HealthyThresholdCount      *int                     `json:"healthyThresholdCount,omitzero"`
	UnhealthyThresholdCount    *int                     `json:"unhealthyThresholdCount,omitzero"`
	Matcher                    *GatewayConnectorMatcher `json:"matcher,omitzero"`
}

// GatewayConnectorMatcher says which answers are healthy.
type GatewayConnectorMatcher struct {
	GRPCCode string `json:"grpcCode,omitzero"`
	HTTPCode string `json:"httpCode,omitzero"`
}
