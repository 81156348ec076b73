package bucket_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/deploy/bucket"
)

var _ deploy.TemplateStore = bucket.Store{}

// The SDK's own client writes the template to the address that is returned.
func TestPut(t *testing.T) {
	var method, path, body string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		method, path, body = r.Method, r.URL.Path, string(text)
	}))
	defer server.Close()
	store := bucket.Store{Bucket: "mine", Region: "eu-west-1", Client: s3.New(s3.Options{
		Region: "eu-west-1", BaseEndpoint: aws.String(server.URL), UsePathStyle: true,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
		}),
	})}
	url, err := store.Put(t.Context(), "chat-0a1b.json", []byte(`{"Resources": {}}`))
	require.NoError(t, err)
	require.Equal(t, "https://mine.s3.eu-west-1.amazonaws.com/archblocks/chat-0a1b.json", url)
	require.Equal(t, http.MethodPut, method)
	require.Equal(t, "/mine/archblocks/chat-0a1b.json", path)
	require.Contains(t, body, `{"Resources": {}}`)
}

type refusing struct{}

func (refusing) PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error) {
	return nil, errors.New("NoSuchBucket")
}

func TestRefused(t *testing.T) {
	_, err := bucket.Store{Client: refusing{}, Bucket: "mine", Region: "eu-west-1"}.Put(t.Context(), "x", nil)
	require.ErrorContains(t, err, "NoSuchBucket")
	require.ErrorContains(t, err, "s3:PutObject")
}
