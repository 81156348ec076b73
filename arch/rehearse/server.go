package rehearse

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/archblocks/archblocks/arch/awsservice"
)

// SampleAccount is the account that a rehearsal plays, unless another one is given. No real account has this id.
const SampleAccount = "000000000000"

// Options say how a rehearsal goes. The zero value keeps everything in memory.
type Options struct {
	// State is the file that keeps the account between runs. Default none: what is made is
	// gone with the server.
	State string
	// Account is the account's id, 12 digits. Default SampleAccount. A state file keeps the one it was made with.
	Account string
	// Steps is how many steps a deployment takes each time that somebody looks at it: 1 to
	// 10000. Default 8. Work goes on when it is looked at and at no other time, so that a
	// rehearsal has no clock.
	Steps int
	// SecurityGroupRules is the account's quota of rules of a security group, each way: 1 to
	// 1000. Default 60, as AWS's.
	SecurityGroupRules int
	// Fail are failures to play.
	Fail []Failure
}

// Failure makes a step fail. Empty fields match all.
type Failure struct {
	Stack, LogicalID, Type string
	// Action is "create", "update" or "delete".
	Action string
	// Reason is what the event says. Default "Rehearsed failure".
	Reason string
	// Times is how often it fails. Default always.
	Times int
}

// Server is a running rehearsal.
type Server struct {
	mu       sync.Mutex
	options  Options
	account  *account
	failures []Failure
	kept     map[string]string // templates by address
	release  func() error
	listener net.Listener
	http     *http.Server
	done     chan struct{}
}

var accountID = regexp.MustCompile(`^\d{12}$`)

// Start opens the state, if there is one, and serves on a free port of 127.0.0.1 until Close
// is called or the context ends. The error says what is wrong with the state or the options.
func Start(ctx context.Context, o Options) (*Server, error) {
	if o.Account == "" {
		o.Account = SampleAccount
	}
	if o.Steps == 0 {
		o.Steps = 8
	}
	if o.SecurityGroupRules == 0 {
		o.SecurityGroupRules = awsservice.SecurityGroupRules
	}
	switch {
	case o.SecurityGroupRules < 1 || o.SecurityGroupRules > 1000:
		return nil, fmt.Errorf("rehearse: %d rules of a security group is not 1 to 1000", o.SecurityGroupRules)
	case !accountID.MatchString(o.Account):
		return nil, fmt.Errorf("rehearse: account %q is not an account's id: give 12 digits, such as %s", o.Account, SampleAccount)
	case o.Steps < 1 || o.Steps > 10000:
		return nil, fmt.Errorf("rehearse: %d steps is not 1 to 10000", o.Steps)
	}
	account, release, err := open(o.State, o.Account)
	if err != nil {
		return nil, err
	}
	account.rules = o.SecurityGroupRules
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("rehearse: %w", err), release())
	}
	s := &Server{options: o, account: account, release: release, listener: listener, done: make(chan struct{})}
	s.failures = append(s.failures, o.Fail...)
	s.http = &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		defer close(s.done)
		s.http.Serve(listener) // its error is that of closing
	}()
	context.AfterFunc(ctx, func() { s.http.Close() })
	return s, nil
}

// URL is the endpoint, such as "http://127.0.0.1:40123".
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Put keeps a template that is too long for a request, as a bucket would: the server reads it
// at the address that is returned. It is a deploy.TemplateStore.
func (s *Server) Put(_ context.Context, name string, body []byte) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[string]string{}
	}
	url := s.URL() + "/" + name
	s.kept[url] = string(body)
	return url, nil
}

// Close ends the server and frees the state file. What was deployed stays in it.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.done
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(err, s.release())
}

// Config is the configuration for clients of a Region: this endpoint, and credentials that
// mean nothing anywhere else. Clients of CloudFormation and STS work.
func (s *Server) Config(region string) aws.Config {
	return aws.Config{
		Region:       region,
		BaseEndpoint: aws.String(s.URL()),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "REHEARSAL", SecretAccessKey: "rehearsal", Source: "rehearse"}, nil
		}),
		RetryMaxAttempts: 3,
	}
}
