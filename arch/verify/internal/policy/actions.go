package policy

import "strings"

// TakesNoResource tells whether an action can be granted on "*" only, because the
// service authorization reference names no resource type for it, and why it must be.
// Actions that are not in the table are ok false, whether or not they take a resource.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
func TakesNoResource(action string) (reason string, ok bool) {
	reason, ok = noResource[strings.ToLower(action)]
	return reason, ok
}

// noResource by the action in lower case.
//
// Not here, because they do take a resource: logs:DescribeLogGroups (log-group) and
// ssm:StartSession (instance).
var noResource = map[string]string{
	"ecr:getauthorizationtoken":          "a registry token is for the account, not for a repository",
	"cloudwatch:putmetricdata":           "metrics have no ARN; bind it with cloudwatch:namespace",
	"cloudwatch:getmetricdata":           "metrics have no ARN",
	"cloudwatch:getmetricstatistics":     "metrics have no ARN",
	"cloudwatch:listmetrics":             "metrics have no ARN",
	"xray:puttracesegments":              "traces have no ARN",
	"xray:puttelemetryrecords":           "telemetry of the X-Ray daemon has no ARN",
	"xray:getsamplingrules":              "it lists the rules of the account",
	"xray:getsamplingtargets":            "it reads the quotas of all rules",
	"xray:getsamplingstatisticsummaries": "it lists the statistics of all rules",
	"ssmmessages:createcontrolchannel":   "channels have no ARN",
	"ssmmessages:createdatachannel":      "channels have no ARN",
	"ssmmessages:opencontrolchannel":     "channels have no ARN",
	"ssmmessages:opendatachannel":        "channels have no ARN",
	"sts:getcalleridentity":              "it is about the caller",
	"bedrock:listfoundationmodels":       "it lists the models of the Region",
	"s3:listallmybuckets":                "it lists the buckets of the account",
	"dynamodb:listtables":                "it lists the tables of the account",
	"kms:listkeys":                       "it lists the keys of the account",
	"kms:listaliases":                    "it lists the aliases of the account",
	"kms:generaterandom":                 "it uses no key",
	"secretsmanager:listsecrets":         "it lists the secrets of the account",
	"secretsmanager:getrandompassword":   "it uses no secret",
	"cognito-idp:listuserpools":          "it lists the pools of the account",
}

// Unsigned tells whether an operation of Cognito user pools is called without a
// signature: by anyone, or with a user's token. The request then has no principal, so
// that an endpoint policy cannot bind it to one.
// https://docs.aws.amazon.com/cognito/latest/developerguide/vpc-interface-endpoints.html
func Unsigned(action string) bool {
	operation, ok := strings.CutPrefix(strings.ToLower(action), "cognito-idp:")
	return ok && unsigned[operation]
}

// unsigned are the operations with authtype none in the service's API model, and those
// that the page on authorization models lists besides IAM-authorized ones.
// https://github.com/boto/botocore/blob/develop/botocore/data/cognito-idp/2016-04-18/service-2.json
// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html
var unsigned = setOf(
	"AssociateSoftwareToken", "ChangePassword", "CompleteWebAuthnRegistration", "ConfirmDevice",
	"ConfirmForgotPassword", "ConfirmSignUp", "DeleteUser", "DeleteUserAttributes",
	"DeleteWebAuthnCredential", "ForgetDevice", "ForgotPassword", "GetDevice",
	"GetTokensFromRefreshToken", "GetUser", "GetUserAttributeVerificationCode", "GetUserAuthFactors",
	"GlobalSignOut", "InitiateAuth", "ListDevices", "ListWebAuthnCredentials",
	"ResendConfirmationCode", "RespondToAuthChallenge", "RevokeToken", "SetUserMFAPreference",
	"SetUserSettings", "SignUp", "StartWebAuthnRegistration", "UpdateAuthEventFeedback",
	"UpdateDeviceStatus", "UpdateUserAttributes", "VerifySoftwareToken", "VerifyUserAttribute",
)

func setOf(names ...string) map[string]bool {
	set := map[string]bool{}
	for _, name := range names {
		set[strings.ToLower(name)] = true
	}
	return set
}
