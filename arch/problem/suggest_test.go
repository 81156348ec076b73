package problem

import (
	"testing"

	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	known := []string{"internal", "internet-facing", "sns", "sqs", "s3"}
	tests := []struct {
		name, got, want string
	}{
		{"one letter missing", "intenal", "internal"},
		{"one letter too many", "internall", "internal"},
		{"in capitals", "INTERNAL", "internal"},
		{"neighbours swapped", "inetrnal", "internal"},
		{"a third of nine letters", "internxyz", "internal"},
		{"more than a third of nine letters", "intexxxyz", ""},
		{"underscore for hyphen", "internet_facing", "internet-facing"},
		{"short words may differ by one letter", "sqz", "sqs"},
		{"and by no more", "rds", ""},
		{"the first of two that are as near", "sxs", "sns"},
		{"the word itself is no suggestion", "s3", ""},
		{"nothing", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Nearest(test.got, known); got != test.want {
				t.Errorf("Nearest(%q) = %q, want %q", test.got, got, test.want)
			}
		})
	}
}

func TestDidYouMean(t *testing.T) {
	known := []string{"eu-west-1", "eu-west-2"}
	if got, want := DidYouMean("eu-wset-2", known, "use one"), `did you mean "eu-west-2"?`; got != want {
		t.Errorf("DidYouMean = %q, want %q", got, want)
	}
	if got, want := DidYouMean("moon", known, "use one"), "use one"; got != want {
		t.Errorf("DidYouMean = %q, want %q", got, want)
	}
}

// naive is the definition of the distance, without a table: the last letters are
// deleted, inserted, replaced or swapped.
func naive(a, b string) int {
	switch {
	case a == "":
		return len(b)
	case b == "":
		return len(a)
	}
	cost := 1
	if a[len(a)-1] == b[len(b)-1] {
		cost = 0
	}
	least := min(naive(a[:len(a)-1], b)+1, naive(a, b[:len(b)-1])+1, naive(a[:len(a)-1], b[:len(b)-1])+cost)
	if len(a) > 1 && len(b) > 1 && a[len(a)-1] == b[len(b)-2] && a[len(a)-2] == b[len(b)-1] {
		least = min(least, naive(a[:len(a)-2], b[:len(b)-2])+1)
	}
	return least
}

func TestDistanceIsTheNaiveOne(t *testing.T) {
	word := rapid.StringMatching(`[abc]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if got, want := distance(a, b), naive(a, b); got != want {
			t.Fatalf("distance(%q, %q) = %d, want %d", a, b, got, want)
		}
	})
}

func TestDistanceOfLongWords(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"kitten", "sitting", 3},
		{"bedrock-runtime", "bedrock-runtmie", 1},
		{"abcdefgh", "abcdefgh", 0},
		{"", "abcdefgh", 8},
	}
	for _, test := range tests {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}
