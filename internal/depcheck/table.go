package depcheck

// Rule says what the packages of one folder may import in code that is not a test.
type Rule struct {
	// Folder of the module; "x/..." is x and all beneath. The longest match holds.
	Folder string
	// May are folders of the module, written alike.
	May []string
	// Outside are beginnings of import paths outside the module and the standard library.
	Outside []string
	// Tests are further ones that its tests may reach.
	Tests []string
}

// Families of imports that cost minutes to build, and all that needs Node.js.
var (
	cdk = []string{"github.com/aws/aws-cdk-go/", "github.com/aws/constructs-go/", "github.com/aws/jsii-runtime-go"}
	sdk = []string{"github.com/aws/aws-sdk-go-v2", "github.com/aws/smithy-go"}
)

// inTests are libraries for tests, and for what tests alone import.
var inTests = []string{"github.com/google/go-cmp/", "github.com/stretchr/testify/", "pgregory.net/rapid", "github.com/santhosh-tekuri/jsonschema/", "github.com/hinshun/vt10x"}

var (
	blocks = []string{"network", "edge", "compute", "auth", "observability"}
	specs  = []string{"network/networkspec", "edge/edgespec", "compute/computespec", "auth/authspec", "observability/observabilityspec"}
	words  = []string{"arch/problem", "arch/awsservice", "arch/plan", "arch/diagram"}
	// whole is all that a projection of the plan may read.
	whole = join(words, specs, []string{"arch/archspec"})
)

// Table is the design: who may import whom. A package without an entry fails the test.
var Table = join(
	[]Rule{
		{Folder: "."},
		{Folder: "arch/problem"},
		{Folder: "arch/awsservice", May: []string{"arch/problem"}},
		{Folder: "arch/plan", May: []string{"arch/problem", "arch/awsservice"}},
		{Folder: "arch/diagram", May: []string{"arch/problem"}},
		{Folder: "arch/diagram/...", May: []string{"arch/problem", "arch/diagram/..."}},
		{Folder: "arch/diagram/png", May: []string{"arch/problem", "arch/diagram/..."}, Outside: []string{"github.com/go-fonts/liberation/", "golang.org/x/image/"}},
		{Folder: "arch/archspec", May: join(words, specs)},
		{Folder: "arch/docs", May: join(whole, []string{"arch/diagram/...", "arch/verify", "arch/cost"}), Outside: []string{"github.com/yuin/goldmark"}},
		{Folder: "arch/cost", May: whole},
		{Folder: "arch/specfile", May: join(whole, []string{"internal/fieldname"}), Outside: []string{"gopkg.in/yaml.v3", "go.yaml.in/yaml/", "github.com/goccy/go-yaml"}},
		// The independent eye: verify never reads a spec or a plan to decide a proof.
		{Folder: "internal/cfn", Outside: []string{"go.yaml.in/yaml/"}},
		{Folder: "arch/verify/...", May: []string{"arch/problem", "arch/awsservice", "arch/verify/...", "internal/cfn"}},
		{Folder: "internal/cfntypes"},
		// An aws.Config is what a user's own tests want; clients of services are for tests alone.
		{Folder: "arch/rehearse/...", May: []string{"arch/awsservice", "arch/rehearse/...", "internal/cfn", "internal/cfntypes"}, Outside: sdk},
		{Folder: "arch/drift", May: []string{"arch/awsservice", "arch/diagram", "arch/verify", "internal/cfn"}},
		// The rehearsal is the embedded default target of a deployment.
		{Folder: "arch/deploy/...", May: []string{"arch/problem", "arch/awsservice", "arch/deploy/...", "arch/rehearse/...", "internal/cfn", "internal/cfntypes"}, Outside: sdk},
		{Folder: "arch/deploy/progress", May: []string{"arch/deploy"}, Outside: join(sdk, []string{"golang.org/x/term"})},
		{Folder: "internal/cdkkit", May: []string{"arch/problem", "arch/awsservice", "arch/plan"}, Outside: cdk},
		// Its tests deploy what it renders to a rehearsal.
		{Folder: "arch", May: join(whole, blocks, []string{"internal/cdkkit"}), Outside: cdk, Tests: sdk},
		// Documents and proofs take no CDK and no Node.js.
		{Folder: "examples/docs", May: join(whole, []string{"arch/diagram/...", "arch/docs", "arch/cost", "arch/specfile"})},
		{Folder: "examples/verify", May: []string{"arch/problem", "arch/awsservice", "arch/verify"}},
		{Folder: "examples/...", May: []string{"..."}, Outside: join(cdk, sdk)},
		{Folder: "internal/golden", Outside: inTests},
		{Folder: "internal/browser", Outside: inTests},
		{Folder: "internal/npmjudge", Outside: inTests},
		{Folder: "internal/cdktest", Outside: join(cdk, inTests)},
		{Folder: "internal/codetest", May: []string{"arch/problem"}},
		{Folder: "internal/depcheck"},
		{Folder: "internal/reexport"},
		{Folder: "internal/fieldname"},
		{Folder: "internal/iconpaths"},
		{Folder: "internal/specschema", May: join(whole, []string{"internal/fieldname"})},
	},
	blockRules(),
)

// blockRules furnishes the five rooms alike.
func blockRules() []Rule {
	var rules []Rule
	for i, block := range blocks {
		rules = append(rules,
			Rule{Folder: block, May: join(words, []string{specs[i], "internal/cdkkit"}), Outside: cdk},
			// netipx has the range sets that net/netip lacks.
			Rule{Folder: specs[i], May: words, Outside: []string{"go4.org/netipx"}},
		)
	}
	return rules
}

// Law says what the packages of some folders must not reach, not even through
// others. Laws hold whatever the table allows.
type Law struct {
	// Name is the law as a sentence.
	Name string
	// From and Never are folders, written as in Rule; Never also takes beginnings of import paths outside.
	From, Never []string
}

// Laws of the design.
var Laws = []Law{
	{Name: "blocks never reach blocks", From: blocks, Never: blocks},
	{Name: "spec packages never reach each other", From: specs, Never: specs},
	{Name: "nothing under arch imports arch", From: []string{"arch/..."}, Never: []string{"arch"}},
	{Name: "deploy and rehearse never reach CDK", From: []string{"arch/deploy/...", "arch/rehearse/..."}, Never: cdk},
	{Name: "verify never reads a spec or plan", From: []string{"arch/verify/..."}, Never: join(specs, []string{"arch/archspec", "arch/plan", "arch/docs"})},
	{Name: "libraries for tests stay in tests", From: join(blocks, specs, []string{"arch", "arch/..."}), Never: inTests},
}

func join[T any](lists ...[]T) []T {
	var all []T
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}
