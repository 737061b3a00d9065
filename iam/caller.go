package iam

import (
	"fmt"
	"slices"
	"strings"
)

// callerKind says what kind of principal makes a request.
type callerKind uint8

const (
	callerAnonymous callerKind = iota
	callerUser
	callerRole // the role itself, as a simulation names it
	callerSession
	callerFederatedUser
	callerRoot
	callerService
	callerProvider // SAML or OpenID Connect
	callerCanonical
)

// caller is the principal of a request, taken apart.
type caller struct {
	kind    callerKind
	arn     string // as the request names it
	account string // "" for services, providers by name, canonical users, anonymous
	name    string // of the user or role, without its path
	issuer  string // the role or user behind a session, when known
}

// webProviders are the identity providers that policies name by host, not by ARN.
var webProviders = [...]string{
	"accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com",
}

// parse fills c from the fields of a request.
func (c *caller) parse(principal, issuer string) error {
	*c = caller{arn: principal, issuer: issuer}
	if issuer != "" && !isIssuer(issuer) {
		return &RequestError{"Issuer", fmt.Sprintf("%q is no ARN of a role or user", issuer)}
	}
	if strings.HasPrefix(principal, "arn:") {
		if err := c.parseARN(); err != nil {
			return err
		}
		if issuer != "" && c.kind != callerSession && c.kind != callerFederatedUser {
			return &RequestError{"Issuer", fmt.Sprintf("%q is no session, only a session has an issuer", principal)}
		}
		return nil
	}
	switch {
	case principal == "*":
		c.kind = callerAnonymous
	case principal == "":
		return &RequestError{"Principal", "missing, write \"*\" for an anonymous caller"}
	case isAccountID(principal):
		return &RequestError{"Principal", fmt.Sprintf("%q is an account, who calls is a user, role, service or arn:aws:iam::%s:root", principal, principal)}
	case isCanonicalID(principal):
		c.kind = callerCanonical
	case isWebProvider(principal):
		c.kind = callerProvider
	case strings.Contains(principal, "."):
		c.kind = callerService
	default:
		return &RequestError{"Principal", fmt.Sprintf("%q is neither an ARN, nor a service, nor \"*\"", principal)}
	}
	return nil
}

func isIssuer(s string) bool {
	a, ok := ParseARN(s)
	return ok && a.Service == "iam" && (strings.HasPrefix(a.Resource, "role/") || strings.HasPrefix(a.Resource, "user/"))
}

func (c *caller) parseARN() error {
	a, ok := ParseARN(c.arn)
	if !ok {
		return &RequestError{"Principal", fmt.Sprintf("%q is no ARN, it has fewer than six fields", c.arn)}
	}
	if !isAccountID(a.Account) {
		return &RequestError{"Principal", fmt.Sprintf("%q has no account of 12 digits", c.arn)}
	}
	c.account = a.Account
	kind, rest, _ := strings.Cut(a.Resource, "/")
	switch {
	case a.Service == "iam" && rest != "" && kind == "user":
		c.kind, c.name = callerUser, rest[strings.LastIndexByte(rest, '/')+1:]
		return nil
	case a.Service == "iam" && rest != "" && kind == "role":
		c.kind, c.name, c.issuer = callerRole, rest[strings.LastIndexByte(rest, '/')+1:], c.arn
		return nil
	case a.Service == "iam" && rest != "" && (kind == "saml-provider" || kind == "oidc-provider"):
		c.kind, c.account = callerProvider, ""
		return nil
	case a.Service == "iam" && a.Resource == "root":
		c.kind = callerRoot
		return nil
	case a.Service == "sts" && rest != "" && kind == "federated-user":
		c.kind, c.name = callerFederatedUser, rest
		return nil
	case a.Service == "sts" && kind == "assumed-role":
		if name, session, _ := strings.Cut(rest, "/"); name != "" && session != "" {
			c.kind, c.name = callerSession, name
			return nil
		}
	}
	return &RequestError{"Principal", fmt.Sprintf("%q is no ARN of a user, role, role session, federated user, provider or root", c.arn)}
}

func isWebProvider(s string) bool {
	for _, p := range webProviders {
		if p == s {
			return true
		}
	}
	return false
}

func isCanonicalID(s string) bool {
	if len(s) != 64 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// principalARN returns the value of aws:PrincipalArn, "" when it is not known.
func (c *caller) principalARN() string {
	switch c.kind {
	case callerUser, callerRole, callerRoot, callerFederatedUser:
		return c.arn
	case callerSession:
		return c.issuer
	}
	return ""
}

// hasIdentity reports whether identity policies, boundaries and session policies
// say anything about the caller.
func (c *caller) hasIdentity() bool {
	switch c.kind {
	case callerUser, callerRole, callerSession, callerFederatedUser:
		return true
	}
	return false
}

// serviceLinked reports whether the caller is a service-linked role, which
// neither SCPs nor RCPs restrict.
func (c *caller) serviceLinked() bool {
	_, resource, _ := strings.Cut(c.issuer, ":role/")
	return strings.HasPrefix(resource, "aws-service-role/")
}

// grant says how closely a resource policy names the caller, which decides what
// else can still limit the request. The zero grant is none.
type grant uint8

const (
	grantNone    grant = iota
	grantAccount       // the account: only lets its identity policies decide
	grantRole          // the role or user behind a session: boundary and session policy limit it
	grantDirect        // the caller itself, or everybody
)

// principals is a compiled Principal or NotPrincipal element.
type principals struct {
	everybody bool
	accounts  []string // 12 digits
	arns      []string
	ids       []string // unique ids such as AROA…
	services  []string
	federated []string
	canonical []string
}

func compilePrincipals(p *Principals) *principals {
	if p == nil {
		return nil
	}
	c := &principals{everybody: p.Everybody, services: p.Service, federated: p.Federated, canonical: p.CanonicalUser}
	for _, s := range p.AWS {
		a, isARN := ParseARN(s)
		switch {
		case s == "*":
			c.everybody = true
		case isAccountID(s):
			c.accounts = append(c.accounts, s)
		case isARN && a.Service == "iam" && a.Resource == "root" && isAccountID(a.Account):
			c.accounts = append(c.accounts, a.Account)
		case isARN:
			c.arns = append(c.arns, s)
		default:
			c.ids = append(c.ids, s)
		}
	}
	return c
}

// grantTo returns the closest way in which p names the caller of q.
func (p *principals) grantTo(q *Prepared) grant {
	c := &q.caller
	switch {
	case p.everybody:
		return grantDirect
	case c.kind == callerAnonymous:
		return grantNone
	case c.kind == callerService:
		return directIf(slices.Contains(p.services, c.arn))
	case c.kind == callerProvider:
		return directIf(slices.Contains(p.federated, c.arn))
	case c.kind == callerCanonical:
		return directIf(slices.Contains(p.canonical, c.arn))
	}
	best := grantNone
	if slices.Contains(p.accounts, c.account) {
		best = grantAccount
	}
	for _, arn := range p.arns {
		if arn == c.arn && c.kind != callerRole {
			return grantDirect
		}
		if best < grantRole && c.stemsFrom(arn) {
			best = grantRole
		}
	}
	return max(best, p.grantByID(q))
}

func directIf(named bool) grant {
	if named {
		return grantDirect
	}
	return grantNone
}

// stemsFrom reports whether arn is the role or user that c is a session of.
func (c *caller) stemsFrom(arn string) bool {
	if c.issuer != "" || c.kind != callerSession {
		return arn == c.issuer
	}
	offset := resourceOffset(arn)
	return accountOf(arn, offset) == c.account &&
		strings.HasPrefix(arn[offset:], "role/") &&
		arn[strings.LastIndexByte(arn, '/')+1:] == c.name
}

// grantByID compares unique ids with aws:userid, which is the id of a user and
// "id:session" of a role.
func (p *principals) grantByID(q *Prepared) grant {
	if len(p.ids) == 0 {
		return grantNone
	}
	user, ok := q.single(&keyUserID)
	if !ok {
		return grantNone
	}
	id, _, isRole := strings.Cut(user, ":")
	switch {
	case !slices.Contains(p.ids, id):
		return grantNone
	case isRole:
		return grantRole
	}
	return grantDirect
}

// coversAll reports whether a NotPrincipal exempts the caller of q: each of the
// principals that the caller is must be listed, the account and, for a session,
// its role too.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
func (p *principals) coversAll(q *Prepared) bool {
	c := &q.caller
	if p.everybody {
		return true
	}
	switch c.kind {
	case callerAnonymous:
		return false
	case callerService, callerProvider, callerCanonical:
		return p.grantTo(q) == grantDirect
	}
	if !slices.Contains(p.accounts, c.account) {
		return false
	}
	self, role := false, c.kind != callerSession && c.kind != callerFederatedUser
	for _, arn := range p.arns {
		self = self || arn == c.arn
		role = role || c.stemsFrom(arn)
	}
	return c.kind == callerRoot || self && (role || c.kind == callerFederatedUser && c.issuer == "")
}
