package drift_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/diagram"
)

// The templates stay, the picture changes.
func TestPictureChanges(t *testing.T) {
	swap := func(d *draft, id, before, after string) {
		band := d.group(id)
		if !strings.Contains(band.Detail, before) {
			d.t.Fatalf("%q is not in %q", before, band.Detail)
		}
		band.Detail = strings.Replace(band.Detail, before, after, 1)
	}
	judge(t, []change{
		{"other Region", "chat", []string{"differs region"}, func(d *draft) { d.group("region").Detail = "eu-west-2" }},
		{"no Region", "chat", []string{"not-drawn region"}, func(d *draft) {
			for i := range d.graph.Groups {
				if g := &d.graph.Groups[i]; g.Parent == "region" {
					g.Parent = "cloud"
				}
			}
			d.eraseGroup("region")
		}},
		{"Region that is not known", "chat", []string{"cannot-tell region"}, func(d *draft) {
			d.stacks[0].Region = ""
			d.lists = map[string]string{"pl-4fa04526": "com.amazonaws.global.cloudfront.origin-facing", "pl-6da54004": "S3"}
			d.set(distributionID, "DistributionConfig.Origins.0.DomainName", `{"Fn::GetStackOutput": {"StackName": "chat", "OutputName": "LoadBalancerDNSName"}}`)
			d.stacks[1].Region = ""
		}},
		{"VPC's range", "chat", []string{"differs vpc"}, func(d *draft) { d.group("vpc").Detail = "10.1.0.0/16" }},
		{"second VPC", "chat", []string{"bad-drawing vpc/2"}, func(d *draft) {
			d.graph.Groups = append(d.graph.Groups, diagram.Group{ID: "vpc/2", Kind: diagram.VPCGroup, Parent: "region"})
		}},
		{"zone's number", "chat", []string{"differs zone/1"}, func(d *draft) { d.group("zone/1").Title = "Availability Zone 3" }},
		{"zone's name", "chat", []string{"cannot-tell zone/1"}, func(d *draft) { d.group("zone/1").Detail = "eu-west-1a" }},
		{"zone's other name", "named-zones", []string{"differs zone/1"}, func(d *draft) { d.group("zone/1").Detail = "eu-west-1c" }},
		{"subnet's range", "hello", []string{"missing public/2", "not-drawn hello/NetworkPublicSubnet2E7B6D3F8", "differs load-balancer"}, func(d *draft) {
			d.group("public/2").Detail = "10.0.32.0/20"
		}},
		{"subnet in another zone", "chat", []string{"differs zone/2"}, func(d *draft) { d.group("public/1").Parent = "zone/2" }},
		{"subnet in no zone", "chat", []string{"bad-drawing public/1"}, func(d *draft) { d.group("public/1").Parent = "vpc" }},
		{"subnet more", "chat", []string{"missing private/3"}, func(d *draft) {
			d.graph.Groups = append(d.graph.Groups, diagram.Group{ID: "private/3", Kind: diagram.PrivateSubnetGroup, Parent: "zone/1", Title: "Private subnet", Detail: "10.0.224.0/20"})
		}},
		{"public subnet called otherwise", "chat", []string{"differs public/1"}, func(d *draft) { d.group("public/1").Title = "Load balancer subnet" }},
		{"load balancer subnet called public", "hello", []string{"differs public/1"}, func(d *draft) { d.group("public/1").Title = "Public subnet" }},
		{"subnet with a title of its own", "chat", []string{"bad-drawing private/1"}, func(d *draft) { d.group("private/1").Title = "Data subnet" }},
		{"rule's port", "chat", []string{"rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer"}, func(d *draft) { swap(d, "sg/load-balancer", "443 from", "80 from") }},
		{"rule's peer", "chat", []string{"rule-missing sg/service-app", "rule-not-drawn sg/service-app"}, func(d *draft) { swap(d, "sg/service-app", "sg load-balancer", "sg endpoints") }},
		{"rule left out", "chat", []string{"rule-not-drawn sg/service-app"}, func(d *draft) { swap(d, "sg/service-app", " and S3", "") }},
		{"rule added", "hello", []string{"rule-missing sg/load-balancer"}, func(d *draft) { d.group("sg/load-balancer").Detail += ", 443 to the login" }},
		{"text left out", "chat", []string{"rule-not-drawn sg/endpoints"}, func(d *draft) { d.group("sg/endpoints").Detail = "" }},
		{"text that says nothing", "chat", []string{"bad-drawing sg/endpoints"}, func(d *draft) { d.group("sg/endpoints").Detail = "as usual" }},
		{"peer that is not drawn", "chat", []string{"bad-drawing sg/service-app"}, func(d *draft) { swap(d, "sg/service-app", "sg endpoints", "sg data") }},
		{"band that nobody wears", "chat", []string{"missing sg/data"}, func(d *draft) {
			d.graph.Groups = append(d.graph.Groups, diagram.Group{ID: "sg/data", Kind: diagram.SecurityGroupBand, Parent: "vpc", Title: "sg data"})
		}},
		{"node in another band", "chat", []string{"differs endpoint/logs", "not-carried task/app/1>endpoint/logs", "not-carried task/app/2>endpoint/logs"}, func(d *draft) { d.node("endpoint/logs").Wears = "sg/load-balancer" }},
		{"scheme", "chat", []string{"differs load-balancer"}, func(d *draft) { d.node("load-balancer").Detail = "internal" }},
		{"load balancer in one zone", "chat", []string{"differs load-balancer"}, func(d *draft) { d.node("load-balancer").Groups = []string{"public/1"} }},
		{"load balancer twice", "chat", []string{"bad-drawing load-balancer/2"}, func(d *draft) {
			d.graph.Nodes = append(d.graph.Nodes, diagram.Node{ID: "load-balancer/2", Kind: diagram.LoadBalancerNode})
		}},
		{"task in one zone", "services", []string{"differs task/api"}, func(d *draft) { d.erase("task/api/3") }},
		{"task in another subnet", "chat", []string{"differs task/app"}, func(d *draft) { d.node("task/app/1").Groups = []string{"private/2"} }},
		{"task's size", "chat", []string{"differs task/app/1"}, func(d *draft) { d.node("task/app/1").Detail = "1 vCPU · 2 GB" }},
		{"task's title", "chat", []string{"bad-drawing task/app/1"}, func(d *draft) { d.node("task/app/1").Title = "web task" }},
		{"service added", "chat", []string{"missing task/web/1"}, func(d *draft) {
			d.graph.Nodes = append(d.graph.Nodes, diagram.Node{ID: "task/web/1", Kind: diagram.TaskNode, Title: "web task", Groups: []string{"private/1"}})
		}},
		{"task without a service", "chat", []string{"bad-drawing task/"}, func(d *draft) {
			d.graph.Nodes = append(d.graph.Nodes, diagram.Node{ID: "task/", Kind: diagram.TaskNode})
		}},
		{"endpoint removed", "chat", []string{"not-drawn chat/" + logsEndpoint}, func(d *draft) { d.erase("endpoint/logs") }},
		{"endpoint added", "chat", []string{"missing endpoint/sqs", "missing aws/Amazon SQS", "not-carried endpoint/sqs>aws/Amazon SQS", "not-carried task/app/1>endpoint/sqs"}, func(d *draft) {
			d.graph.Nodes = append(d.graph.Nodes, endpointNode("sqs"), serviceNode("Amazon SQS"))
			d.link("endpoint/sqs", "aws/Amazon SQS", "")
			d.link("task/app/1", "endpoint/sqs", "HTTPS 443")
		}},
		{"endpoint twice", "chat", []string{"missing endpoint/more", "bad-drawing endpoint/more"}, func(d *draft) {
			more := endpointNode("logs")
			more.ID = "endpoint/more"
			d.graph.Nodes = append(d.graph.Nodes, more)
		}},
		{"endpoint of another kind", "chat", []string{"differs endpoint/logs"}, func(d *draft) { d.node("endpoint/logs").Detail = "gateway" }},
		{"endpoint of no kind", "chat", []string{"bad-drawing endpoint/logs"}, func(d *draft) { d.node("endpoint/logs").Detail = "" }},
		{"endpoint in one subnet", "chat", []string{"differs endpoint/s3"}, func(d *draft) { d.node("endpoint/s3").Groups = []string{"private/1"} }},
		{"web ACL removed", "chat", []string{"not-drawn chat-edge/" + webACL, "not-drawn cloudfront>waf"}, func(d *draft) { d.erase("waf") }},
		{"rules of the web ACL", "chat", []string{"differs waf"}, func(d *draft) { d.node("waf").Detail = "9 rules" }},
		{"distribution removed", "chat", []string{"not-drawn chat-edge/" + distributionID}, func(d *draft) {
			d.erase("cloudfront")
		}},
		{"domain", "chat", []string{"differs cloudfront"}, func(d *draft) { d.node("cloudfront").Detail = "www.example.com" }},
		{"user pool removed", "chat", []string{"not-drawn chat/" + userPool, "not-drawn load-balancer>aws/Amazon Cognito"}, func(d *draft) { d.erase("aws/Amazon Cognito") }},
		{"login without a pool", "chat", []string{"not-drawn chat/" + userPool, "missing aws/Amazon Cognito", "differs load-balancer>aws/Amazon Cognito"}, func(d *draft) {
			d.node("aws/Amazon Cognito").Detail = ""
		}},
		{"service beside the VPC added", "chat", []string{"missing aws/Amazon SQS"}, func(d *draft) { d.graph.Nodes = append(d.graph.Nodes, serviceNode("Amazon SQS")) }},
		{"node of another kind", "chat", []string{"bad-drawing database"}, func(d *draft) {
			d.graph.Nodes = append(d.graph.Nodes, diagram.Node{ID: "database", Kind: "database"})
		}},
		{"group of another kind", "chat", []string{"bad-drawing account"}, func(d *draft) {
			d.graph.Groups = append(d.graph.Groups, diagram.Group{ID: "account", Kind: "account"})
		}},
		{"edge that nobody knows", "chat", []string{"bad-drawing task/app/1>waf"}, func(d *draft) { d.link("task/app/1", "waf", "") }},
		{"edge with another's id", "chat", []string{"bad-drawing cloudfront>waf"}, func(d *draft) { d.edge("cloudfront>waf").To = "load-balancer" }},
		{"label of CloudFront", "chat", []string{"not-carried cloudfront>load-balancer", "differs cloudfront>load-balancer"}, func(d *draft) { d.edge("cloudfront>load-balancer").Label = "HTTP 80" }},
		{"label of viewers", "chat", []string{"differs users>cloudfront"}, func(d *draft) { d.edge("users>cloudfront").Label = "HTTP 80" }},
		{"label of a task", "chat", []string{"not-carried load-balancer>task/app/1", "differs load-balancer>task/app/1"}, func(d *draft) { d.edge("load-balancer>task/app/1").Label = "HTTP 80" }},
		{"label of an endpoint", "chat", []string{"not-carried task/app/1>endpoint/logs"}, func(d *draft) { d.edge("task/app/1>endpoint/logs").Label = "HTTP 80" }},
		{"label that says nothing", "chat", []string{"bad-drawing task/app/1>endpoint/logs"}, func(d *draft) { d.edge("task/app/1>endpoint/logs").Label = "logs" }},
		{"edge of viewers removed", "chat", []string{"not-drawn users>cloudfront"}, func(d *draft) { d.erase("users>cloudfront") }},
		{"edge of CloudFront removed", "chat", []string{"not-drawn cloudfront>load-balancer"}, func(d *draft) { d.erase("cloudfront>load-balancer") }},
		{"edge to a task removed", "chat", []string{"not-drawn load-balancer>task/app/2"}, func(d *draft) { d.erase("load-balancer>task/app/2") }},
		{"edge of the login removed", "chat", []string{"not-drawn load-balancer>aws/Amazon Cognito"}, func(d *draft) { d.erase("load-balancer>aws/Amazon Cognito") }},
		{"edge of the login added", "hello", []string{"not-carried load-balancer>aws/Amazon Cognito"}, func(d *draft) { d.link("load-balancer", "aws/Amazon Cognito", "login") }},
		{"edge of an endpoint removed", "chat", []string{"not-drawn endpoint/s3>aws/Amazon S3"}, func(d *draft) { d.erase("endpoint/s3>aws/Amazon S3") }},
		{"edge to another service", "chat", []string{"bad-drawing endpoint/s3>aws/Amazon ECR"}, func(d *draft) { d.link("endpoint/s3", "aws/Amazon ECR", "") }},
	})
}

// The order of what is drawn changes nothing but the order of what is found.
func TestOrderOfThePicture(t *testing.T) {
	d := draftOf(t, "services")
	slices.Reverse(d.graph.Groups)
	slices.Reverse(d.graph.Nodes)
	slices.Reverse(d.graph.Edges)
	if report := d.check(); !report.OK() {
		t.Errorf("the picture is the same, back to front:\n%s", report.Findings())
	}
}
