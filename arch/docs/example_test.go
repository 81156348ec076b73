package docs_test

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/compute/computespec"
)

func ExampleMarkdown() {
	spec := archspec.Spec{
		Name: "chat", Region: "eu-west-1",
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2",
		}}},
	}
	plan, err := spec.Plan()
	if err != nil {
		fmt.Println(err)
		return
	}
	page := string(docs.Markdown(plan, docs.Options{Picture: "architecture.svg"}))
	_, flow, _ := strings.Cut(page, "## Request Flow\n\n")
	flow, _, _ = strings.Cut(flow, "\n\n")
	fmt.Println(flow)
	// Output:
	// 1. Users connect over HTTPS to the CloudFront distribution.
	// 2. AWS WAF judges the request before CloudFront goes on.
	// 3. CloudFront forwards it to the load balancer through a VPC origin: the load balancer has no public address.
	// 4. The load balancer routes the request to a task in the private subnets.
	// 5. The container listens and processes the request: app on port 8501.
	// 6. Tasks reach AWS services only through VPC endpoints. There is no NAT gateway and no route to the internet.
	// 7. Logs and metrics go to Amazon CloudWatch, which raises the alarms.
	// 8. The application logs users in through Amazon Cognito, over the cognito-idp endpoint.
}
