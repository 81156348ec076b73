package policy

// maxSteps bounds the work for one pair of patterns. Real ones take a few hundred.
const maxSteps = 1 << 15

// includes tells whether outer matches every string that inner matches, where an open
// part is a symbol of its own that only itself and * match. What holds for the symbol
// holds for any text, even for a pattern, in its place. Without decided the patterns are
// too much work.
//
// Both are followed at once, letter by letter: inner as one position, outer as the set
// of all positions where it may be.
func includes(outer, inner []token) (included, decided bool) {
	i := inclusion{outer: outer, inner: inner, seen: map[string]bool{}}
	i.alphabet = alphabet(outer, inner)
	start := i.closed(make([]bool, len(outer)+1), 0)
	i.visit(0, start)
	for len(i.queue) > 0 && !i.escaped && i.steps < maxSteps {
		next := i.queue[len(i.queue)-1]
		i.queue = i.queue[:len(i.queue)-1]
		i.step(next)
	}
	decided = i.escaped || len(i.queue) == 0
	return decided && !i.escaped, decided
}

type inclusion struct {
	outer, inner, alphabet []token
	seen                   map[string]bool
	queue                  []pair
	escaped                bool
	steps                  int
}

type pair struct {
	at  int
	set []bool
}

// alphabet has every letter of both patterns and one that stands for all others.
func alphabet(patterns ...[]token) []token {
	symbols := []token{{kind: fresh}}
	seen := map[rune]bool{}
	for _, pattern := range patterns {
		for _, t := range pattern {
			if t.kind == letter && !seen[t.letter] {
				seen[t.letter] = true
				symbols = append(symbols, token{letter: t.letter})
			}
		}
	}
	return symbols
}

// closed adds a position, and those behind stars that match nothing.
func (i *inclusion) closed(set []bool, at int) []bool {
	set[at] = true
	for at < len(i.outer) && i.outer[at].kind == anyMany {
		at++
		set[at] = true
	}
	return set
}

func (i *inclusion) visit(at int, set []bool) {
	key := make([]byte, 0, len(set)+4)
	key = append(key, byte(at), byte(at>>8), byte(at>>16), byte(at>>24))
	for _, in := range set {
		if in {
			key = append(key, 1)
		} else {
			key = append(key, 0)
		}
	}
	if !i.seen[string(key)] {
		i.seen[string(key)] = true
		i.queue = append(i.queue, pair{at, set})
	}
}

func (i *inclusion) step(p pair) {
	if p.at == len(i.inner) {
		i.steps++
		i.escaped = i.escaped || !p.set[len(i.outer)]
		return
	}
	switch t := i.inner[p.at]; t.kind {
	case letter, open:
		i.visit(p.at+1, i.read(p.set, t))
	case anyOne:
		for _, symbol := range i.alphabet {
			i.visit(p.at+1, i.read(p.set, symbol))
		}
	case anyMany:
		i.visit(p.at+1, p.set)
		for _, symbol := range i.alphabet {
			i.visit(p.at, i.read(p.set, symbol))
		}
	}
}

// read is where outer may be after one more symbol.
func (i *inclusion) read(set []bool, symbol token) []bool {
	i.steps++
	next := make([]bool, len(set))
	for at, in := range set[:len(i.outer)] {
		if !in {
			continue
		}
		switch t := i.outer[at]; t.kind {
		case anyMany:
			i.closed(next, at)
		case anyOne:
			if symbol.kind != open {
				i.closed(next, at+1)
			}
		case open:
			if symbol.kind == open && symbol.part.id == t.part.id {
				i.closed(next, at+1)
			}
		default:
			if symbol.kind == letter && symbol.letter == t.letter {
				i.closed(next, at+1)
			}
		}
	}
	return next
}
