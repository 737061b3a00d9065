package iam

import "unicode/utf8"

// A compiled pattern is a byte string in which three bytes that never occur in
// UTF-8 stand for what is not literal. Wildcards of the pattern and the same
// characters in a substituted value can thus not be mixed up.
const (
	codeVariable = 0xFD // replaced by the value of the next variable
	codeAny      = 0xFE // "?", one character
	codeStar     = 0xFF // "*", any run of characters, the empty one too
)

// glob reports whether code, which holds no variables, matches all of text. It
// goes back to the last star only, which is enough: an earlier star could only
// take more of the text, and what stands behind it was found at the first place
// possible.
//
// The cost is at most len(code) times len(text) steps. When that product is
// used in earnest (code made of "a?a?a?…" against a long run of one letter)
// globWide takes over, so that no policy of any shape makes a match slow.
func glob[T string | []byte](code []byte, text T) bool {
	p, t := 0, 0
	star, mark := -1, 0
	budget := 4*len(text) + 64
	for t < len(text) {
		if p < len(code) {
			switch c := code[p]; {
			case c == codeStar:
				star, mark = p, t
				p++
				continue
			case c == codeAny:
				p, t = p+1, t+runeLen(text, t)
				continue
			case c == text[t]:
				p, t = p+1, t+1
				continue
			}
		}
		if star < 0 {
			return false
		}
		if budget -= t - mark + 1; budget < 0 {
			if matched, ok := globWide(code, text); ok {
				return matched
			}
			budget = len(code) * len(text)
		}
		mark += runeLen(text, mark)
		p, t = star+1, mark
	}
	for p < len(code) && code[p] == codeStar {
		p++
	}
	return p == len(code)
}

// runeLen returns the length of the character at text[i]; a byte that starts
// none counts as one.
func runeLen[T string | []byte](text T, i int) int {
	if text[i] < utf8.RuneSelf {
		return 1
	}
	var b [utf8.UTFMax]byte
	n := copy(b[:], text[i:])
	_, size := utf8.DecodeRune(b[:n])
	return size
}

// globWide matches as glob does, by simulating all alternatives at once in the
// bits of machine words: len(text) times len(code)/64 steps. It allocates and
// is for the patterns that glob gives up on. ok is false when code holds
// characters above U+00FF, which IAM does not accept in a policy anyway.
func globWide[T string | []byte](code []byte, text T) (matched, ok bool) {
	n := 0 // characters of the pattern, stars not counted
	for rest := code; len(rest) > 0; {
		r, size := codeRune(rest)
		if r > 0xFF {
			return false, false
		}
		if r != runeStar {
			n++
		}
		rest = rest[size:]
	}
	words := n/64 + 1
	// Bit i of a state says that i characters are matched. loops has bit i where a
	// star stands before character i; accept[c] has it where character i is c.
	loops := make([]uint64, words)
	anys := make([]uint64, words)
	accept := make([]uint64, 256*words)
	for i, rest := 0, code; len(rest) > 0; {
		r, size := codeRune(rest)
		rest = rest[size:]
		word, bit := i/64, uint64(1)<<(i%64)
		switch r {
		case runeStar:
			loops[word] |= bit
			continue
		case runeAny:
			anys[word] |= bit
		default:
			accept[int(r)*words+word] |= bit
		}
		i++
	}
	state := make([]uint64, words)
	state[0] = 1
	for _, r := range string(text) {
		if r > 0xFF {
			step(state, anys, nil, loops)
			continue
		}
		step(state, anys, accept[int(r)*words:][:words], loops)
	}
	return state[n/64]&(1<<(n%64)) != 0, true
}

// step moves every alternative in state over one character.
func step(state, anys, accept, loops []uint64) {
	carry := uint64(0)
	for w, s := range state {
		taken := anys[w]
		if accept != nil {
			taken |= accept[w]
		}
		moved := s & taken
		state[w] = moved<<1 | carry | s&loops[w]
		carry = moved >> 63
	}
}

// The wildcards among the characters that codeRune returns.
const (
	runeAny  = -1
	runeStar = -2
)

func codeRune(code []byte) (r rune, size int) {
	switch code[0] {
	case codeAny:
		return runeAny, 1
	case codeStar:
		return runeStar, 1
	}
	return utf8.DecodeRune(code)
}
