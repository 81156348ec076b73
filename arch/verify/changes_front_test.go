package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

const (
	forward   = `{"Type": "forward", "TargetGroupArn": "!Ref @ComputeServicesAppTargetGroup"}`
	networkLB = `{"Type": "network", "Scheme": "internet-facing", "Subnets": ["!Ref @NetworkPublicSubnet1", "!Ref @NetworkPublicSubnet2"]}`
	health    = `{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/health*"]}}`
)

// beside adds a rule like the first one but for its number, its conditions and the login.
func (a *draft) beside(condition string) {
	a.checker.PublicPaths = []string{"/health*"}
	a.twin(rule, "Second")
	a.set("Second", "Priority", `10`)
	a.set("Second", "Actions", `[`+forward+`]`)
	a.set("Second", "Conditions.+", condition)
}

// blueGreen gives the service two target groups, between which ECS moves the rule.
func (a *draft) blueGreen() {
	a.twin("ComputeServicesAppTargetGroup", "Green")
	a.set(service, "LoadBalancers.0.AdvancedConfiguration", `{"AlternateTargetGroupArn": "!Ref Green", "ProductionListenerRule": "!Ref @ComputeServicesAppRule", "RoleArn": "arn:aws:iam::111122223333:role/x"}`)
	a.set(service, "DeploymentConfiguration.Strategy", `"BLUE_GREEN"`)
}

// What the load balancer forwards, and to whom.
func TestChangesOfLoadBalancers(t *testing.T) {
	const front = "alb-from-cloudfront-only own-distribution-only login-before-forward tasks-from-alb-only alb-reaches-tasks ready-before-start"
	second := func(a *draft) {
		a.twin("ComputeLoadBalancer", "Other")
		a.add("OtherGroup", "AWS::EC2::SecurityGroup", `{"GroupDescription": "x", "VpcId": "!Ref @NetworkVpc", "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}]}`)
		a.set("Other", "SecurityGroups", `["!GetAtt OtherGroup.GroupId"]`)
		a.twin("ComputeServicesAppTargetGroup", "Blue")
		a.twin("ComputeServicesAppTargetGroup", "Green")
		a.add("Plain", "AWS::ElasticLoadBalancingV2::Listener", `{"LoadBalancerArn": "!Ref Other", "Port": 80, "Protocol": "HTTP", "DefaultActions": [{"Type": "forward", "TargetGroupArn": "!Ref Blue"}]}`)
		a.twin(service, "Beside")
		a.set("Beside", "LoadBalancers", `[{"ContainerName": "app", "ContainerPort": 8501, "TargetGroupArn": "!Ref Blue",
			"AdvancedConfiguration": {"AlternateTargetGroupArn": "!Ref Green", "ProductionListenerRule": "!Ref Plain", "RoleArn": "arn:aws:iam::111122223333:role/x"}}]`)
	}
	judgeChanges(t, []change{
		{"a network load balancer in front of the internal one", "hello", "own-distribution-only", verify.Unknown,
			"strangers' distributions reach it: docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html",
			func(a *draft) {
				a.add("Front", "AWS::ElasticLoadBalancingV2::LoadBalancer", networkLB)
				a.add("Behind", "AWS::ElasticLoadBalancingV2::TargetGroup", `{"TargetType": "alb", "Port": 80, "Protocol": "TCP", "VpcId": "!Ref @NetworkVpc", "Targets": [{"Id": "!Ref @ComputeLoadBalancer"}]}`)
				a.add("Plain", "AWS::ElasticLoadBalancingV2::Listener", `{"LoadBalancerArn": "!Ref Front", "Port": 80, "Protocol": "TCP", "DefaultActions": [{"Type": "forward", "TargetGroupArn": "!Ref Behind"}]}`)
			}},
		{"an open target of a network load balancer", "hello", "own-distribution-only", verify.Unknown, "it may be the internal one",
			func(a *draft) {
				a.parameter("Target", "String")
				a.add("Behind", "AWS::ElasticLoadBalancingV2::TargetGroup", `{"TargetType": "alb", "Port": 80, "Protocol": "TCP", "VpcId": "!Ref @NetworkVpc", "Targets": [{"Id": "!Ref Target"}]}`)
			}},
		{"a rule to an address of the tasks", "chat", "login-before-forward tasks-from-alb-only", verify.Unknown, "10.0.128.10 is in a subnet of the tasks, and nobody logs in on that way",
			func(a *draft) {
				a.add("Address", "AWS::ElasticLoadBalancingV2::TargetGroup", `{"TargetType": "ip", "Port": 8501, "Protocol": "HTTP", "VpcId": "!Ref @NetworkVpc", "Targets": [{"Id": "10.0.128.10", "Port": 8501}]}`)
				a.twin(rule, "Second")
				a.set("Second", "Priority", `1`)
				a.set("Second", "Actions", `[{"Type": "forward", "TargetGroupArn": "!Ref Address"}]`)
			}},
		{"blue and green", "chat", front, verify.Proved, "both target groups are the service's: docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html",
			func(a *draft) { a.blueGreen() }},
		{"blue and green behind a second, open load balancer", "chat", "alb-from-cloudfront-only own-distribution-only tls-and-waf", verify.Refuted, "it lets everyone in on port 80",
			second},
		{"an open container port", "chat", front, verify.Unknown, "on which port the tasks listen is not said",
			func(a *draft) {
				a.parameter("Port", "Number")
				a.set(service, "LoadBalancers.0.ContainerPort", `"!Ref Port"`)
			}},
		{"an open target group", "chat", "tasks-from-alb-only alb-reaches-tasks", verify.Unknown, "which load balancer leads there is not said",
			func(a *draft) {
				a.parameter("Target", "String")
				a.set(service, "LoadBalancers.0.TargetGroupArn", `"!Ref Target"`)
			}},
		{"a port that the container does not map", "chat", "alb-reaches-tasks", verify.Refuted, "docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
			func(a *draft) {
				a.set("ComputeServicesAppTask", "ContainerDefinitions.0.PortMappings.0.ContainerPort", `8502`)
			}},
		{"a container that is not there", "chat", "alb-reaches-tasks", verify.Refuted, "docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
			func(a *draft) { a.set(service, "LoadBalancers.0.ContainerName", `"other"`) }},
		{"a port of the health check's own", "chat", "alb-reaches-tasks", verify.Refuted, "no rule lets 9000 pass",
			func(a *draft) { a.set("ComputeServicesAppTargetGroup", "HealthCheckPort", `"9000"`) }},
		{"the health check on the traffic's port", "chat", "alb-reaches-tasks tasks-from-alb-only", verify.Proved, "traffic-port is the default",
			func(a *draft) { a.set("ComputeServicesAppTargetGroup", "HealthCheckPort", `"traffic-port"`) }},
	})
}

// What a listener rule must ask for.
func TestChangesOfRules(t *testing.T) {
	secret := func(path, text string) func(*draft) {
		return func(a *draft) { a.set("ComputeOriginSecret", "GenerateSecretString."+path, text) }
	}
	values := func(text string) func(*draft) { return func(a *draft) { a.set(rule, headerValues, `[`+text+`]`) } }
	const short = `{"Fn::Join": ["", ["{{resolve:secretsmanager:", "!Ref @ComputeOriginSecret", "`
	judgeChanges(t, []change{
		{"a public path without a login", "chat", "login-before-forward", verify.Proved, "/health* is public",
			func(a *draft) { a.beside(health) }},
		{"a path without a login that is not public", "chat", "login-before-forward", verify.Refuted, "/admin* is not public",
			func(a *draft) { a.beside(`{"Field": "path-pattern", "Values": ["/admin*"]}`) }},
		{"a public path that is rewritten", "chat", "login-before-forward", verify.Refuted, "any page is reached: docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html",
			func(a *draft) {
				a.beside(health)
				a.set("Second", "Transforms", `[{"Type": "url-rewrite", "UrlRewriteConfig": {"Rewrites": [{"Regex": "^/health(.*)$", "Replace": "/$1"}]}}]`)
			}},
		{"a public path of which the host is rewritten", "chat", "login-before-forward", verify.Proved, "the path stays",
			func(a *draft) {
				a.beside(health)
				a.set("Second", "Transforms", `[{"Type": "host-header-rewrite", "HostHeaderRewriteConfig": {"Rewrites": [{"Regex": ".*", "Replace": "x"}]}}]`)
			}},
		{"a public path with a login that lets all in", "chat", "login-before-forward", verify.Proved, "who is not logged in gets to a public path alone",
			func(a *draft) {
				a.beside(health)
				a.set("Second", "Actions", `[{"Type": "authenticate-cognito", "Order": 1, "AuthenticateCognitoConfig": {"OnUnauthenticatedRequest": "allow"}}, {"Type": "forward", "Order": 2, "TargetGroupArn": "!Ref @ComputeServicesAppTargetGroup"}]`)
			}},
		{"a login that lets all in", "chat", "login-before-forward", verify.Refuted, "allow",
			func(a *draft) { a.set(rule, "Actions.0.AuthenticateCognitoConfig.OnUnauthenticatedRequest", `"allow"`) }},
		{"a token instead of a login", "chat", "login-before-forward", verify.Proved, "docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html",
			func(a *draft) {
				a.set(rule, "Actions.0", `{"Type": "jwt-validation", "Order": 1, "JwtValidationConfig": {"Issuer": "https://x", "JwksEndpoint": "https://x/j"}}`)
			}},
		{"the ids of the login in a container that gets no request", "hello", "login-before-forward", verify.Refuted, "nobody else logs users in",
			func(a *draft) {
				const containers = "ContainerDefinitions.0"
				a.set("ComputeServicesAppTask", "ContainerDefinitions.+", `{"Name": "side", "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/side:1", "Environment": [{"Name": "P", "Value": "!Ref @AuthUserPool"}, {"Name": "C", "Value": "!Ref @AuthClient"}]}`)
				a.set("ComputeServicesAppTask", containers+".Environment", `[]`)
			}},
		{"a default action that forwards", "chat", "own-distribution-only login-before-forward", verify.Refuted, "no header, no login",
			func(a *draft) { a.set("ComputeLoadBalancerListener", "DefaultActions", `[`+forward+`]`) }},
		{"19 characters", "chat", "own-distribution-only", verify.Refuted, "98 bits, as listeners compare without regard to case: aws-properties-elasticloadbalancingv2-listenerrule-httpheaderconfig.html",
			secret("PasswordLength", `19`)},
		{"21 characters", "chat", "own-distribution-only", verify.Refuted, "108 bits of 36 letters", secret("PasswordLength", `21`)},
		{"22 characters", "chat", "own-distribution-only", verify.Proved, "113 bits of 36 letters", secret("PasswordLength", `22`)},
		{"32 characters by default", "chat", "own-distribution-only", verify.Proved, "165 bits of 36 letters",
			func(a *draft) { a.cut("ComputeOriginSecret", "GenerateSecretString.PasswordLength") }},
		{"punctuation", "chat", "own-distribution-only", verify.Unknown, "* and ? may be drawn, which match anything", secret("ExcludePunctuation", `false`)},
		{"digits alone", "chat", "own-distribution-only", verify.Proved, "64 digits are 212 bits",
			func(a *draft) {
				a.set("ComputeOriginSecret", "GenerateSecretString.ExcludeLowercase", `true`)
				a.set("ComputeOriginSecret", "GenerateSecretString.ExcludeUppercase", `true`)
			}},
		{"one letter", "chat", "own-distribution-only", verify.Refuted, "64 times the same one", secret("ExcludeCharacters", `"bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"`)},
		{"a rotation", "chat", "own-distribution-only", verify.Unknown, "the function may choose anything",
			func(a *draft) {
				a.add("Rotation", "AWS::SecretsManager::RotationSchedule", `{"SecretId": "!Ref @ComputeOriginSecret", "RotationRules": {"AutomaticallyAfterDays": 1}, "RotationLambdaARN": "arn:aws:lambda:eu-west-1:111122223333:function:x"}`)
			}},
		{"a secret of another Region by name", "chat", "own-distribution-only", verify.Unknown, "what has that name in the listener's Region is not in the templates",
			func(a *draft) {
				a.edge("Secret", "AWS::SecretsManager::Secret", `{"Name": "edge/verify", "GenerateSecretString": {"ExcludePunctuation": true, "PasswordLength": 64}}`)
				a.set(rule, headerValues, `["{{resolve:secretsmanager:edge/verify:SecretString:::}}"]`)
			}},
		{"the secret by name", "chat", "own-distribution-only", verify.Proved, "it is of the same Region", values(`"{{resolve:secretsmanager:chat/origin-verify:SecretString:::}}"`)},
		{"the secret without a suffix", "chat", "own-distribution-only", verify.Proved, "the whole SecretString: dynamic-references-secretsmanager.html", values(short + `}}"]]}`)},
		{"the secret before its rotation too", "chat", "own-distribution-only", verify.Proved, "AWSPREVIOUS is generated as well", values(secretKey + `, ` + short + `:SecretString::AWSPREVIOUS:}}"]]}`)},
		{"a key of the secret that is not generated", "chat", "own-distribution-only", verify.Unknown, "k is in the secret's template",
			func(a *draft) {
				a.set("ComputeOriginSecret", "GenerateSecretString", `{"SecretStringTemplate": "{\"k\":\"x\"}", "GenerateStringKey": "p", "ExcludePunctuation": true, "PasswordLength": 64}`)
				values(short + `:SecretString:k::}}"]]}`)(a)
			}},
		{"a second value in the template", "chat", "own-distribution-only", verify.Refuted, "any one will do", values(secretKey + `, "x"`)},
		{"a wildcard behind the secret", "chat", "own-distribution-only", verify.Refuted, "no value may have a wildcard", values(`{"Fn::Join": ["", ["{{resolve:secretsmanager:", "!Ref @ComputeOriginSecret", ":SecretString:::}}", "*"]]}`)},
		{"an open value", "chat", "own-distribution-only", verify.Unknown, "it may be anything",
			func(a *draft) { a.parameter("Header", "String"); a.set(rule, headerValues, `["!Ref Header"]`) }},
		{"a path too", "chat", "own-distribution-only", verify.Proved, "all conditions must be met",
			func(a *draft) { a.set(rule, "Conditions.+", `{"Field": "path-pattern", "Values": ["/*"]}`) }},
		{"a path alone", "chat", "own-distribution-only", verify.Refuted, "anyone knows it",
			func(a *draft) { a.set(rule, "Conditions", `[{"Field": "path-pattern", "Values": ["/*"]}]`) }},
		{"an open scheme", "chat", "own-distribution-only", verify.Unknown, "whether it is internal is not said",
			func(a *draft) {
				a.parameter("Scheme", "String")
				a.set("ComputeLoadBalancer", "Scheme", `"!Ref Scheme"`)
			}},
	})
}
