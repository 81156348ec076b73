package rehearse

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// maxRequest is the longest request in bytes: a template and its parameters.
const maxRequest = 4 << 20

// fault is an error as the API tells it.
type fault struct{ code, message string }

func (f fault) Error() string { return f.message }

// refused is CloudFormation's word for most of what is wrong with a request.
func refused(format string, args ...any) error {
	return fault{"ValidationError", fmt.Sprintf(format, args...)}
}

// request is one call: the fields of its form.
type request struct {
	url.Values
	region string
}

// list are the values of Name.member.1, Name.member.2 and so on.
func (r request) list(name, field string) []string {
	var all []string
	for i := 1; ; i++ {
		key := name + ".member." + strconv.Itoa(i)
		if field != "" {
			key += "." + field
		}
		if !r.Has(key) {
			return all
		}
		all = append(all, r.Get(key))
	}
}

// actions of CloudFormation and of STS, in the AWS query protocol.
var actions = map[string]func(*Server, request) (any, error){
	"GetCallerIdentity":                 (*Server).getCallerIdentity,
	"CreateChangeSet":                   (*Server).createChangeSet,
	"DescribeChangeSet":                 (*Server).describeChangeSet,
	"DeleteChangeSet":                   (*Server).deleteChangeSet,
	"ListChangeSets":                    (*Server).listChangeSets,
	"ExecuteChangeSet":                  (*Server).executeChangeSet,
	"DescribeStacks":                    (*Server).describeStacks,
	"DescribeStackEvents":               (*Server).describeStackEvents,
	"DescribeEvents":                    (*Server).describeEvents,
	"DescribeStackResources":            (*Server).describeStackResources,
	"ListStackResources":                (*Server).listStackResources,
	"GetTemplate":                       (*Server).getTemplate,
	"ListExports":                       (*Server).listExports,
	"DeleteStack":                       (*Server).deleteStack,
	"DetectStackDrift":                  (*Server).detectStackDrift,
	"DescribeStackDriftDetectionStatus": (*Server).describeStackDriftDetectionStatus,
	"DescribeStackResourceDrifts":       (*Server).describeStackResourceDrifts,
	"ContinueUpdateRollback":            (*Server).continueUpdateRollback,
	"UpdateTerminationProtection":       (*Server).updateTerminationProtection,
}

var scope = regexp.MustCompile(`Credential=[^/]*/\d{8}/([a-z0-9-]+)/`)

// serve answers one request. Requests wait for each other.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		answer(w, "", nil, refused("the request has more than %d bytes, or ends too soon: %v", maxRequest, err))
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		answer(w, "", nil, refused("the request is no form: %v", err))
		return
	}
	in := request{Values: form}
	if m := scope.FindStringSubmatch(r.Header.Get("Authorization")); m != nil {
		in.region = m[1]
	}
	action := in.Get("Action")
	do, ok := actions[action]
	s.mu.Lock()
	defer s.mu.Unlock()
	var out any
	switch {
	case !ok:
		err = fault{"InvalidAction", fmt.Sprintf("The rehearsal does not know the action %q", action)}
	case in.region == "":
		err = fault{"MissingAuthenticationToken", "Request is missing Authentication Token: sign it, as the SDK does, so that the Region is known"}
	default:
		out, err = do(s, in)
	}
	answer(w, action, out, err)
}

// answer writes what the SDK reads.
func answer(w http.ResponseWriter, action string, out any, err error) {
	w.Header().Set("Content-Type", "text/xml")
	if err != nil {
		var f fault
		status := http.StatusBadRequest
		if !errors.As(err, &f) {
			f, status = fault{"InternalFailure", err.Error()}, http.StatusInternalServerError
		}
		w.WriteHeader(status)
		fmt.Fprintf(w, "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>rehearsal</RequestId></ErrorResponse>", escape(f.code), escape(f.message))
		return
	}
	fmt.Fprintf(w, "<%[1]sResponse><%[1]sResult>", action)
	var text strings.Builder
	write(&text, out)
	io.WriteString(w, text.String())
	fmt.Fprintf(w, "</%[1]sResult><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></%[1]sResponse>", action)
}

func escape(text string) string {
	var out strings.Builder
	xml.EscapeText(&out, []byte(text)) // a builder takes all
	return out.String()
}
