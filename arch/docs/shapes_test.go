package docs_test

import (
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/docs"
)

// TestPageSaysWhatIsTrue holds sentences that must, or must not, be there in each shape.
func TestPageSaysWhatIsTrue(t *testing.T) {
	for _, c := range []struct {
		name       string
		has, hasnt []string
	}{
		{"with domain",
			[]string{"secret in the header `X-Origin-Verify`", "It is internet-facing", "lead to the internet gateway", "login page", "hosted zone answers", "Confirm the alarm e-mails",
				"does not rotate by itself", "Verify the ids", "Make the first users", "`eu-west-1a`: public", "Listens for HTTPS on port 443, with a certificate that ACM makes", "## Buckets"},
			[]string{"VPC origin", "Give the ids", "Make the DNS record", "Log users in.", "Subscribe to the alarm topics", "Keep the certificates valid", "`cognito-idp`", "worker"}},
		{"without domain",
			[]string{"VPC origin", "It is internal", "no route leads to it", "Give the ids of prefix lists", "Log users in.", "Subscribe to the alarm topics", "Look after the existing buckets",
				"Make the secrets", "First of the zones that AWS lists", "Takes the paths `/worker/*`", "Takes every path that is left", "ECS Exec", "1,500 requests a minute", "grant nothing", "zones take VPC origins"},
			[]string{"X-Origin-Verify", "lead to the internet gateway", "login page", "Verify the ids", "does not rotate", "hosted zone", "certificate that ACM"}},
		{"turned off",
			[]string{"Is not used: the application is open", "all three Availability Zones", "Third of the zones", "Alarms are turned off", "There is no dashboard", "Flow logs are turned off",
				"Access logs are turned off", "Container Insights is off", "Nothing is written to the log bucket", "is not protected from deletion", "counts what AWS's group finds", "1 log group,"},
			[]string{"## Buckets", "user pool", "Uploads pass", "alarm topic", "Deletion protection is on", "first users"}},
		{"brought",
			[]string{"Make the DNS record", "Keep the certificates valid", "Port 80 redirects there", "200 \"Inbound or outbound rules per security group\"", "Anybody can sign up", "(`pl-6da54004`)",
				"Its certificate is `arn:aws:acm:us-east-1", "ports 443 and 80 from CloudFront", "Paths that no service takes get 403"},
			[]string{"hosted zone", "Make the first users", "certificate that ACM makes", "`com.amazonaws.global.cloudfront.origin-facing` (`pl-4fa04526`) and"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := string(docs.Markdown(planned(t, plans[c.name]()), docs.Options{}))
			for _, has := range c.has {
				if !strings.Contains(page, has) {
					t.Errorf("the page does not say %q", has)
				}
			}
			for _, hasnt := range c.hasnt {
				if strings.Contains(page, hasnt) {
					t.Errorf("the page says %q", hasnt)
				}
			}
			if strings.Contains(page, "${") || strings.Contains(page, "%!") || strings.Contains(page, "\n\n\n") {
				t.Error("the page holds a placeholder, a failed format or two empty lines")
			}
		})
	}
}
