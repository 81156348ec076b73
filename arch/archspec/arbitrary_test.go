package archspec_test

import (
	"net/netip"
	"reflect"
	"time"

	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
)

// words are values that some field takes, so that an arbitrary spec is often nearly
// valid and each check is reached.
var words = []string{
	"", "chat", "app", "api", "docs", "eu-west-1", "us-east-1", "us-gov-west-1", "eu-west-1a", "eu-west-1b", "us-east-1a", image, "nginx", "/api/*", "/", "*",
	"internal", "internet-facing", "in-app", "load-balancer", "none", "optional", "read-only", "sqs", "s3", "cognito-idp", "logs", "glue", "sqs:SendMessage",
	"chat.example.com", zone, certificate, viewers, "CommonRuleSet", "SQLiRuleSet", "/upload", "amazon.nova-lite-v1:0", "eu.amazon.nova-lite-v1:0", "us.amazon.nova-lite-v1:0",
	"arn:aws:ssm:eu-west-1:111122223333:parameter/key", "arn:aws:kms:eu-west-1:111122223333:key/1", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a:b:c:d",
	"pl-4fa04526", "ops@example.com", "${AWS::AccountId}", "login", "X86_64", "enabled", "my-app", "myapp",
}

var numbers = []int{0, 1, 2, 3, 4, 60, 80, 110, 443, 512, 1024, 4096, 8501, -1, 1 << 40, -1 << 62}

var prefixes = []netip.Prefix{
	{}, netip.MustParsePrefix("10.0.0.0/16"), netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("10.0.0.0/27"), netip.MustParsePrefix("10.0.0.32/27"), netip.MustParsePrefix("10.0.1.0/24"),
	netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("255.255.255.255/32"), netip.MustParsePrefix("8.8.8.8/16"), netip.MustParsePrefix("fd00::/8"), netip.MustParsePrefix("::/0"),
}

// arbitrary is any spec at all: most are wrong in many ways.
func arbitrary() *rapid.Generator[archspec.Spec] {
	return rapid.Custom(func(t *rapid.T) archspec.Spec {
		var s archspec.Spec
		fill(t, "spec", reflect.ValueOf(&s).Elem())
		return s
	})
}

func fill(t *rapid.T, name string, v reflect.Value) {
	// Most fields stay as they are by default.
	if k := v.Kind(); k != reflect.Struct && !rapid.Bool().Draw(t, name+" is given") {
		return
	}
	switch v.Interface().(type) {
	case netip.Prefix:
		v.Set(reflect.ValueOf(rapid.SampledFrom(prefixes).Draw(t, name)))
		return
	case time.Duration:
		unit := rapid.SampledFrom([]time.Duration{1, time.Millisecond, time.Second, time.Minute, time.Hour}).Draw(t, name+" unit")
		v.SetInt(int64(unit) * int64(rapid.IntRange(-2, 400).Draw(t, name)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.OneOf(rapid.SampledFrom(words), rapid.SampledFrom(words), rapid.String(), rapid.StringN(0, 300, 300)).Draw(t, name))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(rapid.OneOf(rapid.SampledFrom(numbers), rapid.IntRange(-10, 200), rapid.Int()).Draw(t, name)))
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, name+" length")
		v.Set(reflect.MakeSlice(v.Type(), n, n+1))
		for i := range n {
			fill(t, name, v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range rapid.IntRange(0, 3).Draw(t, name+" length") {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(t, name+" key", key)
			fill(t, name+" value", value)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, name+"."+v.Type().Field(i).Name, v.Field(i))
		}
	default:
		t.Fatalf("no generator for %s, a %s", name, v.Type())
	}
}
