package iam

import (
	"fmt"
	"strings"
)

// Prepared is a request made ready for many decisions. The zero Prepared is
// ready for Reset. It has a single owner: neither copy it nor use it from two
// goroutines at once.
type Prepared struct {
	ready           bool
	action          []byte // in lower case
	service         int    // length of the service in action
	resource        string
	resourceOffset  int // of the resource part in resource, 0 for "*"
	resourceAccount string
	caller          caller
	bounded         bool // the caller has a permissions boundary

	entries []contextEntry
	slots   []int32   // open addressing over entries: index+1, 0 is free
	derived [1]string // of the last lookup of a key that the context lacks

	scratch []byte // a pattern with its variables replaced
	text    []byte // what a pattern is matched with
}

// Reset takes in another request. Keys are hashed here, once; values are parsed
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
	if q.service = strings.IndexByte(req.Action, ':'); q.service <= 0 || q.service == len(req.Action)-1 {
		return &RequestError{"Action", fmt.Sprintf("%q is not of the form service:Name", req.Action)}
	}
	q.action = appendLower(q.action[:0], req.Action)
	q.resource, q.resourceOffset = req.Resource, 0
	if strings.HasPrefix(req.Resource, "arn:") {
		q.resourceOffset = resourceOffset(req.Resource)
	}
	if q.resourceOffset == 0 && req.Resource != "*" {
		return &RequestError{"Resource", fmt.Sprintf("%q is neither an ARN nor \"*\"", req.Resource)}
	}
	if err := q.caller.parse(req.Principal, req.Issuer); err != nil {
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
	q.ready = true
	return nil
}

func checkNames(req *Request) error {
	if max(len(req.Principal), len(req.Issuer), len(req.Action), len(req.Resource)) > MaxNameLength {
		return nameTooLong(req)
	}
	if a := req.ResourceAccount; a != "" && !isAccountID(a) {
		return &RequestError{"ResourceAccount", fmt.Sprintf("%q is no account of 12 digits", a)}
	}
	return nil
}

func nameTooLong(req *Request) error {
	field, n := "Principal", len(req.Principal)
	switch {
	case len(req.Issuer) > MaxNameLength:
		field, n = "Issuer", len(req.Issuer)
	case len(req.Action) > MaxNameLength:
		field, n = "Action", len(req.Action)
	case len(req.Resource) > MaxNameLength:
		field, n = "Resource", len(req.Resource)
	}
	return &RequestError{field, fmt.Sprintf("%d bytes, at most %d are read", n, MaxNameLength)}
}

// accountOf returns the account in an ARN whose resource starts at offset.
func accountOf(arn string, offset int) string {
	if offset == 0 {
		return ""
	}
	header := arn[:offset-1]
	return header[strings.LastIndexByte(header, ':')+1:]
}
