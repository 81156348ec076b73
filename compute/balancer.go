package compute

import (
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	elb "github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
)

func (c *Compute) renderBalancer(in Inputs, group awsec2.ISecurityGroup) {
	spec := c.Plan.Spec.LoadBalancer
	public := spec.Scheme == computespec.InternetFacing
	c.LoadBalancer = elb.NewApplicationLoadBalancer(c, cdkkit.Str("LoadBalancer"), &elb.ApplicationLoadBalancerProps{
		Vpc: in.Network.VPC, VpcSubnets: &awsec2.SubnetSelection{Subnets: &in.Network.PublicSubnets},
		InternetFacing: &public, SecurityGroup: group,
		DeletionProtection:      cdkkit.Bool(!spec.DisableDeletionProtection),
		DropInvalidHeaderFields: cdkkit.Bool(true),
		DesyncMitigationMode:    elb.DesyncMitigationMode_DEFENSIVE,
		IdleTimeout:             cdkkit.Seconds(spec.IdleTimeout),
		XffHeaderProcessingMode: elb.XffHeaderProcessingMode_APPEND,
	})
	for _, ready := range in.Network.PublicReady {
		c.LoadBalancer.Node().AddDependency(ready)
	}
	if in.LogBucket != nil && !spec.DisableAccessLogs {
		// The CDK's own way wants a Region to be known, and writes a policy for the old accounts.
		for _, kind := range []string{"access_logs", "connection_logs"} {
			c.LoadBalancer.SetAttribute(cdkkit.Str(kind+".s3.enabled"), cdkkit.Str("true"))
			c.LoadBalancer.SetAttribute(cdkkit.Str(kind+".s3.bucket"), in.LogBucket.BucketName())
			c.LoadBalancer.SetAttribute(cdkkit.Str(kind+".s3.prefix"), cdkkit.Str("alb"))
		}
		cdkkit.AwaitPolicy(c.LoadBalancer, in.LogBucket)
	}
	why := "CloudFront is the load balancer's only source, and AWS WAF judges every request there"
	cdkkit.Explain(c.LoadBalancer.Node().DefaultChild().(elb.CfnLoadBalancer), cdkkit.InPacks("ALBWAFEnabled", why)...)
	if public {
		c.renderSecret(in)
	}
	c.renderListeners(in)
}

// renderSecret makes what CloudFront proves itself with: an internet-facing load
// balancer admits CloudFront's addresses, and with them every distribution of every account.
func (c *Compute) renderSecret(in Inputs) {
	c.OriginSecretName = c.Plan.Inputs.Name + "/origin-verify"
	props := &awssecretsmanager.SecretProps{
		SecretName: &c.OriginSecretName, EncryptionKey: in.Key,
		Description: cdkkit.Str("Header that CloudFront sends to the load balancer of " + c.Plan.Inputs.Name),
		GenerateSecretString: &awssecretsmanager.SecretStringGenerator{
			PasswordLength: cdkkit.Num(64), ExcludePunctuation: cdkkit.Bool(true),
		},
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	}
	if in.Region != awsservice.EdgeRegion {
		props.ReplicaRegions = &[]*awssecretsmanager.ReplicaRegion{{Region: cdkkit.Str(awsservice.EdgeRegion)}}
	}
	secret := awssecretsmanager.NewSecret(c, cdkkit.Str("OriginSecret"), props)
	reason := "rotation needs a function that changes the distribution and the listener rules together; a stack update with a new secret does the same"
	cdkkit.Explain(secret.Node().DefaultChild().(awssecretsmanager.CfnSecret),
		append(cdkkit.InPacks("SecretsManagerRotationEnabled", reason), cdkkit.Exception{Rule: "AwsSolutions-SMG4", Reason: reason})...)
	c.secretValue = *secret.SecretValue().UnsafeUnwrap()
}

func (c *Compute) renderListeners(in Inputs) {
	refuse := elb.ListenerAction_FixedResponse(cdkkit.Num(403), &elb.FixedResponseOptions{
		ContentType: cdkkit.Str("text/plain"), MessageBody: cdkkit.Str("Forbidden"),
	})
	for _, port := range c.Plan.Spec.LoadBalancer.Ports {
		props := &elb.BaseApplicationListenerProps{Open: cdkkit.Bool(false), Port: cdkkit.Num(port), DefaultAction: refuse}
		switch {
		case port == c.Plan.OriginPort() && port == 443:
			props.Protocol = elb.ApplicationProtocol_HTTPS
			props.SslPolicy = elb.SslPolicy_TLS13_12_PQ
			props.Certificates = &[]elb.IListenerCertificate{elb.ListenerCertificate_FromArn(cdkkit.Str(c.certificate(in)))}
		case port == c.Plan.OriginPort():
			props.Protocol = elb.ApplicationProtocol_HTTP
		default:
			props.Protocol = elb.ApplicationProtocol_HTTP
			props.DefaultAction = elb.ListenerAction_Redirect(&elb.RedirectOptions{
				Protocol: cdkkit.Str("HTTPS"), Port: cdkkit.Str("443"), Permanent: cdkkit.Bool(true),
			})
		}
		id := "Listener"
		if port != c.Plan.OriginPort() {
			id = "RedirectListener"
		}
		listener := c.LoadBalancer.AddListener(&id, props)
		if port == c.Plan.OriginPort() {
			c.Listener = listener
		}
	}
	if c.Plan.OriginPort() == 80 {
		reason := "the load balancer is internal and only CloudFront's VPC origin reaches it; no public authority certifies its name"
		listener := c.Listener.Node().DefaultChild().(elb.CfnListener)
		cdkkit.Explain(listener, append(cdkkit.InPacks("ELBv2ACMCertificateRequired", reason), cdkkit.InPacks("ALBHttpToHttpsRedirection", reason)...)...)
	}
}

// certificate is the ARN of the listener's certificate, brought or made.
func (c *Compute) certificate(in Inputs) string {
	if arn := c.Plan.Spec.LoadBalancer.CertificateARN; arn != "" {
		return arn
	}
	return *cdkkit.Certificate(c, in.Host, in.HostedZoneID).Ref()
}
