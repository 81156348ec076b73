package computespec

import "time"

// Spec is a load balancer and the services behind it.
type Spec struct {
	// Services are the containers to run: at least one. Required.
	Services []Service

	// LoadBalancer is how requests arrive. Default as each of its fields says.
	LoadBalancer LoadBalancer

	// ContainerInsights is the level of the cluster's metrics.
	// Default InsightsEnabled.
	ContainerInsights Insights
}

// Insights is a level of CloudWatch Container Insights.
type Insights string

const (
	// InsightsEnabled gives metrics by cluster and service.
	InsightsEnabled Insights = "enabled"
	// InsightsEnhanced adds metrics by task and container, at a higher price.
	InsightsEnhanced Insights = "enhanced"
	// InsightsDisabled gives none; the alarm on running tasks is then left out.
	InsightsDisabled Insights = "disabled"
)

// Scheme says who can reach a load balancer's addresses.
type Scheme string

const (
	// InternetFacing load balancers have public addresses; CloudFront's prefix list guards them.
	InternetFacing Scheme = "internet-facing"
	// Internal load balancers have private addresses; CloudFront reaches them through a VPC origin.
	Internal Scheme = "internal"
)

// LoadBalancer is the Application Load Balancer in front of the services.
type LoadBalancer struct {
	// Scheme is InternetFacing or Internal.
	// Default InternetFacing where there is a certificate, else Internal. arch.Assemble
	// sets InternetFacing where a domain is given.
	Scheme Scheme

	// CertificateARN is an ACM certificate of the load balancer's Region that covers the
	// domain of the viewers, because CloudFront forwards their Host header.
	// Default none; arch.Assemble makes one where the edge has a hosted zone.
	CertificateARN string

	// Ports are the listener's ports: 443 with a certificate, 80 without. Both together
	// need SecurityGroupRules of 110 or more, because CloudFront's prefix list counts as 55
	// rules for each port; port 80 then redirects to 443.
	// Default 443 with a certificate, else 80.
	Ports []int

	// SecurityGroupRules is the account's quota "Inbound or outbound rules per security group": 1 to 1000
	// (docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html). Default 60.
	SecurityGroupRules int

	// PrefixListID is the id in this Region of com.amazonaws.global.cloudfront.origin-facing:
	// "pl-" and 8 or 17 hexadecimal digits.
	// Default the id known for the Region, or else a template parameter.
	PrefixListID string

	// IdleTimeout ends a connection that carries nothing: 1 s to 4000 s, whole seconds.
	// Default 10 minutes, as long as CloudFront keeps an idle WebSocket.
	IdleTimeout time.Duration

	// DisableAccessLogs turns off access logs. Default false: they go to the log bucket.
	DisableAccessLogs bool

	// DisableDeletionProtection lets the load balancer be deleted with the stack.
	// Default false: it must be turned off first.
	DisableDeletionProtection bool
}

// Service is one container that runs on Fargate in every zone.
type Service struct {
	// Name is 1 to 20 lower-case letters, digits and hyphens, and starts with a letter. Required.
	Name string

	// Image is a private ECR image of the same Region, with a tag or digest, such as
	// "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2": private subnets reach no other registry. Required.
	Image string

	// Port is the container's port: 1 to 65535. Default 8501.
	Port int

	// Paths are the URL paths that lead to the service, with * and ? as wildcards: at most four
	// of at most 128 characters. At most one service has none: it gets every path left.
	// Default every path.
	Paths []string

	// CPU is in CPU units, 1024 to the vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. Default 512.
	CPU int

	// MemoryMiB must suit CPU (docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html).
	// Default twice CPU.
	MemoryMiB int

	// Architecture is X8664 or ARM64, as the image was built. Default X8664.
	Architecture Architecture

	// MinTasks, MaxTasks and DesiredTasks bound the number of tasks: at least one a zone.
	// Default 2 (3 in three zones), at most twice MinTasks, and MinTasks, left to scaling: another number of
	// DesiredTasks is in the template, and every deployment sets it again.
	MinTasks, MaxTasks, DesiredTasks int

	// TargetCPUPercent is the CPU use that scaling aims at: 10 to 90. Default 60.
	TargetCPUPercent int

	// TargetRequests is the number of requests a minute and task that scaling aims at as well.
	// Default 0: requests do not scale the service.
	TargetRequests int

	// HealthCheckPath answers 200 when the container is well. Default "/_stcore/health", Streamlit's own.
	HealthCheckPath string

	// HealthCheckInterval is 5 s to 300 s, whole seconds. Default 15 s.
	HealthCheckInterval time.Duration

	// HealthCheckTimeout is 2 s to 120 s, and shorter than the interval. Default 5 s.
	HealthCheckTimeout time.Duration

	// StartupTime is how long failed health checks are forgiven after a task starts: up to 2,147,483,647 s.
	// Default 60 s.
	StartupTime time.Duration

	// DrainTime is how long a task that stops keeps its connections: 1 s to 3600 s. Default 60 s.
	DrainTime time.Duration

	// DisableStickiness spreads the requests of one user over all tasks.
	// Default false: a cookie keeps a user on one task, which Streamlit's uploads need.
	DisableStickiness bool

	// Command replaces the image's command. Default the image's own.
	Command []string

	// Environment is handed to the container; it is not for secrets.
	// Default none beyond what the topology itself hands over.
	Environment map[string]string

	// Secrets are environment variables filled from Secrets Manager or Parameter Store, by the
	// ARN of a secret or parameter of the same Region. One that is encrypted with a key of your own also needs
	// kms:Decrypt on it: grant that to the ExecutionRole of the rendered service. Default none.
	Secrets map[string]string

	// Models are the Amazon Bedrock models that the service may invoke: ids of foundation models or
	// of cross-Region inference profiles, such as "eu.anthropic.claude-sonnet-4-5-20250929-v1:0". Default none.
	Models []string

	// Buckets are the S3 buckets that the service may use. Default none.
	Buckets []Bucket

	// DisableMetrics takes away the right to put custom metrics, and the endpoint that this needs.
	// Default false: the service may put metrics into the namespace that METRIC_NAMESPACE tells it.
	DisableMetrics bool

	// WritableRoot lets the container write to its root file system.
	// Default false: it is read-only, and /tmp is a volume that can be written. Fargate gives the volume to root,
	// unless the image declares it: an image that runs as another user needs VOLUME /tmp in its Dockerfile
	// (docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html).
	WritableRoot bool

	// EphemeralStorageGiB is the task's disk: 21 to 200. Default 20, which Fargate gives for nothing.
	EphemeralStorageGiB int

	// EnableExec lets operators open a shell in a running container. It needs WritableRoot
	// (docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html). Default false.
	EnableExec bool
}

// Architecture of a container's processor.
type Architecture string

const (
	// X8664 is Intel and AMD.
	X8664 Architecture = "X86_64"
	// ARM64 is AWS Graviton.
	ARM64 Architecture = "ARM64"
)

// Bucket is an S3 bucket that a service may use. The container learns its name from the
// environment variable BUCKET_ and Name in capitals.
type Bucket struct {
	// Name is the bucket's role: 1 to 16 lower-case letters, digits and hyphens. Services that
	// give the same name share the bucket. Required.
	Name string

	// Existing is the full name of a bucket of this account and Region.
	// Default a new bucket: "<topology>-<Name>-<account>-<Region>", encrypted, versioned and kept on deletion.
	Existing string

	// KeyARN is the KMS key of an existing bucket that is encrypted with one. Default none.
	KeyARN string

	// Access is ReadWrite or ReadOnly. Default ReadWrite.
	Access Access
}

// Access says what a service may do with the objects of a bucket.
type Access string

const (
	// ReadWrite may list, get, put and delete objects.
	ReadWrite Access = "read-write"
	// ReadOnly may list and get objects.
	ReadOnly Access = "read-only"
)
