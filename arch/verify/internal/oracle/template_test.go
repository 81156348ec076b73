package oracle

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

type template struct {
	Resources map[string]struct {
		Type       string
		Properties map[string]any
		DependsOn  any
	}
}

func parse(t *testing.T, text []byte) template {
	var parsed template
	require.NoError(t, json.Unmarshal(text, &parsed))
	return parsed
}

// Whatever the seed, a template has each part of the network once.
func TestTemplateHasAllOfTheNetwork(t *testing.T) {
	for seed := range uint64(300) {
		n := draw(seed)
		want := map[string]int{}
		want["AWS::EC2::Subnet"], want["AWS::EC2::RouteTable"], want["AWS::EC2::NetworkAcl"] = len(n.Subnets), len(n.Tables), len(n.ACLs)
		for _, s := range n.Subnets {
			want["AWS::EC2::SubnetRouteTableAssociation"] += min(s.Table+1, 1)
			want["AWS::EC2::SubnetNetworkAclAssociation"] += min(s.ACL+1, 1)
		}
		for _, table := range n.Tables {
			want["AWS::EC2::Route"] += len(table.Routes)
		}
		for _, a := range n.ACLs {
			want["AWS::EC2::NetworkAclEntry"] += len(a.In) + len(a.Out)
		}
		for _, g := range n.Groups {
			want["AWS::EC2::SecurityGroup"]++
			want["ingress"] += len(g.In)
			want["egress"] += len(g.Out)
			if g.ImplicitOut {
				want["implicit egress"]++
			}
		}
		want["AWS::EC2::VPCEndpoint"] = len((&writer{n: n}).sets(Endpoint))
		if n.Gateway != nil {
			want["AWS::EC2::VPCEndpoint"]++
		}
		for n.Seed = range uint64(5) {
			if diff := cmp.Diff(want, count(parse(t, Template(n)), want)); diff != "" {
				t.Fatalf("seed %d, spelling %d: %s", seed, n.Seed, diff)
			}
		}
	}
}

// count counts resources of the wanted types and security group rules,
// wherever they are written.
func count(parsed template, want map[string]int) map[string]int {
	got := map[string]int{}
	for kind := range want {
		got[kind] = 0
	}
	for _, r := range parsed.Resources {
		if _, ok := want[r.Type]; ok {
			got[r.Type]++
		}
		switch r.Type {
		case "AWS::EC2::SecurityGroupIngress":
			got["ingress"]++
		case "AWS::EC2::SecurityGroupEgress":
			got["egress"]++
		case "AWS::EC2::SecurityGroup":
			in, _ := r.Properties["SecurityGroupIngress"].([]any)
			out, inLine := r.Properties["SecurityGroupEgress"].([]any)
			got["ingress"] += len(in)
			got["egress"] += len(out)
			if !inLine {
				got["implicit egress"]++
			}
			for _, rule := range out {
				if rule.(map[string]any)["CidrIp"] == "255.255.255.255/32" {
					got["egress"]--
				}
			}
		}
	}
	return got
}

func TestTemplateSpellsBySeedAlone(t *testing.T) {
	n := draw(1)
	a, b := Template(n), Template(n)
	require.True(t, bytes.Equal(a, b))
	n.Seed++
	require.False(t, bytes.Equal(a, Template(n)))
}

func TestTemplatePassesCfnLint(t *testing.T) {
	lint, err := exec.LookPath("cfn-lint")
	if err != nil {
		t.Skip("cfn-lint is not on PATH: no template was linted")
	}
	dir := t.TempDir()
	args := []string{"--regions", Region, "--ignore-checks", "W", "--"}
	for seed := range uint64(3) {
		name := filepath.Join(dir, strconv.FormatUint(seed, 10)+".json")
		require.NoError(t, os.WriteFile(name, Template(draw(seed)), 0o600))
		args = append(args, name)
	}
	out, err := exec.Command(lint, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
}
