// Package edge makes how viewers reach a topology: a CloudFront distribution with a
// WAF web ACL in front of one origin, their logs, and what belongs to them. All of it
// lives in us-east-1, whatever the Region of the origin: put it into a stack of that Region.
//
// It makes AWS::WAFv2::WebACL and LoggingConfiguration, CloudFront::Distribution and
// VpcOrigin, Logs::DeliverySource, DeliveryDestination and Delivery,
// CertificateManager::Certificate and Route53::RecordSet.
//
//	front, err := edge.New(stack, "Edge", edge.Spec{Domain: "chat.example.com", HostedZoneID: "Z..."}, edge.Inputs{Origin: origin, ...})
//
// The result's Distribution is an L2 construct: add behaviours to it for what may be cached.
package edge
