package deploy

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// attempts is how often a call that may yet succeed is made, beside the SDK's own retries;
// the waits between add up to about four minutes.
const attempts = 8

// call makes a request, and makes it again while AWS is busy or cannot be reached.
func call[T any](r *run, what string, do func(context.Context) (T, error)) (T, error) {
	var zero T
	for n := 1; ; n++ {
		out, err := do(r.ctx)
		switch {
		case err == nil:
			return out, nil
		case r.ctx.Err() != nil:
			return zero, r.stopped()
		case isCredentials(err):
			return zero, fmt.Errorf("deploy: %s: %w are missing, not valid or have run out: %v\n  hint: log in again (aws sso login), or set AWS_PROFILE or the keys, and run the same command: it goes on where it was", what, ErrCredentials, err)
		case n == attempts || !isPassing(err):
			return zero, fmt.Errorf("deploy: %s: %w", what, err)
		}
		wait := time.Second << min(n-1, 6)
		r.Report(Event{Kind: Noted, Time: time.Now(), Reason: fmt.Sprintf("%s: %s; tried again in %s", what, brief(err), wait)})
		if r.Wait(r.ctx, wait) != nil {
			return zero, r.stopped()
		}
	}
}

func (r *run) stopped() error {
	return fmt.Errorf("deploy: %w: what was begun goes on in CloudFormation by itself; run the same command to watch it and go on", ErrStopped)
}

// busy are codes of errors that pass.
var busy = []string{"Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException", "PriorRequestNotComplete", "ServiceUnavailable", "InternalFailure", "InternalError", "RequestTimeout"}

func isPassing(err error) bool {
	var api smithy.APIError
	if errors.As(err, &api) && slices.Contains(busy, api.ErrorCode()) {
		return true
	}
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) && response.HTTPStatusCode() >= 500 {
		return true
	}
	var sent *smithyhttp.RequestSendError
	return errors.As(err, &sent)
}

var badCredentials = []string{
	"ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "MissingAuthenticationToken", "AuthFailure",
}

func isCredentials(err error) bool {
	var api smithy.APIError
	if errors.As(err, &api) && slices.Contains(badCredentials, api.ErrorCode()) {
		return true
	}
	// The SDK has no type for these: what its chain of providers says.
	text := err.Error()
	return strings.Contains(text, "failed to refresh cached credentials") || strings.Contains(text, "get identity: get credentials") || strings.Contains(text, "no EC2 IMDS role found")
}

// isMissing is whether a stack is not there.
func isMissing(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && api.ErrorCode() == "ValidationError" && strings.Contains(api.ErrorMessage(), "does not exist")
}

func hasCode(err error, codes ...string) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(codes, api.ErrorCode())
}

func brief(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	text := err.Error()
	return clip(text[strings.LastIndex(text, ": ")+1:], 60)
}
