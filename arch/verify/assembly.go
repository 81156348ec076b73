package verify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxFile is the largest file that is read whole. CloudFormation takes templates of 1 MB.
const maxFile = 16 << 20

const manifestFile = "manifest.json"

// Read reads templates from files, in the order given.
//
// A folder is a cloud assembly, as cdk synth writes it: all its stacks are read, in the
// order of deployment, then those of assemblies within it, with the name, Region, account
// and parameters that its manifest.json gives them.
//
// A file that the manifest.json beside it lists gets the same from there. Any other is
// named after its file, "chat" for chat.template.json, and its Region stays open.
//
// Files larger than 16 MiB are refused, and so is one that is given twice.
func Read(paths ...string) ([]Template, error) {
	if len(paths) == 0 {
		return nil, errors.New("no template is given; name a template's file, or the folder of a cloud assembly such as cdk.out")
	}
	var r reader
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("%s does not exist; name a template's file, or the folder of a cloud assembly such as cdk.out", path)
		case err != nil:
			return nil, err
		case info.IsDir():
			err = r.assembly(path)
		default:
			err = r.file(path)
		}
		if err != nil {
			return nil, err
		}
	}
	return r.templates, nil
}

type reader struct {
	templates []Template
	// seen are the files read, by which one that is given twice is known whatever its path.
	seen []seenFile
}

type seenFile struct {
	path string
	info fs.FileInfo
}

// manifest is what is read of a cloud assembly's manifest.json.
// https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.cloud_assembly_schema.AssemblyManifest.html
type manifest struct {
	Artifacts map[string]artifact
}

type artifact struct {
	Type, Environment string
	Properties        struct {
		TemplateFile, StackName string
		Parameters              map[string]string
		// DirectoryName is the folder of an assembly within this one.
		DirectoryName string
	}
	Dependencies []string
}

const (
	stackArtifact    = "aws:cloudformation:stack"
	assemblyArtifact = "cdk:cloud-assembly"
)

// assembly reads all stacks of the cloud assembly in dir.
func (r *reader) assembly(dir string) error {
	path := filepath.Join(dir, manifestFile)
	text, err := r.read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is a folder without %s, and so no cloud assembly; run cdk synth, or name the template's file", dir, manifestFile)
	}
	if err != nil {
		return err
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return fmt.Errorf("%s is not the manifest of a cloud assembly: %w; run cdk synth again", path, err)
	}
	before := len(r.templates)
	ids := m.order()
	for _, kind := range []string{stackArtifact, assemblyArtifact} {
		for _, id := range ids {
			if a := m.Artifacts[id]; a.Type == kind {
				if err := r.artifact(dir, id, a); err != nil {
					return fmt.Errorf("%s, artifact %q: %w", path, id, err)
				}
			}
		}
	}
	if len(r.templates) == before {
		return fmt.Errorf("%s lists no stack; run cdk synth again, or name the template's file", path)
	}
	return nil
}

// artifact reads a stack, or an assembly within this one. A path such as "../other" would
// read what the assembly does not hold.
func (r *reader) artifact(dir, id string, a artifact) error {
	if a.Type == assemblyArtifact {
		if !filepath.IsLocal(a.Properties.DirectoryName) {
			return fmt.Errorf("directoryName %q is not a folder within the assembly; run cdk synth again", a.Properties.DirectoryName)
		}
		return r.assembly(filepath.Join(dir, a.Properties.DirectoryName))
	}
	if !filepath.IsLocal(a.Properties.TemplateFile) {
		return fmt.Errorf("templateFile %q is not a file within the assembly; run cdk synth again", a.Properties.TemplateFile)
	}
	t, err := a.template(id)
	if err != nil {
		return err
	}
	if t.Text, err = r.read(filepath.Join(dir, a.Properties.TemplateFile)); err != nil {
		return err
	}
	r.templates = append(r.templates, t)
	return nil
}

// template is what the manifest knows of a stack.
func (a artifact) template(id string) (Template, error) {
	t := Template{Name: a.Properties.StackName, Parameters: a.Properties.Parameters}
	if t.Name == "" {
		t.Name = id
	}
	if a.Environment == "" {
		return t, nil
	}
	account, region, ok := strings.Cut(strings.TrimPrefix(a.Environment, "aws://"), "/")
	if !ok || !strings.HasPrefix(a.Environment, "aws://") {
		return t, fmt.Errorf("environment %q is not aws://ACCOUNT/REGION; run cdk synth again", a.Environment)
	}
	if account != "unknown-account" {
		t.Account = account
	}
	if region != "unknown-region" {
		t.Region = region
	}
	return t, nil
}

// order is the artifacts' ids, each after those that it depends on, otherwise sorted: as the CDK deploys them.
func (m manifest) order() []string {
	var ordered []string
	seen := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		a, known := m.Artifacts[id]
		if seen[id] || !known {
			return
		}
		seen[id] = true
		for _, dependency := range slices.Sorted(slices.Values(a.Dependencies)) {
			visit(dependency)
		}
		ordered = append(ordered, id)
	}
	for _, id := range slices.Sorted(maps.Keys(m.Artifacts)) {
		visit(id)
	}
	return ordered
}

// file reads one template.
func (r *reader) file(path string) error {
	text, err := r.read(path)
	if err != nil {
		return err
	}
	t, listed := beside(path)
	if !listed {
		t = Template{Name: stem(path)}
	}
	t.Text = text
	r.templates = append(r.templates, t)
	return nil
}

// beside looks a template up in the manifest beside it. Not every manifest.json is a
// cloud assembly's: one that cannot be read says nothing.
func beside(path string) (Template, bool) {
	text, err := (&reader{}).read(filepath.Join(filepath.Dir(path), manifestFile))
	var m manifest
	if err != nil || json.Unmarshal(text, &m) != nil {
		return Template{}, false
	}
	for _, id := range m.order() {
		a := m.Artifacts[id]
		if a.Type == stackArtifact && filepath.Clean(a.Properties.TemplateFile) == filepath.Base(path) {
			t, err := a.template(id)
			return t, err == nil
		}
	}
	return Template{}, false
}

// stem is the name of a template's file without what says that it is one.
func stem(path string) string {
	base := filepath.Base(path)
	name := base
	for _, extension := range []string{".json", ".yaml", ".yml"} {
		name = strings.TrimSuffix(name, extension)
	}
	if name = strings.TrimSuffix(name, ".template"); name == "" {
		return base
	}
	return name
}

// read reads a file whole, which has not been read before. It looks at the size first,
// and counts all the same: a pipe, or a file that grows, has no size to look at.
func (r *reader) read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a folder; a template's file is meant", path)
	}
	for _, other := range r.seen {
		switch {
		case !os.SameFile(other.info, info):
		case other.path == path:
			return nil, fmt.Errorf("%s is given twice; give each template once", path)
		default:
			return nil, fmt.Errorf("%s is the file %s, which is read already; give each template once", path, other.path)
		}
	}
	r.seen = append(r.seen, seenFile{path, info})
	tooLarge := fmt.Errorf("%s is larger than 16 MiB; CloudFormation takes templates of at most 1 MB", path)
	if info.Size() > maxFile {
		return nil, tooLarge
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		return nil, tooLarge
	}
	return text, err
}
