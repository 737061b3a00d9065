package iam

// Context holds the values of the condition keys of a request, all of them as
// UTF-8 text: numbers in decimal, dates in ISO 8601, booleans as true and false.
// Keys are read without regard to case. A key with no values, or that is not
// there, is absent from the request.
type Context map[string][]string

// Request is one call to AWS whose fate is asked for.
type Request struct {
	// Principal is who calls: the ARN of a user, of a role, of a role session
	// (arn:aws:sts::111122223333:assumed-role/name/session), of a federated user,
	// of an identity provider or of the account's root; the name of a service
	// ("ecs-tasks.amazonaws.com"); or "*" for an anonymous caller.
	Principal string
	// Issuer is the ARN of the role that a session was made from, or of the user
	// that a federated user was made from. A session's own ARN has lost the path
	// of its role; without Issuer a role in a policy is compared by account and
	// name. Optional.
	Issuer string
	// Action is one action, "s3:GetObject". Case does not matter.
	Action string
	// Resource is the ARN of what is acted on, "*" for an action that has none.
	Resource string
	// ResourceAccount is the account that owns Resource. When empty it is the
	// account in Resource, and when that has none (S3), the caller's own.
	ResourceAccount string
	// Context holds the condition keys. These are filled in from the other fields
	// when it lacks them: aws:PrincipalArn (for a session only with Issuer),
	// aws:PrincipalAccount, aws:ResourceAccount, aws:username (of a user),
	// aws:PrincipalIsAWSService and aws:PrincipalServiceName (of a service).
	Context Context
}

// Bounds of a request, in bytes. They keep the worst case of a hostile policy
// short: the time to match a text grows with the product of both lengths.
const (
	// MaxNameLength bounds Principal, Issuer, Action and Resource. An ARN has at
	// most 2,048 characters, see
	// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
	MaxNameLength = 2048
	// MaxValueLength bounds a context value. ARNs are what gets longest of those that
	// policies compare; a tag has 256 characters.
	MaxValueLength = 2048
)

// RequestError says what makes a request unusable.
type RequestError struct {
	Field   string // the field, or Context["key"]
	Message string
}

// Error returns the field and the message.
func (e *RequestError) Error() string { return "iam: request: " + e.Field + ": " + e.Message }
