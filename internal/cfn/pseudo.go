package cfn

import "strings"

// pseudo is the value of a pseudo parameter.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
func (s *Stack) pseudo(name string) (v Value, ok bool) {
	switch name {
	case "AWS::NoValue":
		return Missing{}, true
	case "AWS::StackName":
		return String(s.Name), true
	case "AWS::Region":
		return s.region(), true
	case "AWS::AccountId":
		return s.account(), true
	case "AWS::Partition":
		return s.ofPartition(name, func(p partition) string { return p.name }), true
	case "AWS::URLSuffix":
		return s.ofPartition(name, func(p partition) string { return p.suffix }), true
	case "AWS::StackId":
		own := Atom{Origin: FromPseudo, Stack: s.ID, Name: name}
		partition, _ := s.pseudo("AWS::Partition")
		return concat(s.ID, String("arn:"), partition, String(":cloudformation:"), s.region(), String(":"), s.account(),
			String(":stack/"+s.Name+"/"), own), true
	case "AWS::NotificationARNs":
		return Atom{Origin: FromPseudo, Stack: s.ID, Name: name}, true
	}
	return nil, false
}

// region is the Region, or the open one that all stacks without a Region share.
func (s *Stack) region() Value {
	if s.Region == "" {
		return Atom{Origin: FromPseudo, Name: "AWS::Region"}
	}
	return String(s.Region)
}

func (s *Stack) account() Value {
	if s.Account == "" {
		return Atom{Origin: FromPseudo, Name: "AWS::AccountId"}
	}
	return String(s.Account)
}

type partition struct{ prefix, name, suffix string }

// partitions by the beginning of a Region's name. The list is botocore's.
// https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
var partitions = []partition{
	{"cn-", "aws-cn", "amazonaws.com.cn"},
	{"us-gov-", "aws-us-gov", "amazonaws.com"},
	{"us-iso-", "aws-iso", "c2s.ic.gov"},
	{"us-isob-", "aws-iso-b", "sc2s.sgov.gov"},
	{"eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"},
	{"us-isof-", "aws-iso-f", "csp.hci.ic.gov"},
	{"eusc-", "aws-eusc", "amazonaws.eu"},
	{"", "aws", "amazonaws.com"},
}

// ofPartition is a fact of the Region's partition; open where the Region is.
func (s *Stack) ofPartition(name string, fact func(partition) string) Value {
	if s.Region == "" {
		return Atom{Origin: FromPseudo, Name: name}
	}
	for _, p := range partitions {
		if strings.HasPrefix(s.Region, p.prefix) {
			return String(fact(p))
		}
	}
	return Atom{Origin: FromPseudo, Stack: s.ID, Name: name}
}

// characters are all that an open value can consist of, or empty if it is not known.
func (a Atom) characters() string {
	const digits, letters = "0123456789", "abcdefghijklmnopqrstuvwxyz"
	if a.Origin != FromPseudo {
		return ""
	}
	switch a.Name {
	case "AWS::AccountId":
		return digits
	case "AWS::Region", "AWS::Partition":
		return digits + letters + "-"
	case "AWS::URLSuffix":
		return digits + letters + "-."
	case "AWS::StackId":
		// The atom is only the part after the name, a UUID.
		return digits + "abcdef-"
	}
	return ""
}
