package cost

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
)

// includedDisk is what a task has for nothing
// (docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html).
const includedDisk = 20

func (e *estimator) compute() {
	for _, s := range e.plan.Compute.Services {
		// A task that runs all month takes size of a unit each hour.
		tasks := func(size, of int64) (least, most Quantity) {
			hours := func(n int) Quantity { return part(size*int64(n)*Hours, of) }
			return hours(s.MinTasks), hours(s.MaxTasks)
		}
		path := problem.Join("compute", s.Path)
		processor := "x86"
		if s.Architecture == computespec.ARM64 {
			processor = "arm"
		}
		i := item{
			id: "fargate-cpu/" + s.Name, group: Compute, key: "fargate-" + processor + "-vcpu",
			title: fmt.Sprintf("Fargate vCPU of %s, %s", s.Name, s.Architecture),
			why:   because(path+".cpu", fmt.Sprintf("%d to %d tasks of %s vCPU", s.MinTasks, s.MaxTasks, part(int64(s.CPU), 1024))),
		}
		i.least, i.most = tasks(int64(s.CPU), 1024)
		e.add(i)
		i.id, i.key, i.title = "fargate-memory/"+s.Name, "fargate-"+processor+"-gb", fmt.Sprintf("Fargate memory of %s, %s", s.Name, s.Architecture)
		i.why = because(path+".memoryMiB", fmt.Sprintf("%d to %d tasks of %s GB", s.MinTasks, s.MaxTasks, part(int64(s.MemoryMiB), 1024)))
		i.least, i.most = tasks(int64(s.MemoryMiB), 1024)
		e.add(i)
		if disk := s.EphemeralStorageGiB - includedDisk; disk > 0 {
			i.id, i.key, i.title = "fargate-disk/"+s.Name, "fargate-disk-gb", "Fargate disk of "+s.Name
			i.why = because(path+".ephemeralStorageGiB", fmt.Sprintf("%d GB a task beyond the %d that cost nothing", disk, includedDisk))
			i.least, i.most = tasks(int64(disk), 1)
			e.add(i)
		}
	}
}
