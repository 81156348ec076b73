package drawio

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

// services are the stencils that stand for a whole AWS service: white on the colour of its category.
var services = map[string]string{
	string(diagram.CloudFrontNode): "cloudfront",
	string(diagram.WAFNode):        "waf",
	string(diagram.TaskNode):       "fargate",
	string(diagram.StorageNode):    "s3",
	string(diagram.ModelNode):      "bedrock",
	string(diagram.RegistryNode):   "ecr",
	string(diagram.MonitoringNode): "cloudwatch_2",
	string(diagram.LoginNode):      "cognito",
	string(diagram.SecretsNode):    "secrets_manager",
	string(diagram.OtherNode):      "general",
}

// shapes are the stencils that stand for a part of a service: in one colour.
var shapes = map[string]string{
	string(diagram.UsersNode):        "users",
	string(diagram.LoadBalancerNode): "application_load_balancer",
	string(diagram.EndpointNode):     "endpoints",
}

// groups are the stencils in the corner of groups.
var groups = map[string]string{
	string(diagram.CloudGroup):         "group_aws_cloud_alt",
	string(diagram.RegionGroup):        "group_region",
	string(diagram.VPCGroup):           "group_vpc2",
	string(diagram.PublicSubnetGroup):  "group_security_group",
	string(diagram.PrivateSubnetGroup): "group_security_group",
}

// corner is how a label is put into the top left corner of a group, right of its icon.
const corner = "html=1;align=left;verticalAlign=top;spacingLeft=30;spacingTop=0;container=1;collapsible=0;recursiveResize=0;pointerEvents=0;"

func groupStyle(b diagram.Box) string {
	group := look.OfBox(b)
	style := corner + fmt.Sprintf("fillColor=%s;strokeColor=%s;fontColor=%s;strokeWidth=%g;", group.Ground.Light, group.Border.Light, group.Text.Light, group.Width) + dashes(b.Stroke)
	if stencil, ok := groups[b.Icon]; ok {
		return style + "shape=mxgraph.aws4.group;grIcon=mxgraph.aws4." + stencil + ";"
	}
	return style + "rounded=0;"
}

func tileStyle(t diagram.Tile) string {
	const label = "html=1;align=center;verticalLabelPosition=bottom;verticalAlign=top;outlineConnect=0;aspect=fixed;"
	color := look.OfTile(t.Role).Light
	if t.Role == diagram.PlainRole {
		color = look.Ink.Light
	}
	if stencil, ok := shapes[t.Icon]; ok {
		return label + fmt.Sprintf("fillColor=%s;strokeColor=none;shape=mxgraph.aws4.%s;", color, stencil)
	}
	stencil, ok := services[t.Icon]
	if !ok {
		stencil = services[string(diagram.OtherNode)]
	}
	return label + fmt.Sprintf("fillColor=%s;strokeColor=#ffffff;shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.%s;", color, stencil)
}

func lineStyle(l diagram.Line) string {
	style := fmt.Sprintf("edgeStyle=none;rounded=0;html=1;strokeWidth=%g;strokeColor=%s;", look.LineWidth, look.Of(l).Light) + dashes(l.Stroke)
	if l.Arrow {
		return style + "endArrow=block;endFill=1;endSize=8;"
	}
	return style + "endArrow=none;"
}

func dashes(s diagram.Stroke) string {
	on, off := look.Dashes(s)
	if on == 0 {
		return ""
	}
	return fmt.Sprintf("dashed=1;dashPattern=%d %d;", on, off)
}

// anchors are what draw.io calls them.
var anchors = map[diagram.Anchor]string{diagram.Start: "left", diagram.Middle: "center", diagram.End: "right"}

func textStyle(t diagram.Text) string {
	align, ok := anchors[t.Anchor]
	if !ok {
		align = anchors[diagram.Start]
	}
	return fmt.Sprintf("text;html=1;fillColor=none;strokeColor=none;align=%s;verticalAlign=middle;spacing=0;spacingLeft=0;spacingRight=0;spacingTop=0;spacingBottom=0;whiteSpace=nowrap;overflow=visible;", align)
}

func badgeStyle(b diagram.Badge) string {
	return fmt.Sprintf("rounded=1;arcSize=50;html=1;fillColor=%s;strokeColor=none;fontColor=%s;fontSize=%d;fontStyle=1;", look.OfBadge(b).Light, look.Paper.Light, look.BadgeSize)
}

// words are texts as HTML, each in its own voice: those of one line side by side, from the left.
func words(texts ...diagram.Text) string {
	slices.SortStableFunc(texts, func(a, b diagram.Text) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
	var out strings.Builder
	for i, t := range texts {
		weight := ""
		if t.Bold {
			weight = ";font-weight:bold"
		}
		switch {
		case i == 0:
		case texts[i-1].Y == t.Y:
			out.WriteString("&nbsp; ")
		default:
			out.WriteString("<br>")
		}
		fmt.Fprintf(&out, `<span style="font-size:%dpx;color:%s%s">%s</span>`, t.Size, look.OfText(t.Role).Light, weight, html.EscapeString(t.Value))
	}
	return out.String()
}
