package networkspec_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/network/networkspec"
)

func TestPlanZones(t *testing.T) {
	p := networkspec.Spec{Zones: []string{"eu-west-1a", "eu-west-1c"}}.Plan(ireland)
	want := []networkspec.Zone{
		{Number: 1, Name: "eu-west-1a", Public: cidr("10.0.0.0/20"), Private: cidr("10.0.128.0/19")},
		{Number: 2, Name: "eu-west-1c", Public: cidr("10.0.16.0/20"), Private: cidr("10.0.160.0/19")},
	}
	if diff := cmp.Diff(want, p.Zones, cmp.Comparer(samePrefix)); diff != "" {
		t.Errorf("Zones (-want +got):\n%s", diff)
	}
	for _, z := range (networkspec.Spec{ZoneCount: 3}).Plan(ireland).Zones {
		if z.Name != "" {
			t.Errorf("zone %d has the name %q, which the spec does not give", z.Number, z.Name)
		}
	}
}

func TestPlanPrefixList(t *testing.T) {
	tests := []struct{ given, region, want string }{
		{"", "eu-west-1", "pl-6da54004"},
		{"pl-0123456789abcdef0", "eu-west-1", "pl-0123456789abcdef0"},
		{"", "eu-south-2", ""},
		{"", "", ""},
	}
	for _, test := range tests {
		p := networkspec.Spec{S3PrefixListID: test.given}.Plan(networkspec.Inputs{Region: test.region})
		if p.S3PrefixListID != test.want || p.Region != test.region {
			t.Errorf("%q in %q gives %q, want %q", test.given, test.region, p.S3PrefixListID, test.want)
		}
	}
}

func need(service awsservice.Service, who string, statements ...plan.Statement) plan.Need {
	return plan.Need{Service: service, Reason: plan.Reason{Path: who, Text: who + " needs it"}, Statements: statements}
}

// One endpoint answers all needs of a service; statements that differ by their
// resources alone are one; no resource and no reason is there twice.
func TestEndpointJoinsNeeds(t *testing.T) {
	read := func(resources ...string) plan.Statement {
		return plan.Statement{Sid: "Read", Actions: []string{"sqs:ReceiveMessage"}, Resources: resources, Reason: "jobs"}
	}
	open := read("q4")
	open.AnyPrincipal = true
	others := read("q5")
	others.OtherAccount = true
	send := plan.Statement{Sid: "Read", Actions: []string{"sqs:SendMessage"}, Resources: []string{"q1"}}
	in := networkspec.Inputs{Needs: []plan.Need{
		need("sqs", "a", read("q1", "q2")), need("glue", "a"), need("sqs", "b", read("q2", "q3")), need("sqs", "a", send), need("logs", "c"), need("sqs", "d", open, others),
	}}
	bound := []plan.Condition{{Operator: "StringEquals", Key: "aws:PrincipalAccount", Values: []string{"${AWS::AccountId}"}}}
	want := []plan.Endpoint{
		{Service: "logs", Kind: awsservice.Interface, Reasons: []plan.Reason{{Path: "c", Text: "c needs it"}}},
		{
			Service: "sqs", Kind: awsservice.Interface,
			Reasons: []plan.Reason{{Path: "a", Text: "a needs it"}, {Path: "b", Text: "b needs it"}, {Path: "d", Text: "d needs it"}},
			Statements: []plan.Statement{
				{Sid: "Read", Actions: []string{"sqs:ReceiveMessage"}, Resources: []string{"q1", "q2", "q3"}, Conditions: bound, Reason: "jobs"},
				{Sid: "Read2", Actions: []string{"sqs:SendMessage"}, Resources: []string{"q1"}, Conditions: bound},
				{Sid: "Read3", Actions: []string{"sqs:ReceiveMessage"}, Resources: []string{"q4"}, AnyPrincipal: true, Reason: "jobs"},
				{Sid: "Read4", Actions: []string{"sqs:ReceiveMessage"}, Resources: []string{"q5"}, Conditions: bound, OtherAccount: true, Reason: "jobs"},
			},
		},
		{Service: "glue", Kind: awsservice.Interface, Reasons: []plan.Reason{{Path: "a", Text: "a needs it"}}},
	}
	got := networkspec.Spec{}.Plan(in)
	if diff := cmp.Diff(want, got.Endpoints); diff != "" {
		t.Errorf("Endpoints (-want +got):\n%s", diff)
	}
	if !got.Has("sqs") || !got.Has("glue") || got.Has("s3") {
		t.Error("Has does not tell which endpoints there are")
	}
}

// S3's ARNs name no account, so that its policy must: but not for what AWS owns.
func TestS3EndpointIsBoundToTheAccount(t *testing.T) {
	own := plan.Statement{Sid: "Own", Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::docs/*"},
		Conditions: []plan.Condition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"true"}}}}
	layers := plan.Statement{Sid: "Layers", Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::layers/*"}, AnyPrincipal: true, OtherAccount: true}
	got := networkspec.Spec{}.Plan(networkspec.Inputs{Needs: []plan.Need{need("s3", "a", own, layers)}}).Endpoints[0]
	account := []string{"${AWS::AccountId}"}
	want := plan.Endpoint{Service: "s3", Kind: awsservice.Gateway, Reasons: []plan.Reason{{Path: "a", Text: "a needs it"}}, Statements: []plan.Statement{
		{Sid: "Own", Actions: own.Actions, Resources: own.Resources, Conditions: []plan.Condition{
			own.Conditions[0],
			{Operator: "StringEquals", Key: "aws:PrincipalAccount", Values: account},
			{Operator: "StringEquals", Key: "aws:ResourceAccount", Values: account},
		}},
		{Sid: "Layers", Actions: layers.Actions, Resources: layers.Resources, AnyPrincipal: true, OtherAccount: true},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("endpoint (-want +got):\n%s", diff)
	}
	if len(own.Conditions) != 1 || cap(own.Conditions) != 1 {
		t.Error("the need's own statement has changed")
	}
}

func TestExtraEndpoints(t *testing.T) {
	spec := networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("glue"), jobs("sqs")}}
	p := spec.Plan(networkspec.Inputs{Needs: []plan.Need{need("sqs", "a")}})
	var got []string
	for _, e := range p.Endpoints {
		for _, r := range e.Reasons {
			got = append(got, string(e.Service)+" "+r.Path)
		}
	}
	want := []string{"sqs a", "sqs network.extraEndpoints[1]", "glue network.extraEndpoints[0]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("endpoints and what asks for them (-want +got):\n%s", diff)
	}
}
