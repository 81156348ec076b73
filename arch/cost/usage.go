package cost

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/problem"
)

// None in a field of Usage means nothing at all, for zero means the default.
const None = -1

// UsageOutOfRange is the problem of a Usage that no month can hold.
const UsageOutOfRange problem.Code = "usage-out-of-range"

// most is the greatest value of each field: far beyond any month, and small enough for the arithmetic.
const most = 100_000_000_000

// Usage is what a plan cannot know: what happens in a month. Zero values are those of a
// small team's service; None means nothing. Each field is at most 10^11.
type Usage struct {
	// Requests that viewers send to CloudFront. Default 1,000,000.
	Requests int64
	// ResponseGB is what CloudFront sends to viewers. Default 50.
	ResponseGB int64
	// LCUHours are the load balancer's capacity units, over the whole month. Default the
	// larger of an hour for each GB of ResponseGB and one for each 90,000 of Requests, which is 25 new
	// connections a second (docs.aws.amazon.com/elasticloadbalancing: an LCU is 25 new connections a
	// second or 1 GB an hour, whichever is used more).
	LCUHours int64
	// EndpointGB is what passes the interface endpoints, in both directions. What passes the gateway
	// endpoint of S3 costs nothing and is not in it. Default 20.
	EndpointGB int64
	// LogGB is what all containers print. Default 1.
	LogGB int64
	// WAFLogGB and AccessLogGB are what WAF and CloudFront write to CloudWatch Logs.
	// Default 2 KB and 1 KB for each of Requests, rounded up to a GB.
	WAFLogGB, AccessLogGB int64
	// FlowLogGB is what the VPC's flow logs write to the log bucket. Default 1.
	FlowLogGB int64
	// ALBLogGB is what the load balancer writes to the log bucket. Default 1 KB for each of Requests, rounded up to a GB.
	ALBLogGB int64
	// BucketGB is what all buckets together hold that the topology makes for its services. Default 10.
	BucketGB int64
	// CustomMetrics are the metrics that services put themselves. Default 10.
	CustomMetrics int64
	// ActiveUsers are the users who log in at least once in the month. Default 100.
	ActiveUsers int64
	// WithoutFreeTiers prices what CloudFront and Cognito give to every account for nothing, for
	// an account that uses it up elsewhere. Default false.
	WithoutFreeTiers bool
}

// Defaulted returns the usage with every default filled in. It is idempotent.
func (u Usage) Defaulted() Usage {
	or := func(field *int64, value int64) {
		if *field == 0 {
			*field = value
		}
	}
	or(&u.Requests, 1_000_000)
	or(&u.ResponseGB, 50)
	requests := amount(u.Requests)
	or(&u.LCUHours, max(amount(u.ResponseGB), up(requests, 90_000)))
	or(&u.EndpointGB, 20)
	or(&u.LogGB, 1)
	or(&u.WAFLogGB, up(requests*2, 1_000_000))
	or(&u.AccessLogGB, up(requests, 1_000_000))
	or(&u.FlowLogGB, 1)
	or(&u.ALBLogGB, up(requests, 1_000_000))
	or(&u.BucketGB, 10)
	or(&u.CustomMetrics, 10)
	or(&u.ActiveUsers, 100)
	return u
}

// Check returns what is wrong with the usage.
func (u Usage) Check() problem.List {
	var list problem.List
	for _, f := range u.fields() {
		if f.value < None || f.value > most {
			list.Add("usage."+f.path, UsageOutOfRange, f.value, "is not an amount of a month", fmt.Sprintf("use 1 to %d, or cost.None for nothing", int64(most)))
		}
	}
	return list
}

type field struct {
	path  string
	value int64
}

func (u Usage) fields() []field {
	return []field{
		{"requests", u.Requests}, {"responseGB", u.ResponseGB}, {"lcuHours", u.LCUHours}, {"endpointGB", u.EndpointGB}, {"logGB", u.LogGB},
		{"wafLogGB", u.WAFLogGB}, {"accessLogGB", u.AccessLogGB}, {"flowLogGB", u.FlowLogGB}, {"albLogGB", u.ALBLogGB}, {"bucketGB", u.BucketGB},
		{"customMetrics", u.CustomMetrics}, {"activeUsers", u.ActiveUsers},
	}
}

// amount of a field that has its default: None is nothing.
func amount(field int64) int64 { return max(field, 0) }

// up divides and rounds up.
func up(n, by int64) int64 { return (n + by - 1) / by }
