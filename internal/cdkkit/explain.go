package cdkkit

import "github.com/aws/aws-cdk-go/awscdk/v2"

// Exception explains to the cdk-nag rule packs why a resource departs from one of their rules.
type Exception struct {
	// Rule is the rule's name, such as "AwsSolutions-IAM5".
	Rule string
	// Reason is true of this resource, and says so.
	Reason string
}

// InPacks is one exception in each of the rule packs NIST 800-53 R5, HIPAA and PCI DSS,
// which know the rule by the same name.
func InPacks(rule, reason string) []Exception {
	var all []Exception
	for _, pack := range []string{"NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321"} {
		all = append(all, Exception{Rule: pack + "-" + rule, Reason: reason})
	}
	return all
}

// Explain writes exceptions into a resource's metadata, where cdk-nag reads them.
func Explain(resource awscdk.CfnResource, exceptions ...Exception) {
	rules := make([]any, len(exceptions))
	for i, e := range exceptions {
		rules[i] = map[string]any{"id": e.Rule, "reason": e.Reason}
	}
	resource.AddMetadata(Str("cdk_nag"), map[string]any{"rules_to_suppress": rules})
}
