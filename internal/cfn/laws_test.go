package cfn

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Splitting what was joined gives the list again, if no element has the delimiter.
func TestJoinSplitInverse(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		delimiter := rapid.StringMatching(`[|,:]{1,2}`).Draw(t, "delimiter")
		items := rapid.SliceOfN(rapid.StringMatching(`[a-z{}$ ]{0,3}`), 1, 5).Draw(t, "items")
		list := asJSON(outer, items)
		expression := fmt.Sprintf(`{"Fn::Split": [%q, {"Fn::Join": [%q, %s]}]}`, delimiter, delimiter, list)
		got, _, err := evaluated(outer, expression)
		if err != nil {
			t.Fatal(err)
		}
		want := List{}
		for _, item := range items {
			want = append(want, String(item))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", expression, diff)
		}
	})
}

// Every block is as long as asked, and each begins where the one before ended: the
// oracle steps address by address.
func TestCidrAgainstOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		block := netip.MustParsePrefix(rapid.SampledFrom([]string{"10.0.0.0/16", "192.168.4.0/22", "0.0.0.0/0", "172.16.255.0/24", "2001:db8::/48", "2001:db8:ff::/120", "::/0"}).Draw(t, "block"))
		bits := rapid.IntRange(0, 12).Draw(t, "bits")
		count := rapid.IntRange(1, 40).Draw(t, "count")
		blocks, err := divide(block, count, bits)

		length := block.Addr().BitLen() - bits
		var want []netip.Prefix
		for at := block.Addr(); len(want) < count && block.Contains(at) && length >= block.Bits(); {
			want = append(want, netip.PrefixFrom(at, length))
			for range 1 << bits {
				at = at.Next()
			}
		}
		if fits := len(want) == count; fits != (err == nil) {
			t.Fatalf("%d of %d host bits in %s: %v, but %d fit", count, bits, block, err, len(want))
		}
		if err == nil {
			if diff := cmp.Diff(fmt.Sprint(want), fmt.Sprint(blocks)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		}
	})
}

// expression draws an expression over the names of the template that evaluated uses.
func expression(t *rapid.T, depth int) any {
	kind := rapid.IntRange(0, 11).Draw(t, "kind")
	if depth == 0 {
		kind %= 5
	}
	sub := func() any { return expression(t, depth-1) }
	switch kind {
	case 0:
		return rapid.SampledFrom([]any{"a", "b", "", 1, true, "x-y", "{{resolve:ssm:p}}"}).Draw(t, "literal")
	case 1, 2:
		return map[string]any{"Ref": rapid.SampledFrom([]string{"Open", "Given", "Bucket", "Zone", "AWS::AccountId", "AWS::NoValue", "Names", "OpenNames"}).Draw(t, "ref")}
	case 3:
		return map[string]any{"Fn::Sub": rapid.SampledFrom([]string{"${Open}", "x${Bucket.Arn}", "${Given}-${Zone}"}).Draw(t, "sub")}
	case 4:
		return map[string]any{"Fn::GetAtt": []any{"Bucket", "Arn"}}
	case 5:
		return map[string]any{"Fn::If": []any{rapid.SampledFrom([]string{"IsBig", "IsOdd", "Always"}).Draw(t, "if"), sub(), sub()}}
	case 6:
		return map[string]any{"Fn::Join": []any{"-", []any{sub(), sub()}}}
	case 7:
		return map[string]any{"Fn::Select": []any{rapid.IntRange(0, 1).Draw(t, "index"), []any{sub(), sub()}}}
	case 8:
		return map[string]any{"Fn::Split": []any{"-", sub()}}
	case 9:
		return []any{sub(), sub()}
	case 10:
		return map[string]any{"Fn::Length": []any{sub(), sub()}}
	}
	return map[string]any{"K": sub(), "L": sub()}
}

// Evaluating twice gives the same model, note by note.
func TestDeterministic(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		text := string(asJSON(outer, expression(t, 3)))
		v, m, err := evaluated(outer, text)
		again, m2, err2 := evaluated(outer, text)
		if diff := cmp.Diff(fmt.Sprint(err), fmt.Sprint(err2)); diff != "" {
			t.Fatal(diff)
		}
		if err != nil {
			return
		}
		if key(v) != key(again) || Show(v) != Show(again) {
			t.Fatalf("%s\n%s", Show(v), Show(again))
		}
		if diff := cmp.Diff([][]Note{m.Assumptions, m.Unknowns}, [][]Note{m2.Assumptions, m2.Unknowns}); diff != "" {
			t.Fatal(diff)
		}
	})
}

// asJSON writes a node as JSON, to build templates for tests.
func asJSON(t testing.TB, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return text
}
