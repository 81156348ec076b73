package problem

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Between adds a problem where a number is outside its range.
func (l *List) Between(path string, code Code, got, least, most, use int) {
	if got < least || got > most {
		l.Add(path, code, got, fmt.Sprintf("is not from %d to %d", least, most), fmt.Sprintf("use %d", use))
	}
}

// Seconds adds a problem where a duration is not whole seconds within a range.
func (l *List) Seconds(path string, code Code, got time.Duration, least, most, use int) {
	if got < time.Duration(least)*time.Second || got > time.Duration(most)*time.Second || got%time.Second != 0 {
		l.Add(path, code, got, fmt.Sprintf("is not whole seconds from %d to %d", least, most), fmt.Sprintf("use %ds", use))
	}
}

// Choice adds a problem where a value is none of those allowed, of which there are at least two.
func Choice[T ~string](l *List, path string, code Code, got T, message string, allowed ...T) {
	if slices.Contains(allowed, got) {
		return
	}
	words, quoted := make([]string, len(allowed)), make([]string, len(allowed))
	for i, a := range allowed {
		words[i], quoted[i] = string(a), fmt.Sprintf("%q", a)
	}
	last := len(quoted) - 1
	l.Add(path, code, got, message, DidYouMean(string(got), words, "use "+strings.Join(quoted[:last], ", ")+" or "+quoted[last]))
}
