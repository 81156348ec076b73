package mutate

const tlsAndWAF = "tls-and-waf"

func viewerOperators() []Operator {
	return []Operator{
		{
			Name:    "viewer-tls-loosen",
			Doc:     "Lets viewers speak HTTP or old TLS to CloudFront. Without a certificate of its own a distribution takes what CloudFront's has, which no template can set.",
			Refutes: []string{tlsAndWAF},
			run: func(s scene, c *collector) {
				for _, d := range s.distributions() {
					behaviour := func(a App) obj { return sub(d.config(a), "DefaultCacheBehavior") }
					c.add(d.id+" allow-all", func(a App) { behaviour(a)["ViewerProtocolPolicy"] = "allow-all" })
					c.add(d.id+" allow-all on an undecided condition", func(a App) {
						behaviour(a)["ViewerProtocolPolicy"] = either(a, d.stack, "allow-all", "https-only")
					})
					c.add(d.id+" allow-all for one path", func(a App) {
						b := copyOf(behaviour(a)).(obj)
						b["PathPattern"], b["ViewerProtocolPolicy"] = "/plain/*", "allow-all"
						appendTo(d.config(a), "CacheBehaviors", b)
					})
					c.addAs(harmless, d.id+" https-only", func(a App) { behaviour(a)["ViewerProtocolPolicy"] = "https-only" })
					if s.prop(d.node, "DistributionConfig", "ViewerCertificate", "MinimumProtocolVersion") == nil {
						continue
					}
					certificate := func(a App) obj { return sub(d.config(a), "ViewerCertificate") }
					for _, version := range []string{"SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"} {
						c.add(d.id+" "+version, func(a App) { certificate(a)["MinimumProtocolVersion"] = version })
					}
					c.addAs(unproved(tlsAndWAF), d.id+" no version", func(a App) { delete(certificate(a), "MinimumProtocolVersion") })
					c.addAs(harmless, d.id+" TLSv1.2_2018", func(a App) { certificate(a)["MinimumProtocolVersion"] = "TLSv1.2_2018" })
				}
			},
		},
		{
			Name:    "origin-tls-loosen",
			Doc:     "Lets CloudFront speak HTTP or old TLS to a custom origin. match-viewer is HTTP only where viewers may use HTTP, so alone it is left out.",
			Refutes: []string{tlsAndWAF},
			run: func(s scene, c *collector) {
				for _, d := range s.distributions() {
					for i, o := range items(s.prop(d.node, "DistributionConfig", "Origins")) {
						if get(o, "CustomOriginConfig") == nil {
							continue
						}
						origin := func(a App) obj { return sub(get(d.config(a), "Origins", i).(obj), "CustomOriginConfig") }
						c.add(d.id+" http-only", func(a App) { origin(a)["OriginProtocolPolicy"] = "http-only" })
						c.add(d.id+" match-viewer for all viewers", func(a App) {
							origin(a)["OriginProtocolPolicy"] = "match-viewer"
							sub(d.config(a), "DefaultCacheBehavior")["ViewerProtocolPolicy"] = "allow-all"
						})
						for _, version := range []string{"SSLv3", "TLSv1", "TLSv1.1"} {
							c.add(d.id+" origin "+version, func(a App) { appendTo(origin(a), "OriginSSLProtocols", version) })
						}
						c.addAs(unproved(tlsAndWAF), d.id+" no origin protocols", func(a App) { delete(origin(a), "OriginSSLProtocols") })
					}
				}
			},
		},
		{
			Name:    "balancer-tls-loosen",
			Doc:     "Lets a public load balancer speak HTTP or old TLS. A listener without a policy takes ELBSecurityPolicy-2016-08, which has TLS 1.0.",
			Refutes: []string{tlsAndWAF},
			run: func(s scene, c *collector) {
				for _, listener := range s.listeners() {
					if !s.anyPublic() || s.prop(listener, "Protocol") != "HTTPS" {
						continue
					}
					for _, policy := range []string{
						"ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-0-2015-04", "ELBSecurityPolicy-TLS-1-1-2017-01",
						"ELBSecurityPolicy-FS-2018-06", "ELBSecurityPolicy-FS-1-1-2019-08",
						"ELBSecurityPolicy-TLS13-1-0-2021-06", "ELBSecurityPolicy-TLS13-1-1-2021-06",
					} {
						c.add(listener.id+" "+policy, func(a App) { listener.props(a)["SslPolicy"] = policy })
					}
					c.add(listener.id+" no policy", func(a App) { delete(listener.props(a), "SslPolicy") })
					c.add(listener.id+" policy on an undecided condition", func(a App) {
						p := listener.props(a)
						p["SslPolicy"] = either(a, listener.stack, "ELBSecurityPolicy-2016-08", p["SslPolicy"])
					})
					c.add(listener.id+" HTTP", func(a App) {
						p := listener.props(a)
						delete(p, "SslPolicy")
						delete(p, "Certificates")
						p["Protocol"] = "HTTP"
					})
					c.addAs(unproved(tlsAndWAF), listener.id+" unknown policy", func(a App) {
						listener.props(a)["SslPolicy"] = "ELBSecurityPolicy-Of-Tomorrow"
					})
					c.addAs(harmless, listener.id+" ELBSecurityPolicy-TLS13-1-2-2021-06", func(a App) {
						listener.props(a)["SslPolicy"] = "ELBSecurityPolicy-TLS13-1-2-2021-06"
					})
				}
			},
		},
	}
}

func wafOperators() []Operator {
	return []Operator{{
		Name:    "waf-blunt",
		Doc:     "Takes the web ACL off the distribution, or lets it only count. One rule that counts among others that block is harmless.",
		Refutes: []string{tlsAndWAF},
		run: func(s scene, c *collector) {
			for _, d := range s.distributions() {
				c.add(d.id+" no web ACL", func(a App) { delete(d.config(a), "WebACLId") })
				c.add(d.id+" empty web ACL", func(a App) { d.config(a)["WebACLId"] = "" })
				c.add(d.id+" web ACL on an undecided condition", func(a App) {
					d.config(a)["WebACLId"] = either(a, d.stack, noValue(), d.config(a)["WebACLId"])
				})
				c.addAs(unproved(tlsAndWAF), d.id+" web ACL of another stack", func(a App) {
					d.config(a)["WebACLId"] = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/other/01234567-89ab-cdef-0123-456789abcdef"
				})
			}
			for _, acl := range s.of(s.all("AWS::CloudFront::Distribution"), "DistributionConfig", "WebACLId") {
				count := func(rule any) {
					m := rule.(obj)
					if m["Action"] != nil {
						m["Action"] = obj{"Count": obj{}}
					}
					if m["OverrideAction"] != nil {
						m["OverrideAction"] = obj{"Count": obj{}}
					}
				}
				rules := func(a App) list { return items(acl.props(a)["Rules"]) }
				c.add(acl.id+" counts", func(a App) {
					for _, rule := range rules(a) {
						count(rule)
					}
				})
				c.add(acl.id+" no rules", func(a App) { acl.props(a)["Rules"] = list{} })
				c.add(acl.id+" only a rule that allows", func(a App) {
					rule := rules(a)[0].(obj)
					rule["Action"] = obj{"Allow": obj{}}
					acl.props(a)["Rules"] = list{rule}
				})
				if n := len(rules(s.app)); n > 1 {
					c.addAs(harmless, acl.id+" last rule counts", func(a App) { count(rules(a)[n-1]) })
				}
			}
		},
	}}
}
