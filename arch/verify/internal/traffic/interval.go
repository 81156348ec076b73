package traffic

import "slices"

// point is a member of an ordered, discrete universe. Next and Prev are asked for only
// where a neighbour exists, or to compare it with a member: beyond an end they return
// something that is no member.
type point[P any] interface {
	comparable
	Compare(P) int
	Next() P
	Prev() P
}

// interval is every point from lo to hi, both included: an excluded end could not
// express the last address.
type interval[P point[P]] struct{ lo, hi P }

// none stands for "no interval of this side" in a visit.
const none = -1

// sweep cuts two lists of sorted disjoint intervals into the longest pieces on which
// membership of both is constant, and visits these in order, with the index of the
// interval of a and of b that holds each, or none. It stops and is false as soon as
// visit is false.
func sweep[P point[P]](a, b []interval[P], visit func(piece interval[P], i, j int) bool) bool {
	i, j := 0, 0
	x, y := nth(a, 0), nth(b, 0)
	for i < len(a) && j < len(b) {
		ok := true
		switch start := x.lo.Compare(y.lo); {
		case start < 0 && x.hi.Compare(y.lo) < 0:
			ok = visit(x, i, none)
			i++
			x = nth(a, i)
		case start < 0:
			ok = visit(interval[P]{x.lo, y.lo.Prev()}, i, none)
			x.lo = y.lo
		case start > 0 && y.hi.Compare(x.lo) < 0:
			ok = visit(y, none, j)
			j++
			y = nth(b, j)
		case start > 0:
			ok = visit(interval[P]{y.lo, x.lo.Prev()}, none, j)
			y.lo = x.lo
		default:
			end := x.hi.Compare(y.hi)
			piece := x
			if end > 0 {
				piece = y
			}
			ok = visit(piece, i, j)
			// Next only of an end that is inside the other interval: it exists.
			if end < 0 {
				y.lo = x.hi.Next()
			} else if end > 0 {
				x.lo = y.hi.Next()
			}
			if end <= 0 {
				i++
				x = nth(a, i)
			}
			if end >= 0 {
				j++
				y = nth(b, j)
			}
		}
		if !ok {
			return false
		}
	}
	for ; i < len(a); i++ {
		if !visit(x, i, none) {
			return false
		}
		x = nth(a, i+1)
	}
	for ; j < len(b); j++ {
		if !visit(y, none, j) {
			return false
		}
		y = nth(b, j+1)
	}
	return true
}

// nth is the n-th interval, or a zero one past the end.
func nth[P point[P]](list []interval[P], n int) interval[P] {
	if n < len(list) {
		return list[n]
	}
	return interval[P]{}
}

// appended is list with next after it, merged into the last if they touch. The list must
// be the caller's own, as its last interval may grow in place.
func appended[P point[P]](list []interval[P], next interval[P]) []interval[P] {
	if n := len(list); n > 0 && list[n-1].hi.Next() == next.lo {
		list[n-1].hi = next.hi
		return list
	}
	return append(list, next)
}

// normal sorts intervals in place and merges those that overlap or touch.
func normal[P point[P]](list []interval[P]) []interval[P] {
	slices.SortFunc(list, func(a, b interval[P]) int { return a.lo.Compare(b.lo) })
	var out []interval[P]
	for _, next := range list {
		n := len(out)
		if n > 0 && next.lo.Compare(out[n-1].hi) <= 0 {
			if next.hi.Compare(out[n-1].hi) > 0 {
				out[n-1].hi = next.hi
			}
			continue
		}
		out = appended(out, next)
	}
	return out
}

func union[P point[P]](a, b []interval[P]) []interval[P] {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]interval[P], 0, len(a)+len(b))
	sweep(a, b, func(piece interval[P], _, _ int) bool {
		out = appended(out, piece)
		return true
	})
	return out
}

func intersection[P point[P]](a, b []interval[P]) []interval[P] {
	from, to := window(a, b)
	a = a[from:to]
	from, to = window(b, a)
	b = b[from:to]
	var out []interval[P]
	sweep(a, b, func(piece interval[P], i, j int) bool {
		if i != none && j != none {
			out = appended(out, piece)
		}
		return true
	})
	return out
}

func difference[P point[P]](a, b []interval[P]) []interval[P] {
	if len(a) == 0 || len(b) == 0 {
		return a
	}
	var out []interval[P]
	sweep(a, b, func(piece interval[P], i, j int) bool {
		if i != none && j == none {
			out = appended(out, piece)
		}
		return true
	})
	return out
}

// contains says whether every point of b is in a.
func contains[P point[P]](a, b []interval[P]) bool {
	from, to := window(a, b)
	return sweep(a[from:to], b, func(_ interval[P], i, j int) bool { return i != none || j == none })
}

// window is the part list[from:to] that lies between the ends of other, as far as whole
// intervals go. One rule against a long list then costs a search and not a sweep.
func window[P point[P]](list, other []interval[P]) (from, to int) {
	if len(other) == 0 {
		return 0, 0
	}
	first, last := other[0].lo, other[len(other)-1].hi
	from, _ = slices.BinarySearchFunc(list, first, func(e interval[P], at P) int { return e.hi.Compare(at) })
	to, found := slices.BinarySearchFunc(list, last, func(e interval[P], at P) int { return e.lo.Compare(at) })
	if found {
		to++
	}
	return from, max(from, to)
}

// locate is the index of the interval that holds at, or none.
func locate[P point[P]](list []interval[P], at P) int {
	i, _ := slices.BinarySearchFunc(list, at, func(e interval[P], at P) int { return e.hi.Compare(at) })
	if i < len(list) && list[i].lo.Compare(at) <= 0 {
		return i
	}
	return none
}
