// Package observability makes what the other blocks write to and are watched by: an
// encryption key, log groups, the log bucket, an alarm topic, alarms and the dashboard.
//
// [New] makes the sinks, before anything writes to them: AWS::KMS::Key,
// Logs::LogGroup, S3::Bucket, SNS::Topic. [Watch] makes CloudWatch::Alarm and
// CloudWatch::Dashboard, after everything to watch. Both are needed once a Region,
// since an alarm tells a topic of its own Region alone.
//
//	sinks, err := observability.New(stack, "Observability", observability.Spec{}, observability.Inputs{LogGroups: groups})
//
// Key, LogBucket and Topic are L2 constructs of the CDK: subscribe to the topic or
// grant the key as you would with your own.
package observability
