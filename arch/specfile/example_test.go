package specfile_test

import (
	"fmt"
	"os"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/specfile"
	"github.com/archblocks/archblocks/compute/computespec"
)

func ExampleParse() {
	_, err := specfile.Parse([]byte(`
name: chat
regoin: eu-west-1
compute:
  services:
    - name: app
      memorymib: 2048
      healthCheckInterval: 30
      writableRoot: yes
`))
	fmt.Println(err)
	// Output:
	// invalid spec: 4 problems
	//   regoin: "regoin" at 3:1 is not a field of a spec; did you mean "region"? [field-unknown]
	//   compute.services[0].memorymib: "memorymib" at 7:7 is not a field of compute.services[0]; did you mean "memoryMiB"? [field-unknown]
	//   compute.services[0].healthCheckInterval: "30" at 8:28 is a number, and a duration is wanted; give it a unit, such as "30s" [value-of-wrong-type]
	//   compute.services[0].writableRoot: "yes" at 9:21 is read as different things by different YAML readers; true or false is wanted; use true [value-ambiguous]
}

func ExampleCheck() {
	for _, p := range specfile.Check([]byte(`{
  "name": "chat",
  "region": "eu-wst-1",
  "edge": {"domain": "chat.example.com", "hostedZoneID": "Z0123456789ABCDEFGHIJ"},
  "compute": {"services": [{"name": "app", "memoryMiB": 700}]}
}`)) {
		fmt.Println(p)
	}
	// Output:
	// region: "eu-wst-1" at 3:13 is not an AWS Region known here; did you mean "eu-west-1"? [region-unknown]
	// compute.services[0].image: at 5:28 a service needs a container image; use a private ECR image such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0 [image-missing]
	// compute.services[0].memoryMiB: "700" at 5:57 does not go with 512 CPU units, which take 1024 to 4096 MiB; use 1024 [memory-not-allowed]
}

func ExampleYAML() {
	os.Stdout.Write(specfile.YAML(archspec.Spec{
		Name:   "chat",
		Region: "eu-west-1",
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name:        "app",
			Image:       "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.0.0",
			Environment: map[string]string{"VERSION": "1.0", "DEBUG": "no", "GREETING": "Good morning"},
		}}},
	}))
	// Output:
	// name: chat
	// region: eu-west-1
	// compute:
	//   services:
	//     - name: app
	//       image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.0.0
	//       environment:
	//         DEBUG: "no"
	//         GREETING: Good morning
	//         VERSION: "1.0"
}
