package awsservice

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// BedrockModel is the id of a foundation model or of a cross-Region inference profile, in parts.
type BedrockModel struct {
	// Geography is the prefix of an inference profile, such as "eu" or "global". Empty for a foundation model.
	Geography string
	// Provider is the maker's name, such as "anthropic".
	Provider string
	// Model is the foundation model's id, with the provider.
	Model string
}

var modelID = regexp.MustCompile(`^(?:(us|eu|apac|jp|au|ca|global|us-gov)\.)?([a-z][a-z0-9-]*)\.([a-zA-Z0-9][a-zA-Z0-9.-]*(?::[0-9]+)?(?::[a-z0-9]+)?)$`)

// ParseBedrockModel splits a model id and tells whether it has the form of one
// (docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html).
func ParseBedrockModel(id string) (BedrockModel, bool) {
	m := modelID.FindStringSubmatch(id)
	if m == nil {
		return BedrockModel{}, false
	}
	return BedrockModel{Geography: m[1], Provider: m[2], Model: m[2] + "." + m[3]}, true
}

// ServesFrom tells whether the model can be called from a Region: an inference profile can from its own geography only.
func (m BedrockModel) ServesFrom(region string) bool {
	g, ok := geographies[m.Geography]
	if !ok {
		return true
	}
	for _, prefix := range g.sources {
		if strings.HasPrefix(region, prefix) && (prefix == "us-gov-" || !strings.HasPrefix(region, "us-gov-")) {
			return true
		}
	}
	return false
}

// ARNs are the resources that a caller in a Region must be allowed to invoke: the model
// itself, or an inference profile together with the model in every Region that the
// profile may send a request to: those of its geography, and the caller's own
// (docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html).
// Each Region is named: an ARN with a wildcard would cover Regions outside the geography.
// Without a Region, the caller's is a placeholder.
func (m BedrockModel) ARNs(region string) []string {
	const prefix = "arn:${AWS::Partition}:bedrock:"
	here := cmp.Or(region, "${AWS::Region}")
	if m.Geography == "" {
		return []string{prefix + "${AWS::Region}::foundation-model/" + m.Model}
	}
	arns := []string{prefix + "${AWS::Region}:${AWS::AccountId}:inference-profile/" + m.Geography + "." + m.Model}
	if m.Geography == "global" {
		return append(arns, prefix+"${AWS::Region}::foundation-model/"+m.Model, prefix+"::foundation-model/"+m.Model)
	}
	destinations := geographies[m.Geography].destinations
	if !slices.Contains(destinations, here) {
		destinations = append(slices.Clone(destinations), here)
	}
	for _, d := range destinations {
		arns = append(arns, prefix+d+"::foundation-model/"+m.Model)
	}
	return arns
}

type geography struct{ sources, destinations []string }

// geographies lists where each kind of inference profile can be called from, by prefix,
// and where it may send requests beside the caller's Region
// (docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html). A model
// may use fewer of them.
var geographies = map[string]geography{
	"us":     {[]string{"us-", "ca-"}, []string{"us-east-1", "us-east-2", "us-west-2"}},
	"eu":     {[]string{"eu-"}, []string{"eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"}},
	"apac":   {[]string{"ap-"}, []string{"ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-4"}},
	"jp":     {[]string{"ap-northeast-1", "ap-northeast-3"}, []string{"ap-northeast-1", "ap-northeast-3"}},
	"au":     {[]string{"ap-southeast-2", "ap-southeast-4"}, []string{"ap-southeast-2", "ap-southeast-4"}},
	"ca":     {[]string{"ca-"}, []string{"ca-central-1", "ca-west-1"}},
	"us-gov": {[]string{"us-gov-"}, []string{"us-gov-east-1", "us-gov-west-1"}},
}

// BedrockProviders are the makers of models on Amazon Bedrock.
func BedrockProviders() []string {
	return []string{"ai21", "amazon", "anthropic", "cohere", "deepseek", "google", "luma", "meta", "minimax", "mistral",
		"moonshot", "moonshotai", "nvidia", "openai", "qwen", "stability", "twelvelabs", "writer", "zai"}
}
