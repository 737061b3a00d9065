package ecssdk

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/service"
)

func fromNetworkConfiguration(s *types.NetworkConfiguration, t *service.NetworkConfiguration) {
	t.AWSVPCConfiguration = fromPointer(s.AwsvpcConfiguration, fromAWSVPCConfiguration)
}

func toNetworkConfiguration(a *arena, t *service.NetworkConfiguration, s *types.NetworkConfiguration) {
	s.AwsvpcConfiguration = toPointer(a, t.AWSVPCConfiguration, toAWSVPCConfiguration)
}

func fromAWSVPCConfiguration(s *types.AwsVpcConfiguration, t *service.AWSVPCConfiguration) {
	t.Subnets = slices.Clone(s.Subnets)
	t.AssignPublicIP = string(s.AssignPublicIp)
	t.SecurityGroups = slices.Clone(s.SecurityGroups)
}

func toAWSVPCConfiguration(_ *arena, t *service.AWSVPCConfiguration, s *types.AwsVpcConfiguration) {
	s.Subnets = slices.Clone(t.Subnets)
	s.AssignPublicIp = types.AssignPublicIp(t.AssignPublicIP)
	s.SecurityGroups = slices.Clone(t.SecurityGroups)
}

func fromVPCLatticeConfiguration(s *types.VpcLatticeConfiguration, t *service.VPCLatticeConfiguration) {
	t.PortName = text(s.PortName)
	t.RoleARN = text(s.RoleArn)
	t.TargetGroupARN = text(s.TargetGroupArn)
	t.AdvancedConfiguration = fromPointer(s.AdvancedConfiguration, fromVPCLatticeAdvanced)
}

func toVPCLatticeConfiguration(a *arena, t *service.VPCLatticeConfiguration, s *types.VpcLatticeConfiguration) {
	s.PortName = a.text(t.PortName)
	s.RoleArn = a.text(t.RoleARN)
	s.TargetGroupArn = a.text(t.TargetGroupARN)
	s.AdvancedConfiguration = toPointer(a, t.AdvancedConfiguration, toVPCLatticeAdvanced)
}

func fromVPCLatticeAdvanced(s *types.VpcLatticeAdvancedConfiguration, t *service.VPCLatticeAdvanced) {
	t.AlternateTargetGroupARN = text(s.AlternateTargetGroupArn)
	t.ProductionListenerRule = text(s.ProductionListenerRule)
	t.TestListenerRule = text(s.TestListenerRule)
}

func toVPCLatticeAdvanced(a *arena, t *service.VPCLatticeAdvanced, s *types.VpcLatticeAdvancedConfiguration) {
	s.AlternateTargetGroupArn = a.text(t.AlternateTargetGroupARN)
	s.ProductionListenerRule = a.text(t.ProductionListenerRule)
	s.TestListenerRule = a.text(t.TestListenerRule)
}

func fromLoadBalancer(s *types.LoadBalancer, t *service.LoadBalancer) {
	t.AdvancedConfiguration = fromPointer(s.AdvancedConfiguration, fromAdvancedConfiguration)
	t.ContainerName = text(s.ContainerName)
	t.ContainerPort = wide(s.ContainerPort)
	t.LoadBalancerName = text(s.LoadBalancerName)
	t.TargetGroupARN = text(s.TargetGroupArn)
}

func toLoadBalancer(a *arena, t *service.LoadBalancer, s *types.LoadBalancer) {
	s.AdvancedConfiguration = toPointer(a, t.AdvancedConfiguration, toAdvancedConfiguration)
	s.ContainerName = a.text(t.ContainerName)
	s.ContainerPort = a.number(t.ContainerPort)
	s.LoadBalancerName = a.text(t.LoadBalancerName)
	s.TargetGroupArn = a.text(t.TargetGroupARN)
}

func fromAdvancedConfiguration(s *types.AdvancedConfiguration, t *service.AdvancedConfiguration) {
	t.AlternateTargetGroupARN = text(s.AlternateTargetGroupArn)
	t.ProductionListenerRule = text(s.ProductionListenerRule)
	t.RoleARN = text(s.RoleArn)
	t.TestListenerRule = text(s.TestListenerRule)
}

func toAdvancedConfiguration(a *arena, t *service.AdvancedConfiguration, s *types.AdvancedConfiguration) {
	s.AlternateTargetGroupArn = a.text(t.AlternateTargetGroupARN)
	s.ProductionListenerRule = a.text(t.ProductionListenerRule)
	s.RoleArn = a.text(t.RoleARN)
	s.TestListenerRule = a.text(t.TestListenerRule)
}

func fromServiceRegistry(s *types.ServiceRegistry, t *service.ServiceRegistry) {
	t.ContainerName = text(s.ContainerName)
	t.ContainerPort = wide(s.ContainerPort)
	t.Port = wide(s.Port)
	t.RegistryARN = text(s.RegistryArn)
}

func toServiceRegistry(a *arena, t *service.ServiceRegistry, s *types.ServiceRegistry) {
	s.ContainerName = a.text(t.ContainerName)
	s.ContainerPort = a.number(t.ContainerPort)
	s.Port = a.number(t.Port)
	s.RegistryArn = a.text(t.RegistryARN)
}

func fromGatewayConnector(s *types.GatewayConnector, t *service.GatewayConnector) {
	t.PortName = text(s.PortName)
	t.Filters = fromPointer(s.Filters, fromGatewayConnectorFilters)
	t.HealthCheck = fromPointer(s.HealthCheck, fromGatewayConnectorHealth)
}

func toGatewayConnector(a *arena, t *service.GatewayConnector, s *types.GatewayConnector) {
	s.PortName = a.text(t.PortName)
	s.Filters = toPointer(a, t.Filters, toGatewayConnectorFilters)
	s.HealthCheck = toPointer(a, t.HealthCheck, toGatewayConnectorHealth)
}

func fromGatewayConnectorFilters(s *types.GatewayConnectorFilters, t *service.GatewayConnectorFilters) {
	t.AccessTypes = renamed[string](s.AccessTypes)
}

func toGatewayConnectorFilters(_ *arena, t *service.GatewayConnectorFilters, s *types.GatewayConnectorFilters) {
	s.AccessTypes = renamed[types.AccessType](t.AccessTypes)
}

func fromGatewayConnectorHealth(s *types.GatewayConnectorHealthCheck, t *service.GatewayConnectorHealth) {
	t.HealthCheckIntervalSeconds = wide(s.HealthCheckIntervalSeconds)
	t.HealthCheckPath = text(s.HealthCheckPath)
	t.HealthCheckPort = wide(s.HealthCheckPort)
	t.HealthCheckProtocol = string(s.HealthCheckProtocol)
	t.HealthCheckTimeoutSeconds = wide(s.HealthCheckTimeoutSeconds)
	t.HealthyThresholdCount = wide(s.HealthyThresholdCount)
	t.Matcher = fromPointer(s.Matcher, fromGatewayConnectorMatcher)
	t.UnhealthyThresholdCount = wide(s.UnhealthyThresholdCount)
}

func toGatewayConnectorHealth(a *arena, t *service.GatewayConnectorHealth, s *types.GatewayConnectorHealthCheck) {
	s.HealthCheckIntervalSeconds = a.number(t.HealthCheckIntervalSeconds)
	s.HealthCheckPath = a.text(t.HealthCheckPath)
	s.HealthCheckPort = a.number(t.HealthCheckPort)
	s.HealthCheckProtocol = types.GatewayConnectorHealthCheckProtocol(t.HealthCheckProtocol)
	s.HealthCheckTimeoutSeconds = a.number(t.HealthCheckTimeoutSeconds)
	s.HealthyThresholdCount = a.number(t.HealthyThresholdCount)
	s.Matcher = toPointer(a, t.Matcher, toGatewayConnectorMatcher)
	s.UnhealthyThresholdCount = a.number(t.UnhealthyThresholdCount)
}

func fromGatewayConnectorMatcher(s *types.GatewayConnectorHealthCheckMatcher, t *service.GatewayConnectorMatcher) {
	t.GRPCCode = text(s.GrpcCode)
	t.HTTPCode = text(s.HttpCode)
}

func toGatewayConnectorMatcher(a *arena, t *service.GatewayConnectorMatcher, s *types.GatewayConnectorHealthCheckMatcher) {
	s.GrpcCode = a.text(t.GRPCCode)
	s.HttpCode = a.text(t.HTTPCode)
}
