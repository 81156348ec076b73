package drift_test

import (
	"strings"
	"testing"
)

const (
	listener     = "ComputeLoadBalancerListener6F7D2E6F"
	listenerRule = "ComputeServicesAppRuleEACC0D51"
	targetGroup  = "ComputeServicesAppTargetGroup20C8AE68"
	webACL       = "EdgeWebACLE4ECE088"
	userPool     = "AuthUserPool8115E87F"
	toBalancer   = "not-carried cloudfront>load-balancer"
)

func TestFrontChanges(t *testing.T) {
	judge(t, []change{
		{"scheme changed", "chat", []string{"differs load-balancer"}, func(d *draft) { d.set(balancer, "Scheme", `"internal"`) }},
		{"scheme removed", "hello", []string{"differs load-balancer"}, func(d *draft) { d.set(balancer, "Scheme", "") }},
		{"scheme by default", "chat", nil, func(d *draft) { d.set(balancer, "Scheme", "") }},
		{"scheme of a parameter", "chat", []string{"cannot-tell load-balancer"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"Scheme": {"Type": "String"}}`)
			d.set(balancer, "Scheme", ref("Scheme"))
		}},
		{"network load balancer", "chat", []string{"differs load-balancer"}, func(d *draft) { d.set(balancer, "Type", `"network"`) }},
		{"load balancer in private subnets", "chat", []string{"differs load-balancer"}, func(d *draft) { d.set(balancer, "Subnets.1", ref(private2)) }},
		{"second load balancer", "chat", []string{"not-drawn chat/ABalancer"}, func(d *draft) {
			d.add("ABalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", `{"Scheme": "internet-facing", "Subnets": [`+ref(public1)+`], "SecurityGroups": [`+balancerGroup+`]}`)
		}},
		{"classic load balancer", "chat", []string{"not-drawn chat/Classic"}, func(d *draft) { d.add("Classic", "AWS::ElasticLoadBalancing::LoadBalancer", `{"Listeners": []}`) }},
		{"listener of elsewhere", "chat", []string{"not-drawn chat/More"}, func(d *draft) {
			d.add("More", "AWS::ElasticLoadBalancingV2::Listener", `{"LoadBalancerArn": "arn:aws:elasticloadbalancing:x", "Port": 1}`)
		}},
		{"listener that may be of the load balancer", "chat", []string{"cannot-tell chat/More"}, func(d *draft) {
			d.add("More", "AWS::ElasticLoadBalancingV2::Listener", `{"LoadBalancerArn": {"Fn::ImportValue": "balancer"}, "Port": 1}`)
		}},
		{"listener at another port", "chat", []string{toBalancer}, func(d *draft) { d.set(listener, "Port", "8443") }},
		{"listener without TLS", "chat", []string{"differs cloudfront>load-balancer"}, func(d *draft) { d.set(listener, "Protocol", `"HTTP"`) }},
		{"forwards elsewhere too", "chat", []string{"not-drawn load-balancer"}, func(d *draft) {
			d.add("Other", "AWS::ElasticLoadBalancingV2::TargetGroup", `{"TargetType": "ip", "VpcId": `+vpc+`}`)
			d.set(listenerRule, "Actions.1", `{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": `+ref(targetGroup)+`}, {"TargetGroupArn": {"Ref": "Other"}}]}}`)
		}},
		{"forwards to what is open", "chat", []string{"cannot-tell load-balancer", "not-carried load-balancer>task/app/1", "not-carried load-balancer>task/app/2"}, func(d *draft) {
			d.set(listenerRule, "Actions.1.TargetGroupArn", `{"Fn::ImportValue": "target"}`)
		}},
		{"targets beside the tasks", "chat", []string{"not-drawn load-balancer"}, func(d *draft) { d.set(targetGroup, "Targets", `[{"Id": "10.0.0.9"}]`) }},
		{"login removed", "chat", []string{"not-carried load-balancer>aws/Amazon Cognito"}, func(d *draft) {
			d.set(listenerRule, "Actions", `[{"Type": "forward", "TargetGroupArn": `+ref(targetGroup)+`}]`)
		}},
		{"second rule without a login", "chat", []string{"not-carried load-balancer>aws/Amazon Cognito"}, func(d *draft) {
			d.add("Rule", "AWS::ElasticLoadBalancingV2::ListenerRule", `{"ListenerArn": `+ref(listener)+`, "Priority": 1, "Actions": [{"Type": "forward", "TargetGroupArn": `+ref(targetGroup)+`}]}`)
		}},
		{"login at another pool", "chat", []string{"differs load-balancer>aws/Amazon Cognito"}, func(d *draft) {
			d.set(listenerRule, "Actions.0.AuthenticateCognitoConfig.UserPoolArn", `"arn:aws:cognito-idp:eu-west-1:1:userpool/x"`)
		}},
		{"login at the pool by OIDC", "chat", nil, func(d *draft) {
			d.set(listenerRule, "Actions.0", `{"Type": "authenticate-oidc", "AuthenticateOidcConfig": {"Issuer": {"Fn::GetAtt": ["`+userPool+`", "ProviderURL"]}}}`)
		}},
		{"login elsewhere by OIDC", "chat", []string{"differs load-balancer>aws/Amazon Cognito"}, func(d *draft) {
			d.set(listenerRule, "Actions.0", `{"Type": "authenticate-oidc", "AuthenticateOidcConfig": {"Issuer": "https://idp.example.com"}}`)
		}},
		{"login added", "hello", []string{"not-drawn load-balancer>aws/Amazon Cognito"}, func(d *draft) {
			d.set(listenerRule, "Actions", `[{"Type": "authenticate-cognito", "AuthenticateCognitoConfig": {}}, {"Type": "forward", "TargetGroupArn": {"Ref": "ComputeServicesAppInternalTargetGroup812DDFB0"}}]`)
		}},
		{"user pool removed", "hello", []string{"missing aws/Amazon Cognito"}, func(d *draft) {
			d.rewrite(strings.NewReplacer(`{"Ref":"`+userPool+`"}`, `"pool"`, `{"Fn::GetAtt":["`+userPool+`","Arn"]}`, `"arn"`))
			d.remove(userPool)
		}},
		{"second user pool", "chat", []string{"not-drawn chat/Pool"}, func(d *draft) { d.add("Pool", "AWS::Cognito::UserPool", `{}`) }},
		{"user pool where none is drawn", "off", []string{"not-drawn hello/Pool"}, func(d *draft) { d.add("Pool", "AWS::Cognito::UserPool", `{}`) }},
	})
}

func TestEdgeChanges(t *testing.T) {
	const config = "DistributionConfig."
	judge(t, []change{
		{"WebACLId removed", "chat", []string{"not-carried cloudfront>waf"}, func(d *draft) { d.set(distributionID, config+"WebACLId", "") }},
		{"another web ACL", "chat", []string{"not-carried cloudfront>waf"}, func(d *draft) { d.set(distributionID, config+"WebACLId", `"arn:aws:wafv2:x"`) }},
		{"web ACL of a parameter", "chat", []string{"cannot-tell cloudfront>waf"}, func(d *draft) {
			d.stacks[1].Template["Parameters"] = value(d.t, `{"Acl": {"Type": "String"}}`)
			d.set(distributionID, config+"WebACLId", ref("Acl"))
		}},
		{"fewer rules", "chat", []string{"differs waf"}, func(d *draft) { d.set(webACL, "Rules", `[]`) }},
		{"second web ACL", "chat", []string{"not-drawn chat/Acl"}, func(d *draft) { d.add("Acl", "AWS::WAFv2::WebACL", `{"Scope": "REGIONAL"}`) }},
		{"origin changed", "chat", []string{"not-drawn cloudfront", toBalancer}, func(d *draft) { d.set(distributionID, config+"Origins.0.DomainName", `"origin.example.com"`) }},
		{"origin of a parameter", "chat", []string{"cannot-tell cloudfront", toBalancer}, func(d *draft) {
			d.stacks[1].Template["Parameters"] = value(d.t, `{"Origin": {"Type": "String"}}`)
			d.set(distributionID, config+"Origins.0.DomainName", ref("Origin"))
		}},
		{"second origin", "chat", []string{"not-drawn cloudfront"}, func(d *draft) {
			o := child(d.t, d.resources(distributionID)[distributionID], "Properties").(map[string]any)["DistributionConfig"].(map[string]any)
			o["Origins"] = append(o["Origins"].([]any), value(d.t, `{"Id": "x", "DomainName": "x.s3.amazonaws.com", "S3OriginConfig": {}}`))
		}},
		{"origin at a second load balancer", "chat", []string{"not-drawn cloudfront", toBalancer, "not-drawn chat/Second"}, func(d *draft) {
			d.add("Second", "AWS::ElasticLoadBalancingV2::LoadBalancer", `{"Scheme": "internet-facing"}`)
			d.stacks[0].Template["Outputs"].(map[string]any)["LoadBalancerDNSName"] = value(d.t, `{"Value": {"Fn::GetAtt": ["Second", "DNSName"]}}`)
		}},
		{"VPC origin of elsewhere", "hello", []string{"not-drawn cloudfront", toBalancer, "not-drawn hello-edge/EdgeVpcOrigin8A8DCD36"}, func(d *draft) {
			d.set("EdgeVpcOrigin8A8DCD36", "VpcOriginEndpointConfig.Arn", `"arn:aws:elasticloadbalancing:x"`)
		}},
		{"origin over HTTP", "chat", []string{"differs cloudfront>load-balancer"}, func(d *draft) {
			d.set(distributionID, config+"Origins.0.CustomOriginConfig.OriginProtocolPolicy", `"http-only"`)
		}},
		{"origin at another port", "hello", []string{"differs cloudfront>load-balancer"}, func(d *draft) {
			d.set("EdgeVpcOrigin8A8DCD36", "VpcOriginEndpointConfig.HTTPPort", "8080")
		}},
		{"viewers over HTTP", "chat", []string{"differs users>cloudfront"}, func(d *draft) {
			d.set(distributionID, config+"DefaultCacheBehavior.ViewerProtocolPolicy", `"allow-all"`)
		}},
		{"some viewers over HTTP", "chat", []string{"differs users>cloudfront"}, func(d *draft) {
			d.set(distributionID, config+"CacheBehaviors", `[{"PathPattern": "/x", "ViewerProtocolPolicy": "allow-all"}]`)
		}},
		{"another alias", "chat", []string{"differs cloudfront"}, func(d *draft) { d.set(distributionID, config+"Aliases", `["chat.example.com", "www.example.com"]`) }},
		{"alias removed", "chat", []string{"differs cloudfront"}, func(d *draft) { d.set(distributionID, config+"Aliases", "") }},
		{"second distribution", "chat", []string{"not-drawn chat/Zweite"}, func(d *draft) {
			d.add("Zweite", "AWS::CloudFront::Distribution", `{"DistributionConfig": {"Origins": []}}`)
		}},
		{"no edge stack", "chat", []string{"missing cloudfront", "missing waf", "not-carried users>cloudfront", "not-carried cloudfront>waf", toBalancer}, func(d *draft) { d.stacks = d.stacks[:1] }},
	})
}
