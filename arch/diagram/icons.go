package diagram

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"image/png"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// The most that the file of an icon may have: bytes, and pixels on a side of a PNG file.
const (
	MaxIconBytes = 1 << 20
	MaxIconSide  = 2048
)

// Picture is an icon from a user's files. At least one of SVG and PNG is there.
type Picture struct {
	// Name is the path of the files, without the ending.
	Name string `json:"name"`
	// SVG and PNG are the files, byte for byte.
	SVG []byte `json:"svg,omitempty"`
	PNG []byte `json:"png,omitempty"`
}

// aws are the names in AWS's own package of architecture icons, newest first, without size:
// https://aws.amazon.com/architecture/icons/. A file can also be named after the kind
// itself, such as "cloudfront.svg".
var aws = map[string][]string{
	string(UsersNode):          {"res_users", "res_user"},
	string(CloudFrontNode):     {"arch_amazon-cloudfront"},
	string(WAFNode):            {"arch_aws-waf"},
	string(LoadBalancerNode):   {"res_elastic-load-balancing_application-load-balancer", "arch_elastic-load-balancing"},
	string(TaskNode):           {"arch_aws-fargate", "arch_amazon-elastic-container-service"},
	string(EndpointNode):       {"res_amazon-vpc_endpoints", "arch_aws-privatelink"},
	string(StorageNode):        {"arch_amazon-simple-storage-service"},
	string(ModelNode):          {"arch_amazon-bedrock"},
	string(RegistryNode):       {"arch_amazon-elastic-container-registry"},
	string(MonitoringNode):     {"arch_amazon-cloudwatch"},
	string(LoginNode):          {"arch_amazon-cognito"},
	string(SecretsNode):        {"arch_aws-secrets-manager"},
	string(CloudGroup):         {"aws-cloud-logo", "aws-cloud"},
	string(RegionGroup):        {"region"},
	string(VPCGroup):           {"virtual-private-cloud-vpc"},
	string(PublicSubnetGroup):  {"public-subnet"},
	string(PrivateSubnetGroup): {"private-subnet"},
}

// WithIcons is the scene with icons from files in place of the embedded ones: a folder or
// an unpacked or zipped download of AWS's icons, which this module does not carry. Every
// kind that a file is named after, in AWS's words or ours, gets it; of several sizes the
// one made for its place, and of several dated folders the last. Files are taken byte for
// byte. SVG and JSON use the SVG file where there is one; PNG the PNG file, and without
// one the embedded icon; draw.io has AWS's shapes of its own. Scripts in an SVG file do
// not run, since it is shown as an image.
//
// The error names the file that cannot be read, is no picture or too large, or says that no
// file is named after any kind.
func (s Scene) WithIcons(files fs.FS) (Scene, error) {
	found, err := findIcons(files)
	if err != nil {
		return s, err
	}
	s.Boxes, s.Tiles = slices.Clone(s.Boxes), slices.Clone(s.Tiles)
	for i, b := range s.Boxes {
		s.Boxes[i].Picture = found[b.Icon]
	}
	for i, t := range s.Tiles {
		s.Tiles[i].Picture = found[t.Icon]
	}
	return s, nil
}

// candidate is a file that may be the icon of a kind.
type candidate struct {
	path string
	rank int // the place of its name among those of the kind
	off  int // how far its size is from the one for the place
}

// sized is the ending of names that tell a size, such as "_64" or "_48@5x".
var sized = regexp.MustCompile(`_(\d+)(@\dx)?$`)

func findIcons(files fs.FS) (map[string]*Picture, error) {
	kinds := map[string][]string{}
	for kind, names := range aws {
		kinds[kind] = append([]string{kind}, names...)
	}
	best := map[string]map[string]candidate{} // by kind and ending
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		base := strings.ToLower(path.Base(name))
		ending := path.Ext(base)
		if ending != ".svg" && ending != ".png" || strings.HasPrefix(base, "._") {
			return nil
		}
		base = strings.TrimSuffix(base, ending)
		size := 0
		if m := sized.FindStringSubmatch(base); m != nil {
			fmt.Sscan(m[1], &size)
			base = strings.TrimSuffix(base, m[0])
		}
		for kind, names := range kinds {
			rank := slices.Index(names, base)
			if rank < 0 {
				continue
			}
			c, off := candidate{path: name, rank: rank}, size-64
			c.off = max(off, -off)
			if best[kind] == nil {
				best[kind] = map[string]candidate{}
			}
			if old, ok := best[kind][ending]; !ok || c.before(old) {
				best[kind][ending] = c
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("diagram: icons: %w", err)
	}
	if len(best) == 0 {
		return nil, fmt.Errorf("diagram: icons: no file is named after a kind of node or group: mount AWS's package of architecture icons, or files such as cloudfront.svg")
	}
	found := map[string]*Picture{}
	for _, kind := range slices.Sorted(maps.Keys(best)) { // the first error is the same each time
		byEnding, p := best[kind], &Picture{}
		for _, ending := range []string{".png", ".svg"} {
			c, ok := byEnding[ending]
			if !ok {
				continue
			}
			data, err := readIcon(files, c.path)
			if err != nil {
				return nil, err
			}
			if ending == ".svg" {
				p.SVG = data
			} else {
				p.PNG = data
			}
			p.Name = strings.TrimSuffix(c.path, path.Ext(c.path)) // the SVG's, where there is one
		}
		found[kind] = p
	}
	return found, nil
}

func (c candidate) before(other candidate) bool {
	return cmp.Or(cmp.Compare(c.rank, other.rank), cmp.Compare(c.off, other.off), cmp.Compare(other.path, c.path)) < 0
}

func readIcon(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	if err == nil && info.Size() > MaxIconBytes {
		err = fmt.Errorf("%s has %d bytes, and an icon at most %d: give a smaller one", name, info.Size(), MaxIconBytes)
	}
	if err != nil {
		return nil, fmt.Errorf("diagram: icons: %w", err)
	}
	data, err := fs.ReadFile(files, name)
	if err == nil {
		err = isPicture(name, data)
	}
	if err != nil {
		return nil, fmt.Errorf("diagram: icons: %w", err)
	}
	return data, nil
}

// isPicture is an error where the data is not what the name's ending says.
func isPicture(name string, data []byte) error {
	if strings.EqualFold(path.Ext(name), ".png") {
		size, err := png.DecodeConfig(bytes.NewReader(data))
		switch {
		case err != nil:
			return fmt.Errorf("%s is not a PNG file: %w", name, err)
		case size.Width > MaxIconSide || size.Height > MaxIconSide:
			return fmt.Errorf("%s is %d by %d pixels, and an icon at most %d a side: give a smaller one", name, size.Width, size.Height, MaxIconSide)
		}
		return nil
	}
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if err != nil {
			return fmt.Errorf("%s is not an SVG file: %w", name, err)
		}
		if start, ok := token.(xml.StartElement); ok {
			if start.Name.Local != "svg" {
				return fmt.Errorf("%s is not an SVG file: it starts with %q", name, start.Name.Local)
			}
			return nil
		}
	}
}
