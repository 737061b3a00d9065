package taskdef

import "strings"

// imageRef is an image name taken apart. The parts are as they were written:
// nothing is checked.
type imageRef struct {
	registry   string // host with or without a port; empty is Docker Hub
	repository string
	tag        string
	digest     string // with its algorithm, "sha256:…"
}

func parseImage(s string) imageRef {
	var r imageRef
	s, r.digest, _ = strings.Cut(s, "@")
	if i := strings.LastIndexByte(s, ':'); i > strings.LastIndexByte(s, '/') {
		s, r.tag = s[:i], s[i+1:]
	}
	if first, rest, ok := strings.Cut(s, "/"); ok && (strings.ContainsAny(first, ".:") || first == "localhost") {
		r.registry, s = first, rest
	}
	r.repository = s
	return r
}

// looksLikeECR reports whether the registry is meant to be a private one of
// Amazon ECR.
func (r imageRef) looksLikeECR() bool {
	return strings.Contains(r.registry, ".dkr.ecr") || strings.Contains(r.registry, ".dkr-ecr")
}

// ecr returns the region of a private registry of Amazon ECR:
// ACCOUNT.dkr.ecr.REGION.amazonaws.com and its variants.
func (r imageRef) ecr() (region string, ok bool) {
	account, rest, _ := strings.Cut(r.registry, ".")
	if !isAccount(account) {
		return "", false
	}
	suffixes := []string{".amazonaws.com", ".amazonaws.com.cn"}
	rest, ok = strings.CutPrefix(rest, "dkr.ecr")
	if !ok {
		if rest, ok = strings.CutPrefix(rest, "dkr-ecr"); !ok {
			return "", false
		}
		suffixes = []string{".on.aws", ".on.amazonwebservices.com.cn"}
	}
	rest = strings.TrimPrefix(rest, "-fips")
	rest, ok = strings.CutPrefix(rest, ".")
	for _, suffix := range suffixes {
		if region, found := strings.CutSuffix(rest, suffix); ok && found {
			return region, isAll(region, func(c byte) bool { return 'a' <= c && c <= 'z' || isDigit(c) || c == '-' })
		}
	}
	return "", false
}

// isHub reports whether the image comes from Docker Hub.
func (r imageRef) isHub() bool {
	return r.registry == "" || r.registry == "docker.io" || r.registry == "index.docker.io" || r.registry == "registry-1.docker.io"
}

// isImageChar reports whether the part of an image name before its digest may have
// the byte.
func isImageChar(c byte) bool {
	return isLetter(c) || isDigit(c) || strings.IndexByte("-_:./#", c) >= 0
}
