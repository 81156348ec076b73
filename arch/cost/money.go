package cost

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Money is an amount in millionths of a US dollar.
type Money int64

// cent is what lines are rounded to.
const cent Money = 10_000

// String returns the amount in dollars and cents, halves up, such as "$1,234.50".
func (m Money) String() string {
	sign, amount := "", uint64(m)
	if m < 0 {
		sign, amount = "-", -uint64(m)
	}
	cents := (amount + uint64(cent)/2) / uint64(cent)
	return fmt.Sprintf("%s$%s.%02d", sign, grouped(strconv.FormatUint(cents/100, 10)), cents%100)
}

// Rate is the price of one unit, in billionths of a US dollar: some are far below a millionth.
type Rate int64

// dollar is a Rate of one dollar.
const dollar Rate = 1_000_000_000

// String returns the rate in dollars, with two decimals or as many as it has, such as "$0.04048".
func (r Rate) String() string {
	whole, fraction := int64(r/dollar), strings.TrimRight(fmt.Sprintf("%09d", int64(r%dollar)), "0")
	for len(fraction) < 2 {
		fraction += "0"
	}
	return "$" + grouped(strconv.FormatInt(whole, 10)) + "." + fraction
}

// UnmarshalJSON reads a string of digits with at most nine decimals: a number would pass
// through floating point.
func (r *Rate) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	whole, fraction, _ := strings.Cut(s, ".")
	if whole == "" || len(whole) > 6 || len(fraction) > 9 {
		return fmt.Errorf("%q is not a price of at most six digits and nine decimals", s)
	}
	n, err := strconv.ParseUint(whole+fraction+strings.Repeat("0", 9-len(fraction)), 10, 63)
	*r = Rate(n)
	return err
}

// Quantity is an amount of a unit, in thousandths.
type Quantity int64

// thousand is a Quantity of one.
const thousand = 1000

// whole makes a quantity of whole units.
func whole(n int64) Quantity { return Quantity(n * thousand) }

// part makes a quantity of n out of the whole, rounded up: part(1, 3) is 0.334.
func part(n, of int64) Quantity { return Quantity((n*thousand + of - 1) / of) }

// String returns the quantity as people read it, with at most three decimals.
func (q Quantity) String() string {
	s := grouped(strconv.FormatInt(int64(q/thousand), 10))
	if rest := int64(q % thousand); rest != 0 {
		s += "." + strings.TrimRight(fmt.Sprintf("%03d", rest), "0")
	}
	return s
}

// at is what a quantity costs, rounded to a cent, halves up. Both are never negative.
func (q Quantity) at(r Rate) Money {
	// Thousandths times billionths are 10^-12; a cent is 10^10 of them. Usage is bounded so
	// that the quotient fits, and the product may not.
	const perCent = 10_000_000_000
	high, low := bits.Mul64(uint64(q), uint64(r))
	low, carry := bits.Add64(low, perCent/2, 0)
	cents, _ := bits.Div64(high+carry, low, perCent)
	return Money(cents) * cent
}

// grouped puts a comma before every three digits.
func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
