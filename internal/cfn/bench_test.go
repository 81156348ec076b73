package cfn

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// generated is a template of n resources in the proportions of a real one: references
// to the one before, texts, conditions, tags.
func generated(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"Parameters":{"Env":{"Type":"String"}},"Conditions":{"Prod":{"Fn::Equals":[{"Ref":"Env"},"prod"]}},"Resources":{"R0":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":"10.0.0.0/16"}}`)
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, `,"R%d":{"Type":"AWS::EC2::Subnet","DependsOn":["R%d"],"Properties":{"VpcId":{"Ref":"R0"},"CidrBlock":{"Fn::Select":[%d,{"Fn::Cidr":[{"Fn::GetAtt":["R0","CidrBlock"]},8,8]}]},`+
			`"Name":{"Fn::If":["Prod",{"Fn::Sub":"p-${R%d}-${AWS::Region}"},{"Ref":"AWS::NoValue"}]},"Arn":{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":x:",{"Ref":"AWS::AccountId"}]]}}}`, i, i-1, i%8, i-1)
	}
	return []byte(b.String() + "}}")
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 5000} {
		text := generated(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEvaluate(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 5000} {
		template, err := Parse(generated(n))
		require.NoError(b, err)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Evaluate(Input{Name: "a", Region: "eu-west-1", Template: template}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkProject(b *testing.B) {
	main, edge := load(b, "chat"), load(b, "chat-edge")
	for b.Loop() {
		if _, err := Evaluate(Input{Name: "chat", Region: "eu-west-1", Template: main}, Input{Name: "chat-edge", Region: "us-east-1", Template: edge}); err != nil {
			b.Fatal(err)
		}
	}
}

// What grows exponentially in words stays small in memory, or ends in an error.
func TestBlowUps(t *testing.T) {
	undecided := func(n int, value func(i int) string) string {
		var b strings.Builder
		b.WriteString("Parameters:\n")
		for i := range n {
			fmt.Fprintf(&b, "  P%d: {Type: String}\n", i)
		}
		b.WriteString("Conditions:\n")
		for i := range n {
			fmt.Fprintf(&b, "  C%d: !Equals [!Ref P%d, x]\n", i, i)
		}
		b.WriteString("Resources:\n  R:\n    Type: T\n    Properties:\n      V: ")
		for i := range n {
			b.WriteString(value(i))
		}
		return b.String()
	}
	texts := undecided(300, func(i int) string {
		return map[bool]string{true: "!Join ['', [", false: ""}[i == 0] + fmt.Sprintf("!If [C%d, a, b]", i) + map[bool]string{true: "]]\n", false: ", "}[i == 299]
	})
	lists := strings.NewReplacer("!Join ['', [", "!Select [0, [", ", b]", ", !Ref 'AWS::NoValue']").Replace(texts)
	doubling := "{\"Resources\": {\"R\": {\"Type\": \"T\", \"Properties\": {\"V\": " + strings.Repeat(`{"Fn::Sub": ["${a}${a}", {"a": `, 30) + `"xx"` + strings.Repeat("}]}", 30) + "}}}}"
	shared := "Mappings: {M: {a: {b: [" + strings.Repeat("x, ", 20_000) + "x]}}}\nResources:\n"
	for i := range 2000 {
		shared += fmt.Sprintf("  R%d: {Type: T, Properties: {V: !FindInMap [M, a, b]}}\n", i)
	}
	for _, c := range []struct{ name, text, want string }{
		{"a text of 300 conditions", texts, ""},
		{"a list of 300 conditions", lists, ""},
		{"a text that doubles 30 times", doubling, "the functions make more than"},
		{"a large list used 2000 times", shared, "the functions make more than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			template, err := Parse([]byte(c.text))
			require.NoError(t, err)
			m, err := Evaluate(Input{Name: "a", Template: template})
			if c.want != "" {
				require.ErrorContains(t, err, c.want)
				return
			}
			require.NoError(t, err)
			v := m.Stacks[0].Resource("R").Property("V")
			require.Less(t, weigh(v, 1<<20), 3000)
			_, err = m.Worlds(1 << 20)
			require.EqualError(t, err, "more than 1048576 combinations of undecided conditions")
		})
	}
}
