package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go/logging"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/deploy/bucket"
	"github.com/archblocks/archblocks/arch/deploy/preflight"
	"github.com/archblocks/archblocks/arch/deploy/progress"
	"github.com/archblocks/archblocks/arch/deploy/smoke"
	"github.com/archblocks/archblocks/arch/deploy/why"
	"github.com/archblocks/archblocks/arch/rehearse"
)

// Targets of a deployment.
const (
	toRehearsal = "rehearsal"
	toAWS       = "aws"
	toNobody    = "none"
)

// deliver deploys the assembly, plans it, or destroys it, as the options say.
func deliver(o options, spec arch.Spec, dir string, stdin io.Reader, stdout, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	assembly, err := deploy.Read(dir)
	if err != nil {
		return err
	}
	d := deploy.Deployer{Replace: o.yesReplace, Recreate: o.recreate, Parameters: o.parameters}
	if o.target == toAWS {
		settings, err := config.LoadDefaultConfig(ctx, config.WithRegion(o.region), config.WithLogger(logging.Nop{}))
		if err != nil {
			return fmt.Errorf("the settings of AWS cannot be read: %w; %w", err, errUsage)
		}
		fmt.Fprintln(stderr, "\nLooking before the deployment:")
		report := preflight.Run(ctx, preflight.Clients(settings), assembly)
		fmt.Fprint(stderr, report.Text())
		if n := len(report.Problems().Errors()); n > 0 {
			return fmt.Errorf("%d problems stand before a deployment, see above; AWS was asked nothing that changes anything; %w", n, errUsage)
		}
		d.Clients = deploy.Clients(settings)
		if o.templateBucket != "" {
			d.Templates = bucket.Of(settings, o.templateBucket, assembly.Stacks[0].Region)
		}
		d.Confirm = func(p deploy.Plan) error { return ask(o, p, report.Account, stdin, stderr) }
		return carryOut(ctx, o, d, assembly, func(region string) why.Clients {
			in := settings.Copy()
			in.Region = region
			return why.ClientsOf(in)
		}, stdout, stderr)
	}
	server, err := rehearse.Start(ctx, rehearse.Options{
		State: filepath.Join(o.out, "rehearsal.json"), SecurityGroupRules: spec.Compute.LoadBalancer.SecurityGroupRules,
	})
	if err != nil {
		return err
	}
	defer server.Close()
	d.Clients, d.Templates, d.Poll = deploy.Clients(server.Config(o.region)), server, 20*time.Millisecond
	d.Confirm = func(p deploy.Plan) error {
		if !o.json {
			fmt.Fprintf(stderr, "\n%s\n", strings.TrimSuffix(p.String(), "\n"))
		}
		return nil // a rehearsal asks nothing
	}
	if err := carryOut(ctx, o, d, assembly, nil, stdout, stderr); err != nil {
		return err
	}
	fmt.Fprintln(stderr, "\nThis was a rehearsal, go run ./examples/full: nothing reached AWS. To deploy: go run ./examples/full -target aws -image IMAGE -domain DOMAIN -hosted-zone ZONE")
	return nil
}

// policies prints what a deployer must be allowed, one policy after the other.
func policies(dir string, stdout io.Writer) error {
	assembly, err := deploy.Read(dir)
	if err != nil {
		return err
	}
	documents, err := preflight.Policies(assembly, "*")
	for _, d := range documents {
		if _, err := stdout.Write(d.JSON()); err != nil {
			return err
		}
	}
	return err
}

// carryOut does what is asked for, and tells what came of it. ask gives who is asked why the
// tasks of a service do not stay up; nil where there is nobody.
func carryOut(ctx context.Context, o options, d deploy.Deployer, a deploy.Assembly, ask func(region string) why.Clients, stdout, stderr io.Writer) error {
	var drawer progress.Drawer
	switch f, isFile := stderr.(*os.File); {
	case o.json:
		drawer = progress.JSON(stdout)
	case isFile:
		drawer = progress.For(f)
	default:
		drawer = progress.Lines(stderr)
	}
	d.Report = drawer.Report
	if ask != nil {
		watcher := why.Watcher{Clients: ask, Tell: func(stack string, f why.Finding) {
			drawer.Report(deploy.Event{Kind: deploy.Noted, Time: time.Now(), Stack: stack, Reason: strings.TrimSuffix(f.Reason+"; it means: "+f.Means+"; "+f.Hint, "; it means: ; ")})
		}}
		defer watcher.Close()
		d.Report = func(e deploy.Event) {
			drawer.Report(e)
			watcher.Report(e)
		}
	}
	start := time.Now()
	var result deploy.Result
	var err error
	switch {
	case o.plan:
		plan, err := d.Plan(ctx, a)
		if closed := drawer.Close(); err == nil {
			err = closed
		}
		fmt.Fprint(stderr, "\n", plan.String())
		return err
	case o.drift:
		err := drifted(ctx, d, a, stderr)
		return errors.Join(err, drawer.Close())
	case o.destroy:
		result, err = d.Destroy(ctx, a)
	default:
		result, err = d.Deploy(ctx, a)
	}
	if closed := drawer.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if o.json {
		return nil
	}
	tell(result, time.Since(start), stderr)
	if ask == nil || o.destroy {
		return nil // nothing of it can be reached
	}
	for _, looked := range (smoke.Checker{}).Check(ctx, output(result, "URL"), output(result, "LoadBalancerDNSName")) {
		fmt.Fprintln(stderr, looked)
	}
	return nil
}

// output is the value of an output of any stack, or empty.
func output(r deploy.Result, name string) string {
	for _, s := range r.Stacks {
		for _, o := range s.Outputs {
			if o.Name == name {
				return o.Value
			}
		}
	}
	return ""
}

// drifted tells what is not any more as the templates say, which is an error.
func drifted(ctx context.Context, d deploy.Deployer, a deploy.Assembly, stderr io.Writer) error {
	all, err := d.Drift(ctx, a)
	if err != nil {
		return err
	}
	for _, one := range all {
		fmt.Fprintln(stderr, one)
	}
	if len(all) > 0 {
		return fmt.Errorf("%d resources have drifted: put them back, or write into the spec what they are to be", len(all))
	}
	fmt.Fprintln(stderr, "drift    every resource that CloudFormation can look at is as its template says")
	return nil
}

// tell is what came of it: outputs, and what is left.
func tell(r deploy.Result, took time.Duration, stderr io.Writer) {
	for _, s := range r.Stacks {
		for _, output := range s.Outputs {
			fmt.Fprintf(stderr, "output   %s.%s = %s\n", s.Name, output.Name, output.Value)
		}
		for _, left := range s.Left {
			fmt.Fprintf(stderr, "kept     %s (%s): %s\n", left.LogicalID, left.Type, left.PhysicalID)
		}
	}
	if !r.Changed() {
		fmt.Fprintln(stderr, "deploy   nothing changed")
		return
	}
	fmt.Fprintf(stderr, "deploy %8d ms  %d stacks\n", took.Milliseconds(), len(r.Stacks))
}

// ask shows the plan, and wants a yes unless it was given already.
func ask(o options, p deploy.Plan, account string, stdin io.Reader, stderr io.Writer) error {
	fmt.Fprintf(stderr, "\n%s", p.String())
	if o.yes {
		return nil
	}
	fmt.Fprintf(stderr, "\nDo this in account %s? Write yes to go on: ", account)
	line, err := bufio.NewReader(stdin).ReadString('\n')
	if strings.TrimSpace(line) == "yes" {
		return nil
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return fmt.Errorf("%w: nothing was changed; -yes answers beforehand", deploy.ErrDeclined)
}
