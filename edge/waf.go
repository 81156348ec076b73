package edge

import (
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2/awswafv2"
)

func (e *Edge) renderWebACL(in Inputs) {
	rules := make([]any, len(e.Plan.Rules))
	for i, r := range e.Plan.Rules {
		rules[i] = rule(i, r)
	}
	e.WebACL = awswafv2.NewCfnWebACL(e, cdkkit.Str("WebACL"), &awswafv2.CfnWebACLProps{
		Name: &e.Plan.Inputs.Name, Scope: cdkkit.Str("CLOUDFRONT"),
		DefaultAction:    &awswafv2.CfnWebACL_DefaultActionProperty{Allow: empty{}},
		VisibilityConfig: visibility(e.Plan.Inputs.Name),
		Rules:            &rules,
	})
	if group, ok := in.LogGroups[edgespec.WAFLogs]; ok && !e.Plan.Spec.DisableWAFLogs {
		// The log group's name without ":*" is what WAF takes
		// (docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html).
		logging := awswafv2.NewCfnLoggingConfiguration(e, cdkkit.Str("WebACLLogs"), &awswafv2.CfnLoggingConfigurationProps{
			ResourceArn:           e.WebACL.AttrArn(),
			LogDestinationConfigs: cdkkit.List(cdkkit.Text("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}", map[string]string{"Group": *group.LogGroupName()})),
			RedactedFields:        cdkkit.List(redacted("authorization"), redacted("cookie")),
		})
		logging.Node().AddDependency(e.logPolicy(in))
	}
}

func redacted(header string) *awswafv2.CfnLoggingConfiguration_FieldToMatchProperty {
	return &awswafv2.CfnLoggingConfiguration_FieldToMatchProperty{SingleHeader: map[string]any{"Name": header}}
}

func visibility(metric string) *awswafv2.CfnWebACL_VisibilityConfigProperty {
	return &awswafv2.CfnWebACL_VisibilityConfigProperty{CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: &metric}
}

// empty is how WAF spells an action without settings.
type empty = map[string]any

// rule renders one rule of the web ACL.
func rule(priority int, r edgespec.Rule) *awswafv2.CfnWebACL_RuleProperty {
	rendered := &awswafv2.CfnWebACL_RuleProperty{Name: &r.ID, Priority: cdkkit.Num(priority), VisibilityConfig: visibility(r.ID)}
	if r.Managed != "" {
		rendered.Statement = managed(r)
		rendered.OverrideAction = &awswafv2.CfnWebACL_OverrideActionProperty{None: empty{}}
		if r.CountOnly {
			rendered.OverrideAction = &awswafv2.CfnWebACL_OverrideActionProperty{Count: empty{}}
		}
		return rendered
	}
	rendered.Action = &awswafv2.CfnWebACL_RuleActionProperty{Block: empty{}}
	if r.RateLimit > 0 {
		rendered.Statement = &awswafv2.CfnWebACL_StatementProperty{RateBasedStatement: &awswafv2.CfnWebACL_RateBasedStatementProperty{
			Limit: cdkkit.Num(r.RateLimit), EvaluationWindowSec: cdkkit.Num(int(r.RateWindow.Seconds())), AggregateKeyType: cdkkit.Str("IP"),
		}}
		return rendered
	}
	rendered.Statement = and(append([]any{or(labelled(r.Labels))}, notUnder(r.Except)...))
	return rendered
}

func managed(r edgespec.Rule) *awswafv2.CfnWebACL_StatementProperty {
	group := &awswafv2.CfnWebACL_ManagedRuleGroupStatementProperty{VendorName: cdkkit.Str("AWS"), Name: &r.Managed}
	var overrides []any
	for _, name := range r.Counted {
		overrides = append(overrides, &awswafv2.CfnWebACL_RuleActionOverrideProperty{
			Name: &name, ActionToUse: &awswafv2.CfnWebACL_RuleActionProperty{Count: empty{}},
		})
	}
	if overrides != nil {
		group.RuleActionOverrides = &overrides
	}
	return &awswafv2.CfnWebACL_StatementProperty{ManagedRuleGroupStatement: group}
}

func and(statements []any) *awswafv2.CfnWebACL_StatementProperty {
	return &awswafv2.CfnWebACL_StatementProperty{AndStatement: &awswafv2.CfnWebACL_AndStatementProperty{Statements: &statements}}
}

func or(statements []any) *awswafv2.CfnWebACL_StatementProperty {
	return &awswafv2.CfnWebACL_StatementProperty{OrStatement: &awswafv2.CfnWebACL_OrStatementProperty{Statements: &statements}}
}

func labelled(labels []string) []any {
	var all []any
	for _, label := range labels {
		all = append(all, &awswafv2.CfnWebACL_StatementProperty{
			LabelMatchStatement: &awswafv2.CfnWebACL_LabelMatchStatementProperty{Scope: cdkkit.Str("LABEL"), Key: &label},
		})
	}
	return all
}

// notUnder holds for paths that start with none of those given. The path is
// normalized first, or "/uploads/../admin" would count as an upload.
func notUnder(paths []string) []any {
	var all []any
	for _, path := range paths {
		under := &awswafv2.CfnWebACL_StatementProperty{ByteMatchStatement: &awswafv2.CfnWebACL_ByteMatchStatementProperty{
			FieldToMatch: &awswafv2.CfnWebACL_FieldToMatchProperty{UriPath: empty{}}, PositionalConstraint: cdkkit.Str("STARTS_WITH"), SearchString: &path,
			TextTransformations: cdkkit.List(&awswafv2.CfnWebACL_TextTransformationProperty{Priority: cdkkit.Num(0), Type: cdkkit.Str("NORMALIZE_PATH")}),
		}}
		all = append(all, &awswafv2.CfnWebACL_StatementProperty{NotStatement: &awswafv2.CfnWebACL_NotStatementProperty{Statement: under}})
	}
	return all
}
