package ecr

import (
	"strconv"
	"strings"
)

// RegistryKind says whose registry a reference names.
type RegistryKind uint8

// The kinds of registry.
const (
	OtherRegistry RegistryKind = iota
	DockerHub                  // docker.io, or no registry at all
	PrivateECR                 // an account's registry
	PublicECR                  // public.ecr.aws
)

// String returns other, docker-hub, private-ecr or public-ecr.
func (k RegistryKind) String() string {
	switch k {
	case DockerHub:
		return "docker-hub"
	case PrivateECR:
		return "private-ecr"
	case PublicECR:
		return "public-ecr"
	}
	return "other"
}

// Reference is an image reference taken apart. Absent parts are empty.
type Reference struct {
	Registry   string // host, with a port if there is one; empty when the text has none
	Repository string // path behind the registry, without an alias of public.ecr.aws
	Tag        string
	Digest     string // "sha256:…"
	Account    string // PrivateECR: twelve digits
	Region     string // PrivateECR; images are pulled from this region
	Alias      string // PublicECR: the first part of the path
	Kind       RegistryKind
	FIPS       bool // PrivateECR: a FIPS endpoint
	DualStack  bool // PrivateECR: an endpoint for IPv4 and IPv6
}

// ReferenceError tells what is wrong with a reference and where.
type ReferenceError struct {
	Reference string
	Offset    int // bytes
	Len       int
	Part      string // "registry", "repository", "tag", "digest"
	Problem   string
}

// Error returns the reference, the part, the problem and the place.
func (e *ReferenceError) Error() string {
	text := e.Reference
	if len(text) > 200 {
		text = text[:200] + "…"
	}
	return "image " + strconv.Quote(text) + ": " + e.Part + ": " + e.Problem + " (at byte " + strconv.Itoa(e.Offset) + ")"
}

// ParseReference takes an image reference apart as Docker does, and knows the
// registries of ECR. The error is a *[ReferenceError]. A reference with both tag
// and digest is legal; the digest decides what is pulled. What a private registry
// pulls through from elsewhere has a reference like all its images; see
// [Reference.Upstream].
//
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
func ParseReference(text string) (Reference, error) {
	r, err := parseReference(text)
	if err != nil {
		err.Reference = text
		return Reference{}, err
	}
	return r, nil
}

func parseReference(text string) (r Reference, err *ReferenceError) {
	rest, start := text, 0
	if host, path, ok := strings.Cut(text, "/"); ok && (strings.ContainsAny(host, ".:") || host == "localhost") {
		r.Registry, rest, start = host, path, len(host)+1
	}
	if err := r.readRegistry(); err != nil {
		return r, err
	}
	if name, digest, ok := strings.Cut(rest, "@"); ok {
		if problem := digestProblem(digest); problem != "" {
			return r, &ReferenceError{Offset: start + len(name) + 1, Len: len(digest), Part: "digest", Problem: problem}
		}
		rest, r.Digest = name, digest
	}
	if i := strings.LastIndexByte(rest, ':'); i >= 0 {
		tag := rest[i+1:]
		if problem := tagProblem(tag); problem != "" {
			return r, &ReferenceError{Offset: start + i + 1, Len: len(tag), Part: "tag", Problem: problem}
		}
		rest, r.Tag = rest[:i], tag
	}
	if at, problem := repositoryProblem(rest, r.Kind == PrivateECR); problem != "" {
		return r, &ReferenceError{Offset: start + at, Len: len(rest) - at, Part: "repository", Problem: problem}
	}
	r.Repository = rest
	if r.Kind == PublicECR {
		alias, name, ok := strings.Cut(rest, "/")
		if !ok {
			return r, &ReferenceError{Offset: start, Len: len(rest), Part: "repository", Problem: "public.ecr.aws wants an alias and a repository, as in docker/library/nginx"}
		}
		r.Alias, r.Repository = alias, name
	}
	return r, nil
}

// readRegistry recognises the hosts of ECR. That those of the European Sovereign
// Cloud end in amazonaws.eu is observed: github.com/docker/login-action knows them.
func (r *Reference) readRegistry() *ReferenceError {
	host := r.Registry
	switch host {
	case "", "docker.io", "index.docker.io", "registry-1.docker.io":
		r.Kind = DockerHub
		return nil
	case "public.ecr.aws":
		r.Kind = PublicECR
		return nil
	}
	labels := strings.Split(host, ".")
	var region int
	switch {
	case len(labels) >= 3 && (labels[1] == "dkr-ecr" || labels[1] == "dkr-ecr-fips") &&
		(strings.HasSuffix(host, ".on.aws") || strings.HasSuffix(host, ".on.amazonwebservices.com.cn")):
		region, r.DualStack, r.FIPS = 2, true, labels[1] == "dkr-ecr-fips"
	case len(labels) >= 4 && labels[1] == "dkr" && (labels[2] == "ecr" || labels[2] == "ecr-fips") &&
		(strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".amazonaws.com.cn") || strings.HasSuffix(host, ".amazonaws.eu")):
		region, r.FIPS = 3, labels[2] == "ecr-fips"
	default:
		return nil
	}
	r.Kind, r.Account, r.Region = PrivateECR, labels[0], labels[region]
	if !allDigits(r.Account) || len(r.Account) != 12 {
		return &ReferenceError{Len: len(r.Account), Part: "registry", Problem: strconv.Quote(r.Account) + " is no account of twelve digits"}
	}
	return nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func digestProblem(digest string) string {
	hex, ok := strings.CutPrefix(digest, "sha256:")
	if !ok {
		return strconv.Quote(digest) + " is no sha256: digest"
	}
	if len(hex) != 64 || strings.Trim(hex, "0123456789abcdef") != "" {
		return "sha256: wants 64 lower-case hexadecimal digits"
	}
	return ""
}

func tagProblem(tag string) string {
	const most = 128
	switch {
	case tag == "":
		return "is empty"
	case len(tag) > most:
		return "has " + strconv.Itoa(len(tag)) + " characters, at most " + strconv.Itoa(most) + " are allowed"
	case tag[0] == '.' || tag[0] == '-':
		return strconv.Quote(tag) + " begins with neither letter, digit nor _"
	}
	if !isTagText(tag, "") {
		return strconv.Quote(tag) + " has another character than letters, digits, _ . -"
	}
	return ""
}

// isTagText reports whether a text is of the characters of tags, and of others.
func isTagText(s, others string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"+others) == ""
}

func isAlnum(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }

// repositoryProblem checks the length of a repository's name, which ECR bounds
// otherwise than Docker, and its form.
//
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
func repositoryProblem(name string, private bool) (at int, problem string) {
	const least, most = 2, 256
	switch {
	case name == "":
		return 0, "is empty"
	case private && (len(name) < least || len(name) > most):
		return 0, "has " + strconv.Itoa(len(name)) + " characters, 2 to 256 are allowed"
	case len(name) > 255 && !private:
		return 0, "has " + strconv.Itoa(len(name)) + " characters, at most 255 are allowed"
	}
	return nameProblem(name)
}

// nameProblem checks lower-case words joined by . _ __ or hyphens and by slashes,
// and returns where it goes wrong.
func nameProblem(name string) (at int, problem string) {
	word := false // the character before is a letter or a digit
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case isAlnum(c):
			word = true
		case word && (c == '.' || c == '_' || c == '-' || c == '/'):
			word = false
		case i > 0 && (c == '-' && name[i-1] == '-' || c == '_' && name[i-1] == '_' && (i < 2 || name[i-2] != '_')):
		case 'A' <= c && c <= 'Z':
			return i, "has the capital " + string(rune(c)) + "; repositories are lower-case"
		default:
			return i, strconv.Quote(name[i:]) + " does not go on with a lower-case letter or a digit"
		}
	}
	if !word {
		return len(name) - 1, "ends in " + strconv.Quote(name[len(name)-1:])
	}
	return 0, ""
}

// String returns the reference as it was written.
func (r Reference) String() string {
	var b strings.Builder
	if r.Registry != "" {
		b.WriteString(r.Registry + "/")
	}
	if r.Alias != "" {
		b.WriteString(r.Alias + "/")
	}
	b.WriteString(r.Repository)
	if r.Tag != "" {
		b.WriteString(":" + r.Tag)
	}
	if r.Digest != "" {
		b.WriteString("@" + r.Digest)
	}
	return b.String()
}

// Canonical fills in what Docker assumes: docker.io, its folder library, and the
// tag latest where there is neither tag nor digest.
func (r Reference) Canonical() Reference {
	if r.Kind == DockerHub {
		r.Registry = "docker.io"
		if !strings.Contains(r.Repository, "/") {
			r.Repository = "library/" + r.Repository
		}
	}
	if r.Tag == "" && r.Digest == "" {
		r.Tag = "latest"
	}
	return r
}
