package archspec

import (
	"cmp"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
)

// PrefixLists are the names of the prefix lists that the templates use and the table of
// Regions does not know: by the id that the spec gives, or by the parameter with which a
// template asks for the id. It is what verify.Checker needs to know of the plan's templates.
func (p Plan) PrefixLists() map[string]string {
	region, _ := awsservice.LookupRegion(p.Spec.Region)
	lists := map[string]string{}
	for _, l := range []struct{ id, known, parameter, name string }{
		{p.Compute.PrefixListID, region.CloudFrontPrefixList, plan.CloudFrontPrefixListParameter, plan.CloudFrontPrefixList},
		{p.Network.S3PrefixListID, region.S3PrefixList, plan.S3PrefixListParameter, plan.S3PrefixList},
	} {
		if l.id == "" || l.id != l.known {
			lists[cmp.Or(l.id, l.parameter)] = strings.ReplaceAll(l.name, "${AWS::Region}", p.Spec.Region)
		}
	}
	return lists
}
