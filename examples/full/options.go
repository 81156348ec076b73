package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/specfile"
	"github.com/archblocks/archblocks/auth"
	"github.com/archblocks/archblocks/compute"
	"github.com/archblocks/archblocks/edge"
	"github.com/archblocks/archblocks/network"
	"github.com/archblocks/archblocks/observability"
)

// errUsage is bad input that flag itself has explained.
var errUsage = errors.New("see -help")

// options are the command line's.
type options struct {
	file, out, region, name, image                           string
	domain, hostedZone, viewerCertificate, originCertificate string
	model, bucket, email                                     string
	cpu, memory, port, zones, minTasks, maxTasks             int
	validate                                                 bool
	target, templateBucket                                   string
	parameters                                               map[string]string
	plan, destroy, yes, yesReplace, recreate, json, policy   bool
	drift                                                    bool
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("full", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&o.out, "out", "out", "the `folder` to write to")
	f.StringVar(&o.file, "spec", "", "the `file` of a spec, in YAML or JSON, such as spec.yaml beside the source; it goes with none of the options that describe the topology")
	f.StringVar(&o.region, "region", "eu-west-1", "the AWS Region of everything but the edge")
	f.StringVar(&o.name, "name", "chat", "the topology's name")
	f.StringVar(&o.image, "image", "", "the container image, in private ECR of the same Region (default a sample)")
	f.StringVar(&o.domain, "domain", "chat.example.com", "the host name that viewers use")
	f.StringVar(&o.hostedZone, "hosted-zone", "", "the Route 53 zone of the domain, to make certificates and records (default a sample, without certificates)")
	f.StringVar(&o.viewerCertificate, "viewer-certificate", "", "the `ARN` of CloudFront's certificate, in us-east-1")
	f.StringVar(&o.originCertificate, "origin-certificate", "", "the `ARN` of the load balancer's certificate, in the Region")
	f.StringVar(&o.model, "model", "", "the Bedrock model or inference profile (default a model that the Region can call)")
	f.StringVar(&o.bucket, "bucket", "docs", "the role of the S3 bucket to make for the service; empty for none")
	f.StringVar(&o.email, "alarm-email", "", "who hears of alarms (default nobody)")
	f.IntVar(&o.cpu, "cpu", 512, "CPU units of a task")
	f.IntVar(&o.memory, "memory", 0, "`MiB` of memory of a task (default twice the CPU units)")
	f.IntVar(&o.port, "port", compute.DefaultPort, "the container's port")
	f.IntVar(&o.zones, "zones", 2, "Availability Zones: 2 or 3")
	f.IntVar(&o.minTasks, "min-tasks", 0, "the least number of tasks (default one a zone)")
	f.IntVar(&o.maxTasks, "max-tasks", 0, "the greatest number of tasks (default twice the least)")
	f.BoolVar(&o.validate, "validate", false, "let the CDK validate the templates too; takes several seconds")
	f.StringVar(&o.target, "target", toRehearsal, "where to deploy: rehearsal (in this process, no account), aws, or none")
	f.StringVar(&o.templateBucket, "template-bucket", "", "a bucket of yours in the Region for a template that is longer than 51,200 bytes, as of several services")
	f.BoolVar(&o.plan, "plan", false, "show what a deployment would change, and stop")
	f.BoolVar(&o.destroy, "destroy", false, "delete what was deployed; logs, pool and buckets are kept")
	f.BoolVar(&o.drift, "drift", false, "tell which deployed resources somebody has changed by another way, and stop; the exit status is 1 if there are any")
	f.BoolVar(&o.yes, "yes", false, "ask nothing")
	f.BoolVar(&o.yesReplace, "yes-replace", false, "allow what loses data or addresses, such as another user pool")
	f.BoolVar(&o.recreate, "recreate", false, "delete a stack whose creation failed, which is empty, and make it anew")
	f.BoolVar(&o.policy, "policy", false, "print the IAM policies that a deployer of this topology needs, and deploy nothing")
	f.BoolVar(&o.json, "json", false, "write the events of the deployment as JSON to standard output, one a line, in place of the names of files")
	o.parameters = map[string]string{}
	f.Func("parameter", "a `NAME=VALUE` of a template's parameter, such as the id of a prefix list that is not known for the Region; may be given again", func(text string) error {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return errors.New("it is not NAME=VALUE")
		}
		o.parameters[name] = value
		return nil
	})
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, err
	case err != nil:
		return o, errUsage
	case o.out == "":
		return o, fmt.Errorf("-out is empty: name a folder; %w", errUsage)
	case o.target != toRehearsal && o.target != toAWS && o.target != toNobody:
		return o, fmt.Errorf("-target %q is not rehearsal, aws or none; %w", o.target, errUsage)
	case o.plan && o.destroy:
		return o, fmt.Errorf("-plan and -destroy do not go together: a plan is of a deployment; %w", errUsage)
	case f.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q: every option starts with a hyphen; %w", f.Arg(0), errUsage)
	}
	if o.file != "" {
		f.Visit(func(given *flag.Flag) {
			if !slices.Contains([]string{"spec", "out", "validate", "target", "plan", "destroy", "yes", "yes-replace", "recreate", "drift", "json", "policy", "parameter", "template-bucket"}, given.Name) {
				err = fmt.Errorf("-%s does not go with -spec: write it into %s; %w", given.Name, o.file, errUsage)
			}
		})
	}
	return o, err
}

// read is the spec in the file that the command line names, or else the one that its options make.
func (o options) read() (arch.Spec, error) {
	if o.file == "" {
		return o.spec(), nil
	}
	text, err := os.ReadFile(o.file)
	if err != nil {
		return arch.Spec{}, fmt.Errorf("-spec: %w; %w", err, errUsage)
	}
	// Check knows where in the file each problem is.
	if err := specfile.Check(text).Err(); err != nil {
		return arch.Spec{}, fmt.Errorf("%s: %w", o.file, err)
	}
	return specfile.Parse(text)
}

// spec is the topology that the options ask for.
func (o options) spec() arch.Spec {
	if o.hostedZone == "" && o.viewerCertificate == "" && o.originCertificate == "" {
		o.hostedZone = "Z0123456789ABCDEFGHIJ"
	}
	service := compute.Service{
		Name:  "app",
		Image: cmp.Or(o.image, "111122223333.dkr.ecr."+o.region+".amazonaws.com/chat:1.0.0"),
		Port:  o.port,
		CPU:   o.cpu, MemoryMiB: o.memory,
		MinTasks: o.minTasks, MaxTasks: o.maxTasks,
		Models: []string{cmp.Or(o.model, sampleModel(o.region))},
	}
	if o.bucket != "" {
		service.Buckets = []compute.Bucket{{Name: o.bucket}}
	}
	spec := arch.Spec{
		Name:    o.name,
		Region:  o.region,
		Network: network.Spec{ZoneCount: o.zones},
		Edge:    edge.Spec{Domain: o.domain, HostedZoneID: o.hostedZone, ViewerCertificateARN: o.viewerCertificate},
		Compute: compute.Spec{
			Services:     []compute.Service{service},
			LoadBalancer: compute.LoadBalancer{CertificateARN: o.originCertificate},
		},
		Auth: auth.Spec{}, // at the load balancer, since there is a domain
	}
	if o.email != "" {
		spec.Observability = observability.Spec{AlarmEmails: []string{o.email}}
	}
	return spec
}

// sampleModel is a model that can be called from the Region: by the inference profile
// of its geography where there is one, else by the global one.
func sampleModel(region string) string {
	const model = "anthropic.claude-sonnet-4-5-20250929-v1:0"
	for _, geography := range []string{"us", "eu", "jp", "au"} {
		id := geography + "." + model
		if m, ok := awsservice.ParseBedrockModel(id); ok && m.ServesFrom(region) && !strings.HasPrefix(region, "us-gov-") {
			return id
		}
	}
	return "global." + model
}

func (o options) render() []arch.AppOption {
	if o.validate {
		return []arch.AppOption{arch.WithCDKValidation()}
	}
	return nil
}
