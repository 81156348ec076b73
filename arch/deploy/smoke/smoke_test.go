package smoke_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy/smoke"
)

func TestViewers(t *testing.T) {
	for status, fine := range map[int]bool{200: true, 302: true, 403: false, 502: false} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://127.0.0.1:1/login")
			w.WriteHeader(status)
		}))
		got := smoke.Checker{}.Check(t.Context(), server.URL, "")
		server.Close()
		require.Len(t, got, 1)
		require.Equal(t, fine, got[0].OK, got[0].String())
		gone := smoke.Checker{}.Check(t.Context(), server.URL, "")[0]
		require.False(t, gone.OK)
		require.Contains(t, gone.Text, "no answer")
	}
}

// The load balancer is fine when it takes no connection, and only then.
func TestLoadBalancer(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	var asked []string
	checker := smoke.Checker{Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		asked = append(asked, address)
		if address == "open.elb.amazonaws.com:80" {
			return net.Dial("tcp", listener.Addr().String())
		}
		return nil, errors.New("i/o timeout")
	}}
	require.True(t, checker.Check(t.Context(), "", "shut.elb.amazonaws.com")[0].OK)
	require.Equal(t, []string{"shut.elb.amazonaws.com:443", "shut.elb.amazonaws.com:80"}, asked)
	open := checker.Check(t.Context(), "", "open.elb.amazonaws.com")[0]
	require.False(t, open.OK)
	require.Contains(t, open.String(), "NOT FINE the load balancer at open.elb.amazonaws.com: takes a connection on port 80")
	require.Empty(t, checker.Check(t.Context(), "", ""))
}
