package verify

import (
	"fmt"
	"math"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// secretValues says what is wrong with the values of a header condition, and whether
// that is certain; nothing if each is exact and cannot be guessed.
func (c *court) secretValues(config cfn.Object) (what string, sure bool) {
	if given(config.Get("RegexValues")) {
		return "it is compared with a regular expression", true
	}
	values := items(config.Get("Values"))
	if len(values) == 0 {
		return "it has no values that can be read", false
	}
	for _, v := range values {
		w, certain := c.secretValue(v)
		if w != "" && (what == "" || certain && !sure) {
			what, sure = w, certain
		}
	}
	return what, sure
}

func (c *court) secretValue(v cfn.Value) (what string, sure bool) {
	if text, known := cfn.AsString(v); known {
		if strings.ContainsAny(text, "*?") {
			return fmt.Sprintf("%q has a wildcard", text), true
		}
		return "the value is written in the template", true
	}
	if parts, ok := v.(cfn.Concat); ok {
		what, sure = "it is open", false
		for _, part := range parts {
			if text, known := part.(cfn.String); known && strings.ContainsAny(string(text), "*?") {
				return fmt.Sprintf("%q has a wildcard", cfn.Show(v)), true
			}
			if w, _ := c.secretValue(part); w == "" {
				what = ""
			}
		}
		return what, sure
	}
	dynamic, ok := v.(cfn.Dynamic)
	if !ok {
		return "the value is open: " + cfn.Show(v), false
	}
	secret, key := c.resolved(dynamic)
	if secret == nil {
		return "its secret is not in the templates: " + cfn.Show(v), false
	}
	return c.generated(secret, key)
}

// resolved follows {{resolve:secretsmanager:ID:SecretString:KEY::}} to a secret of the templates.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
func (c *court) resolved(d cfn.Dynamic) (secret *cfn.Resource, key string) {
	parts, _ := d.Reference.(cfn.Concat)
	if parts == nil {
		parts = cfn.Concat{d.Reference}
	}
	first, _ := parts[0].(cfn.String)
	rest, found := strings.CutPrefix(string(first), "secretsmanager:")
	if !found {
		return nil, ""
	}
	tail := rest
	if rest == "" && (len(parts) == 2 || len(parts) == 3) {
		// Without a suffix the whole SecretString is meant.
		secret, tail = c.refersTo(parts[1], "AWS::SecretsManager::Secret"), ""
		if len(parts) == 3 {
			text, _ := parts[2].(cfn.String)
			tail = strings.TrimPrefix(string(text), ":")
		}
	} else if len(parts) == 1 && !strings.HasPrefix(rest, "arn:") {
		name := ""
		name, tail, _ = strings.Cut(rest, ":")
		secret = c.secretNamed(cfn.String(name), d.Stack)
	}
	fields := strings.Split(tail, ":")
	if secret == nil || fields[0] != "SecretString" && fields[0] != "" {
		return nil, ""
	}
	if len(fields) > 1 {
		key = fields[1]
	}
	return secret, key
}

// secretNamed is the secret of a name in the Region of a stack.
func (c *court) secretNamed(name cfn.Value, stack string) *cfn.Resource {
	for _, r := range c.there("AWS::SecretsManager::Secret") {
		if c.region(r.Ref) != c.region(cfn.ResourceRef{Stack: stack}) {
			continue
		}
		if own := c.get(r, "Name"); given(own) && c.Model.Equal(own, name) == cfn.Yes {
			return r
		}
	}
	return nil
}

// leastBits is how much chance a secret must have: AES's least key, less what is lost by
// demanding one character of each kind.
const leastBits = 112

// generated judges a secret by how it is made.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html
func (c *court) generated(secret *cfn.Resource, key string) (what string, sure bool) {
	if text, known := cfn.AsString(c.get(secret, "SecretString")); known {
		return fmt.Sprintf("%s is written in the template (%d characters)", secret.Ref, len(text)), true
	}
	g, ok := c.get(secret, "GenerateSecretString").(cfn.Object)
	if !ok {
		return "how " + secret.Ref.String() + " is made is open", false
	}
	if own, _ := cfn.AsString(g.Get("GenerateStringKey")); own != key {
		return fmt.Sprintf("key %q of %s is not the generated one", key, secret.Ref), false
	}
	length, known := cfn.AsInt(g.Get("PasswordLength"))
	if !given(g.Get("PasswordLength")) {
		length, known = 32, true
	}
	for _, r := range c.there("AWS::SecretsManager::RotationSchedule") {
		if of := c.refersTo(c.get(r, "SecretId"), "AWS::SecretsManager::Secret"); of == nil || of.Ref == secret.Ref {
			return fmt.Sprintf("a rotation may change %s to something else (%s)", secret.Ref, r.Ref), false
		}
	}
	letters, readable := alphabet(g)
	if !known || !readable {
		return "how " + secret.Ref.String() + " is made is open", false
	}
	if size := differing(letters); size == 0 || float64(length)*math.Log2(float64(size)) < leastBits {
		return fmt.Sprintf("%s can be guessed: %d of %d characters, as letter case does not matter", secret.Ref, length, size), true
	}
	if strings.ContainsAny(letters, "*?") {
		return fmt.Sprintf("%s may have * or ?, which a listener takes for any text; exclude punctuation", secret.Ref), false
	}
	return "", true
}

// differing counts the characters that a listener tells apart: it compares without regard to case.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-header-conditions
func differing(letters string) int {
	seen := map[rune]bool{}
	for _, r := range strings.ToLower(letters) {
		seen[r] = true
	}
	return len(seen)
}

// alphabet are the characters that a secret is drawn from.
func alphabet(g cfn.Object) (letters string, readable bool) {
	for _, kind := range []struct {
		exclude, letters string
	}{
		{"ExcludeLowercase", "abcdefghijklmnopqrstuvwxyz"},
		{"ExcludeUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
		{"ExcludeNumbers", "0123456789"},
		{"ExcludePunctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"},
	} {
		v := g.Get(kind.exclude)
		off, known := cfn.AsBool(v)
		if given(v) && !known {
			return "", false
		}
		if !off {
			letters += kind.letters
		}
	}
	excluded, known := cfn.AsString(g.Get("ExcludeCharacters"))
	if given(g.Get("ExcludeCharacters")) && !known {
		return "", false
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(excluded, r) {
			return -1
		}
		return r
	}, letters), true
}
