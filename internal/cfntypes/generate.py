"""Writes types.json: what CloudFormation's resource providers say of the types that a topology
can hold. The facts are those of the provider schemas that cfn-lint carries (MIT-0):

    pip install cfn-lint==1.51.0 && python3 generate.py
"""
import importlib
import json
import os

import cfnlint

FAMILIES = [
    "ApplicationAutoScaling", "Budgets", "CertificateManager", "CloudFormation", "CloudFront", "CloudWatch", "Cognito", "ECR", "ECS",
    "ElasticLoadBalancingV2", "IAM", "KMS", "Logs", "Route53", "S3", "SNS", "SecretsManager", "WAFv2",
]
# EC2 has more than a hundred types; these are of networks.
EC2 = [
    "EIP", "EIPAssociation", "EgressOnlyInternetGateway", "FlowLog", "InternetGateway", "NatGateway", "NetworkAcl", "NetworkAclEntry", "NetworkInterface",
    "PrefixList", "Route", "RouteTable", "SecurityGroup", "SecurityGroupEgress", "SecurityGroupIngress", "Subnet", "SubnetCidrBlock",
    "SubnetNetworkAclAssociation", "SubnetRouteTableAssociation", "VPC", "VPCCidrBlock", "VPCDHCPOptionsAssociation", "VPCEndpoint",
    "VPCEndpointService", "VPCGatewayAttachment", "VPCPeeringConnection",
]
# Types that run other people's code, or whole stacks, in place of making one thing.
REFUSED = ["AWS::CloudFormation::CustomResource", "AWS::CloudFormation::Macro", "AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet"]


def wanted(name):
    family = name.split("::")
    if len(family) != 3 or name in REFUSED or name.startswith("AWS::CloudFormation::") and name != "AWS::CloudFormation::WaitConditionHandle":
        return False
    return family[1] in FAMILIES or family[1] == "EC2" and family[2] in EC2


def paths(schema, key):
    return sorted(p.removeprefix("/properties/").replace("/", ".") for p in schema.get(key) or [])


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    schemas = os.path.join(os.path.dirname(cfnlint.__file__), "data", "schemas", "resources")
    table = {}
    for region in ("us_east_1", "eu_west_1"):
        for name, digest in importlib.import_module("cfnlint.data.schemas.providers." + region).types.items():
            if not wanted(name) or name in table:
                continue
            with open(os.path.join(schemas, digest + ".json")) as file:
                schema = json.load(file)
            facts = {
                "properties": sorted(schema.get("properties") or {}),
                "required": sorted(schema.get("required") or []),
                "createOnly": paths(schema, "createOnlyProperties"),
                "maybeCreateOnly": paths(schema, "conditionalCreateOnlyProperties"),
                "readOnly": paths(schema, "readOnlyProperties"),
                "identifier": [p.removeprefix("/properties/") for p in schema.get("primaryIdentifier") or []],
            }
            table[name] = {k: v for k, v in facts.items() if v}
    with open(os.path.join(here, "types.json"), "w") as out:
        out.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(table[k], separators=(',', ':'))}" for k in sorted(table)) + "\n}\n")


main()
