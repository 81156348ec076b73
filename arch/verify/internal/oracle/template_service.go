package oracle

const (
	account   = "123456789012"
	container = "app"
)

func (w *writer) endpoints() {
	for i, k := range w.sets(Endpoint) {
		w.add(w.id("Endpoint", i), "EC2::VPCEndpoint", object{
			"VpcId": w.vpcID(), "VpcEndpointType": "Interface", "ServiceName": w.serviceName(k.service), "PrivateDnsEnabled": w.yes(),
			"SubnetIds": w.subnetIDs(k.subnets), "SecurityGroupIds": w.groupIDs(k.groups),
		})
	}
}

// balancer writes the load balancer with a rule that forwards to the tasks.
func (w *writer) balancer() {
	for _, k := range w.sets(Balancer) {
		properties := object{"Subnets": w.subnetIDs(k.subnets), "SecurityGroups": w.groupIDs(k.groups)}
		if !w.n.InternetFacing {
			properties["Scheme"] = "internal"
		} else if w.flip() {
			properties["Scheme"] = "internet-facing"
		}
		if w.flip() {
			properties["Type"] = "application"
		}
		var needs []string
		if w.n.InternetFacing {
			needs = append(needs, w.id("InternetGatewayAttachment", 0))
		}
		w.add(w.id("Balancer", 0), "ElasticLoadBalancingV2::LoadBalancer", properties, needs...)
	}
	port := w.number(TaskPort)
	w.add(w.id("Targets", 0), "ElasticLoadBalancingV2::TargetGroup", object{
		"VpcId": w.vpcID(), "TargetType": "ip", "Protocol": "HTTP", "Port": port,
	})
	w.add(w.id("Listener", 0), "ElasticLoadBalancingV2::Listener", object{
		"LoadBalancerArn": w.pick(ref(w.id("Balancer", 0)), att(w.id("Balancer", 0), "LoadBalancerArn")),
		"Port":            w.number(443), "Protocol": "HTTPS", "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
		"Certificates":   list{object{"CertificateArn": "arn:aws:acm:" + Region + ":" + account + ":certificate/00000000-0000-0000-0000-000000000000"}},
		"DefaultActions": list{object{"Type": "fixed-response", "FixedResponseConfig": object{"StatusCode": "403"}}},
	})
	forward := object{"Type": "forward", "TargetGroupArn": w.targets()}
	if w.flip() {
		forward = object{"Type": "forward", "ForwardConfig": object{"TargetGroups": list{object{"TargetGroupArn": w.targets()}}}}
	}
	w.add(w.id("Forward", 0), "ElasticLoadBalancingV2::ListenerRule", object{
		"ListenerArn": ref(w.id("Listener", 0)), "Priority": w.number(1), "Actions": list{forward},
		"Conditions": list{object{"Field": "path-pattern", "PathPatternConfig": object{"Values": list{"/*"}}}},
	})
}

func (w *writer) targets() any {
	id := w.id("Targets", 0)
	return w.pick(ref(id), att(id, "TargetGroupArn"))
}

// service writes the tasks. What they use is what has an endpoint: ECR for the
// image, the others by the log driver, a secret or what the task role may do.
func (w *writer) service() {
	definition := object{
		"Name": container, "Essential": true, "Image": w.pick(
			account+".dkr.ecr."+Region+".amazonaws.com/app:1",
			object{"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app:1"},
		),
		"PortMappings": list{object{"ContainerPort": w.number(TaskPort)}},
	}
	actions := w.uses(definition)
	execution, task := w.id("ExecutionRole", 0), w.id("TaskRole", 0)
	w.role(execution, nil)
	w.role(task, actions)
	w.add(w.id("Tasks", 0), "ECS::TaskDefinition", object{
		"Family": "app", "Cpu": w.number(256), "Memory": w.number(512), "NetworkMode": "awsvpc", "RequiresCompatibilities": list{"FARGATE"},
		"ExecutionRoleArn": att(execution, "Arn"), "TaskRoleArn": att(task, "Arn"), "ContainerDefinitions": list{definition},
	})
	w.add(w.id("Cluster", 0), "ECS::Cluster", nil)
	for _, k := range w.sets(Task) {
		network := object{"Subnets": w.subnetIDs(k.subnets), "SecurityGroups": w.groupIDs(k.groups)}
		if w.flip() {
			network["AssignPublicIp"] = "DISABLED"
		}
		w.add(w.id("Service", 0), "ECS::Service", object{
			"Cluster": ref(w.id("Cluster", 0)), "TaskDefinition": ref(w.id("Tasks", 0)), "LaunchType": "FARGATE", "DesiredCount": w.number(2),
			"NetworkConfiguration": object{"AwsvpcConfiguration": network},
			"LoadBalancers":        list{object{"ContainerName": container, "ContainerPort": w.number(TaskPort), "TargetGroupArn": w.targets()}},
		}, w.id("Forward", 0))
	}
}

// uses makes the tasks use every service that has an endpoint, and gives the
// actions that the task role needs for that.
func (w *writer) uses(definition object) []string {
	byRole := map[string]string{
		"ecr.api": "ecr:BatchGetImage", "logs": "logs:PutLogEvents", "secretsmanager": "secretsmanager:GetSecretValue",
		"bedrock-runtime": "bedrock:InvokeModel", "sqs": "sqs:SendMessage",
	}
	var actions []string
	for _, k := range w.sets(Endpoint) {
		switch other := w.flip(); {
		case k.service == "logs" && other:
			definition["LogConfiguration"] = object{"LogDriver": "awslogs", "Options": object{
				"awslogs-group": "app", "awslogs-region": w.pick(Region, ref("AWS::Region")), "awslogs-stream-prefix": "app",
			}}
		case k.service == "secretsmanager" && other:
			definition["Secrets"] = list{object{"Name": "KEY", "ValueFrom": "arn:aws:secretsmanager:" + Region + ":" + account + ":secret:key-AbCdEf"}}
		case k.service == "ecr.dkr", k.service == "ecr.api" && other:
			// The image is in ECR already.
		default:
			actions = append(actions, byRole[k.service])
		}
	}
	return actions
}

func (w *writer) role(id string, actions []string) {
	trust := object{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": object{"Service": "ecs-tasks.amazonaws.com"}}
	properties := object{"AssumeRolePolicyDocument": object{"Version": "2012-10-17", "Statement": list{trust}}}
	if len(actions) > 0 {
		document := object{"Version": "2012-10-17", "Statement": list{object{"Effect": "Allow", "Action": actions, "Resource": "*"}}}
		if w.flip() {
			properties["Policies"] = list{object{"PolicyName": "use", "PolicyDocument": document}}
		} else {
			w.add(w.id("Policy", 0), "IAM::Policy", object{"PolicyName": "use", "PolicyDocument": document, "Roles": list{ref(id)}})
		}
	}
	w.add(id, "IAM::Role", properties)
}
