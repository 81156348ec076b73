package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/problem"
)

// buckets is left out where no service uses a bucket.
func (d *document) buckets() {
	if len(d.Compute.Buckets) == 0 {
		return
	}
	users := map[string][]string{}
	for _, s := range d.Compute.Services {
		for _, b := range s.Buckets {
			users[b.Name] = append(users[b.Name], fmt.Sprintf("%s: %s", code(s.Name), b.Access))
		}
	}
	d.heading(2, "Buckets")
	var rows [][]string
	for _, b := range d.Compute.Buckets {
		origin, key := "made, versioned, kept on deletion", "the topology's key"
		if b.Existing {
			origin, key = "existing", "as the bucket has it"
			if b.KeyARN != "" {
				key = code(b.KeyARN)
			}
		}
		rows = append(rows, []string{code(b.Name), code(d.real(b.FullName)), origin, key, breaks(users[b.Name]), code(problem.Join("compute", b.Path))})
	}
	d.table([]string{"Bucket", "Name on AWS", "Origin", "Encrypted With", "Used By", "Spec"}, rows)
}
