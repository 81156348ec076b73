package verify

import (
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/verify/internal/policy"
)

// endpointsOf are the endpoint services by which an action can be called: each of all
// groups is needed, any one of a group will do. Known is false if that is not known.
func endpointsOf(action string) (groups [][]string, known bool) {
	prefix, operation, ok := strings.Cut(action, ":")
	if !ok || policy.HasWildcard(prefix) {
		return nil, false
	}
	prefix = strings.ToLower(prefix)
	for _, c := range calls {
		if c.prefix != prefix {
			continue
		}
		for _, pattern := range strings.Fields(c.operations) {
			if policy.ActionCovers(pattern, operation) {
				return c.groups, true
			}
		}
	}
	var services []string
	for _, f := range awsservice.All() {
		if f.Prefix == prefix {
			services = append(services, string(f.Service))
		}
	}
	if services == nil {
		return nil, false
	}
	return [][]string{services}, true
}

// call says which endpoints serve some operations of a service.
type call struct {
	prefix, operations string
	groups             [][]string
}

// calls are the services of which the action's prefix alone does not name the endpoint,
// the first that matches, and those that tasks use without calling an API.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
var calls = []call{
	// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
	{"ecr", "*", [][]string{{"ecr.api"}, {"ecr.dkr"}}},
	// https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html
	{"bedrock", "InvokeModel* Converse* ApplyGuardrail GetAsyncInvoke StartAsyncInvoke ListAsyncInvokes CountTokens", [][]string{{"bedrock-runtime"}}},
	{"bedrock", "Retrieve* Rerank InvokeAgent InvokeInlineAgent InvokeFlow InvokeBuilder GenerateQuery OptimizePrompt", [][]string{{"bedrock-agent-runtime"}}},
	// Sessions, agents and knowledge bases share a prefix with models.
	{"bedrock", "*", [][]string{{"bedrock", "bedrock-agent", "bedrock-agent-runtime"}}},
	{"ecs", "*", [][]string{{"ecs"}}},
	{"appconfig", "GetLatestConfiguration StartConfigurationSession", [][]string{{"appconfigdata"}}},
	{"sagemaker", "InvokeEndpoint*", [][]string{{"sagemaker.runtime"}}},
	{"sagemaker", "*", [][]string{{"sagemaker.api"}}},
	{"lambda", "*", [][]string{{"lambda"}}},
	// A role is handed over, a file system is mounted, a database takes a token: no API is called.
	{"iam", "PassRole", nil},
	{"elasticfilesystem", "Client*", nil},
	{"rds-db", "connect", nil},
	{"elasticache", "Connect", nil},
}
