package edgespec_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/edge/edgespec"
)

func TestDefaulted(t *testing.T) {
	want := edgespec.Spec{
		RateLimit: 2000, RateWindow: 5 * time.Minute, ReadTimeout: time.Minute, KeepAlive: time.Minute, PriceClass: edgespec.PriceClassAll,
		ManagedRules: []edgespec.ManagedRules{{Name: "AmazonIpReputationList"}, {Name: "CommonRuleSet"}, {Name: "KnownBadInputsRuleSet"}},
		UploadPaths:  []string{"/_stcore/upload_file"},
	}
	got := edgespec.Spec{}.Defaulted()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Defaulted (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(got, got.Defaulted()); diff != "" {
		t.Errorf("Defaulted twice (-once +twice):\n%s", diff)
	}
	none := edgespec.Spec{DisableUploads: true, ManagedRules: []edgespec.ManagedRules{}}.Defaulted()
	if none.UploadPaths != nil || len(none.ManagedRules) != 0 {
		t.Errorf("Defaulted adds what the spec turns off: %+v", none)
	}
}

var bodyRules = []string{"SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "EC2MetaDataSSRF_BODY"}

// The body rules of CommonRuleSet count, and a later rule blocks what they label,
// but for uploads.
func TestRulesLetUploadsPass(t *testing.T) {
	const label = "awswaf:managed:aws:core-rule-set:"
	want := []edgespec.Rule{
		{ID: "RateLimit", RateLimit: 100, RateWindow: time.Minute, Does: "blocks an address after 100 requests in a minute",
			Reason: plan.Reason{Path: "rateLimit", Text: "one address must not exhaust the tasks or the models' quota"}},
		{ID: "SQLiRuleSet", Managed: "AWSManagedRulesSQLiRuleSet", CountOnly: true, Does: "counts what AWS's group finds", Reason: plan.Reason{Path: "managedRules[0]", Text: "SQL injection"}},
		{ID: "CommonRuleSet", Managed: "AWSManagedRulesCommonRuleSet", Counted: bodyRules, Does: "blocks what AWS's group finds",
			Reason: plan.Reason{Path: "managedRules[1]", Text: "the common attacks of the OWASP lists"}},
		{ID: "BodiesOutsideUploads", Labels: []string{label + "SizeRestrictions_Body", label + "CrossSiteScripting_Body", label + "GenericLFI_Body", label + "GenericRFI_Body", label + "EC2MetaDataSSRF_Body"},
			Except: []string{"/upload"}, Does: "blocks bodies that CommonRuleSet finds, except where the application takes uploads",
			Reason: plan.Reason{Path: "uploadPaths", Text: "CommonRuleSet blocks every body over 8 KB, and with it every upload"}},
	}
	spec := edgespec.Spec{RateLimit: 100, RateWindow: time.Minute, UploadPaths: []string{"/upload"}, ManagedRules: []edgespec.ManagedRules{{Name: "SQLiRuleSet", CountOnly: true}, {Name: "CommonRuleSet"}}}
	p := spec.Plan(edgespec.Inputs{})
	if diff := cmp.Diff(want, p.Rules); diff != "" {
		t.Errorf("Rules (-want +got):\n%s", diff)
	}
	// 2 for the rate, 200 and 700 for the groups, 4 labels, 12 for the path.
	if p.Capacity != 919 {
		t.Errorf("Capacity = %d, want 919", p.Capacity)
	}
}

// Where uploads are off, or CommonRuleSet only counts or is not there, no rule is held back.
func TestRulesWithoutUploads(t *testing.T) {
	for name, spec := range map[string]edgespec.Spec{
		"uploads off":     {DisableUploads: true},
		"no upload paths": {UploadPaths: []string{}},
		"counts only":     {ManagedRules: []edgespec.ManagedRules{{Name: "CommonRuleSet", CountOnly: true}}},
		"not there":       {ManagedRules: []edgespec.ManagedRules{{Name: "SQLiRuleSet"}}},
	} {
		t.Run(name, func(t *testing.T) {
			p := spec.Plan(edgespec.Inputs{})
			sum := 2
			for _, r := range p.Rules {
				if r.Counted != nil || r.Labels != nil || r.Except != nil {
					t.Errorf("rule %s is held back: %+v", r.ID, r)
				}
				sum += map[string]int{"AWSManagedRulesCommonRuleSet": 700, "AWSManagedRulesSQLiRuleSet": 200, "AWSManagedRulesKnownBadInputsRuleSet": 200, "AWSManagedRulesAmazonIpReputationList": 25}[r.Managed]
			}
			if p.Capacity != sum {
				t.Errorf("Capacity = %d, want %d", p.Capacity, sum)
			}
		})
	}
}

func TestPlan(t *testing.T) {
	type facts struct{ Certificate, Records, Secret bool }
	tests := []struct {
		name string
		spec edgespec.Spec
		in   edgespec.Inputs
		want facts
	}{
		{"no domain", edgespec.Spec{}, edgespec.Inputs{PrivateOrigin: true}, facts{}},
		{"hosted zone", hosted(func(*edgespec.Spec) {}), edgespec.Inputs{OriginPort: 443}, facts{true, true, true}},
		{"hosted zone and certificate", hosted(func(s *edgespec.Spec) { s.ViewerCertificateARN = certificate }), edgespec.Inputs{}, facts{false, true, true}},
		{"certificate", edgespec.Spec{Domain: "chat.example.com", ViewerCertificateARN: certificate}, edgespec.Inputs{}, facts{false, false, true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := test.spec.Plan(test.in)
			if diff := cmp.Diff(test.want, facts{p.MakesCertificate, p.MakesRecords, p.SecretHeader}); diff != "" {
				t.Errorf("Plan (-want +got):\n%s", diff)
			}
			want := test.in
			want.Name = "app"
			if want.OriginPort == 0 {
				want.OriginPort = 80
			}
			if diff := cmp.Diff(want, p.Inputs); diff != "" {
				t.Errorf("Inputs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPlanLogGroups(t *testing.T) {
	waf := plan.LogGroup{ID: "waf", Name: "aws-waf-logs-chat", Holds: "every request that WAF judged"}
	access := plan.LogGroup{ID: "cloudfront", Name: "/chat/cloudfront", Holds: "every request that CloudFront answered"}
	tests := []struct {
		spec edgespec.Spec
		want []plan.LogGroup
	}{
		{edgespec.Spec{}, []plan.LogGroup{waf, access}},
		{edgespec.Spec{DisableWAFLogs: true}, []plan.LogGroup{access}},
		{edgespec.Spec{DisableAccessLogs: true}, []plan.LogGroup{waf}},
		{edgespec.Spec{DisableWAFLogs: true, DisableAccessLogs: true}, nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.spec.Plan(edgespec.Inputs{Name: "chat"}).LogGroups); diff != "" {
			t.Errorf("LogGroups (-want +got):\n%s", diff)
		}
	}
}

func TestPlanAlarms(t *testing.T) {
	var got []string
	for _, a := range (edgespec.Spec{}).Plan(edgespec.Inputs{Name: "chat"}).Alarms {
		if a.Action == "" || a.Reason.Text == "" || a.Metric.Period%time.Minute != 0 || a.Threshold <= 0 || a.Points < 1 {
			t.Errorf("alarm %+v lacks something", a)
		}
		text := a.ID + " " + a.Metric.Namespace + " " + a.Metric.Name
		for _, d := range a.Metric.Dimensions {
			text += " " + d.Name + "=" + d.Ref + d.Value
		}
		got = append(got, text)
	}
	want := []string{
		"CloudFront5xxRate AWS/CloudFront 5xxErrorRate DistributionId=distribution Region=Global",
		"BlockedRequests AWS/WAFV2 BlockedRequests WebACL=chat Rule=ALL",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Alarms (-want +got):\n%s", diff)
	}
}
