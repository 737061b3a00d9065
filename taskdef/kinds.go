package taskdef

import "github.com/ecskit/ecskit/diag"

// Kinds returns every kind of finding of this package, in the order of the codes,
// in a fresh slice: those of the rules, of overrides and of loading.
func Kinds() []diag.Kind {
	var kinds []diag.Kind
	rules := Rules()
	for i := range rules {
		kinds = append(kinds, rules[i].Kind())
	}
	kinds = append(kinds, overrideKinds()...)
	return append(kinds, loadKinds()...)
}
