package edge

import (
	"cmp"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
)

func (e *Edge) render(in Inputs) {
	e.renderWebACL(in)
	e.renderDistribution(in)
	e.renderRecords()
	e.renderLogs(in)
	host := cmp.Or(e.Plan.Spec.Domain, *e.Distribution.DistributionDomainName())
	e.URL = "https://" + host
	e.Refs["distribution"] = *e.Distribution.DistributionId()
}

func (e *Edge) renderDistribution(in Inputs) {
	spec := e.Plan.Spec
	props := &awscloudfront.DistributionProps{
		Comment:  cdkkit.Str(e.Plan.Inputs.Name),
		WebAclId: e.WebACL.AttrArn(),
		DefaultBehavior: &awscloudfront.BehaviorOptions{
			Origin:         e.origin(in),
			AllowedMethods: awscloudfront.AllowedMethods_ALLOW_ALL(),
			// The application answers for each user; what may be cached, a behaviour of its own can say.
			CachePolicy: awscloudfront.CachePolicy_CACHING_DISABLED(),
			// With the viewer's Host header, so that the load balancer's certificate, the login's
			// callback and the origin check of WebSockets all see the same name.
			OriginRequestPolicy:   awscloudfront.OriginRequestPolicy_ALL_VIEWER(),
			ResponseHeadersPolicy: awscloudfront.ResponseHeadersPolicy_SECURITY_HEADERS(),
			ViewerProtocolPolicy:  awscloudfront.ViewerProtocolPolicy_REDIRECT_TO_HTTPS,
			Compress:              cdkkit.Bool(true),
		},
		// WebSockets need HTTP/1.1, which every version falls back to.
		HttpVersion: awscloudfront.HttpVersion_HTTP2_AND_3,
		PriceClass:  priceClasses[spec.PriceClass],
		// CloudFront keeps errors for ten seconds whatever the cache policy says, for all users of a path.
		ErrorResponses: errorResponses(),
	}
	if spec.Domain != "" {
		props.DomainNames = cdkkit.Strs(spec.Domain)
		props.Certificate = awscertificatemanager.Certificate_FromCertificateArn(e, cdkkit.Str("ViewerCertificate"), cdkkit.Str(e.certificate()))
		props.MinimumProtocolVersion = awscloudfront.SecurityPolicyProtocol_TLS_V1_2_2021
	}
	e.Distribution = awscloudfront.NewDistribution(e, cdkkit.Str("Distribution"), props)
	exceptions := []cdkkit.Exception{{
		Rule: "AwsSolutions-CFR3", Reason: "standard logging v2 delivers the access logs of this distribution; the rule reads the property of the old kind alone",
	}}
	if spec.Domain == "" {
		exceptions = append(exceptions, cdkkit.Exception{
			Rule: "AwsSolutions-CFR4", Reason: "without a domain of its own, viewers use CloudFront's certificate, for which CloudFront chooses the least TLS version",
		})
	}
	if e.Plan.Inputs.PrivateOrigin {
		exceptions = append(exceptions, cdkkit.Exception{
			Rule: "AwsSolutions-CFR5", Reason: "the VPC origin speaks HTTP inside AWS's network to an internal load balancer, whose name no public authority certifies",
		})
	}
	cdkkit.Explain(e.Distribution.Node().DefaultChild().(awscloudfront.CfnDistribution), exceptions...)
}

// errorResponses are the errors that CloudFront would keep, none of them kept
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html).
func errorResponses() *[]*awscloudfront.ErrorResponse {
	var all []*awscloudfront.ErrorResponse
	for _, status := range []int{400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504} {
		all = append(all, &awscloudfront.ErrorResponse{HttpStatus: cdkkit.Num(status), Ttl: awscdk.Duration_Seconds(cdkkit.Num(0))})
	}
	return &all
}

var priceClasses = map[edgespec.PriceClass]awscloudfront.PriceClass{
	edgespec.PriceClassAll: awscloudfront.PriceClass_PRICE_CLASS_ALL,
	edgespec.PriceClass200: awscloudfront.PriceClass_PRICE_CLASS_200,
	edgespec.PriceClass100: awscloudfront.PriceClass_PRICE_CLASS_100,
}

func (e *Edge) origin(in Inputs) awscloudfront.IOrigin {
	spec := e.Plan.Spec
	protocol := awscloudfront.OriginProtocolPolicy_HTTP_ONLY
	if e.Plan.Inputs.OriginPort == 443 {
		protocol = awscloudfront.OriginProtocolPolicy_HTTPS_ONLY
	}
	if !e.Plan.Inputs.PrivateOrigin {
		// A dynamic reference: CloudFormation reads the secret's copy in us-east-1 when it makes the distribution.
		secret := "{{resolve:secretsmanager:" + in.Origin.SecretName + ":SecretString}}"
		return awscloudfrontorigins.NewHttpOrigin(&in.Origin.DNSName, &awscloudfrontorigins.HttpOriginProps{
			ProtocolPolicy: protocol, HttpPort: cdkkit.Num(80), HttpsPort: cdkkit.Num(443),
			OriginSslProtocols: &[]awscloudfront.OriginSslPolicy{awscloudfront.OriginSslPolicy_TLS_V1_2},
			ReadTimeout:        cdkkit.Seconds(spec.ReadTimeout), KeepaliveTimeout: cdkkit.Seconds(spec.KeepAlive),
			CustomHeaders: cdkkit.StrMap(map[string]string{plan.OriginHeader: secret}),
		})
	}
	endpoint := &awscloudfront.CfnVpcOrigin_VpcOriginEndpointConfigProperty{
		Arn: &in.Origin.ARN, Name: &e.Plan.Inputs.Name, OriginProtocolPolicy: cdkkit.Str("http-only"), HttpPort: cdkkit.Num(80), HttpsPort: cdkkit.Num(443),
	}
	if e.Plan.Inputs.OriginPort == 443 {
		endpoint.OriginProtocolPolicy, endpoint.OriginSslProtocols = cdkkit.Str("https-only"), cdkkit.Strs("TLSv1.2")
	}
	private := awscloudfront.NewCfnVpcOrigin(e, cdkkit.Str("VpcOrigin"), &awscloudfront.CfnVpcOriginProps{VpcOriginEndpointConfig: endpoint})
	imported := awscloudfront.VpcOrigin_FromVpcOriginId(e, cdkkit.Str("VpcOriginRef"), private.AttrId())
	return awscloudfrontorigins.VpcOrigin_WithVpcOrigin(imported, &awscloudfrontorigins.VpcOriginProps{
		DomainName:  &in.Origin.DNSName,
		ReadTimeout: cdkkit.Seconds(spec.ReadTimeout), KeepaliveTimeout: cdkkit.Seconds(spec.KeepAlive),
	})
}

// certificate is the ARN of the viewer certificate, brought or made.
func (e *Edge) certificate() string {
	if !e.Plan.MakesCertificate {
		return e.Plan.Spec.ViewerCertificateARN
	}
	e.Certificate = cdkkit.Certificate(e, e.Plan.Spec.Domain, e.Plan.Spec.HostedZoneID)
	return *e.Certificate.Ref()
}

// cloudFrontZone is the hosted zone of every distribution
// (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordset-aliastarget.html).
const cloudFrontZone = "Z2FDTNDATAQYW2"

func (e *Edge) renderRecords() {
	if !e.Plan.MakesRecords {
		return
	}
	for _, record := range []struct{ id, kind string }{{"RecordIPv4", "A"}, {"RecordIPv6", "AAAA"}} {
		awsroute53.NewCfnRecordSet(e, &record.id, &awsroute53.CfnRecordSetProps{
			HostedZoneId: &e.Plan.Spec.HostedZoneID, Name: &e.Plan.Spec.Domain, Type: &record.kind,
			AliasTarget: &awsroute53.CfnRecordSet_AliasTargetProperty{DnsName: e.Distribution.DistributionDomainName(), HostedZoneId: cdkkit.Str(cloudFrontZone)},
		})
	}
}
