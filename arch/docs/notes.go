package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/edge/edgespec"
)

func (d *document) notes() {
	d.heading(2, "Notes")
	d.item(0, "ECS uses **Fargate**, so no management of underlying instances is required.")
	d.item(0, fmt.Sprintf("Deployment spans **%s Availability Zones** for high availability.", number(len(d.Network.Zones))))
	d.item(0, "All traffic from tasks to AWS services uses **VPC Endpoints**, keeping it private. Each endpoint has a policy that allows what its users need, and nothing else.")
	d.item(0, "The architecture is designed for scalability, security, and fault tolerance: tasks scale with their load, every rule and grant names its reason, and one zone can be lost.")
	d.item(0, fmt.Sprintf("Deploy the stack %s first, in %s, and %s after it, in %s. Delete them the other way round.",
		code(d.StackName()), code(d.Spec.Region), code(d.EdgeStackName()), code(edgespec.Region)))
	if protected := d.protected(); len(protected) > 0 {
		d.item(0, "Deletion protection is on for "+list(protected)+": turn it off before deleting the stack. A first deployment that fails cannot be undone past it either: fix the cause and deploy again, or turn it off and delete the stack.")
	}
	d.item(0, "Deleting the stacks leaves what holds data, for you to delete: "+list(d.kept())+".")
	if tags := d.Spec.Tags; len(tags) > 0 {
		var pairs []string
		for _, key := range sortedKeys(tags) {
			pairs = append(pairs, code(key+"="+tags[key]))
		}
		d.item(0, "Both stacks, and what they hold, have the tags "+list(pairs)+".")
	}
}

// protected names what cannot be deleted as it is.
func (d *document) protected() []string {
	var all []string
	if !d.Compute.Spec.LoadBalancer.DisableDeletionProtection {
		all = append(all, "the load balancer")
	}
	if d.hasPool() && !d.Auth.Spec.DisableDeletionProtection {
		all = append(all, "the user pool")
	}
	return all
}

// kept names what outlives the stacks.
func (d *document) kept() []string {
	all := []string{"the log groups", "the log bucket", "the two encryption keys"}
	if d.hasPool() {
		all = append(all, "the user pool")
	}
	for _, b := range d.Compute.Buckets {
		if !b.Existing {
			all = append(all, "the bucket "+code(b.Name))
		}
	}
	return all
}
