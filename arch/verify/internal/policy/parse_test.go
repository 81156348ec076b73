package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/internal/cfn"
)

// model evaluates a template as the stack "web".
func model(t testing.TB, text string) *cfn.Model {
	t.Helper()
	if text == "" {
		text = "Resources: {T: {Type: AWS::SNS::Topic}}"
	}
	template, err := cfn.Parse([]byte(text))
	require.NoError(t, err)
	m, err := cfn.Evaluate(cfn.Input{Name: "web", Template: template})
	require.NoError(t, err)
	return m
}

// only is the one world of a model without open conditions.
func only(t testing.TB, m *cfn.Model) cfn.World {
	t.Helper()
	worlds, err := m.Worlds(1)
	require.NoError(t, err)
	require.Len(t, worlds, 1)
	return worlds[0]
}

// property evaluates the property Document of the resource R, under the resources given.
func property(t testing.TB, resources, document string) (*cfn.Model, cfn.World, cfn.Value) {
	t.Helper()
	m := model(t, "Parameters: {P: {Type: String}}\nResources:\n"+resources+"\n  R:\n    Type: AWS::X::Y\n    Properties:\n      Document: "+document+"\n")
	w := only(t, m)
	return m, w, w.Property(m.Stack("web").Resource("R"), "Document")
}

func TestParse(t *testing.T) {
	m, w, document := property(t, "  B: {Type: AWS::S3::Bucket, Properties: {BucketName: docs}}", `
        Version: "2012-10-17"
        Statement:
        - {Effect: Deny, Action: "s3:*", Resource: [!GetAtt B.Arn, !Sub "${B.Arn}/*"], Principal: "*"}
        - Sid: Some
          Effect: Allow
          NotAction: [iam:PassRole, "sts:*"]
          NotResource: !Ref P
          NotPrincipal: {AWS: [!Ref P]}
          Condition:
            StringLike: {"aws:b": x}
            Bool: {"AWS:z": true, "aws:A": ["false", 1]}`)
	arn := concat(cfn.String("arn:"), cfn.Atom{Origin: cfn.FromPseudo, Name: "AWS::Partition"}, cfn.String(":s3:::docs"))
	p := cfn.Atom{Origin: cfn.FromParameter, Stack: "web", Name: "P"}
	want := []Statement{
		{Actions: []string{"s3:*"}, Resources: []cfn.Value{arn, concat(arn, cfn.String("/*"))}, Principal: cfn.String("*"), Path: "Document.Statement[0]"},
		{
			Sid: "Some", Allow: true, Actions: []string{"iam:PassRole", "sts:*"}, NotAction: true, NotResource: true, NotPrincipal: true,
			Resources: []cfn.Value{p}, Principal: cfn.Object{{Name: "AWS", Value: cfn.List{p}}},
			Conditions: []Condition{
				{"Bool", "aws:A", []cfn.Value{cfn.String("false"), cfn.Number("1")}},
				{"Bool", "AWS:z", []cfn.Value{cfn.Bool(true)}},
				{"StringLike", "aws:b", []cfn.Value{cfn.String("x")}},
			},
			Path: "Document.Statement[1]",
		},
	}
	if diff := cmp.Diff(want, Parse(m, w, "Document", document)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseOne(t *testing.T) {
	m, w, document := property(t, "", `{Version: "2012-10-17", Statement: {Effect: Allow, Action: "sts:AssumeRole"}}`)
	want := []Statement{{Allow: true, Actions: []string{"sts:AssumeRole"}, Path: "Statement"}}
	if diff := cmp.Diff(want, Parse(m, w, "", document)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The document of AWS::Logs::ResourcePolicy is text.
func TestParseText(t *testing.T) {
	m, w, document := property(t, "  G: {Type: AWS::Logs::LogGroup}\n  S: {Type: AWS::SecretsManager::Secret}", `!Sub
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:PutLogEvents","Resource":["${G.Arn}","${S}\u0021"]}]}'`)
	got := Parse(m, w, "Document", document)
	require.Len(t, got, 1)
	require.Empty(t, got[0].Open)
	require.Equal(t, "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${web/G}:*", cfn.Show(got[0].Resources[0]))
	require.Equal(t, "${web/S}!", cfn.Show(got[0].Resources[1]))
}

func TestParseOpen(t *testing.T) {
	const head, ok = `{Version: "2012-10-17", Statement: `, `Effect: Allow, Action: a`
	for _, c := range []struct{ document, want string }{
		{`!Ref P`, "the document is ${web/P}"},
		{`[]`, "the document is []"},
		{`"{"`, "not JSON"},
		{`'{"Statement": null}'`, "the statement is null"},
		{`!Sub '{"Statement":[{"Effect":"Allow","Action":"${P}"}]}'`, "${web/P} inside, which may change what it says"},
		{`!Sub '{"Statement":[{"Effect":"Allow","${AWS::AccountId}":"a"}]}'`, "in the name of an element"},
		{`!Sub '{"Statement":[{"Effect":"Allow","Action":"${C.Arn}"}]}'`, "${web/C.Arn} inside, which may change what it says"},
		{`!Sub '{"Statement":${AWS::AccountId}}'`, "not JSON"},
		{`!Sub '{"Id":"${AWS::AccountId}","Statement":[{"Effect":"Allow","Action":"a","Resource":"\ue0001\ue001"}]}'`, "private use"},
		{head + `!Ref P}`, "the statement is ${web/P}"},
		{`{Version: "2012-10-17"}`, "the statement is ${AWS::NoValue}"},
		{`{Version: "2013", Statement: {` + ok + `}}`, "Version is 2013"},
		{`{Statement: {` + ok + `, Resource: "${aws:username}"}}`, "no policy variables"},
		{`{Statement: {` + ok + `, Condition: {StringLike: {k: "${aws:username}"}}}}`, "no policy variables"},
		{`{Version: "2012-10-17", Statment: 1, Statement: {` + ok + `}}`, `unknown element "Statment"`},
		{head + `{` + ok + `, Resources: "*"}}`, `unknown element "Resources"`},
		{head + `{Action: a}}`, "Effect is ${AWS::NoValue}"},
		{head + `{Effect: allow, Action: a}}`, "Effect is allow"},
		{head + `{Effect: Allow}}`, "there is no Action"},
		{head + `{Effect: Allow, Action: [a, !Ref P]}}`, "Action is ${web/P}"},
		{head + `{` + ok + `, NotAction: b}}`, "both Action and NotAction"},
		{head + `{` + ok + `, Resource: {a: b}}}`, `Resource is {"a": "b"}`},
		{head + `{` + ok + `, Principal: !Ref P}}`, "Principal is ${web/P}"},
		{head + `{` + ok + `, Principal: {AWS: {a: b}}}}`, "Principal.AWS is"},
		{head + `{` + ok + `, Condition: !Ref P}}`, "Condition is ${web/P}"},
		{head + `{` + ok + `, Condition: {Bool: !Ref P}}}`, "Condition.Bool is ${web/P}"},
		{head + `{` + ok + `, Condition: {Bool: {k: [[]]}}}}`, "Condition.Bool.k is []"},
	} {
		t.Run(c.want, func(t *testing.T) {
			m, w, document := property(t, "  C: {Type: AWS::CloudFormation::CustomResource, Properties: {ServiceToken: x}}", c.document)
			got := Parse(m, w, "D", document)
			require.Len(t, got, 1)
			require.Contains(t, strings.Join(got[0].Open, "; "), c.want)
		})
	}
}
