package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/compute/computespec"
)

func (d *document) ecs() {
	d.component("Elastic Container Service (ECS) using Fargate")
	d.item(1, "Runs Docker containers inside private subnets for security.")
	d.item(1, fmt.Sprintf("Each ECS Service is deployed across %s for fault tolerance. A deployment that fails is rolled back.", d.zones()))
	for _, s := range d.Compute.Services {
		d.item(1, "Service "+code(s.Name)+":")
		d.service(s)
	}
}

func (d *document) service(s computespec.ServicePlan) {
	d.item(2, "Image: "+code(s.Image))
	d.item(2, fmt.Sprintf("Containers listen on port **%d**. Health check: %s.", s.Port, code(s.HealthCheckPath)))
	if len(s.Paths) > 0 {
		d.item(2, "Takes the paths "+list(codes(s.Paths))+".")
	} else if len(d.Compute.Services) > 1 {
		d.item(2, "Takes every path that is left.")
	}
	d.item(2, fmt.Sprintf("Size: %s vCPU and %s GiB of memory, %s.", decimal(float64(s.CPU)/1024), decimal(float64(s.MemoryMiB)/1024), s.Architecture))
	d.item(2, d.scaling(s))
	if s.DisableStickiness {
		d.item(2, "Requests of one user go to any task.")
	} else {
		d.item(2, "A cookie keeps each user on one task.")
	}
	root := "The root file system is read-only; `/tmp` can be written."
	if s.WritableRoot {
		root = "The root file system can be written."
	}
	if s.EnableExec {
		root += " Operators can open a shell in a container with ECS Exec."
	}
	d.item(2, root)
	d.reach(s)
	d.item(2, fmt.Sprintf("Associated Security Group: allows inbound traffic on port %d from the Load Balancer Security Group.", s.Port))
}

// reach is what the service uses, and what it is handed.
func (d *document) reach(s computespec.ServicePlan) {
	if len(s.Models) > 0 {
		d.item(2, "Bedrock models: "+list(codes(s.Models))+".")
	}
	for _, b := range s.Buckets {
		d.item(2, fmt.Sprintf("S3 bucket %s: %s.", code(b.Name), b.Access))
	}
	var given []string
	for _, v := range s.Variables {
		if v.Reason != "" {
			given = append(given, code(v.Name)+" ("+text(v.Reason)+")")
		}
	}
	if len(given) > 0 {
		d.item(2, "Environment that the topology sets: "+list(given)+".")
	}
	if len(s.Secrets) > 0 {
		d.item(2, "Environment from secrets: "+list(codes(sortedKeys(s.Secrets)))+".")
	}
}

func (d *document) scaling(s computespec.ServicePlan) string {
	target := fmt.Sprintf("%d %% CPU", s.TargetCPUPercent)
	if s.TargetRequests > 0 {
		target += fmt.Sprintf(" and %s requests a minute and task", thousands(s.TargetRequests))
	}
	if s.MinTasks == s.MaxTasks {
		return fmt.Sprintf("Tasks: %d.", s.MinTasks)
	}
	return fmt.Sprintf("Tasks: %d to %d, %d to start with. Scaling aims at %s.", s.MinTasks, s.MaxTasks, s.DesiredTasks, target)
}
