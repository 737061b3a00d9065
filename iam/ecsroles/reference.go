package ecsroles

import (
	"strings"

	"github.com/ecskit/ecskit/iam"
)

// plain returns s, and "" when it holds characters that no name has which is put
// into an ARN here: a placeholder of a template, or a wildcard that must not get
// into a policy.
func plain(s string) string {
	if strings.ContainsAny(s, "*?${}<>()% ") {
		return ""
	}
	return s
}

// repository is an image repository of Amazon ECR.
type repository struct {
	account, region, name string
	partition             string
}

func (r repository) arn() string {
	return iam.ARN{Partition: r.partition, Service: "ecr", Region: r.region, Account: r.account, Resource: "repository/" + r.name}.String()
}

// parseRepository reads the repository of an image in a private registry of ECR:
// 111122223333.dkr.ecr.eu-west-1.amazonaws.com/name:tag, with -fips behind ecr, or
// 111122223333.dkr-ecr.eu-west-1.on.aws.
//
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
func parseRepository(image string) (repository, bool) {
	host, name, ok := strings.Cut(plain(image), "/")
	if !ok {
		return repository{}, false
	}
	var r repository
	r.account, host, _ = strings.Cut(host, ".")
	rest, plain := strings.CutPrefix(host, "dkr.ecr")
	if !plain {
		if rest, ok = strings.CutPrefix(host, "dkr-ecr"); !ok {
			return repository{}, false
		}
	}
	rest, ok = strings.CutPrefix(strings.TrimPrefix(rest, "-fips"), ".")
	region, _, hasSuffix := strings.Cut(rest, ".")
	if !ok || !hasSuffix || region == "" || !isAccount(r.account) {
		return repository{}, false
	}
	r.region, r.partition = region, partitionOf(region)
	name, _, _ = strings.Cut(name, "@")
	if at := strings.LastIndexByte(name, ':'); at > strings.LastIndexByte(name, '/') {
		name = name[:at]
	}
	r.name = name
	return r, name != ""
}

// source is what a secret, a secret option or a credential is read from.
type source struct {
	action   string
	resource string // for a policy
	request  string // as a request names it
	// secret says that the parameter is a reference to a secret, which is read too.
	secret string
}

// parseSource reads the value of valueFrom or credentialsParameter: the ARN of a
// secret, of a parameter, or a name; names are those of parameters unless
// secretNames is set.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
func parseSource(value string, p place, secretNames bool) (source, bool) {
	value = plain(value)
	a, isARN := iam.ParseARN(value)
	switch {
	case value == "" || strings.HasPrefix(value, "arn:") && !isARN:
		return source{}, false
	case isARN && a.Service == "secretsmanager":
		return secretSource(a)
	case isARN && a.Service == "ssm" && strings.HasPrefix(a.Resource, "parameter/"):
		return parameterSource(value, place{a.Partition, a.Region, a.Account}, strings.TrimPrefix(a.Resource, "parameter/"))
	case isARN:
		return source{}, false
	case secretNames:
		return secretByName(p, value), true
	}
	name := strings.TrimPrefix(value, "/")
	return parameterSource(p.arn("ssm", "parameter/"+name), p, name)
}

// secretSource cuts what ECS adds to the ARN of a secret:
// :json-key:version-stage:version-id.
func secretSource(a iam.ARN) (source, bool) {
	name, ok := strings.CutPrefix(a.Resource, "secret:")
	name, _, _ = strings.Cut(name, ":")
	if !ok || name == "" {
		return source{}, false
	}
	a.Resource = "secret:" + name
	if hasSuffix(name) {
		return source{action: "secretsmanager:GetSecretValue", resource: a.String(), request: a.String()}, true
	}
	return secretByName(place{a.Partition, a.Region, a.Account}, name), true
}

// secretByName names a secret without the six characters that Secrets Manager
// puts behind its name.
func secretByName(p place, name string) source {
	arn := p.arn("secretsmanager", "secret:"+name)
	return source{action: "secretsmanager:GetSecretValue", resource: arn + "-??????", request: arn + "-AbCdEf"}
}

// hasSuffix reports whether a name ends in a hyphen and six letters or digits. A
// name of somebody's own can do that too; then one pattern is too narrow.
func hasSuffix(name string) bool {
	at := len(name) - 7
	if at < 1 || name[at] != '-' {
		return false
	}
	for _, c := range []byte(name[at+1:]) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// secretReference is where parameters begin that stand for a secret.
const secretReference = "aws/reference/secretsmanager/"

func parameterSource(arn string, p place, name string) (source, bool) {
	s := source{action: "ssm:GetParameters", resource: arn, request: arn}
	if secret, ok := strings.CutPrefix(strings.TrimPrefix(name, "/"), secretReference); ok {
		s.secret = secret
	}
	return s, name != ""
}

// object is an object of Amazon S3.
type object struct{ partition, bucket, key string }

func parseObject(arn string) (object, bool) {
	a, ok := iam.ParseARN(arn)
	bucket, key, hasKey := strings.Cut(a.Resource, "/")
	if !ok || a.Service != "s3" || plain(bucket) == "" || !hasKey || key == "" || strings.Contains(arn, "${") {
		return object{}, false
	}
	return object{a.Partition, bucket, key}, true
}

// request returns the object as a request names it: without the region and the
// account that an ARN in a definition may have by mistake.
func (o object) request() string { return o.bucketARN() + "/" + o.key }

// resource returns the object for a policy: its key may hold what would be a
// wildcard there.
func (o object) resource() string {
	return o.bucketARN() + "/" + strings.NewReplacer("*", "${*}", "?", "${?}", "$", "${$}").Replace(o.key)
}

func (o object) bucketARN() string {
	return iam.ARN{Partition: o.partition, Service: "s3", Resource: o.bucket}.String()
}
