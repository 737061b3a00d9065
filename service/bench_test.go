package service_test

import (
	"testing"

	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// A service as most are: on Fargate, behind a load balancer, with a circuit
// breaker and Service Connect.
const (
	benchService = `{
		"cluster": "shop", "serviceName": "web", "taskDefinition": "web:7", "desiredCount": 4, "launchType": "FARGATE", "platformVersion": "LATEST",
		"deploymentConfiguration": {"minimumHealthyPercent": 100, "maximumPercent": 200, "deploymentCircuitBreaker": {"enable": true, "rollback": true}},
		"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a", "subnet-b", "subnet-c"], "securityGroups": ["sg-web"], "assignPublicIp": "DISABLED"}},
		"loadBalancers": [{"targetGroupArn": "` + targetGroup + `", "containerName": "app", "containerPort": 8080}],
		"serviceConnectConfiguration": {"enabled": true, "namespace": "shop", "services": [{"portName": "http", "clientAliases": [{"port": 80, "dnsName": "web"}]}]},
		"healthCheckGracePeriodSeconds": 30, "enableECSManagedTags": true, "propagateTags": "SERVICE", "enableExecuteCommand": true,
		"tags": [{"key": "team", "value": "shop"}, {"key": "stage", "value": "prod"}]
	}`
	benchDefinition = `{
		"family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "512", "memory": "1024",
		"taskRoleArn": "arn:aws:iam::123456789012:role/web", "executionRoleArn": "arn:aws:iam::123456789012:role/exec",
		"containerDefinitions": [{"name": "app", "image": "shop/web:7", "portMappings": [{"containerPort": 8080, "name": "http", "appProtocol": "http"}]}],
		"volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]
	}`
)

func benchConfig(b *testing.B) service.Config {
	td, findings, err := taskdef.Parse([]byte(benchDefinition))
	if err != nil {
		b.Fatal(findings, err)
	}
	return service.Config{
		TaskDefinition: td,
		TargetGroups:   map[string]service.TargetGroup{targetGroup: {TargetType: "ip", Protocol: "HTTP"}},
		SubnetZones:    map[string]string{"subnet-a": "eu-west-1a", "subnet-b": "eu-west-1b", "subnet-c": "eu-west-1c"},
		MountTargets:   map[string][]string{"fs-1": {"eu-west-1a", "eu-west-1b", "eu-west-1c"}},
	}
}

func BenchmarkLoad(b *testing.B) {
	text := []byte(benchService)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if doc, err := service.Load(text); err != nil || len(doc.Services) != 1 {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoadAndCheck is what a linter does with one file.
func BenchmarkLoadAndCheck(b *testing.B) {
	text, cfg := []byte(benchService), benchConfig(b)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		doc, err := service.Load(text)
		if err != nil {
			b.Fatal(err)
		}
		if findings := doc.Check(cfg); len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}

func benchOne(b *testing.B) *service.Service {
	doc, err := service.Load([]byte(benchService))
	if err != nil {
		b.Fatal(err)
	}
	return &doc.Services[0]
}

func BenchmarkValidate(b *testing.B) {
	s, cfg := benchOne(b), benchConfig(b)
	b.ReportAllocs()
	for b.Loop() {
		if findings := service.Validate(s, cfg); len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}

func BenchmarkNetwork(b *testing.B) {
	s, cfg := benchOne(b), benchConfig(b)
	b.ReportAllocs()
	for b.Loop() {
		if entries := service.Network(s, cfg.TaskDefinition); len(entries) != 2 {
			b.Fatal(entries)
		}
	}
}

func BenchmarkDiff(b *testing.B) {
	old, update := benchOne(b), &service.Service{TaskDefinition: "web:8", DesiredCount: new(6)}
	b.ReportAllocs()
	for b.Loop() {
		if changes := service.Diff(old, update); len(changes) != 2 {
			b.Fatal(changes)
		}
	}
}
