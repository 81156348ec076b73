package archspec

import "github.com/archblocks/archblocks/arch/problem"

// Codes of the problems that only the whole can find.
const (
	NameInvalid             problem.Code = "name-invalid"
	NameTooLong             problem.Code = "name-too-long"
	RegionMissing           problem.Code = "region-missing"
	RegionUnknown           problem.Code = "region-unknown"
	RegionNotServed         problem.Code = "region-not-served"
	TagInvalid              problem.Code = "tag-invalid"
	TagsTooMany             problem.Code = "tags-too-many"
	LoginNeedsPublicALB     problem.Code = "login-needs-public-load-balancer"
	PoolDomainWithEndpoint  problem.Code = "pool-domain-with-endpoint"
	OriginNeedsDomain       problem.Code = "origin-needs-domain"
	RegionNeedsECSEndpoints problem.Code = "region-needs-ecs-endpoints"
	IdleTimeoutTooShort     problem.Code = "idle-timeout-too-short"
	PublicRouteMissing      problem.Code = "public-route-missing"
)
