package awsservice

// regions lists the AWS Regions
// (docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html). The ids of
// prefix lists are not published: these were seen in the public configuration of
// several accounts, and agree. aws ec2 describe-managed-prefix-lists tells the truth.
// The same id may stand for another list in another Region.
var regions = []Region{
	{"us-east-1", "US East (N. Virginia)", "aws", "pl-3b927c52", "pl-63a5400a"},
	{"us-east-2", "US East (Ohio)", "aws", "pl-b6a144df", "pl-7ba54012"},
	{"us-west-1", "US West (N. California)", "aws", "pl-4ea04527", "pl-6ba54002"},
	{"us-west-2", "US West (Oregon)", "aws", "pl-82a045eb", "pl-68a54001"},
	{"af-south-1", "Africa (Cape Town)", "aws", "pl-c0aa4fa9", ""},
	{"ap-east-1", "Asia Pacific (Hong Kong)", "aws", "pl-14b2577d", ""},
	{"ap-east-2", "Asia Pacific (Taipei)", "aws", "", ""},
	{"ap-northeast-1", "Asia Pacific (Tokyo)", "aws", "pl-58a04531", "pl-61a54008"},
	{"ap-northeast-2", "Asia Pacific (Seoul)", "aws", "pl-22a6434b", "pl-78a54011"},
	{"ap-northeast-3", "Asia Pacific (Osaka)", "aws", "pl-31a14458", "pl-a4a540cd"},
	{"ap-south-1", "Asia Pacific (Mumbai)", "aws", "pl-9aa247f3", "pl-78a54011"},
	{"ap-south-2", "Asia Pacific (Hyderabad)", "aws", "", ""},
	{"ap-southeast-1", "Asia Pacific (Singapore)", "aws", "pl-31a34658", "pl-6fa54006"},
	{"ap-southeast-2", "Asia Pacific (Sydney)", "aws", "pl-b8a742d1", "pl-6ca54005"},
	{"ap-southeast-3", "Asia Pacific (Jakarta)", "aws", "", ""},
	{"ap-southeast-4", "Asia Pacific (Melbourne)", "aws", "", ""},
	{"ap-southeast-5", "Asia Pacific (Malaysia)", "aws", "", ""},
	{"ap-southeast-6", "Asia Pacific (New Zealand)", "aws", "", ""},
	{"ap-southeast-7", "Asia Pacific (Thailand)", "aws", "", ""},
	{"ca-central-1", "Canada (Central)", "aws", "pl-38a64351", "pl-7da54014"},
	{"ca-west-1", "Canada West (Calgary)", "aws", "", ""},
	{"eu-central-1", "Europe (Frankfurt)", "aws", "pl-a3a144ca", "pl-6ea54007"},
	{"eu-central-2", "Europe (Zurich)", "aws", "", ""},
	{"eu-north-1", "Europe (Stockholm)", "aws", "pl-fab65393", "pl-c3aa4faa"},
	{"eu-south-1", "Europe (Milan)", "aws", "", ""},
	{"eu-south-2", "Europe (Spain)", "aws", "", ""},
	{"eu-west-1", "Europe (Ireland)", "aws", "pl-4fa04526", "pl-6da54004"},
	{"eu-west-2", "Europe (London)", "aws", "pl-93a247fa", "pl-7ca54015"},
	{"eu-west-3", "Europe (Paris)", "aws", "pl-75b1541c", "pl-23ad484a"},
	{"il-central-1", "Israel (Tel Aviv)", "aws", "", ""},
	{"me-central-1", "Middle East (UAE)", "aws", "", ""},
	{"me-south-1", "Middle East (Bahrain)", "aws", "pl-17b2577e", ""},
	{"mx-central-1", "Mexico (Central)", "aws", "", ""},
	{"sa-east-1", "South America (São Paulo)", "aws", "pl-5da64334", "pl-6aa54003"},
	{"us-gov-west-1", "AWS GovCloud (US-West)", "aws-us-gov", "", ""},
	{"us-gov-east-1", "AWS GovCloud (US-East)", "aws-us-gov", "", ""},
	{"cn-north-1", "China (Beijing)", "aws-cn", "", ""},
	{"cn-northwest-1", "China (Ningxia)", "aws-cn", "", ""},
}
