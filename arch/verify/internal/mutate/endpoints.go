package mutate

import (
	"slices"
	"strings"
)

const (
	haveEndpoints  = "services-have-endpoints"
	reachEndpoints = "tasks-reach-endpoints"
)

// needed reports whether the tasks use the service of an interface endpoint:
// for their image, their log or an action of their roles.
func (s scene) needed(endpoint node) bool {
	name := s.serviceName(endpoint)
	prefix, _, _ := strings.Cut(name, ".")
	switch prefix {
	case "monitoring":
		prefix = "cloudwatch"
	case "bedrock-runtime":
		prefix = "bedrock"
	}
	for action := range s.granted() {
		if strings.HasPrefix(action, prefix+":") {
			return true
		}
	}
	return false
}

func endpointOperators() []Operator {
	return []Operator{
		{
			Name:    "endpoint-drop",
			Doc:     "Drops an interface endpoint whose service the tasks use, moves it to another VPC or makes it one of another service or Region.",
			Refutes: []string{haveEndpoints},
			run: func(s scene, c *collector) {
				for _, e := range s.interfaceEndpoints() {
					if !s.needed(e) {
						continue
					}
					c.add(e.id+" dropped", func(a App) { remove(a, e) })
					c.add(e.id+" on an undecided condition", func(a App) { e.in(a)["Condition"] = undecided(a, e.stack) })
					c.add(e.id+" in another VPC", func(a App) {
						vpc := create(a, e.stack, "Elsewhere", "AWS::EC2::VPC", obj{"CidrBlock": "10.7.0.0/16", "EnableDnsHostnames": true, "EnableDnsSupport": true})
						subnet := create(a, e.stack, "ElsewhereSubnet", "AWS::EC2::Subnet", obj{"VpcId": vpc.ref(), "CidrBlock": "10.7.0.0/24"})
						e.props(a)["VpcId"], e.props(a)["SubnetIds"] = vpc.ref(), list{subnet.ref()}
						delete(e.props(a), "SecurityGroupIds")
					})
					c.add(e.id+" of another Region", func(a App) {
						e.props(a)["ServiceName"] = "com.amazonaws.ap-northeast-3." + s.serviceName(e)
					})
					c.add(e.id+" of another service", func(a App) {
						e.props(a)["ServiceName"] = obj{"Fn::Sub": "com.amazonaws.${AWS::Region}.elasticfilesystem"}
					})
					c.add(e.id+" PrivateDnsEnabled false", func(a App) { e.props(a)["PrivateDnsEnabled"] = false })
					c.add(e.id+" PrivateDnsEnabled on an undecided condition", func(a App) {
						e.props(a)["PrivateDnsEnabled"] = either(a, e.stack, false, true)
					})
				}
			},
		},
		{
			Name:    "vpc-dns-off",
			Doc:     "Turns off what private DNS needs in the VPC. EnableDnsHostnames is off unless set; EnableDnsSupport is on unless unset, so leaving it out is harmless.",
			Refutes: []string{haveEndpoints},
			run: func(s scene, c *collector) {
				for _, vpc := range s.vpcs() {
					c.add(vpc.id+" EnableDnsSupport false", func(a App) { vpc.props(a)["EnableDnsSupport"] = false })
					c.add(vpc.id+" EnableDnsHostnames false", func(a App) { vpc.props(a)["EnableDnsHostnames"] = "false" })
					c.add(vpc.id+" EnableDnsHostnames missing", func(a App) { delete(vpc.props(a), "EnableDnsHostnames") })
					c.addAs(harmless, vpc.id+" EnableDnsSupport missing", func(a App) { delete(vpc.props(a), "EnableDnsSupport") })
				}
			},
		},
	}
}

func needOperators() []Operator {
	return []Operator{{
		Name:    "need-more",
		Doc:     "Makes the tasks use a service that has no endpoint: another registry, a log in another Region, a secret, a new action of the task role. What the execution role may do counts only as far as ECS does it, so that one is left alone.",
		Refutes: []string{haveEndpoints},
		run: func(s scene, c *collector) {
			for _, task := range s.tasks() {
				for i := range items(s.prop(task, "ContainerDefinitions")) {
					container := func(a App) obj { return get(task.props(a), "ContainerDefinitions", i).(obj) }
					image := func(place, value string) {
						c.add(task.id+" image of "+place, func(a App) { container(a)["Image"] = value })
					}
					image("Docker Hub", "nginx:1.27")
					image("docker.io", "docker.io/library/nginx:1.27")
					image("the public registry of ECR", "public.ecr.aws/nginx/nginx:1.27")
					image("another Region", "111122223333.dkr.ecr.ap-northeast-3.amazonaws.com/app:1.0.0")
					c.add(task.id+" secret", func(a App) {
						container(a)["Secrets"] = list{obj{"Name": "TOKEN", "ValueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf"}}
					})
					if s.prop(task, "ContainerDefinitions", i, "LogConfiguration", "LogDriver") == "awslogs" {
						c.add(task.id+" log in another Region", func(a App) {
							sub(container(a), "LogConfiguration", "Options")["awslogs-region"] = "ap-northeast-3"
						})
					}
				}
			}
			own := s.of(s.tasks(), "TaskRoleArn")
			for _, policy := range s.rolePolicies() {
				if !slices.ContainsFunc(s.targets(policy, "Roles"), func(r node) bool { return slices.Contains(own, r) }) {
					continue
				}
				use := func(place, action, resource string) {
					c.add(policy.id+" uses "+place, func(a App) {
						appendTo(sub(policy.props(a), "PolicyDocument"), "Statement", obj{"Effect": "Allow", "Action": action, "Resource": resource})
					})
				}
				use("SQS", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs")
				use("Secrets Manager", "secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf")
			}
		},
	}}
}

func pathOperators() []Operator {
	return []Operator{{
		Name:    "endpoint-rule-loosen",
		Doc:     "Breaks the path from the tasks to the endpoints in a security group: each rule is needed, on 443 over TCP. A default group admits only its own wearers.",
		Refutes: []string{reachEndpoints},
		run: func(s scene, c *collector) {
			out := s.between(s.egress(s.taskGroups()), "DestinationSecurityGroupId", s.endpointGroups())
			in := s.between(s.ingress(s.endpointGroups()), "SourceSecurityGroupId", s.taskGroups())
			for _, rule := range append(out, in...) {
				breakRule(c, rule)
			}
			for _, rule := range in {
				for _, g := range s.frontGroups() {
					c.add(rule.id+" from "+g.id, func(a App) { setPeer(rule.props(a), "SourceSecurityGroupId", g.att("GroupId")) })
				}
			}
			for _, e := range s.interfaceEndpoints() {
				if !s.needed(e) {
					continue
				}
				c.add(e.id+" default group", func(a App) { delete(e.props(a), "SecurityGroupIds") })
				for _, g := range s.taskGroups() {
					c.add(e.id+" wears "+g.id, func(a App) { e.props(a)["SecurityGroupIds"] = list{g.att("GroupId")} })
				}
			}
		},
	}}
}

// breakRule adds the changes after which a rule no longer admits its traffic.
func breakRule(c *collector, rule node) {
	c.add(rule.id+" dropped", func(a App) { remove(a, rule) })
	c.add(rule.id+" other port", func(a App) { setPorts(rule.props(a), 8443, 8443) })
	c.add(rule.id+" udp", func(a App) { rule.props(a)["IpProtocol"] = "udp" })
	c.add(rule.id+" on an undecided condition", func(a App) { rule.in(a)["Condition"] = undecided(a, rule.stack) })
	c.add(rule.id+" never", func(a App) { rule.in(a)["Condition"] = decided(a, rule.stack, false) })
}
