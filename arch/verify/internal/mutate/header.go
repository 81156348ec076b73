package mutate

import "slices"

const ownDistribution = "own-distribution-only"

// header is one http-header condition of a forwarding rule.
type header struct {
	rule  node
	index int
}

func (h header) in(a App) obj {
	return get(h.rule.props(a), "Conditions", h.index).(obj)
}

func (h header) config(a App) obj { return sub(h.in(a), "HttpHeaderConfig") }

func (s scene) headers() []header {
	var found []header
	for _, rule := range s.forwards() {
		for i, condition := range items(s.prop(rule, "Conditions")) {
			if get(condition, "Field") == "http-header" {
				found = append(found, header{rule, i})
			}
		}
	}
	return found
}

// anyPath is a rule condition that every request meets.
func anyPath() obj {
	return obj{"Field": "path-pattern", "PathPatternConfig": obj{"Values": list{"/*"}}}
}

func headerOperators() []Operator {
	return []Operator{
		{
			Name:    "header-loosen",
			Doc:     "Loosens the header condition of a rule that forwards: '*' and '?' match any text, values are alternatives, and a literal is no secret.",
			Refutes: []string{ownDistribution},
			run: func(s scene, c *collector) {
				for _, h := range s.headers() {
					values := func(place string, change func(old list) list) {
						c.add(h.rule.id+" "+place, func(a App) {
							h.config(a)["Values"] = change(items(h.config(a)["Values"]))
						})
					}
					values("value *", func(list) list { return list{"*"} })
					values("value * beside the secret", func(old list) list { return append(old, "*") })
					values("value of question marks", func(list) list {
						return list{"????????????????????????????????????????????????????????????????"}
					})
					values("value ends in *", func(list) list { return list{"chat-*"} })
					values("literal value", func(list) list { return list{"correct-horse-battery-staple"} })
					values("literal value beside the secret", func(old list) list { return append(old, "letmein") })
					values("secret with * after it", func(old list) list {
						return list{obj{"Fn::Join": list{"", list{old[0], "*"}}}}
					})
					c.add(h.rule.id+" regular expression", func(a App) {
						delete(h.config(a), "Values")
						h.config(a)["RegexValues"] = list{".*"}
					})
					c.add(h.rule.id+" condition dropped", func(a App) {
						h.rule.props(a)["Conditions"] = list{anyPath()}
					})
					c.add(h.rule.id+" condition chosen by an undecided condition", func(a App) {
						get(h.rule.props(a), "Conditions").(list)[h.index] = either(a, h.rule.stack, anyPath(), h.in(a))
					})
					c.add(h.rule.id+" * chosen by an undecided condition", func(a App) {
						old := items(h.config(a)["Values"])
						h.config(a)["Values"] = list{either(a, h.rule.stack, "*", old[0])}
					})
				}
			},
		},
		{
			Name:    "header-side-door",
			Doc:     "Adds a rule that forwards without the header, with whatever login the first has. It has a priority of its own, so both apply.",
			Refutes: []string{ownDistribution},
			run: func(s scene, c *collector) {
				for _, h := range s.headers() {
					door := func(place string, priority int, condition obj) {
						c.add(h.rule.id+" "+place, func(a App) {
							twin(a, h.rule, func(p obj) {
								p["Priority"], p["Conditions"] = priority, list{condition}
							})
						})
					}
					door("for every path", 1, anyPath())
					door("for one path, last", 49999, obj{"Field": "path-pattern", "PathPatternConfig": obj{"Values": list{"/debug"}}})
					door("for one host", 2, obj{"Field": "host-header", "HostHeaderConfig": obj{"Values": list{"*.example.com"}}})
				}
			},
		},
		{
			Name:    "listener-default-forward",
			Doc:     "Forwards by default, past header and login. On an internal load balancer behind a VPC origin the header is not what keeps strangers out, and the rule for every path forwards already: harmless.",
			Refutes: []string{ownDistribution, "login-before-forward"},
			run: func(s scene, c *collector) {
				for _, listener := range s.listeners() {
					change := func(a App) {
						listener.props(a)["DefaultActions"] = list{obj{"Type": "forward", "TargetGroupArn": s.targetGroups()[0].ref()}}
					}
					if s.anyPublic() {
						c.add(listener.id, change)
						c.add(listener.id+" on an undecided condition", func(a App) {
							p := listener.props(a)
							old := p["DefaultActions"]
							change(a)
							p["DefaultActions"] = either(a, listener.stack, p["DefaultActions"], old)
						})
					} else {
						c.addAs(harmless, listener.id, change)
					}
				}
			},
		},
		{
			Name:    "secret-weak",
			Doc:     "Makes the header's secret guessable: short, or written in the template. With punctuation the generator may draw '*' or '?', which a listener reads as wildcards: no longer exact.",
			Refutes: []string{ownDistribution},
			run: func(s scene, c *collector) {
				for _, secret := range s.headerSecrets() {
					generate := func(a App) obj { return sub(secret.props(a), "GenerateSecretString") }
					c.add(secret.id+" PasswordLength 4", func(a App) { generate(a)["PasswordLength"] = 4 })
					c.add(secret.id+" SecretString", func(a App) {
						delete(secret.props(a), "GenerateSecretString")
						secret.props(a)["SecretString"] = "correct-horse-battery-staple"
					})
					c.addAs(unproved(ownDistribution), secret.id+" ExcludePunctuation false", func(a App) { generate(a)["ExcludePunctuation"] = false })
					c.addAs(unproved(ownDistribution), secret.id+" ExcludePunctuation missing", func(a App) { delete(generate(a), "ExcludePunctuation") })
					c.add(secret.id+" four lower-case letters", func(a App) {
						g := generate(a)
						g["ExcludeUppercase"], g["ExcludeNumbers"], g["PasswordLength"] = true, true, 4
					})
				}
			},
		},
	}
}

// headerSecrets are the secrets in the header conditions.
func (s scene) headerSecrets() []node {
	var found []node
	for _, h := range s.headers() {
		for _, id := range names(get(h.config(s.app), "Values")) {
			found = append(found, node{h.rule.stack, id})
		}
	}
	return slices.DeleteFunc(unique(found), func(n node) bool {
		return !slices.Contains(s.all("AWS::SecretsManager::Secret"), n)
	})
}
