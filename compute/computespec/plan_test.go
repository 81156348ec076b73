package computespec_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
)

func TestDefaulted(t *testing.T) {
	spec := services(computespec.Service{Name: "app", Buckets: []computespec.Bucket{{Name: "docs"}}})
	want := computespec.Spec{
		Services: []computespec.Service{{
			Name: "app", Image: image, Port: 8501, CPU: 512, MemoryMiB: 1024, Architecture: computespec.X8664,
			MinTasks: 2, MaxTasks: 4, DesiredTasks: 2, TargetCPUPercent: 60,
			HealthCheckPath: "/_stcore/health", HealthCheckInterval: 15 * time.Second, HealthCheckTimeout: 5 * time.Second,
			StartupTime: time.Minute, DrainTime: time.Minute,
			Buckets: []computespec.Bucket{{Name: "docs", Access: computespec.ReadWrite}},
		}},
		LoadBalancer:      computespec.LoadBalancer{Scheme: computespec.Internal, Ports: []int{80}, SecurityGroupRules: 60, IdleTimeout: 10 * time.Minute},
		ContainerInsights: computespec.InsightsEnabled,
	}
	if diff := cmp.Diff(want, spec.Defaulted()); diff != "" {
		t.Errorf("Defaulted (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, want.Defaulted()); diff != "" {
		t.Errorf("Defaulted twice (-once +twice):\n%s", diff)
	}
	if spec.Services[0].Port != 0 || spec.Services[0].Buckets[0].Access != "" {
		t.Error("Defaulted changed its receiver")
	}
}

func TestDefaultedLoadBalancer(t *testing.T) {
	tests := []struct {
		give   balancer
		scheme computespec.Scheme
		ports  []int
	}{
		{balancer{}, computespec.Internal, []int{80}},
		{balancer{CertificateARN: certificate}, computespec.InternetFacing, []int{443}},
		{balancer{Scheme: computespec.InternetFacing}, computespec.InternetFacing, []int{443}},
		{balancer{Scheme: computespec.Internal, CertificateARN: certificate}, computespec.Internal, []int{443}},
		{balancer{Scheme: computespec.Internal, Ports: []int{80, 443}}, computespec.Internal, []int{80, 443}},
	}
	for _, test := range tests {
		got := balanced(test.give).Defaulted().LoadBalancer
		if diff := cmp.Diff(test.ports, got.Ports); diff != "" || got.Scheme != test.scheme {
			t.Errorf("%+v gives %s %v, want %s %v", test.give, got.Scheme, got.Ports, test.scheme, test.ports)
		}
	}
}

// A certificate that is made counts like one that is brought.
func TestPlanWithMadeCertificate(t *testing.T) {
	in := computespec.Inputs{MadeCertificate: true}
	p := balanced(balancer{}).Plan(in)
	if l := p.Spec.LoadBalancer; l.Scheme != computespec.InternetFacing || p.OriginPort() != 443 {
		t.Errorf("load balancer is %s with ports %v", l.Scheme, l.Ports)
	}
	if err := balanced(balancer{}).Validate(in); err != nil {
		t.Error(err)
	}
	if l := balanced(balancer{Scheme: computespec.Internal}).Plan(in).Spec.LoadBalancer; l.Scheme != computespec.Internal {
		t.Errorf("load balancer is %s, want the scheme that is given", l.Scheme)
	}
}

func TestPlanTasksSpanTheZones(t *testing.T) {
	for zones, want := range map[int]int{0: 2, 2: 2, 3: 3} {
		s := services(computespec.Service{Name: "app"}).Plan(computespec.Inputs{Zones: zones}).Services[0]
		if s.MinTasks != want || s.MaxTasks != 2*want || s.DesiredTasks != want {
			t.Errorf("%d zones: %d to %d tasks, %d at first", zones, s.MinTasks, s.MaxTasks, s.DesiredTasks)
		}
	}
}

func TestPlanService(t *testing.T) {
	spec := services(computespec.Service{Name: "app"}, computespec.Service{Name: "my-api", Paths: []string{"/api/*"}}, computespec.Service{Name: "v2", Paths: []string{"/v2/*"}})
	type row struct {
		ID, Path, Repository, LogGroup, ExecutionRole, TaskRole string
		Priority                                                int
	}
	var got []row
	for _, s := range spec.Plan(ireland).Services {
		got = append(got, row{s.ID, s.Path, s.Account + " " + s.ImageRegion + " " + s.Repository, s.LogGroup.Name, s.ExecutionRole.ID, s.TaskRole.ID, s.Priority})
	}
	const repository = "111122223333 eu-west-1 chat"
	want := []row{
		{"App", "services[0]", repository, "/chat/app", "app-execution", "app-task", 50000},
		{"MyApi", "services[1]", repository, "/chat/my-api", "my-api-execution", "my-api-task", 2},
		{"V2", "services[2]", repository, "/chat/v2", "v2-execution", "v2-task", 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("services (-want +got):\n%s", diff)
	}
}

func TestPlanPrefixList(t *testing.T) {
	tests := []struct{ given, region, want string }{
		{"", "eu-west-1", "pl-4fa04526"},
		{"pl-00000000", "eu-west-1", "pl-00000000"},
		{"", "eu-south-2", ""},
	}
	for _, test := range tests {
		if got := balanced(balancer{PrefixListID: test.given}).Plan(computespec.Inputs{Region: test.region}).PrefixListID; got != test.want {
			t.Errorf("%q in %s gives %q, want %q", test.given, test.region, got, test.want)
		}
	}
}

func TestOriginPort(t *testing.T) {
	for want, ports := range map[int][]int{80: {80}, 443: {80, 443}} {
		if got := balanced(balancer{Ports: ports}).Plan(ireland).OriginPort(); got != want {
			t.Errorf("ports %v have the origin port %d, want %d", ports, got, want)
		}
	}
}

func TestPlanVariables(t *testing.T) {
	spec := app(func(s *computespec.Service) {
		s.Buckets = []computespec.Bucket{{Name: "my-docs"}, {Name: "old", Existing: "acme-old"}}
		s.Environment = map[string]string{"LOG_LEVEL": "info", "A": "1"}
	})
	in := ireland
	in.Environment = map[string]string{"COGNITO_CLIENT_ID": "${UserPoolClient}"}
	want := []computespec.Variable{
		{Name: "A", Value: "1"},
		{Name: "BUCKET_MY_DOCS", Value: "chat-my-docs-${AWS::AccountId}-${AWS::Region}", Reason: "the name of bucket my-docs"},
		{Name: "BUCKET_OLD", Value: "acme-old", Reason: "the name of bucket old"},
		{Name: "COGNITO_CLIENT_ID", Value: "${UserPoolClient}", Reason: "login"},
		{Name: "LOG_LEVEL", Value: "info"},
		{Name: "METRIC_NAMESPACE", Value: "chat/app", Reason: "the namespace of the service's own metrics"},
	}
	if diff := cmp.Diff(want, spec.Plan(in).Services[0].Variables); diff != "" {
		t.Errorf("Variables (-want +got):\n%s", diff)
	}
}

func TestPlanBuckets(t *testing.T) {
	spec := services(
		computespec.Service{Name: "app", Buckets: []computespec.Bucket{{Name: "my-docs"}, {Name: "old", Existing: "acme-old", KeyARN: key}}},
		computespec.Service{Name: "api", Paths: []string{"/api/*"}, Buckets: []computespec.Bucket{{Name: "my-docs"}, {Name: "plain", Existing: "acme-plain"}}},
	)
	want := []computespec.BucketPlan{
		{ID: "MyDocs", Name: "my-docs", FullName: "chat-my-docs-${AWS::AccountId}-${AWS::Region}", KeyARN: "${Key}", Path: "services[0].buckets[0]"},
		{Name: "old", FullName: "acme-old", Existing: true, KeyARN: key, Path: "services[0].buckets[1]"},
		{Name: "plain", FullName: "acme-plain", Existing: true, Path: "services[1].buckets[1]"},
	}
	if diff := cmp.Diff(want, spec.Plan(ireland).Buckets); diff != "" {
		t.Errorf("Buckets (-want +got):\n%s", diff)
	}
}

// Each thing that a service uses is a need; what it does not use is none.
func TestPlanNeeds(t *testing.T) {
	const base = "ecr.api ecr.dkr s3 logs"
	tests := []struct {
		name, want string
		change     func(*computespec.Service)
	}{
		{"nothing", base, func(s *computespec.Service) {}},
		{"metrics", base + " monitoring", func(s *computespec.Service) { s.DisableMetrics = false }},
		{"models", base + " bedrock-runtime", func(s *computespec.Service) { s.Models = []string{"amazon.nova-lite-v1:0"} }},
		{"buckets", base + " s3", func(s *computespec.Service) { s.Buckets = []computespec.Bucket{{Name: "docs"}} }},
		{"secret", base + " secretsmanager", func(s *computespec.Service) {
			s.Secrets = map[string]string{"A": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a"}
		}},
		{"parameter", base + " ssm", func(s *computespec.Service) {
			s.Secrets = map[string]string{"A": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}
		}},
		{"exec", base + " ssmmessages", func(s *computespec.Service) { s.EnableExec, s.WritableRoot = true, true }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			spec := app(func(s *computespec.Service) { s.DisableMetrics = true; test.change(s) })
			got := ""
			for i, n := range spec.Plan(ireland).Needs {
				if i > 0 {
					got += " "
				}
				got += string(n.Service)
				if n.Reason.Text == "" || n.Reason.Path == "" || len(n.Statements) == 0 {
					t.Errorf("need %+v lacks something", n)
				}
			}
			if got != test.want {
				t.Errorf("needs are %q, want %q", got, test.want)
			}
		})
	}
}

func TestPlanRules(t *testing.T) {
	spec := services(computespec.Service{Name: "app"})
	spec.LoadBalancer = balancer{CertificateARN: certificate, Ports: []int{443, 80}, SecurityGroupRules: 110}
	in := ireland
	in.Login = true
	var got []string
	for _, r := range spec.Plan(in).Rules {
		got = append(got, fmt.Sprintf("%s: %s %s %d %s %s: %s", r.ID, r.Group, r.Direction, r.Port, r.Peer.Kind, r.Peer.Name, r.Description))
	}
	want := []string{
		"LoadBalancerFromCloudFront443: load-balancer ingress 443 prefix-list com.amazonaws.global.cloudfront.origin-facing: HTTPS from CloudFront",
		"LoadBalancerFromCloudFront80: load-balancer ingress 80 prefix-list com.amazonaws.global.cloudfront.origin-facing: HTTP from CloudFront",
		"LoadBalancerToLogin: load-balancer egress 443 any-ipv4 : HTTPS to the Cognito login endpoints",
		"LoadBalancerToApp: load-balancer egress 8501 group service-app: Requests and health checks to app",
		"AppFromLoadBalancer: service-app ingress 8501 group load-balancer: Requests and health checks from the load balancer",
		"AppToEndpoints: service-app egress 443 group endpoints: HTTPS to the interface endpoints",
		"AppToS3: service-app egress 443 prefix-list com.amazonaws.${AWS::Region}.s3: HTTPS to S3 through the gateway endpoint",
		"EndpointsFromApp: endpoints ingress 443 group service-app: HTTPS from the tasks of app",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Rules (-want +got):\n%s", diff)
	}
	in.Login = false
	if n := len(spec.Plan(in).Rules); n != len(want)-1 {
		t.Errorf("without login there are %d rules, want one less than %d", n, len(want))
	}
	if got := spec.Plan(in).Needs[0].Service; got != awsservice.ECRAPI {
		t.Errorf("the first need is %s", got)
	}
}

func TestPlanAlarms(t *testing.T) {
	ids := func(insights computespec.Insights) (all []string) {
		spec := services(computespec.Service{Name: "app"})
		spec.ContainerInsights = insights
		for _, a := range spec.Plan(ireland).Alarms {
			all = append(all, a.ID)
			if a.Title == "" || a.Action == "" || a.Reason.Text == "" || a.Points < 1 || a.Threshold <= 0 || a.Metric.Period%time.Minute != 0 || len(a.Metric.Dimensions) == 0 {
				t.Errorf("alarm %+v lacks something", a)
			}
			if silent := a.ID == "AppRunningTasks"; a.MissingBreaches != silent || (a.Comparison == plan.Below) != silent {
				t.Errorf("alarm %s: silence breaches it: %t, comparison %s", a.ID, a.MissingBreaches, a.Comparison)
			}
		}
		return all
	}
	want := []string{"LoadBalancer5xx", "App5xx", "AppUnhealthyTasks", "AppResponseTime", "AppCPU", "AppMemory", "AppRunningTasks"}
	if diff := cmp.Diff(want, ids("")); diff != "" {
		t.Errorf("Alarms (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[:6], ids(computespec.InsightsDisabled)); diff != "" {
		t.Errorf("Alarms without insights (-want +got):\n%s", diff)
	}
}
