package diagram

import "fmt"

// Ids of the groups and nodes that more than one block speaks of.
const (
	CloudID         = "cloud"
	EdgeID          = "edge"
	RegionID        = "region"
	VPCID           = "vpc"
	ServicesID      = "services"
	LoadBalancersID = "sg/load-balancer"
	EndpointsID     = "sg/endpoints"

	// ObserveStep and LoginStep are steps that more than one block speaks of.
	ObserveStep = "observe"
	LoginStep   = "login"

	UsersID        = "users"
	CloudFrontID   = "cloudfront"
	WAFID          = "waf"
	LoadBalancerID = "load-balancer"
	CognitoID      = "aws/Amazon Cognito"
	CloudWatchID   = "aws/Amazon CloudWatch"
)

// ZoneID is the group of a zone, counted from 1.
func ZoneID(zone int) string { return fmt.Sprintf("zone/%d", zone) }

// PublicID is the group of a zone's public subnet.
func PublicID(zone int) string { return fmt.Sprintf("public/%d", zone) }

// PrivateID is the group of a zone's private subnet.
func PrivateID(zone int) string { return fmt.Sprintf("private/%d", zone) }

// SecurityGroupID is the group of the band that a security group's wearers are in.
func SecurityGroupID(role string) string { return "sg/" + role }

// TaskID is the node of a service's task in a zone.
func TaskID(service string, zone int) string { return fmt.Sprintf("task/%s/%d", service, zone) }

// EndpointID is the node of an endpoint.
func EndpointID(service string) string { return "endpoint/" + service }

// ServiceID is the node of an AWS service, named by its family, such as "Amazon ECR".
func ServiceID(family string) string { return "aws/" + family }

// EdgeBetween is the id of the edge from one node to another.
func EdgeBetween(from, to string) string { return from + ">" + to }
