package cost

import (
	"encoding/json"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		Money(0).String(): "$0.00", Money(4_999).String(): "$0.00", Money(5_000).String(): "$0.01", Money(16_425_000).String(): "$16.43",
		Money(1_234_567_890_000).String(): "$1,234,567.89", Money(-36_500_000).String(): "-$36.50", Money(-1).String(): "-$0.00",
		Rate(40_480_000).String(): "$0.04048", Rate(5 * dollar).String(): "$5.00", Rate(1200).String(): "$0.0000012", Rate(500_000_000).String(): "$0.50",
		whole(1460).String(): "1,460", Quantity(182_500).String(): "182.5", part(1, 3).String(): "0.334", Quantity(1).String(): "0.001", Quantity(0).String(): "0",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// A quantity costs what exact arithmetic says, rounded to a cent.
func TestAtIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// The largest quantity is kept for ten years, and no rate is above 10 dollars.
		q := rapid.Int64Range(0, most*thousand*125).Draw(t, "quantity")
		r := rapid.Int64Range(0, 10*int64(dollar)).Draw(t, "rate")
		// 10^-12 dollars to cents: halves go up.
		exact := new(big.Int).Mul(big.NewInt(q), big.NewInt(r))
		exact.Add(exact, big.NewInt(5_000_000_000)).Div(exact, big.NewInt(10_000_000_000)).Mul(exact, big.NewInt(10_000))
		if !exact.IsInt64() {
			t.Skip("no quantity of so much has such a rate")
		}
		if got := Quantity(q).at(Rate(r)); int64(got) != exact.Int64() {
			t.Fatalf("%d x %d = %d, want %s", q, r, got, exact)
		}
	})
}

func TestRatesAreRead(t *testing.T) {
	for text, want := range map[string]Rate{`"0.04048"`: 40_480_000, `"5"`: 5 * dollar, `"0.000000001"`: 1, `"123456.5"`: 123_456_500_000_000} {
		var r Rate
		if err := json.Unmarshal([]byte(text), &r); err != nil || r != want {
			t.Errorf("%s is read as %d (%v), want %d", text, r, err, want)
		}
	}
	for _, text := range []string{`0.5`, `""`, `".5"`, `"-1"`, `"1.0000000001"`, `"1234567"`, `"1,5"`, `"0x1"`, `"1.2.3"`} {
		var r Rate
		if err := json.Unmarshal([]byte(text), &r); err == nil {
			t.Errorf("%s is read as %d", text, r)
		}
	}
}
