package why

import "regexp"

// cause is a known reason for which tasks stop.
type cause struct {
	pattern *regexp.Regexp
	means   string
	hint    string
}

// causes in the order of looking: the first that fits is told. The words are those of
// docs.aws.amazon.com/AmazonECS/latest/userguide/stopped-task-error-codes.html and of what
// tasks without a way to the internet are known to say.
var causes = []cause{
	{regexp.MustCompile(`(?i)CannotPullContainerError.*(not found|manifest unknown|does not exist|repository .* not found)`),
		"the image is not in its repository", "push the image under the tag that the spec names, then deploy again"},
	{regexp.MustCompile(`(?i)CannotPullContainerError.*(i/o timeout|dial tcp|deadline exceeded|request canceled|connection refused|no such host)`),
		"the registry cannot be reached from the private subnets", "there must be interface endpoints ecr.api and ecr.dkr with private DNS, an S3 gateway endpoint in the route tables of the subnets, and rules to both: go run ./examples/verify proves it of the templates"},
	{regexp.MustCompile(`(?i)CannotPullContainerError.*(403|forbidden|denied|not authorized|no basic auth)`),
		"the registry refuses the execution role, or an endpoint policy does", "look at the execution role and at the policies of the endpoints ecr.api, ecr.dkr and s3: layers come from a bucket of AWS's"},
	{regexp.MustCompile(`(?i)CannotPullContainerError.*(architecture|platform)`),
		"the image is built for another processor", "build the image for the architecture that the spec names, such as docker build --platform linux/amd64"},
	{regexp.MustCompile(`(?i)ResourceInitializationError.*secret`),
		"a secret cannot be read", "the secret must be there, the execution role allowed to read it, and the secretsmanager endpoint there"},
	{regexp.MustCompile(`(?i)ResourceInitializationError.*(log|CreateLogStream)`),
		"the log group cannot be written", "the log group must be there, the execution role allowed to write it, and the logs endpoint there"},
	{regexp.MustCompile(`(?i)ResourceInitializationError.*(registry|ecr)`),
		"the registry's token cannot be had", "the ecr.api endpoint must be there with private DNS, and its security group must admit the tasks on 443"},
	{regexp.MustCompile(`(?i)exec format error`),
		"the image is built for another processor", "build the image for the architecture that the spec names, such as docker build --platform linux/amd64"},
	{regexp.MustCompile(`(?i)OutOfMemory|out of memory|exit(ed)? (with )?code:? 137`),
		"the container was killed for want of memory", "raise memoryMiB of the service, or find what fills it"},
	{regexp.MustCompile(`(?i)Target\.Timeout|request timed out`),
		"nothing answers the health check: the container does not listen there, or a rule stands in the way", "the container must listen on the port of the spec, on all addresses (0.0.0.0); the rules are proved by: go run ./examples/verify"},
	{regexp.MustCompile(`(?i)Target\.ResponseCodeMismatch`),
		"the health check's path gets another answer than 200", "give healthCheckPath a path that the container answers with 200 without a login"},
	{regexp.MustCompile(`(?i)failed (ELB|container|target) health checks|health checks failed|unhealthy`),
		"the load balancer gets no good answer to its health check", "the container must listen on the port of the spec, on all addresses (0.0.0.0), and answer the health check's path with 200 within its time"},
	{regexp.MustCompile(`(?i)Capacity is unavailable|RESOURCE:`),
		"Fargate has no room for the task just now", "wait and deploy again, or let the service run in a further zone"},
	{regexp.MustCompile(`(?i)unable to assume (the service linked role|role)`),
		"a role is not there yet, or cannot be assumed", "wait a minute and deploy again; look at the role's trust policy if it stays"},
	{regexp.MustCompile(`(?i)Essential container in task exited`),
		"the container ended by itself", "its last lines say why: see the log below"},
}

// known is the cause of a reason, if it is one that is known.
func known(reason string) (cause, bool) {
	for _, c := range causes {
		if c.pattern.MatchString(reason) {
			return c, true
		}
	}
	return cause{}, false
}
