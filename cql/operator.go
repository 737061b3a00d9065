package cql

// Op is an operator. The zero Op is that of no atom.
type Op uint8

// The operators, each with its symbol and its word in an expression.
const (
	OpNone         Op = iota
	OpEqual           // == equals
	OpNotEqual        // != not_equals
	OpLess            // < less_than
	OpLessEqual       // <= less_than_equal
	OpGreater         // > greater_than
	OpGreaterEqual    // >= greater_than_equal
	OpIn              // in
	OpNotIn           // not_in !in
	OpMatches         // =~ matches
	OpNotMatches      // !~ not_matches
	OpExists          // exists
	OpNotExists       // not_exists !exists
)

// String returns the canonical spelling: the symbol where there is one that is
// no mixture of symbol and word, else the word.
func (o Op) String() string {
	names := [...]string{"none", "==", "!=", "<", "<=", ">", ">=", "in", "not_in", "=~", "!~", "exists", "not_exists"}
	if int(o) < len(names) {
		return names[o]
	}
	return "none"
}

// Negated reports whether the operator is the negation of another one.
func (o Op) Negated() bool {
	return o == OpNotEqual || o == OpNotIn || o == OpNotMatches || o == OpNotExists
}

func (o Op) ordered() bool { return o >= OpLess && o <= OpGreaterEqual }

// holds reports whether the operator holds for the outcome of a comparison.
func (o Op) holds(order int) bool {
	switch o {
	case OpEqual:
		return order == 0
	case OpNotEqual:
		return order != 0
	case OpLess:
		return order < 0
	case OpLessEqual:
		return order <= 0
	case OpGreater:
		return order > 0
	case OpGreaterEqual:
		return order >= 0
	}
	return false
}

// operatorAt returns the operator that stands at i and the length of its text.
func operatorAt(s string, i int) (Op, int) {
	if i >= len(s) {
		return OpNone, 0
	}
	var next byte
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch s[i] {
	case '=':
		if next == '=' && (i+2 >= len(s) || s[i+2] != '=') {
			return OpEqual, 2
		}
		if next == '~' {
			return OpMatches, 2
		}
		return OpNone, 0
	case '<':
		if next == '=' {
			return OpLessEqual, 2
		}
		if next == '>' {
			return OpNone, 0
		}
		return OpLess, 1
	case '>':
		if next == '=' {
			return OpGreaterEqual, 2
		}
		return OpGreater, 1
	case '!':
		switch {
		case next == '=':
			return OpNotEqual, 2
		case next == '~':
			return OpNotMatches, 2
		case keywordAt(s, i+1, "in"):
			return OpNotIn, len("!in")
		case keywordAt(s, i+1, "exists"):
			return OpNotExists, len("!exists")
		}
		return OpNone, 0
	}
	end := i
	for end < len(s) && isWord(s[end]) {
		end++
	}
	if !wordEnds(s, end) {
		return OpNone, 0
	}
	return operatorNamed(s[i:end]), end - i
}

func operatorNamed(word string) Op {
	switch word {
	case "equals":
		return OpEqual
	case "not_equals":
		return OpNotEqual
	case "greater_than":
		return OpGreater
	case "greater_than_equal":
		return OpGreaterEqual
	case "less_than":
		return OpLess
	case "less_than_equal":
		return OpLessEqual
	case "in":
		return OpIn
	case "not_in":
		return OpNotIn
	case "matches":
		return OpMatches
	case "not_matches":
		return OpNotMatches
	case "exists":
		return OpExists
	case "not_exists":
		return OpNotExists
	}
	return OpNone
}
