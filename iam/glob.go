package iam

import (
	"bytes"
	"unicode/utf8"
)

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
// possible. Literal runs behind a star are searched for, so that most patterns
// take linear time.
//
// Code made of "*a?a?a?…" against a long run of one letter would take the
// product of both lengths. globWide takes over then, so that no policy of any
// shape makes a match slow.
func glob(code, text []byte) bool {
	p, t := 0, 0
	star, mark := -1, 0 // the last star, and where what follows it was tried
	budget := len(text)/4 + 64
	for {
		for p < len(code) && t < len(text) && code[p] != codeStar {
			if code[p] == codeAny {
				t += runeLen(text[t:])
			} else if code[p] == text[t] {
				t++
			} else {
				break
			}
			p++
		}
		switch {
		case p < len(code) && code[p] == codeStar:
			star, mark = p, t
		case p == len(code) && t == len(text):
			return true
		case star < 0 || t == len(text):
			// What is left of code needs more text, and less of it is left at any
			// later place.
			return false
		default:
			if budget -= t - mark + 1; budget < 0 {
				if matched, ok := globWide(code, text); ok {
					return matched
				}
				budget = len(code) * len(text)
			}
			mark += runeLen(text[mark:])
		}
		// Try what follows the star where its literal beginning occurs next.
		p = star + 1
		run := p
		for run < len(code) && code[run] < codeVariable {
			run++
		}
		if run == len(code) {
			return len(text)-mark >= run-p && bytes.HasSuffix(text, code[p:])
		}
		found := bytes.Index(text[mark:], code[p:run])
		if found < 0 {
			return false
		}
		mark += found
		p, t = run, mark+run-p
	}
}

// runeLen returns the length of the character that text starts with; a byte
// that starts none counts as one.
func runeLen(text []byte) int {
	if text[0] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRune(text)
	return size
}

// globWide matches as glob does, by simulating all alternatives at once in the
// bits of machine words: len(text) times len(code)/64 steps. It is for the
// patterns that glob gives up on, and allocates when they have more than 63
// characters. ok is false when code holds characters above U+00FF, which IAM does
// not accept in a policy anyway.
func globWide(code, text []byte) (matched, ok bool) {
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
	var few [4 + 256]uint64
	memory := few[:]
	if words > 1 {
		memory = make([]uint64, (4+256)*words)
	}
	// Bit i of a state says that i characters are matched. loops has bit i where a
	// star stands before character i; accept[c] has it where character i is c, or
	// any character.
	cut := func() []uint64 {
		list := memory[:words:words]
		memory = memory[words:]
		return list
	}
	state, loops, anys := cut(), cut(), cut()
	accept := memory[:256*words]
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
	state[0] = 1
	if words == 1 {
		return narrow((*[256]uint64)(accept), anys[0], loops[0], text)&(1<<n) != 0, true
	}
	for len(text) > 0 {
		r, size := rune(text[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text)
		}
		text = text[size:]
		var taken []uint64
		if r <= 0xFF {
			taken = accept[int(r)*words:][:words]
		}
		step(state, anys, taken, loops)
	}
	return state[n/64]&(1<<(n%64)) != 0, true
}

// narrow is the loop of globWide for patterns that fit into one word. It returns
// the last state.
func narrow(accept *[256]uint64, anys, loops uint64, text []byte) uint64 {
	state := uint64(1)
	for i := 0; i < len(text); {
		taken := anys
		if c := text[i]; c < utf8.RuneSelf {
			taken |= accept[c]
			i++
		} else {
			r, size := utf8.DecodeRune(text[i:])
			if r <= 0xFF {
				taken |= accept[r]
			}
			i += size
		}
		state = (state&taken)<<1 | state&loops
	}
	return state
}

// step moves every alternative in state over one character. taken is nil for a
// character that only "?" stands for.
func step(state, anys, taken, loops []uint64) {
	carry := uint64(0)
	for w, s := range state {
		moved := anys[w]
		if taken != nil {
			moved |= taken[w]
		}
		moved &= s
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
