package topology

import (
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// wearers are understood types, other than those with an [Interface], that wear security
// groups, with the properties that name them. A star stands for each item of a list.
var wearers = map[string][]string{
	"AWS::EC2::NetworkInterface":         {"GroupSet"},
	"AWS::EC2::Instance":                 {"SecurityGroupIds", "SecurityGroups", "NetworkInterfaces.*.GroupSet"},
	"AWS::Lambda::Function":              {"VpcConfig.SecurityGroupIds"},
	"AWS::RDS::DBInstance":               {"VPCSecurityGroups", "DBSecurityGroups"},
	"AWS::RDS::DBCluster":                {"VpcSecurityGroupIds"},
	"AWS::EFS::MountTarget":              {"SecurityGroups"},
	"AWS::ElastiCache::ReplicationGroup": {"SecurityGroupIds", "CacheSecurityGroupNames"},
	"AWS::ElastiCache::CacheCluster":     {"VpcSecurityGroupIds", "CacheSecurityGroupNames"},
	"AWS::ElastiCache::ServerlessCache":  {"SecurityGroupIds"},
	"AWS::RDS::DBProxy":                  {"VpcSecurityGroupIds"},
	"AWS::DAX::Cluster":                  {"SecurityGroupIds"},
	"AWS::DocDB::DBCluster":              {"VpcSecurityGroupIds"},
	"AWS::MemoryDB::Cluster":             {"SecurityGroupIds"},
	"AWS::Neptune::DBCluster":            {"VpcSecurityGroupIds"},
}

// wornBy marks the groups that a resource wears. Without one it wears the default group
// of its VPC, but for functions, which are then in none.
func (t *Topology) wornBy(r *cfn.Resource) {
	worn := false
	for _, path := range wearers[r.Type] {
		for _, v := range along(t.World.Value(r.Properties), strings.Split(path, ".")) {
			worn = true
			g := t.groupOf(v)
			if g == nil {
				g = t.foreignGroup(v, at(r))
			}
			g.WornBy = append(g.WornBy, r.Ref)
			if g.Open() {
				t.strays[anyWearer] = append(t.strays[anyWearer], Doubt{at(r), r.Ref.String() + " may wear any group: " + cfn.Show(v)})
			}
		}
	}
	if worn || r.Type == "AWS::Lambda::Function" {
		return
	}
	for _, v := range t.VPCs {
		v.defaultGroup.WearDoubts = append(v.defaultGroup.WearDoubts, Doubt{at(r), r.Ref.String() + " may wear the default group"})
	}
}

// along are the values at the end of a path, a list's items one by one.
func along(v cfn.Value, path []string) []cfn.Value {
	if list, ok := v.(cfn.List); ok {
		var all []cfn.Value
		if len(path) > 0 && path[0] == "*" {
			path = path[1:]
		}
		for _, item := range list {
			all = append(all, along(item, path)...)
		}
		return all
	}
	if len(path) == 0 {
		if missing(v) {
			return nil
		}
		return []cfn.Value{v}
	}
	o, ok := v.(cfn.Object)
	if !ok {
		return along(v, nil)
	}
	return along(o.Get(path[0]), path[1:])
}
