package computespec

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
)

// seen remembers what earlier services took, so that each clash is found in one pass.
type seen struct {
	names, paths, bucketIDs map[string]string
	buckets                 map[string]seenBucket
	catchAll                string
}

type seenBucket struct {
	path, existing, key string
}

func newSeen() *seen {
	return &seen{names: map[string]string{}, paths: map[string]string{}, bucketIDs: map[string]string{}, buckets: map[string]seenBucket{}}
}

// check adds the clashes of the i-th service with earlier ones.
func (k *seen) check(list *problem.List, i int, s Service) {
	here := problem.Index("services", i)
	// Construct ids drop the hyphens, so names may not differ by them alone.
	id := strings.ReplaceAll(s.Name, "-", "")
	if other, taken := k.names[id]; taken && s.Name != "" {
		list.Add("name", ServiceRepeated, s.Name, "is the name of "+other+" too, or differs by hyphens alone", fmt.Sprintf("use another name, such as %q", s.Name+"2"))
	} else {
		k.names[id] = here
	}
	if len(s.Paths) == 0 {
		if k.catchAll != "" {
			list.Add("paths", PathRepeated, nil, "takes every path, as "+k.catchAll+" does", fmt.Sprintf("give one of them paths, such as %q", "/"+s.Name+"/*"))
		} else {
			k.catchAll = here
		}
	}
	for j, p := range s.Paths {
		at := problem.Index("paths", j)
		if other, taken := k.paths[p]; taken && other == here {
			list.Add(at, PathRepeated, p, "is there twice", "remove one")
		} else if taken {
			list.Add(at, PathRepeated, p, "leads to "+other+" already", "use another path, such as "+fmt.Sprintf("%q", "/"+s.Name+"/*"))
		} else {
			k.paths[p] = here
		}
	}
	own := map[string]bool{}
	for j, b := range s.Buckets {
		at := problem.Index("buckets", j)
		if own[b.Name] {
			list.Add(at+".name", BucketRepeated, b.Name, "is there twice for this service", "join the two entries")
			continue
		}
		own[b.Name] = true
		id := strings.ReplaceAll(b.Name, "-", "")
		if other, taken := k.bucketIDs[id]; !taken {
			k.bucketIDs[id] = b.Name
		} else if other != b.Name {
			list.Add(at+".name", BucketRepeated, b.Name, fmt.Sprintf("differs from bucket %q by hyphens alone", other), "use another name, or the same one for the same bucket")
			continue
		}
		if other, taken := k.buckets[b.Name]; !taken {
			k.buckets[b.Name] = seenBucket{here + "." + at, b.Existing, b.KeyARN}
		} else if other.existing != b.Existing || other.key != b.KeyARN {
			list.Add(at+".existing", BucketContradicts, b.Existing, "is not what "+other.path+" says of the same bucket", "use one name for one bucket")
		}
	}
}

// MaxServices is how many services one stack can hold: each makes 24 resources, and buckets
// beside, and a stack may have 500
// (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
const MaxServices = 18

func (k *seen) checkWhole(list *problem.List, services int) {
	if services > 0 && k.catchAll == "" {
		list.Warn("services", PathMissing, nil, "no service takes the paths that are left: they get 403", "leave paths out for one service")
	}
	if services > MaxServices {
		list.Warn("services", ServicesTooMany, services, fmt.Sprintf("services are more than the %d that one stack can hold; they can be drawn, and not rendered", MaxServices), "divide them into several topologies")
	}
}
