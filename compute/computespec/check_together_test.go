package computespec_test

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
)

type service = computespec.Service

// many is n services, the first of which takes the paths that are left.
func many(n int) computespec.Spec {
	all := make([]service, n)
	for i := range all {
		all[i] = service{Name: fmt.Sprintf("s%d", i), Image: image}
		if i > 0 {
			all[i].Paths = []string{fmt.Sprintf("/s%d/*", i)}
		}
	}
	return computespec.Spec{Services: all}
}

var togetherCases = []checkCase{
	{
		name: "two services",
		spec: services(service{Name: "app"}, service{Name: "api", Paths: []string{"/api/*"}}),
		want: nil,
	},
	{
		name: "one name for two services",
		spec: services(service{Name: "app"}, service{Name: "app", Paths: []string{"/api/*"}}),
		want: problem.List{
			{Path: "services[1].name", Code: computespec.ServiceRepeated, Value: "app",
				Message: "is the name of services[0] too, or differs by hyphens alone",
				Hint:    `use another name, such as "app2"`},
		},
	},
	{
		name: "names that differ by a hyphen",
		spec: services(service{Name: "app1"}, service{Name: "app-1", Paths: []string{"/api/*"}}),
		want: problem.List{
			{Path: "services[1].name", Code: computespec.ServiceRepeated, Value: "app-1",
				Message: "is the name of services[0] too, or differs by hyphens alone",
				Hint:    `use another name, such as "app-12"`},
		},
	},
	{
		name: "two services for every path",
		spec: services(service{Name: "app"}, service{Name: "api"}),
		want: problem.List{
			{Path: "services[1].paths", Code: computespec.PathRepeated,
				Message: "takes every path, as services[0] does",
				Hint:    `give one of them paths, such as "/api/*"`},
		},
	},
	{
		name: "one path for two services",
		spec: services(service{Name: "app"}, service{Name: "api", Paths: []string{"/api/*"}}, service{Name: "new", Paths: []string{"/new/*", "/api/*"}}),
		want: problem.List{
			{Path: "services[2].paths[1]", Code: computespec.PathRepeated, Value: "/api/*",
				Message: "leads to services[1] already",
				Hint:    `use another path, such as "/new/*"`},
		},
	},
	{
		name: "one path twice",
		spec: services(service{Name: "app"}, service{Name: "api", Paths: []string{"/api/*", "/api/*"}}),
		want: problem.List{
			{Path: "services[1].paths[1]", Code: computespec.PathRepeated, Value: "/api/*",
				Message: "is there twice",
				Hint:    "remove one"},
		},
	},
	{
		name: "paths left over",
		spec: services(service{Name: "api", Paths: []string{"/api/*"}}),
		want: problem.List{
			{Path: "services", Code: computespec.PathMissing, Severity: problem.Warning,
				Message: "no service takes the paths that are left: they get 403",
				Hint:    "leave paths out for one service"},
		},
	},
	{
		name: "bucket shared",
		spec: services(service{Name: "app", Buckets: []computespec.Bucket{{Name: "docs"}}}, service{Name: "api", Paths: []string{"/api/*"}, Buckets: []computespec.Bucket{{Name: "docs", Access: computespec.ReadOnly}}}),
		want: nil,
	},
	{
		name: "bucket twice for one service",
		spec: withBuckets(computespec.Bucket{Name: "docs"}, computespec.Bucket{Name: "docs", Access: computespec.ReadOnly}),
		want: problem.List{
			{Path: "services[0].buckets[1].name", Code: computespec.BucketRepeated, Value: "docs",
				Message: "is there twice for this service",
				Hint:    "join the two entries"},
		},
	},
	{
		name: "buckets that differ by a hyphen",
		spec: withBuckets(computespec.Bucket{Name: "docs1"}, computespec.Bucket{Name: "docs-1"}),
		want: problem.List{
			{Path: "services[0].buckets[1].name", Code: computespec.BucketRepeated, Value: "docs-1",
				Message: `differs from bucket "docs1" by hyphens alone`,
				Hint:    "use another name, or the same one for the same bucket"},
		},
	},
	{
		name: "bucket made by one and brought by another",
		spec: services(service{Name: "app", Buckets: []computespec.Bucket{{Name: "docs"}}}, service{Name: "api", Paths: []string{"/api/*"}, Buckets: []computespec.Bucket{{Name: "docs", Existing: "acme-docs"}}}),
		want: problem.List{
			{Path: "services[1].buckets[0].existing", Code: computespec.BucketContradicts, Value: "acme-docs",
				Message: "is not what services[0].buckets[0] says of the same bucket",
				Hint:    "use one name for one bucket"},
		},
	},
	{
		name: "bucket with two keys",
		spec: services(service{Name: "app", Buckets: []computespec.Bucket{{Name: "docs", Existing: "acme-docs"}}}, service{Name: "api", Paths: []string{"/api/*"}, Buckets: []computespec.Bucket{{Name: "docs", Existing: "acme-docs", KeyARN: key}}}),
		want: problem.List{
			{Path: "services[1].buckets[0].existing", Code: computespec.BucketContradicts, Value: "acme-docs",
				Message: "is not what services[0].buckets[0] says of the same bucket",
				Hint:    "use one name for one bucket"},
		},
	},
	{
		name: "eighteen services",
		spec: many(18),
		want: nil,
	},
	{
		name: "nineteen services",
		spec: many(19),
		want: problem.List{
			{Path: "services", Code: computespec.ServicesTooMany, Severity: problem.Warning, Value: "19",
				Message: "services are more than the 18 that one stack can hold; they can be drawn, and not rendered",
				Hint:    "divide them into several topologies"},
		},
	},
	{
		name: "clash found before a later field of the same service",
		spec: services(service{Name: "app"}, service{Name: "app", Image: "nginx", Paths: []string{"/api/*"}}),
		want: problem.List{
			{Path: "services[1].name", Code: computespec.ServiceRepeated, Value: "app",
				Message: "is the name of services[0] too, or differs by hyphens alone",
				Hint:    `use another name, such as "app2"`},
			{Path: "services[1].image", Code: computespec.ImageNotInECR, Value: "nginx",
				Message: "is not in private ECR, and private subnets without a way to the internet reach no other registry",
				Hint:    "push it to ECR in the same Region and use it from there, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0"},
		},
	},
}
