package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/service"
)

func fromServiceConnectConfiguration(s *types.ServiceConnectConfiguration, t *service.ServiceConnectConfiguration) {
	t.Enabled = new(s.Enabled)
	t.AccessLogConfiguration = fromPointer(s.AccessLogConfiguration, fromServiceConnectAccessLog)
	t.ContainerConfigurations = fromProxyConfigurations(s.ContainerConfigurations)
	t.LogConfiguration = fromPointer(s.LogConfiguration, fromLogConfiguration)
	t.Namespace = text(s.Namespace)
	t.Services = fromList(s.Services, fromServiceConnectService)
}

func toServiceConnectConfiguration(a *arena, t *service.ServiceConnectConfiguration, s *types.ServiceConnectConfiguration) {
	s.Enabled = orZero(t.Enabled)
	s.AccessLogConfiguration = toPointer(a, t.AccessLogConfiguration, toServiceConnectAccessLog)
	s.ContainerConfigurations = toProxyConfigurations(t.ContainerConfigurations)
	s.LogConfiguration = toPointer(a, t.LogConfiguration, toLogConfiguration)
	s.Namespace = a.text(t.Namespace)
	s.Services = toList(a, t.Services, toServiceConnectService)
}

func fromServiceConnectAccessLog(s *types.ServiceConnectAccessLogConfiguration, t *service.ServiceConnectAccessLog) {
	t.Format = string(s.Format)
	t.IncludeQueryParameters = string(s.IncludeQueryParameters)
}

func toServiceConnectAccessLog(_ *arena, t *service.ServiceConnectAccessLog, s *types.ServiceConnectAccessLogConfiguration) {
	s.Format = types.ServiceConnectAccessLoggingFormat(t.Format)
	s.IncludeQueryParameters = types.ServiceConnectIncludeQueryParameters(t.IncludeQueryParameters)
}

func fromServiceConnectService(s *types.ServiceConnectService, t *service.ServiceConnectService) {
	t.PortName = text(s.PortName)
	t.ClientAliases = fromList(s.ClientAliases, fromServiceConnectClientAlias)
	t.DiscoveryName = text(s.DiscoveryName)
	t.IngressPortOverride = wide(s.IngressPortOverride)
	t.Timeout = fromPointer(s.Timeout, fromServiceConnectTimeout)
	t.TLS = fromPointer(s.Tls, fromServiceConnectTLS)
}

func toServiceConnectService(a *arena, t *service.ServiceConnectService, s *types.ServiceConnectService) {
	s.PortName = a.text(t.PortName)
	s.ClientAliases = toList(a, t.ClientAliases, toServiceConnectClientAlias)
	s.DiscoveryName = a.text(t.DiscoveryName)
	s.IngressPortOverride = a.number(t.IngressPortOverride)
	s.Timeout = toPointer(a, t.Timeout, toServiceConnectTimeout)
	s.Tls = toPointer(a, t.TLS, toServiceConnectTLS)
}

func fromServiceConnectClientAlias(s *types.ServiceConnectClientAlias, t *service.ServiceConnectClientAlias) {
	t.Port = wide(s.Port)
	t.DNSName = text(s.DnsName)
	t.TestTrafficRules = fromPointer(s.TestTrafficRules, fromServiceConnectTestTraffic)
}

func toServiceConnectClientAlias(a *arena, t *service.ServiceConnectClientAlias, s *types.ServiceConnectClientAlias) {
	s.Port = a.number(t.Port)
	s.DnsName = a.text(t.DNSName)
	s.TestTrafficRules = toPointer(a, t.TestTrafficRules, toServiceConnectTestTraffic)
}

func fromServiceConnectTestTraffic(s *types.ServiceConnectTestTrafficRules, t *service.ServiceConnectTestTraffic) {
	t.Header = fromPointer(s.Header, fromServiceConnectTestHeader)
}

func toServiceConnectTestTraffic(a *arena, t *service.ServiceConnectTestTraffic, s *types.ServiceConnectTestTrafficRules) {
	s.Header = toPointer(a, t.Header, toServiceConnectTestHeader)
}

func fromServiceConnectTestHeader(s *types.ServiceConnectTestTrafficHeaderRules, t *service.ServiceConnectTestHeader) {
	t.Name = text(s.Name)
	t.Value = fromPointer(s.Value, fromServiceConnectTestHeaderValue)
}

func toServiceConnectTestHeader(a *arena, t *service.ServiceConnectTestHeader, s *types.ServiceConnectTestTrafficHeaderRules) {
	s.Name = a.text(t.Name)
	s.Value = toPointer(a, t.Value, toServiceConnectTestHeaderValue)
}

func fromServiceConnectTestHeaderValue(s *types.ServiceConnectTestTrafficHeaderMatchRules, t *service.ServiceConnectTestHeaderValue) {
	t.Exact = text(s.Exact)
}

func toServiceConnectTestHeaderValue(a *arena, t *service.ServiceConnectTestHeaderValue, s *types.ServiceConnectTestTrafficHeaderMatchRules) {
	s.Exact = a.text(t.Exact)
}

func fromServiceConnectTimeout(s *types.TimeoutConfiguration, t *service.ServiceConnectTimeout) {
	t.IdleTimeoutSeconds = wide(s.IdleTimeoutSeconds)
	t.PerRequestTimeoutSeconds = wide(s.PerRequestTimeoutSeconds)
}

func toServiceConnectTimeout(a *arena, t *service.ServiceConnectTimeout, s *types.TimeoutConfiguration) {
	s.IdleTimeoutSeconds = a.number(t.IdleTimeoutSeconds)
	s.PerRequestTimeoutSeconds = a.number(t.PerRequestTimeoutSeconds)
}

func fromServiceConnectTLS(s *types.ServiceConnectTlsConfiguration, t *service.ServiceConnectTLS) {
	t.IssuerCertificateAuthority = fromPointer(s.IssuerCertificateAuthority, fromServiceConnectAuthority)
	t.KMSKey = text(s.KmsKey)
	t.RoleARN = text(s.RoleArn)
}

func toServiceConnectTLS(a *arena, t *service.ServiceConnectTLS, s *types.ServiceConnectTlsConfiguration) {
	s.IssuerCertificateAuthority = toPointer(a, t.IssuerCertificateAuthority, toServiceConnectAuthority)
	s.KmsKey = a.text(t.KMSKey)
	s.RoleArn = a.text(t.RoleARN)
}

func fromServiceConnectAuthority(s *types.ServiceConnectTlsCertificateAuthority, t *service.ServiceConnectAuthority) {
	t.AWSPCAAuthorityARN = text(s.AwsPcaAuthorityArn)
}

func toServiceConnectAuthority(a *arena, t *service.ServiceConnectAuthority, s *types.ServiceConnectTlsCertificateAuthority) {
	s.AwsPcaAuthorityArn = a.text(t.AWSPCAAuthorityARN)
}
