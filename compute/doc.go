// Package compute makes what runs: an ECS cluster, Fargate services in private
// subnets, the load balancer in front of them, their roles, and the S3 buckets that they use.
//
// It makes AWS::ECS::Cluster, TaskDefinition and Service, ElasticLoadBalancingV2::LoadBalancer,
// Listener, ListenerRule and TargetGroup, IAM::Role and ManagedPolicy, EC2::SecurityGroup and its
// rules, ApplicationAutoScaling, S3::Bucket, SecretsManager::Secret and CertificateManager::Certificate.
//
//	apps, err := compute.New(stack, "Compute", compute.Spec{Services: services}, compute.Inputs{Network: compute.Network{VPC: vpc, ...}, LogGroups: groups})
//
// The result's Services hold L2 constructs: add a sidecar with
// apps.Services["app"].TaskDefinition.AddContainer, or scale with AutoScaleTaskCount's result.
package compute
