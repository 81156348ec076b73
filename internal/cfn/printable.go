package cfn

import (
	"fmt"
	"strings"
	"unicode"
)

// Printable makes what templates say safe to show: white space becomes one space, and
// what a terminal would obey, or show in another order, its code point.
func Printable(s string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(s), " ") {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "%U", r)
		}
	}
	return b.String()
}
