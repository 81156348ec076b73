package cfn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// around is a template with an example of everything that functions can refer to.
const around = `
Transform: AWS::LanguageExtensions
Parameters:
  Given: {Type: String}
  Defaulted: {Type: String, Default: small}
  Open: {Type: String}
  Zone: {Type: String, AllowedValues: [a, b]}
  Count: {Type: Number, Default: 2}
  Names: {Type: CommaDelimitedList, Default: "x, y,z"}
  OpenNames: {Type: CommaDelimitedList}
  Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /images/app}
Mappings:
  RegionMap:
    us-east-1: {HVM64: ami-0ff8a91507f77f867, Ports: [80, 443]}
    eu-west-1: {HVM64: ami-047bb4163c506cd98}
Conditions:
  Always: !Equals [x, x]
  Never: !Not [!Condition Always]
  IsBig: !Equals [!Ref Open, big]
  IsOdd: !Equals [!Ref Open, odd]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Pooled: {Type: AWS::EC2::VPC, Properties: {Ipv4IpamPoolId: pool}}
  Bucket: {Type: AWS::S3::Bucket}
  Gone: {Type: AWS::S3::Bucket, Condition: Never}
`

// evaluated evaluates an expression, written in YAML, inside the template above.
func evaluated(t testing.TB, expression string) (Value, *Model, error) {
	t.Helper()
	text := around + "Outputs:\n  V:\n    Value:\n      " + strings.ReplaceAll(expression, "\n", "\n      ") + "\n"
	template, err := Parse([]byte(text))
	require.NoError(t, err, expression)
	m, err := Evaluate(Input{Name: "web", Region: "us-east-1", Template: template, Parameters: map[string]string{"Given": "gift"}})
	if err != nil {
		return nil, nil, err
	}
	return m.Stacks[0].Output("V").Value, m, nil
}

var (
	bucket    = ResourceRef{Stack: "web", LogicalID: "Bucket"}
	bucketARN = ResourceRef{Stack: "web", LogicalID: "Bucket", Attribute: "Arn"}
	account   = Atom{Origin: FromPseudo, Name: "AWS::AccountId"}
	openAtom  = Atom{Origin: FromParameter, Stack: "web", Name: "Open"}
	openNames = Atom{Origin: FromParameter, Stack: "web", Name: "OpenNames"}
)

func callAtom(name string, args ...Value) Value {
	return Atom{Origin: FromCall, Stack: "web", Name: call(name, args...)}
}

// The pages are those of
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/, of which each case names one.
func TestFunctions(t *testing.T) {
	for _, c := range []struct {
		page, expression string
		want             Value
	}{
		{"intrinsic-function-reference-ref.html", `!Ref Given`, String("gift")},
		{"intrinsic-function-reference-ref.html", `!Ref Defaulted`, String("small")},
		{"intrinsic-function-reference-ref.html", `!Ref Open`, openAtom},
		{"intrinsic-function-reference-ref.html", `!Ref Bucket`, bucket},
		// A number that is given becomes a string where it is used.
		{"parameters-section-structure.html", `!Ref Count`, String("2")},
		// Members of a comma-delimited list are trimmed.
		{"parameters-section-structure.html", `!Ref Names`, List{String("x"), String("y"), String("z")}},
		// The default is the name of a Systems Manager parameter, not its value.
		{"cloudformation-supplied-parameter-types.html", `!Ref Image`, Atom{Origin: FromParameter, Stack: "web", Name: "Image"}},
		{"pseudo-parameter-reference.html", `!Ref AWS::Region`, String("us-east-1")},
		{"pseudo-parameter-reference.html", `!Ref AWS::Partition`, String("aws")},
		{"pseudo-parameter-reference.html", `!Ref AWS::URLSuffix`, String("amazonaws.com")},
		{"pseudo-parameter-reference.html", `!Ref AWS::StackName`, String("web")},
		{"pseudo-parameter-reference.html", `!Ref AWS::AccountId`, account},
		{"pseudo-parameter-reference.html", `{A: !Ref AWS::NoValue, B: [1, !Ref AWS::NoValue, 2]}`, Object{{"B", List{Number("1"), Number("2")}}}},
		{"pseudo-parameter-reference.html", `!Ref AWS::StackId`, Concat{String("arn:aws:cloudformation:us-east-1:"), account, String(":stack/web/"), Atom{Origin: FromPseudo, Stack: "web", Name: "AWS::StackId"}}},
		{"intrinsic-function-reference-getatt.html", `!GetAtt Bucket.Arn`, bucketARN},
		{"intrinsic-function-reference-getatt.html", `{"Fn::GetAtt": [Bucket, Arn]}`, bucketARN},
		{"intrinsic-function-reference-getatt.html", `!GetAtt Vpc.Outputs.Inner`, ResourceRef{"web", "Vpc", "Outputs.Inner"}},
		{"intrinsic-function-reference-getatt.html", `{"Fn::GetAtt": [Bucket, !Sub Arn]}`, bucketARN},
		{"intrinsic-function-reference-sub.html", `!Sub "arn:aws:ec2:${AWS::Region}:${AWS::AccountId}:vpc/${Vpc}"`,
			Concat{String("arn:aws:ec2:us-east-1:"), account, String(":vpc/"), ResourceRef{"web", "Vpc", ""}}},
		{"intrinsic-function-reference-sub.html", `!Sub ["www.${Domain}", {Domain: !Ref Given}]`, String("www.gift")},
		{"intrinsic-function-reference-sub.html", `!Sub ["${Given}${N}", {Given: own, N: 8}]`, String("own8")},
		// An exclamation mark keeps the text: ${!Literal} is ${Literal}.
		{"intrinsic-function-reference-sub.html", `!Sub "${!Given} ${Given} $Given $"`, String("${Given} gift $Given $")},
		{"intrinsic-function-reference-sub.html", `!Sub "${Bucket.Arn}/*"`, Concat{bucketARN, String("/*")}},
		{"intrinsic-function-reference-join.html", `!Join [":", [a, b, c]]`, String("a:b:c")},
		{"intrinsic-function-reference-join.html", `!Join ["", ["arn:", !Ref AWS::Partition, ":s3:::elasticbeanstalk-*-", !Ref AWS::AccountId]]`, Concat{String("arn:aws:s3:::elasticbeanstalk-*-"), account}},
		{"intrinsic-function-reference-join.html", `!Join ["-", !Ref Names]`, String("x-y-z")},
		{"intrinsic-function-reference-join.html", `!Join ["-", !Ref OpenNames]`, callAtom("Fn::Join", openNames, String("-"))},
		{"intrinsic-function-reference-join.html", `!Join ["-", [a, !Ref AWS::NoValue, b]]`, String("a-b")},
		{"intrinsic-function-reference-join.html", `!Join ["", []]`, String("")},
		{"intrinsic-function-reference-select.html", `!Select ["1", [apples, grapes, oranges, mangoes]]`, String("grapes")},
		{"intrinsic-function-reference-select.html", `!Select [0, !Ref Names]`, String("x")},
		{"intrinsic-function-reference-select.html", `!Select [0, !Ref OpenNames]`, callAtom("Fn::Select", openNames, Number("0"))},
		{"intrinsic-function-reference-select.html", `!Select [!Ref Open, [a, b]]`, callAtom("Fn::Select", openAtom, List{String("a"), String("b")})},
		{"intrinsic-function-reference-split.html", `!Split ["|", "a|b|c"]`, List{String("a"), String("b"), String("c")}},
		// Splitting a string that ends in delimiters gives empty strings.
		{"intrinsic-function-reference-split.html", `!Split ["|", "a||c|"]`, List{String("a"), String(""), String("c"), String("")}},
		{"intrinsic-function-reference-split.html", `!Split [":", !Sub "a:${AWS::AccountId}:b"]`, List{String("a"), account, String("b")}},
		{"intrinsic-function-reference-split.html", `!Split [":", !Ref Open]`, callAtom("Fn::Split", String(":"), openAtom)},
		{"intrinsic-function-reference-split.html", `!Split ["1", !Sub "a1${AWS::AccountId}"]`, callAtom("Fn::Split", String("1"), Concat{String("a1"), account})},
		{"intrinsic-function-reference-split.html", `!Select [2, !Split [/, !Ref AWS::StackId]]`, Atom{Origin: FromPseudo, Stack: "web", Name: "AWS::StackId"}},
		{"intrinsic-function-reference-cidr.html", `!Select [5, !Cidr [192.168.0.0/24, 6, 5]]`, String("192.168.0.160/27")},
		{"intrinsic-function-reference-cidr.html", `!Cidr [!GetAtt Vpc.CidrBlock, 2, "8"]`, List{String("10.0.0.0/24"), String("10.0.1.0/24")}},
		{"intrinsic-function-reference-cidr.html", `!Cidr ["2001:db8:0:100::/56", 2, 64]`, List{String("2001:db8:0:100::/64"), String("2001:db8:0:101::/64")}},
		{"intrinsic-function-reference-cidr.html", `!Select [1, !Cidr [!GetAtt Pooled.CidrBlock, 2, 8]]`,
			Atom{Origin: FromCall, Stack: "web", Name: call("Fn::Cidr", ResourceRef{"web", "Pooled", "CidrBlock"}, Number("2"), Number("8")), Index: 1}},
		{"intrinsic-function-reference-cidr.html", `!Select [0, !Cidr [10.0.0.1/16, 2, 8]]`,
			Atom{Origin: FromCall, Stack: "web", Name: call("Fn::Cidr", String("10.0.0.1/16"), Number("2"), Number("8"))}},
		{"intrinsic-function-reference-getavailabilityzones.html", `!Select [1, !GetAZs ""]`, Atom{Origin: FromZone, Name: "us-east-1", Index: 1}},
		{"intrinsic-function-reference-getavailabilityzones.html", `{"Fn::GetAZs": {Ref: AWS::Region}}`, Atom{Origin: FromZones, Name: "us-east-1"}},
		{"intrinsic-function-reference-getavailabilityzones.html", `!GetAZs eu-west-1`, Atom{Origin: FromZones, Name: "eu-west-1"}},
		{"intrinsic-function-reference-findinmap.html", `!FindInMap [RegionMap, !Ref AWS::Region, HVM64]`, String("ami-0ff8a91507f77f867")},
		{"intrinsic-function-reference-findinmap.html", `!FindInMap [RegionMap, us-east-1, Ports]`, List{Number("80"), Number("443")}},
		{"intrinsic-function-reference-findinmap.html", `!FindInMap [RegionMap, !Ref Open, HVM64]`, callAtom("Fn::FindInMap", String("RegionMap"), openAtom, String("HVM64"))},
		{"intrinsic-function-reference-findinmap-enhancements.html", `!FindInMap [RegionMap, mars-1, HVM64, {DefaultValue: none}]`, String("none")},
		{"intrinsic-function-reference-findinmap-enhancements.html", `!FindInMap [RegionMap, eu-west-1, HVM64, {DefaultValue: none}]`, String("ami-047bb4163c506cd98")},
		{"intrinsic-function-reference-conditions.html", `!If [Always, a, b]`, String("a")},
		{"intrinsic-function-reference-conditions.html", `!If [Never, !GetAtt Gone.Arn, b]`, String("b")},
		{"intrinsic-function-reference-conditions.html", `[a, !If [Never, b, !Ref AWS::NoValue]]`, List{String("a")}},
		{"intrinsic-function-reference-base64.html", `!Base64 AWS CloudFormation`, String("QVdTIENsb3VkRm9ybWF0aW9u")},
		{"intrinsic-function-reference-base64.html", `{"Fn::Base64": !Sub "x${Open}"}`, callAtom("Fn::Base64", Concat{String("x"), openAtom})},
		{"intrinsic-function-reference-length.html", `{"Fn::Length": [1, 2, 3]}`, Number("3")},
		{"intrinsic-function-reference-length.html", `{"Fn::Length": !Ref Names}`, Number("3")},
		{"intrinsic-function-reference-length.html", `{"Fn::Length": !Ref OpenNames}`, callAtom("Fn::Length", openNames)},
		{"intrinsic-function-reference-ToJsonString.html", `{"Fn::ToJsonString": {key1: value1, key2: !Ref Given, k: [1, true, null, "<"]}}`,
			String(`{"key1":"value1","key2":"gift","k":[1,true,null,"<"]}`)},
		{"intrinsic-function-reference-ToJsonString.html", `{"Fn::ToJsonString": [!Ref Open]}`, callAtom("Fn::ToJsonString", List{openAtom})},
		{"dynamic-references.html", `"{{resolve:ssm:/db/port:1}}"`, Dynamic{"web", String("ssm:/db/port:1")}},
		{"dynamic-references.html", `!Join ["", ["a{{resolve:secretsmanager:", !Ref Bucket, ":SecretString}}b"]]`,
			Concat{String("a"), Dynamic{"web", Concat{String("secretsmanager:"), bucket, String(":SecretString")}}, String("b")}},
		// Text that is no dynamic reference stays text.
		{"dynamic-references.html", `"{{name}} {{resolve:ssm:x"`, String("{{name}} {{resolve:ssm:x")},
	} {
		t.Run(c.expression, func(t *testing.T) {
			got, m, err := evaluated(t, c.expression)
			require.NoError(t, err)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.page, diff)
			}
			require.Empty(t, m.Unknowns)
		})
	}
}

// Each message stands at the place of the fault.
func TestFunctionsRefuse(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{`!Ref Nobody`, "there is no resource or parameter Nobody"},
		{`!Ref AWS::Nothing`, "there is no resource or parameter AWS::Nothing"},
		{`{Ref: [a]}`, "Ref wants a name"},
		{`!Ref Gone`, "Gone does not exist: its condition is false"},
		{`!GetAtt Bucket`, "Fn::GetAtt wants an attribute"},
		{`!GetAtt Nobody.Arn`, "there is no resource or parameter Nobody"},
		{`!GetAtt Given.Arn`, "there is no resource or parameter Given"},
		{`!Sub "${Nobody}"`, "there is no resource or parameter Nobody"},
		{`!Sub "${Nobody.Arn}"`, "there is no resource or parameter Nobody"},
		{`!Sub "${a b}"`, "${a b} is no variable: use letters, digits, periods and colons, or ${!a b} for the text itself"},
		{`!Sub ["${L}", {L: [1]}]`, "${L} is [1], not text"},
		{`!Sub [a]`, "wants a list of 2"},
		{`!Join ["", abc]`, "wants a list, not abc"},
		{`!Join ["", [[a]]]`, `element 0 is ["a"], not text`},
		{`!Select [4, [a, b]]`, "there is no element 4 in a list of 2"},
		{`!Select [-1, [a, b]]`, "there is no element -1 in a list of 2"},
		{`!Select [x, [a, b]]`, "x is no index"},
		{`!Select [1, [a, !Ref AWS::NoValue]]`, "there is no element 1 in a list of 1"},
		{`!Split ["", abc]`, "Fn::Split wants a string of one or more characters first"},
		{`!Split [",", [a]]`, "Fn::Split wants text, not [\"a\"]"},
		{`!Cidr [10.0.0.0/16, 257, 8]`, "Fn::Cidr makes 1 to 256 blocks, not 257"},
		{`!Cidr [10.0.0.0/24, 0, 8]`, "Fn::Cidr makes 1 to 256 blocks, not 0"},
		{`!Cidr [10.0.0.0/24, 2, 8]`, "2 blocks of /24 do not fit into 10.0.0.0/24"},
		{`!Cidr [10.0.0.0/24, 1, 9]`, "a block of 9 host bits does not fit into 10.0.0.0/24"},
		{`!Cidr [10.0.0.0/24, 1, -1]`, "a block of -1 host bits does not fit into 10.0.0.0/24"},
		{`!Cidr [ten, 1, 8]`, "ten is no address block"},
		{`!Cidr [10.0.0.0/24, 1, x]`, "Fn::Cidr wants numbers after the block"},
		{`!FindInMap [RegionMap, mars-1, HVM64]`, "there is no mars-1.HVM64 in the mapping RegionMap"},
		{`!FindInMap [RegionMap, us-east-1, HVM64, x]`, "wants {DefaultValue: ...}"},
		{`!If [Sometimes, a, b]`, "there is no condition Sometimes"},
		{`!If [Always, a]`, "wants a list of 3"},
		{`!If [[Always], a, b]`, "wants the name of a condition first"},
		{`{"Fn::Base64": [a]}`, `Fn::Base64 wants text, not ["a"]`},
		{`{"Fn::ToJsonString": a}`, "Fn::ToJsonString wants a list or an object"},
		{`{"Fn::GetStackOutput": {StackName: a}}`, "wants a map with StackName and OutputName"},
		// A branch that is never taken must name what there is, too.
		{`!If [Always, a, !Ref Nobody]`, "there is no resource or parameter Nobody"},
	} {
		t.Run(c.expression, func(t *testing.T) {
			_, _, err := evaluated(t, c.expression)
			var problems Problems
			require.ErrorAs(t, err, &problems)
			require.Equal(t, c.want, problems[0].Message)
			require.Equal(t, "web", problems[0].Stack)
			require.True(t, strings.HasPrefix(problems[0].Path, "Outputs.V"), problems[0].Path)
			require.GreaterOrEqual(t, problems[0].Pos.Line, 29)
		})
	}
}

func TestFunctionsNotRead(t *testing.T) {
	for _, c := range []struct {
		expression string
		code       NoteCode
	}{
		{`{"Fn::Wonder": {Ref: Bucket}}`, UnknownFunction},
		{`!Wonder x`, UnknownFunction},
		{`{"Fn::Transform": {Name: "AWS::Include"}}`, NotExpanded},
		{`{A: 1, "Fn::Transform": {Name: "AWS::Include"}}`, NotExpanded},
		{`{"Fn::ForEach::Port": [P, [80], {"${P}": 1}]}`, NotExpanded},
		{`012`, DoubtfulScalar},
		{`!ImportValue shared-vpc`, OutsideStack},
		{`{"Fn::GetStackOutput": {StackName: other, OutputName: Vpc}}`, OutsideStack},
	} {
		got, m, err := evaluated(t, c.expression)
		require.NoError(t, err)
		require.IsType(t, Atom{}, got)
		require.Contains(t, []Origin{FromUnread, FromOutside}, got.(Atom).Origin)
		require.Len(t, m.Unknowns, 1, c.expression)
		require.Equal(t, c.code, m.Unknowns[0].Code, c.expression)
	}
}
