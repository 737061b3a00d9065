package iam

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// contextKey is a condition key with its hash. The hash of a key does not depend
// on its case.
type contextKey struct {
	name string
	hash uint64
}

func newContextKey(name string) contextKey { return contextKey{name, hashKey(name)} }

// hashKey hashes eight bytes at a time. Letters lose their case by the bit 0x20;
// that other characters lose it too does no harm to a hash.
func hashKey(key string) uint64 {
	const (
		fold  = 0x2020202020202020
		prime = 0x9E3779B97F4A7C15
	)
	h := uint64(len(key))
	for len(key) >= 8 {
		w := uint64(key[0]) | uint64(key[1])<<8 | uint64(key[2])<<16 | uint64(key[3])<<24 |
			uint64(key[4])<<32 | uint64(key[5])<<40 | uint64(key[6])<<48 | uint64(key[7])<<56
		h = (h ^ (w | fold)) * prime
		h ^= h >> 29
		key = key[8:]
	}
	w := uint64(0)
	for i := range len(key) {
		w = w<<8 | uint64(key[i])
	}
	h = (h ^ (w | fold)) * prime
	return h ^ h>>29
}

// is reports whether name is the key, in whatever case.
func (k *contextKey) is(hash uint64, name string) bool {
	return k.hash == hash && (k.name == name || strings.EqualFold(k.name, name))
}

// The keys that the other fields of a request answer, and the one that unique
// ids of principals are compared with.
var (
	keyPrincipalARN     = newContextKey("aws:PrincipalArn")
	keyPrincipalAccount = newContextKey("aws:PrincipalAccount")
	keyResourceAccount  = newContextKey("aws:ResourceAccount")
	keyUsername         = newContextKey("aws:username")
	keyIsService        = newContextKey("aws:PrincipalIsAWSService")
	keyServiceName      = newContextKey("aws:PrincipalServiceName")
	keyUserID           = newContextKey("aws:userid")
)

type contextEntry struct {
	key    contextKey
	values []string
}

// takeContext fills the table of keys.
func (q *Prepared) takeContext(c Context) error {
	need := 2
	for need < 2*len(c) {
		need *= 2
	}
	if need > len(q.slots) {
		q.slots = make([]int32, need)
	} else {
		clear(q.slots)
	}
	q.entries = q.entries[:0]
	for name, values := range c {
		key := newContextKey(name)
		slot := q.slot(&key)
		if q.slots[slot] != 0 || tooLong(values) {
			return contextError(c)
		}
		q.entries = append(q.entries, contextEntry{key, values})
		q.slots[slot] = int32(len(q.entries))
	}
	return nil
}

func tooLong(values []string) bool {
	for _, v := range values {
		if len(v) > MaxValueLength {
			return true
		}
	}
	return false
}

// contextError names the first key, in order, that is there twice or has a
// value that is too long.
func contextError(c Context) error {
	names := slices.Sorted(maps.Keys(c))
	for i, name := range names {
		field := fmt.Sprintf("Context[%q]", name)
		for _, v := range c[name] {
			if len(v) > MaxValueLength {
				return &RequestError{field, fmt.Sprintf("a value of %d bytes, at most %d are read", len(v), MaxValueLength)}
			}
		}
		for _, other := range names[i+1:] {
			if strings.EqualFold(name, other) {
				return &RequestError{field, fmt.Sprintf("the key is there as %q too, case does not matter", other)}
			}
		}
	}
	return nil
}

// slot returns where a key is or would be in the table.
func (q *Prepared) slot(key *contextKey) int {
	mask := len(q.slots) - 1
	slot := int(key.hash) & mask
	for q.slots[slot] != 0 {
		e := &q.entries[q.slots[slot]-1]
		if key.is(e.key.hash, e.key.name) {
			break
		}
		slot = (slot + 1) & mask
	}
	return slot
}

// lookup returns the values of a key, none when the request lacks it. They are
// valid until the next call.
func (q *Prepared) lookup(key *contextKey) []string {
	if i := q.slots[q.slot(key)]; i != 0 {
		return q.entries[i-1].values
	}
	value := ""
	switch {
	case key.is(keyPrincipalARN.hash, keyPrincipalARN.name):
		value = q.caller.principalARN()
	case key.is(keyPrincipalAccount.hash, keyPrincipalAccount.name):
		value = q.caller.account
	case key.is(keyResourceAccount.hash, keyResourceAccount.name):
		value = q.resourceAccount
	case q.caller.kind == callerUser && key.is(keyUsername.hash, keyUsername.name):
		value = q.caller.name
	case key.is(keyIsService.hash, keyIsService.name):
		value = "false"
		if q.caller.kind == callerService {
			value = "true"
		}
	case q.caller.kind == callerService && key.is(keyServiceName.hash, keyServiceName.name):
		value = q.caller.arn
	}
	if value == "" {
		return nil
	}
	q.derived[0] = value
	return q.derived[:]
}

// single returns the value of a key that has exactly one.
func (q *Prepared) single(key *contextKey) (string, bool) {
	values := q.lookup(key)
	if len(values) != 1 {
		return "", false
	}
	return values[0], true
}
