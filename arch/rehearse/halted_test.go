package rehearse_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/rehearse"
)

// A way back that fails halts, and can be gone on with to where it was going.
func TestRollbackThatFails(t *testing.T) {
	u := start(t, rehearse.Options{Fail: []rehearse.Failure{
		{LogicalID: "Topic", Action: "update", Reason: "no"}, {LogicalID: "Logs", Action: "rollback", Reason: "neither", Times: 1},
	}})
	u.deploy("eu-west-1", "s", small, nil)
	was := u.resources("eu-west-1", "s")
	next := strings.NewReplacer(`"RetentionInDays": 30`, `"RetentionInDays": 60`, "of ${Vpc}", "new ${Vpc}").Replace(small)
	s := u.deploy("eu-west-1", "s", next, nil)
	require.Equal(t, types.StackStatusUpdateRollbackFailed, s.StackStatus)
	require.Contains(t, *s.StackStatusReason, "[Logs]")
	_, err := u.propose("eu-west-1", "s", next, nil)
	require.ErrorContains(t, err, "UPDATE_ROLLBACK_FAILED state and can not be updated")
	_, err = u.client("eu-west-1").ContinueUpdateRollback(t.Context(), &cloudformation.ContinueUpdateRollbackInput{StackName: aws.String("s")})
	require.NoError(t, err)
	require.Equal(t, types.StackStatusUpdateRollbackComplete, u.settle("eu-west-1", "s").StackStatus)
	require.Equal(t, was, u.resources("eu-west-1", "s"))
	_, err = u.client("eu-west-1").ContinueUpdateRollback(t.Context(), &cloudformation.ContinueUpdateRollbackInput{StackName: aws.String("s")})
	require.ErrorContains(t, err, "not in UPDATE_ROLLBACK_FAILED")
}

// A stack whose name, export or protection stands in the way is not deleted.
func TestWhatIsNotDeleted(t *testing.T) {
	u := start(t, rehearse.Options{})
	u.deploy("eu-west-1", "s", small, nil)
	u.deploy("eu-west-1", "reader", `{"Resources":{"T":{"Type":"AWS::SNS::Topic","Properties":{"DisplayName":{"Fn::ImportValue":"the-vpc"}}}}}`, nil)
	_, err := u.client("eu-west-1").DeleteStack(t.Context(), &cloudformation.DeleteStackInput{StackName: aws.String("s")})
	require.ErrorContains(t, err, "Export the-vpc cannot be deleted as it is in use by reader")
	_, err = u.client("eu-west-1").UpdateTerminationProtection(t.Context(), &cloudformation.UpdateTerminationProtectionInput{StackName: aws.String("reader"), EnableTerminationProtection: aws.Bool(true)})
	require.NoError(t, err)
	_, err = u.client("eu-west-1").DeleteStack(t.Context(), &cloudformation.DeleteStackInput{StackName: aws.String("reader")})
	require.ErrorContains(t, err, "TerminationProtection is enabled")
	require.Equal(t, types.StackStatusCreateComplete, u.settle("eu-west-1", "reader").StackStatus)
}
