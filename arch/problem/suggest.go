package problem

import (
	"fmt"
	"strings"
)

// DidYouMean returns a question with the known word nearest to got, or the
// fallback hint where none is near.
func DidYouMean(got string, known []string, fallback string) string {
	if nearest := Nearest(got, known); nearest != "" {
		return fmt.Sprintf("did you mean %q?", nearest)
	}
	return fallback
}

// Nearest returns the known word nearest to got, or "" where none is near. A word
// is near when at most a third of its letters, or one, would have to change, upper case or lower.
func Nearest(got string, known []string) string {
	nearest, least := "", max(1, len(got)/3)+1
	for _, word := range known {
		if d := distance(strings.ToLower(got), strings.ToLower(word)); d < least && word != got {
			nearest, least = word, d
		}
	}
	return nearest
}

// distance is the number of letters to insert, delete, replace or swap with a
// neighbour to turn a into b (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
