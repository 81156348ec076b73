package docs

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

// wcuLimit is what the price of a web ACL includes
// (docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html).
const wcuLimit = 1500

func (d *document) overview() {
	d.heading(2, "Components Overview")
	for _, component := range []func(){
		d.users, d.edge, d.vpc, d.loadBalancer, d.ecs, d.vpcEndpoints, d.cognito, d.cloudWatch,
	} {
		component()
		d.line("")
	}
}

// component opens an entry of the overview.
func (d *document) component(name string) { d.line("- **%s**", name) }

func (d *document) users() {
	// Two blanks at the end of a line break it.
	d.line("- **Users**  ")
	if domain := d.Spec.Edge.Domain; domain != "" {
		d.line("  End users access the application through the internet, at %s.", code("https://"+domain))
	} else {
		d.line("  End users access the application through the internet, at the distribution's own name under %s.", code("cloudfront.net"))
	}
}

func (d *document) edge() {
	s := d.Spec.Edge
	d.component("CloudFront + WAF")
	d.item(1, "CloudFront takes the viewers' connections near them, ends their TLS and forwards every request with all its headers. It caches nothing of the application.")
	d.item(1, d.viewerCertificate())
	d.item(1, d.origin())
	d.item(1, fmt.Sprintf("It waits %s for an answer, and keeps idle connections to the load balancer for %s. Price class: %s.",
		lasting(s.ReadTimeout), lasting(s.KeepAlive), d.priceClass()))
	d.item(1, fmt.Sprintf("WAF protects against common web attacks with %s, of %s WCU together: see [WAF Rules](#waf-rules).",
		count(len(d.Edge.Rules), "rule"), thousands(d.Edge.Capacity)))
	if slices.ContainsFunc(d.Edge.Rules, func(r edgespec.Rule) bool { return len(r.Except) > 0 }) {
		d.item(1, "Uploads pass where the path begins with "+list(codes(s.UploadPaths))+"; elsewhere WAF judges bodies, and blocks those over 8 KB.")
	}
}

func (d *document) viewerCertificate() string {
	switch s := d.Spec.Edge; {
	case s.Domain == "":
		return "Viewers see CloudFront's own certificate. CloudFront then chooses the least TLS version."
	case d.Edge.MakesCertificate:
		return fmt.Sprintf("Its certificate is made by ACM in %s, and renewed by it. Viewers need TLS 1.2 or newer.", code(edgespec.Region))
	default:
		return fmt.Sprintf("Its certificate is %s. Viewers need TLS 1.2 or newer.", code(s.ViewerCertificateARN))
	}
}

func (d *document) origin() string {
	way := originProtocol(d.Compute.OriginPort())
	if d.PrivateOrigin() {
		return fmt.Sprintf("It reaches the load balancer through a VPC origin, by %s: the load balancer has no public address.", way)
	}
	return fmt.Sprintf("It reaches the load balancer at its public addresses, by %s, with a secret in the header %s.", way, code(plan.OriginHeader))
}

func originProtocol(port int) string {
	if port == 443 {
		return "HTTPS on port 443"
	}
	return fmt.Sprintf("HTTP on port %d", port)
}

func (d *document) priceClass() string {
	switch d.Spec.Edge.PriceClass {
	case edgespec.PriceClass100:
		return "North America, Europe and Israel"
	case edgespec.PriceClass200:
		return "all places but South America, Australia and New Zealand"
	}
	return "all places of CloudFront"
}

func (d *document) cognito() {
	d.component("AWS Cognito")
	s := d.Auth.Spec
	switch s.Mode {
	case authspec.ModeNone:
		d.item(1, "Is not used: the application is open to whoever passes CloudFront and WAF.")
		return
	case authspec.ModeLoadBalancer:
		d.item(1, fmt.Sprintf("Handles user authentication: the load balancer sends users to the login page %s before it forwards a request, and they come back to %s.",
			code("https://"+d.real(s.DomainPrefix)+".auth."+d.Spec.Region+".amazoncognito.com"), code(d.Auth.CallbackURL)))
		d.item(1, fmt.Sprintf("The application reads who the user is from the header %s.", code("x-amzn-oidc-data")))
	case authspec.ModeInApp:
		d.item(1, fmt.Sprintf("Handles user authentication: the application logs users in itself, over the %s endpoint, with its task role.", code("cognito-idp")))
		d.item(1, fmt.Sprintf("The containers learn of the user pool from %s.", list(codes(sortedKeys(d.Auth.Environment)))))
	}
	d.item(1, fmt.Sprintf("Second factor: %s. Passwords have at least %d characters. A login lasts %s.", s.MFA, s.PasswordLength, lasting(s.SessionTime)))
	who := "An administrator makes accounts; nobody can sign up."
	if s.AllowSelfSignUp {
		who = "Anybody can sign up."
	}
	d.item(1, who+" "+protection("The user pool", s.DisableDeletionProtection))
}

func protection(what string, disabled bool) string {
	if disabled {
		return what + " is not protected from deletion."
	}
	return what + " is protected from deletion."
}

func (d *document) cloudWatch() {
	s := d.Observability.Spec
	d.component("CloudWatch")
	d.item(1, fmt.Sprintf("Aggregates logs and metrics: %s, kept for %s and encrypted with a key of the topology. See [Logs](#logs).",
		count(len(d.Compute.LogGroups)+len(d.Edge.LogGroups), "log group"), count(s.LogRetentionDays, "day")))
	switch d.Compute.Spec.ContainerInsights {
	case computespec.InsightsDisabled:
		d.item(1, "Container Insights is off.")
	default:
		d.item(1, fmt.Sprintf("Container Insights is %s for the cluster.", d.Compute.Spec.ContainerInsights))
	}
	if n := len(d.RegionalAlarms()) + len(d.EdgeAlarms()); n > 0 {
		d.item(1, fmt.Sprintf("%s, each of which tells the alarm topic of its stack. See [Alarms](#alarms).", capital(count(n, "alarm"))))
	} else {
		d.item(1, fmt.Sprintf("Alarms are turned off (%s).", code("observability.disableAlarms")))
	}
	if name := d.Observability.Dashboard; name != "" {
		d.item(1, fmt.Sprintf("The dashboard is %s.", code(name)))
	} else {
		d.item(1, fmt.Sprintf("There is no dashboard (%s).", code("observability.disableDashboard")))
	}
}
