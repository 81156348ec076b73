package archspec_test

import (
	"errors"
	"fmt"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

// Validate finds all problems at once, each with what to do about it.
func ExampleSpec_Validate() {
	spec := archspec.Spec{
		Name:   "chat",
		Region: "eu-wset-1",
		Edge:   edgespec.Spec{Domain: "https://chat.example.com", HostedZoneID: "Z0123456789ABCDEFGHIJ", RateLimit: 5},
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: "docker.io/acme/chat:1.4.2", CPU: 512, MemoryMiB: 512, Models: []string{"antropic.claude-v2"},
		}}},
	}
	err := spec.Validate()
	fmt.Println(err)

	fmt.Println(errors.Is(err, computespec.MemoryNotAllowed))
	list, _ := problem.Of(err)
	fmt.Println(list[0].Path, list[0].Hint)
	// Output:
	// invalid spec: 6 problems
	//   region: "eu-wset-1" is not an AWS Region known here; did you mean "eu-west-1"? [region-unknown]
	//   edge.domain: "https://chat.example.com" is not a host name; use "chat.example.com" [domain-invalid]
	//   edge.rateLimit: "5" is not from 10, WAF's floor, to 2000000000; use 2000 [rate-limit-out-of-range]
	//   compute.services[0].image: "docker.io/acme/chat:1.4.2" is not in private ECR, and private subnets without a way to the internet reach no other registry; push it to ECR in the same Region and use it from there, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0 [image-not-in-ecr]
	//   compute.services[0].memoryMiB: "512" does not go with 512 CPU units, which take 1024 to 4096 MiB; use 1024 [memory-not-allowed]
	//   compute.services[0].models[0]: "antropic.claude-v2" is by a provider not known here; did you mean "anthropic.claude-v2"? [model-provider-unknown]
	// true
	// region did you mean "eu-west-1"?
}

// Explain says why each thing of the topology exists.
func ExampleExplain() {
	spec := archspec.Spec{
		Name: "chat", Region: "eu-west-1",
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2",
			Models: []string{"amazon.nova-lite-v1:0"},
		}}},
	}
	all, err := archspec.Explain(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range all {
		if e.Kind == "endpoint" {
			fmt.Println(e)
		}
	}
	// Output:
	// endpoint s3
	//   because app pulls its image's layers, which ECR keeps in S3 (compute.services[0].image)
	// endpoint bedrock-runtime
	//   because app invokes its models (compute.services[0].models)
	// endpoint ecr.api
	//   because app gets its registry token and image addresses (compute.services[0].image)
	// endpoint ecr.dkr
	//   because app pulls its image's manifest (compute.services[0].image)
	// endpoint logs
	//   because app writes its output to CloudWatch Logs (compute.services[0])
	// endpoint monitoring
	//   because app puts its own metrics (compute.services[0])
	// endpoint cognito-idp
	//   because the application logs users in through Cognito (auth.mode)
}
