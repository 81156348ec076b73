package drift

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/internal/cfn"
)

// Names of AWS-managed prefix lists.
// https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
const cloudFrontList = "com.amazonaws.global.cloudfront.origin-facing"

// What pictures call the lists.
const (
	cloudFrontPeer = "CloudFront"
	s3Peer         = "S3"
)

// parameters are those with which our own templates ask for prefix lists.
var parameters = map[string]string{"CloudFrontPrefixListId": cloudFrontPeer, "S3PrefixListId": s3Peer}

// peer is the other end of a rule, or empty with the value that is open.
func (s *scene) peer(r *cfn.Resource, o cfn.Object, in bool) (string, cfn.Value) {
	way := "Destination"
	if in {
		way = "Source"
	}
	for _, name := range []string{"CidrIp", "CidrIpv6", way + "SecurityGroupId", way + "PrefixListId", "SourceSecurityGroupName"} {
		v := o.Get(name)
		if missing(v) {
			continue
		}
		text, isText := cfn.AsString(v)
		switch {
		case strings.HasSuffix(name, "PrefixListId"):
			return s.list(r, v), v
		case strings.HasSuffix(name, "SecurityGroupId"):
			if group := s.refers(v, "AWS::EC2::SecurityGroup"); group != nil {
				return cmp.Or(s.bands[group.Ref], group.Ref.String()), v
			}
			if _, isRef := v.(cfn.ResourceRef); isRef {
				return cfn.Show(v), v
			}
			return text, v
		case isText:
			return text, v
		}
		return "", v
	}
	return "", cfn.Missing{}
}

// list is what pictures call a prefix list, or empty.
func (s *scene) list(r *cfn.Resource, v cfn.Value) string {
	id, isText := cfn.AsString(v)
	region := s.region(r)
	if atom, ok := v.(cfn.Atom); ok && atom.Origin == cfn.FromParameter {
		id = atom.Name
		if name := parameters[id]; name != "" && s.lists[id] == "" {
			s.report.assume(fmt.Sprintf("The parameter %s holds the id of the prefix list of %s.", id, name))
			return name
		}
	} else if !isText {
		return ""
	}
	known, _ := awsservice.LookupRegion(region)
	name := s.lists[id]
	switch {
	case name != "":
		s.report.assume(fmt.Sprintf("%s is the prefix list %s.", id, name))
	case id == "":
	case id == known.CloudFrontPrefixList:
		name = cloudFrontList
	case id == known.S3PrefixList:
		name = "com.amazonaws." + region + ".s3"
	}
	switch {
	case name == cloudFrontList:
		return cloudFrontPeer
	case region != "" && name == "com.amazonaws."+region+".s3":
		return s3Peer
	}
	return name
}
