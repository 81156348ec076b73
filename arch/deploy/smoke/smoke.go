// Package smoke looks from outside at what was deployed: the viewers' address must answer, and
// the load balancer must let nobody in who does not come through CloudFront.
package smoke

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// Checker looks. The zero value is ready to use.
type Checker struct {
	// Client asks the viewers' address. Default one that follows no redirects, within 20 s.
	Client *http.Client
	// Dial connects to the load balancer. Default a net.Dialer, within 5 s.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Result is one look.
type Result struct {
	// Name is what was looked at.
	Name string
	OK   bool
	// Text says what was seen, and what to do if it is not OK.
	Text string
}

// Check looks at the viewers' URL, such as "https://chat.example.org", and at the load
// balancer's host name. Empty ones are not looked at. A login page counts as an answer.
func (c Checker) Check(ctx context.Context, viewer, balancer string) []Result {
	var all []Result
	if viewer != "" {
		all = append(all, c.viewer(ctx, viewer))
	}
	if balancer != "" {
		all = append(all, c.balancer(ctx, balancer))
	}
	return all
}

func (c Checker) viewer(ctx context.Context, url string) Result {
	r := Result{Name: "viewers at " + url}
	client := c.Client
	if client == nil {
		client = &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		r.Text = err.Error()
		return r
	}
	out, err := client.Do(request)
	if err != nil {
		var dns *net.DNSError
		if r.Text = "no answer: " + err.Error(); errors.As(err, &dns) {
			r.Text = "the name is not known yet: point it at the distribution, or wait for the record"
		}
		return r
	}
	out.Body.Close()
	r.OK = out.StatusCode < 400
	r.Text = "answers " + out.Status
	switch {
	case r.OK:
	case out.StatusCode == http.StatusForbidden:
		r.Text += ": the firewall blocks this client, or CloudFront does not know the name"
	case out.StatusCode >= 500:
		r.Text += ": no task answers the load balancer, or CloudFront cannot reach it; see the service's events"
	}
	return r
}

// balancer is fine when nobody can connect: its security group drops all but CloudFront.
func (c Checker) balancer(ctx context.Context, host string) Result {
	r := Result{Name: "the load balancer at " + host}
	dial := c.Dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: 5 * time.Second}).DialContext
	}
	for _, port := range []string{"443", "80"} {
		conn, err := dial(ctx, "tcp", net.JoinHostPort(host, port))
		if err == nil {
			conn.Close()
			r.Text = fmt.Sprintf("takes a connection on port %s that does not come from CloudFront: look at the rules of its security group", port)
			return r
		}
		if ctx.Err() != nil {
			r.Text = "not looked at: " + ctx.Err().Error()
			return r
		}
	}
	r.OK, r.Text = true, "takes no connection from here"
	return r
}

// String is the result on a line.
func (r Result) String() string {
	word := "fine"
	if !r.OK {
		word = "NOT FINE"
	}
	return strings.TrimSpace(fmt.Sprintf("%-8s %s: %s", word, r.Name, r.Text))
}
