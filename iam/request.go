package iam

import (
	"fmt"
	"unicode/utf8"
)

// Context holds the values of the condition keys of a request, all of them as
// text: numbers in decimal, dates in ISO 8601, booleans as true and false. Keys
// are read without regard to case. A key with no values, or that is not there,
// is absent from the request.
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
	// MaxValueLength bounds a context value: a header such as a user agent is what
	// gets longest, and servers stop at 8 KiB.
	MaxValueLength = 8192
)

// RequestError says what makes a request unusable.
type RequestError struct {
	Field   string // the field, or Context["key"]
	Message string
}

// Error returns the field and the message.
func (e *RequestError) Error() string { return "iam: request: " + e.Field + ": " + e.Message }

// contextKey is a condition key in lower case, with its hash.
type contextKey struct {
	name string
	hash uint64
}

func newContextKey(name string) contextKey {
	name = lowerASCII(name)
	return contextKey{name, hashKey(name)}
}

// hashKey is FNV-1a of a key in lower case.
func hashKey[T string | []byte](key T) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(key) {
		h = (h ^ uint64(key[i])) * 1099511628211
	}
	return h
}

var (
	keyPrincipalARN     = newContextKey("aws:PrincipalArn")
	keyPrincipalAccount = newContextKey("aws:PrincipalAccount")
	keyResourceAccount  = newContextKey("aws:ResourceAccount")
	keyUsername         = newContextKey("aws:username")
	keyUserID           = newContextKey("aws:userid")
	keyIsService        = newContextKey("aws:PrincipalIsAWSService")
	keyServiceName      = newContextKey("aws:PrincipalServiceName")
)

// Prepared is a request made ready for many decisions. The zero Prepared is
// ready for Reset. It has a single owner: neither copy it nor use it from two
// goroutines at once.
type Prepared struct {
	ready           bool
	action          []byte // in lower case
	service         int    // length of the service in action
	resource        string
	resourceOffset  int
	resourceAccount string
	caller          caller
	bounded         bool // the caller has a permissions boundary

	keys    []byte // names of the context keys, in lower case
	entries []contextEntry
	slots   []int32 // open addressing over entries: index+1, 0 is free
	derived [6][1]string

	scratch []byte // a pattern with its variables replaced
}

type contextEntry struct {
	hash       uint64
	start, end int32 // of the name in keys
	values     []string
}

// Reset takes in another request. Keys are folded here, once; values are parsed
// only when a condition asks for them. It keeps references to the strings and
// slices of req until the next Reset and does not allocate once its memory has
// grown to the size of the requests.
//
// The error is a *RequestError. After it every decision is an implicit denial.
func (q *Prepared) Reset(req *Request) error {
	q.ready = false
	if err := checkNames(req); err != nil {
		return err
	}
	q.action = appendLower(q.action[:0], req.Action)
	q.service = 0
	for q.action[q.service] != ':' {
		q.service++
	}
	q.resource, q.resourceOffset = req.Resource, 0
	if len(req.Resource) > 4 && req.Resource[:4] == "arn:" {
		q.resourceOffset = resourceOffset(req.Resource)
	}
	if q.resourceOffset == 0 && req.Resource != "*" {
		return &RequestError{"Resource", fmt.Sprintf("%q is neither an ARN nor \"*\"", req.Resource)}
	}
	var err error
	if q.caller, err = parseCaller(req.Principal, req.Issuer); err != nil {
		return err
	}
	q.resourceAccount = req.ResourceAccount
	if q.resourceAccount == "" {
		q.resourceAccount = accountOf(req.Resource, q.resourceOffset)
	}
	if q.resourceAccount == "" {
		q.resourceAccount = q.caller.account
	}
	if err := q.takeContext(req.Context); err != nil {
		return err
	}
	q.derive()
	q.ready = true
	return nil
}

// checkNames checks what of a request has no parser of its own.
func checkNames(req *Request) error {
	for _, f := range [...]struct{ name, value string }{
		{"Principal", req.Principal}, {"Issuer", req.Issuer}, {"Action", req.Action},
		{"Resource", req.Resource}, {"ResourceAccount", req.ResourceAccount},
	} {
		switch {
		case len(f.value) > MaxNameLength:
			return &RequestError{f.name, fmt.Sprintf("%d bytes, at most %d are read", len(f.value), MaxNameLength)}
		case !utf8.ValidString(f.value):
			return &RequestError{f.name, "not UTF-8"}
		}
	}
	colon := 0
	for colon < len(req.Action) && req.Action[colon] != ':' {
		colon++
	}
	if colon == 0 || colon >= len(req.Action)-1 {
		return &RequestError{"Action", fmt.Sprintf("%q is not of the form service:Name", req.Action)}
	}
	if a := req.ResourceAccount; a != "" && !isAccountID(a) {
		return &RequestError{"ResourceAccount", fmt.Sprintf("%q is no account of 12 digits", a)}
	}
	return nil
}

// accountOf returns the account in an ARN whose resource starts at offset.
func accountOf(arn string, offset int) string {
	if offset == 0 {
		return ""
	}
	end := offset - 1
	start := end
	for arn[start-1] != ':' {
		start--
	}
	return arn[start:end]
}

func (q *Prepared) takeContext(c Context) error {
	need := 1
	for need < 2*(len(c)+len(q.derived)) {
		need *= 2
	}
	if need > len(q.slots) {
		q.slots = make([]int32, need)
	} else {
		clear(q.slots)
	}
	q.keys, q.entries = q.keys[:0], q.entries[:0]
	for key, values := range c {
		start := len(q.keys)
		q.keys = appendLower(q.keys, key)
		name := q.keys[start:]
		e := contextEntry{hashKey(name), int32(start), int32(len(q.keys)), values}
		slot, taken := findSlot(q, e.hash, name)
		if taken {
			return &RequestError{fmt.Sprintf("Context[%q]", name), "the key is there twice, in different case"}
		}
		for _, v := range values {
			if len(v) > MaxValueLength || !utf8.ValidString(v) {
				return badValue(key, v)
			}
		}
		q.entries = append(q.entries, e)
		q.slots[slot] = int32(len(q.entries))
	}
	return nil
}

func badValue(key, value string) error {
	field := fmt.Sprintf("Context[%q]", key)
	if len(value) > MaxValueLength {
		return &RequestError{field, fmt.Sprintf("a value of %d bytes, at most %d are read", len(value), MaxValueLength)}
	}
	return &RequestError{field, "a value is not UTF-8"}
}

// findSlot returns where a key is or would be in the table.
func findSlot[T string | []byte](q *Prepared, hash uint64, name T) (slot int, taken bool) {
	mask := len(q.slots) - 1
	for slot = int(hash) & mask; q.slots[slot] != 0; slot = (slot + 1) & mask {
		e := &q.entries[q.slots[slot]-1]
		if e.hash == hash && string(q.keys[e.start:e.end]) == string(name) {
			return slot, true
		}
	}
	return slot, false
}

// derive adds the keys that the other fields of the request answer.
func (q *Prepared) derive() {
	c := &q.caller
	q.deriveKey(0, &keyPrincipalARN, c.principalARN())
	q.deriveKey(1, &keyPrincipalAccount, c.account)
	q.deriveKey(2, &keyResourceAccount, q.resourceAccount)
	if c.kind == callerUser {
		q.deriveKey(3, &keyUsername, c.name)
	}
	if c.kind == callerService {
		q.deriveKey(4, &keyIsService, "true")
		q.deriveKey(5, &keyServiceName, c.arn)
	} else {
		q.deriveKey(4, &keyIsService, "false")
	}
}

func (q *Prepared) deriveKey(i int, key *contextKey, value string) {
	if value == "" {
		return
	}
	slot, taken := findSlot(q, key.hash, key.name)
	if taken {
		return
	}
	q.derived[i][0] = value
	start := len(q.keys)
	q.keys = append(q.keys, key.name...)
	q.entries = append(q.entries, contextEntry{key.hash, int32(start), int32(len(q.keys)), q.derived[i][:]})
	q.slots[slot] = int32(len(q.entries))
}

// lookup returns the values of a key, none when the request lacks it.
func (q *Prepared) lookup(key *contextKey) []string {
	slot, taken := findSlot(q, key.hash, key.name)
	if !taken {
		return nil
	}
	return q.entries[q.slots[slot]-1].values
}

// single returns the value of a key that has exactly one.
func (q *Prepared) single(key *contextKey) (string, bool) {
	values := q.lookup(key)
	if len(values) != 1 {
		return "", false
	}
	return values[0], true
}
