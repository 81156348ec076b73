package docs

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// breaks joins the lines of one cell.
func breaks(lines []string) string { return strings.Join(lines, "<br>") }

// codes makes a code span of each.
func codes(all []string) []string {
	spans := make([]string, len(all))
	for i, s := range all {
		spans[i] = code(s)
	}
	return spans
}

// list joins words: "a", "a and b", "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// count is a number of things: "1 alarm", "2 alarms".
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + one + "s"
}

// thousands writes a number as people read it: 1500 as "1,500".
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// lasting is a duration in words: "10 minutes".
func lasting(d time.Duration) string {
	switch {
	case d >= 24*time.Hour && d%(24*time.Hour) == 0:
		return count(int(d/(24*time.Hour)), "day")
	case d >= time.Hour && d%time.Hour == 0:
		return count(int(d/time.Hour), "hour")
	case d >= time.Minute && d%time.Minute == 0:
		return count(int(d/time.Minute), "minute")
	}
	return count(int(d/time.Second), "second")
}

var small = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

// number spells small numbers.
func number(n int) string {
	if n >= 0 && n < len(small) {
		return small[n]
	}
	return thousands(n)
}

// decimal writes at most two decimals, and no zeros that say nothing.
func decimal(f float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", f), "0"), ".")
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
