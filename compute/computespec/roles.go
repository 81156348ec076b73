package computespec

import (
	"maps"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
)

const tasksPrincipal = "ecs-tasks.amazonaws.com"

// environment is what the topology itself hands to the container, sorted by name.
func (s Service) environment(in Inputs) []Variable {
	var vars []Variable
	for _, b := range s.Buckets {
		vars = append(vars, Variable{"BUCKET_" + strings.ToUpper(strings.ReplaceAll(b.Name, "-", "_")), b.fullName(in), "the name of bucket " + b.Name})
	}
	if !s.DisableMetrics {
		vars = append(vars, Variable{"METRIC_NAMESPACE", s.namespace(in), "the namespace of the service's own metrics"})
	}
	for _, name := range slices.Sorted(maps.Keys(in.Environment)) {
		vars = append(vars, Variable{name, in.Environment[name], "login"})
	}
	slices.SortFunc(vars, func(a, b Variable) int { return strings.Compare(a.Name, b.Name) })
	return vars
}

func (s Service) namespace(in Inputs) string { return in.Name + "/" + s.Name }

func (s Service) variables(in Inputs) []Variable {
	vars := s.environment(in)
	for name, value := range s.Environment {
		vars = append(vars, Variable{Name: name, Value: value})
	}
	slices.SortFunc(vars, func(a, b Variable) int { return strings.Compare(a.Name, b.Name) })
	return vars
}

func (s ServicePlan) repositoryARN() string {
	return "arn:${AWS::Partition}:ecr:" + s.ImageRegion + ":" + s.Account + ":repository/" + s.Repository
}

// executionRole is what ECS needs to start the task
// (docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
func (s ServicePlan) executionRole() plan.Role {
	role := plan.Role{
		ID: s.Name + "-execution", Service: tasksPrincipal,
		Statements: []plan.Statement{registryToken, s.imagePull(), s.writeLogs()},
		Reason:     plan.Reason{Path: s.Path, Text: "ECS pulls the image of " + s.Name + " and writes its logs"},
	}
	role.Statements = append(role.Statements, s.readSecrets("secretsmanager", "ReadSecrets", "secretsmanager:GetSecretValue")...)
	role.Statements = append(role.Statements, s.readSecrets("ssm", "ReadParameters", "ssm:GetParameters")...)
	return role
}

var registryToken = plan.Statement{
	Sid: "RegistryToken", Actions: []string{"ecr:GetAuthorizationToken"}, Resources: []string{"*"},
	Reason: "ecr:GetAuthorizationToken accepts no other resource than *",
}

func (s ServicePlan) imagePull() plan.Statement {
	return plan.Statement{
		Sid:       "PullImage",
		Actions:   []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
		Resources: []string{s.repositoryARN()},
		Reason:    "the image's own repository",
	}
}

func (s ServicePlan) writeLogs() plan.Statement {
	return plan.Statement{
		Sid: "WriteLogs", Actions: []string{"logs:CreateLogStream", "logs:PutLogEvents"},
		Resources: []string{s.LogGroup.ARN()}, Reason: "the service's own log group",
	}
}

// readSecrets returns a statement for the task definition's secrets that one service keeps, if there are any.
func (s ServicePlan) readSecrets(service, sid, action string) []plan.Statement {
	var arns []string
	for _, name := range slices.Sorted(maps.Keys(s.Secrets)) {
		arn, _ := awsservice.ParseARN(s.Secrets[name])
		if arn.Service != service {
			continue
		}
		// A secret's ARN may go on with a JSON key, a stage and a version; the resource is what stands before them.
		parts := strings.SplitN(s.Secrets[name], ":", 8)
		if service == "secretsmanager" && len(parts) > 7 {
			parts = parts[:7]
		}
		if arn := strings.Join(parts, ":"); !slices.Contains(arns, arn) {
			arns = append(arns, arn)
		}
	}
	if arns == nil {
		return nil
	}
	return []plan.Statement{{Sid: sid, Actions: []string{action}, Resources: arns, Reason: "the secrets of the task definition"}}
}

// taskRole is what the container itself may do.
func (s ServicePlan) taskRole(in Inputs) plan.Role {
	role := plan.Role{ID: s.Name + "-task", Service: tasksPrincipal, Reason: plan.Reason{Path: s.Path, Text: "the containers of " + s.Name + " call AWS services"}}
	if invoke := s.invokeModels(in.Region); invoke != nil {
		role.Statements = append(role.Statements, *invoke)
	}
	role.Statements = append(role.Statements, s.useBuckets(in)...)
	role.Statements = append(role.Statements, s.useKeys(in)...)
	if !s.DisableMetrics {
		role.Statements = append(role.Statements, s.putMetrics(in))
	}
	if s.EnableExec {
		role.Statements = append(role.Statements, execChannels)
	}
	role.Statements = append(role.Statements, in.Grants...)
	return role
}

func (s Service) invokeModels(region string) *plan.Statement {
	var arns []string
	for _, id := range s.Models {
		m, _ := awsservice.ParseBedrockModel(id)
		for _, arn := range m.ARNs(region) {
			if !slices.Contains(arns, arn) {
				arns = append(arns, arn)
			}
		}
	}
	if arns == nil {
		return nil
	}
	return &plan.Statement{
		Sid: "InvokeModels", Actions: []string{"bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"},
		Resources: arns, Reason: "the models of the spec, with each Region that an inference profile may use",
	}
}

var (
	readActions  = []string{"s3:GetObject"}
	writeActions = []string{"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"}
)

func (s Service) useBuckets(in Inputs) []plan.Statement {
	var list, read, write []string
	for _, b := range s.Buckets {
		arn := "arn:${AWS::Partition}:s3:::" + b.fullName(in)
		list = append(list, arn)
		if b.Access == ReadOnly {
			read = append(read, arn+"/*")
		} else {
			write = append(write, arn+"/*")
		}
	}
	var all []plan.Statement
	add := func(sid string, actions, arns []string, reason string) {
		if arns != nil {
			all = append(all, plan.Statement{Sid: sid, Actions: actions, Resources: arns, Reason: reason})
		}
	}
	add("ListBuckets", []string{"s3:ListBucket"}, list, "the buckets of the spec")
	add("ReadObjects", readActions, read, "every object of these buckets")
	add("ReadWriteObjects", writeActions, write, "every object of these buckets")
	return all
}

// useKeys lets the role use the buckets' keys, through S3 alone: the calls come from S3, so no KMS endpoint is needed.
func (s Service) useKeys(in Inputs) []plan.Statement {
	var read, write []string
	for _, b := range s.Buckets {
		key := b.plan(in, "").KeyARN
		switch {
		case key == "":
		case b.Access == ReadOnly:
			read = appendNew(read, key)
		default:
			write = appendNew(write, key)
		}
	}
	through := []plan.Condition{{Operator: "StringEquals", Key: "kms:ViaService", Values: []string{"s3.${AWS::Region}.amazonaws.com"}}}
	var all []plan.Statement
	if read != nil {
		all = append(all, plan.Statement{Sid: "DecryptObjects", Actions: []string{"kms:Decrypt"}, Resources: read, Conditions: through, Reason: "objects are encrypted with these keys"})
	}
	if write != nil {
		all = append(all, plan.Statement{Sid: "EncryptObjects", Actions: []string{"kms:Decrypt", "kms:GenerateDataKey"}, Resources: write, Conditions: through, Reason: "objects are encrypted with these keys"})
	}
	return all
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func (s Service) putMetrics(in Inputs) plan.Statement {
	return plan.Statement{
		Sid: "PutMetrics", Actions: []string{"cloudwatch:PutMetricData"}, Resources: []string{"*"},
		Conditions: []plan.Condition{{Operator: "StringEquals", Key: "cloudwatch:namespace", Values: []string{s.namespace(in)}}},
		Reason:     "cloudwatch:PutMetricData accepts no other resource than *; the condition holds it to the service's own namespace",
	}
}

var execChannels = plan.Statement{
	Sid:       "ExecChannels",
	Actions:   []string{"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"},
	Resources: []string{"*"}, Reason: "ECS Exec; these actions accept no other resource than *",
}

// needs are the AWS services that this service's tasks must reach.
func (s ServicePlan) needs(in Inputs) []plan.Need {
	at := func(field, text string) plan.Reason { return plan.Reason{Path: s.Path + field, Text: text} }
	all := []plan.Need{
		{Service: awsservice.ECRAPI, Reason: at(".image", s.Name+" gets its registry token and image addresses"), Statements: []plan.Statement{registryToken, s.imagePull()}},
		{Service: awsservice.ECRDocker, Reason: at(".image", s.Name+" pulls its image's manifest"), Statements: []plan.Statement{registryToken, s.imagePull()}},
		{Service: awsservice.S3, Reason: at(".image", s.Name+" pulls its image's layers, which ECR keeps in S3"), Statements: []plan.Statement{imageLayers}},
		{Service: awsservice.Logs, Reason: at("", s.Name+" writes its output to CloudWatch Logs"), Statements: []plan.Statement{s.writeLogs()}},
	}
	if len(s.Buckets) > 0 {
		all = append(all, plan.Need{Service: awsservice.S3, Reason: at(".buckets", s.Name+" uses its buckets"), Statements: s.useBuckets(in)})
	}
	if invoke := s.invokeModels(in.Region); invoke != nil {
		all = append(all, plan.Need{Service: awsservice.BedrockRuntime, Reason: at(".models", s.Name+" invokes its models"), Statements: []plan.Statement{*invoke}})
	}
	if !s.DisableMetrics {
		all = append(all, plan.Need{Service: awsservice.Monitoring, Reason: at("", s.Name+" puts its own metrics"), Statements: []plan.Statement{s.putMetrics(in)}})
	}
	if read := s.readSecrets("secretsmanager", "ReadSecrets", "secretsmanager:GetSecretValue"); read != nil {
		all = append(all, plan.Need{Service: awsservice.SecretsManager, Reason: at(".secrets", s.Name+" starts with secrets from Secrets Manager"), Statements: read})
	}
	if read := s.readSecrets("ssm", "ReadParameters", "ssm:GetParameters"); read != nil {
		all = append(all, plan.Need{Service: awsservice.SSM, Reason: at(".secrets", s.Name+" starts with parameters from Parameter Store"), Statements: read})
	}
	if s.EnableExec {
		all = append(all, plan.Need{Service: awsservice.SSMMessages, Reason: at(".enableExec", "operators open a shell in "+s.Name), Statements: []plan.Statement{execChannels}})
	}
	return all
}

// imageLayers is what an image pull fetches from S3: by pre-signed URL, from a bucket of AWS
// (docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
var imageLayers = plan.Statement{
	Sid: "ImageLayers", Actions: []string{"s3:GetObject"},
	Resources:    []string{"arn:${AWS::Partition}:s3:::prod-${AWS::Region}-starport-layer-bucket/*"},
	AnyPrincipal: true, OtherAccount: true, Reason: "ECR keeps image layers in a bucket of its own",
}
