package iam

import "strings"

// conclude decides what no statement denies.
func (r *ruling) conclude() Decision {
	p, q := r.policies, r.q
	c := &q.caller
	if r.missingSCP >= 0 {
		d := without(NoSCPAllow, SCP)
		d.Level = r.missingSCP
		return d
	}
	if p.Endpoint != nil && !r.endpoint.found {
		return without(NoEndpointAllow, Endpoint)
	}
	if why, ok := r.resourceFirst(); !ok {
		return without(why, Resource)
	}
	sameAccount := c.account != "" && c.account == q.resourceAccount
	switch {
	case c.kind == callerRoot && sameAccount && (!r.isKeyUse() || r.resourceGrant != grantNone):
		d := without(RootUser, Identity)
		d.Effect = Allowed
		return d
	case c.kind == callerRoot, !c.hasIdentity():
		// Nothing but the resource policy can let them in.
		if r.resourceGrant == grantNone {
			return without(NoResourceAllow, Resource)
		}
		return r.resource.allowedBy(Resource)
	case !sameAccount && r.resourceGrant == grantNone:
		return without(NoResourceAllow, Resource)
	case sameAccount && r.resourceGrant == grantDirect:
		return r.resource.allowedBy(Resource)
	}
	return r.identitySide(sameAccount)
}

// identitySide asks the caller's own policies, for a request that the resource
// policy does not decide alone.
func (r *ruling) identitySide(sameAccount bool) Decision {
	p := r.policies
	byRole := sameAccount && r.resourceGrant == grantRole
	switch {
	case !byRole && !r.identity.found:
		return without(NoIdentityAllow, Identity)
	case p.Boundary != nil && !r.boundary.found:
		return without(NoBoundaryAllow, Boundary)
	case len(p.Session) > 0 && !r.session.found:
		return without(NoSessionAllow, Session)
	case sameAccount && !r.identity.found && byRole:
		return r.resource.allowedBy(Resource)
	case r.identity.found && r.keyIsClosed(sameAccount):
		if byRole {
			return r.resource.allowedBy(Resource)
		}
		return without(NoKeyDelegation, Resource)
	}
	return r.identity.allowedBy(Identity)
}

// resourceFirst checks the services where the policy of the resource must speak
// even for a caller of its own account.
//
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
func (r *ruling) resourceFirst() (why Reason, ok bool) {
	switch {
	case r.isAssumeRole():
		if r.policies.Resource == nil {
			return NoResourcePolicy, false
		}
		if r.resourceGrant == grantNone {
			return NoTrust, false
		}
	case r.isKeyUse() && r.policies.Resource == nil:
		return NoResourcePolicy, false
	}
	return 0, true
}

func (r *ruling) isAssumeRole() bool {
	switch string(r.q.action) {
	case "sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity":
		return true
	}
	return false
}

// isKeyUse reports whether the request acts on a KMS key.
func (r *ruling) isKeyUse() bool {
	q := r.q
	return string(q.action[:q.service]) == "kms" && strings.HasPrefix(q.resource[q.resourceOffset:], "key/")
}

// keyIsClosed reports whether the key policy keeps the identity policies of its
// own account from having a say.
func (r *ruling) keyIsClosed(sameAccount bool) bool {
	return sameAccount && r.isKeyUse() && !r.accountDelegates
}

// hasRCP reports whether resource control policies apply to a service.
func hasRCP(service []byte) bool {
	for _, s := range rcpServices {
		if s == string(service) {
			return true
		}
	}
	return false
}

// rcpServices lists the services whose resources RCPs guard, by the prefix of
// their actions. State of 2026-08-22.
//
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
var rcpServices = [...]string{
	"aoss", "appconfig", "appstream", "autoscaling", "cloudfront", "cloudsearch", "codebuild", "codecommit",
	"codepipeline", "cognito-identity", "cognito-idp", "comprehend", "comprehendmedical", "cost-optimization-hub",
	"dax", "dynamodb", "ecr", "events", "firehose", "fis", "health", "inspector-scan", "kendra", "kinesisvideo",
	"kms", "logs", "memorydb", "networkmonitor", "opensearch", "pca-connector-ad", "polly", "pricing", "s3",
	"secretsmanager", "signin", "sqs", "sts", "support", "textract", "timestream-influxdb", "transcribe",
	"transfer", "translate", "wafv2",
}
