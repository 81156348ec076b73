package policy

// maxPlaces bounds the table of a comparison.
const maxPlaces = 1 << 22

// escapes tells whether outer leaves out a string of inner whatever the open parts stand
// for. It looks at two strings of inner: stars as nothing, and stars as more letters
// than outer can name, all of a kind that no pattern has.
func escapes(outer, inner []token) bool {
	if len(inner) > maxPlaces/(len(outer)+1)/4 {
		return false
	}
	single := 1
	for _, t := range outer {
		if t.kind == anyOne {
			single++
		}
	}
	for _, length := range []int{0, single} {
		var word []token
		for _, t := range inner {
			switch t.kind {
			case anyOne:
				word = append(word, token{kind: fresh})
			case anyMany:
				for range length {
					word = append(word, token{kind: fresh})
				}
			default:
				word = append(word, t)
			}
			if len(word) > maxPlaces/(len(outer)+1)/4 {
				return false
			}
		}
		if !possible(outer, word) {
			return true
		}
	}
	return false
}

// place is how far a string and a pattern have been read. An open part at the place is
// begun if a character of it was met.
type place struct {
	outer, word           int
	outerBegun, wordBegun bool
}

// possible tells whether outer may match the string for some text of the open parts. It
// may say so wrongly, but never denies it wrongly: each open part is any text of its
// characters, at each place anew.
func possible(outer, word []token) bool {
	u := unifier{outer: outer, word: word, seen: make([]bool, 4*(len(outer)+1)*(len(word)+1))}
	u.visit(place{})
	for len(u.queue) > 0 {
		p := u.queue[len(u.queue)-1]
		u.queue = u.queue[:len(u.queue)-1]
		if p.outer == len(outer) && p.word == len(word) {
			return true
		}
		u.step(p)
	}
	return false
}

type unifier struct {
	outer, word []token
	seen        []bool
	queue       []place
}

func (u *unifier) visit(p place) {
	i := 4 * (p.outer*(len(u.word)+1) + p.word)
	if p.outerBegun {
		i++
	}
	if p.wordBegun {
		i += 2
	}
	if !u.seen[i] {
		u.seen[i] = true
		u.queue = append(u.queue, p)
	}
}

func (u *unifier) step(p place) {
	afterOuter := place{outer: p.outer + 1, word: p.word, wordBegun: p.wordBegun}
	afterWord := place{outer: p.outer, word: p.word + 1, outerBegun: p.outerBegun}
	afterBoth := place{outer: p.outer + 1, word: p.word + 1}
	if p.outer == len(u.outer) {
		// Only empty text may be left.
		if w := u.word[p.word]; w.kind == open && (p.wordBegun || w.part.empty()) {
			u.visit(afterWord)
		}
		return
	}
	o := u.outer[p.outer]
	if o.kind == anyMany || o.kind == open && (p.outerBegun || o.part.empty()) {
		u.visit(afterOuter)
	}
	if p.word == len(u.word) {
		return
	}
	w := u.word[p.word]
	if w.kind == open && (p.wordBegun || w.part.empty()) {
		u.visit(afterWord)
	}
	switch {
	case o.kind == anyMany:
		u.visit(afterWord)
		if w.kind == open {
			// The star ends inside the open part, whose rest need not be what follows it.
			u.visit(place{outer: p.outer + 1, word: p.word, wordBegun: true})
		}
	case o.kind == open && w.kind == open:
		if o.part.meets(w.part) && !u.apart(p) {
			u.visit(place{p.outer, p.word, true, true})
		}
	case o.kind == open:
		if o.part.allows(w) {
			u.visit(place{p.outer, p.word + 1, true, false})
		}
	case w.kind == open:
		if o.kind == anyOne || w.part.allows(o) {
			u.visit(place{p.outer + 1, p.word, false, true})
		}
	case o.kind == anyOne, w.kind == letter && o.letter == w.letter:
		u.visit(afterBoth)
	}
}

// apart tells whether two names begin and end at the same places and are never equal.
func (u *unifier) apart(p place) bool {
	o, w := u.outer[p.outer].part, u.word[p.word].part
	return !p.outerBegun && !p.wordBegun && o.differs(w) && ends(u.outer, p.outer, o) && ends(u.word, p.word, w)
}

// ends tells whether what follows the name cannot be taken for a part of it.
func ends(ts []token, at int, o openValue) bool {
	return at+1 == len(ts) || (ts[at+1].kind == letter || ts[at+1].kind == fresh) && !o.allows(ts[at+1])
}
