package docs

import (
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// left lists what a template cannot do, or what somebody must know, in the order
// in which it comes up. Each task looks at the plan and says nothing where there
// is nothing to do.
func (d *document) left() {
	d.heading(2, "What Is Left to You")
	d.line("Some things a template cannot do. These are for people to do, or to know.\n")
	d.heading(3, "Before deploying")
	for _, task := range []func(){d.images, d.models, d.secrets, d.existingBuckets, d.certificates, d.prefixLists, d.quotas, d.originZones} {
		task()
	}
	d.heading(3, "After deploying")
	for _, task := range []func(){d.record, d.subscribers, d.firstUsers, d.loginInApp, d.defaultGroup} {
		task()
	}
	d.heading(3, "To keep in mind")
	for _, task := range []func(){d.originSecret, d.extraGrants, d.nameResolution} {
		task()
	}
}

// task is one thing to do, with the commands that do it.
func (d *document) task(title, what string, commands ...string) {
	d.line("- **%s** %s", title, what)
	if len(commands) == 0 {
		return
	}
	// The fence is indented as the item's text is, or the list would end before it.
	d.line("\n  ```sh\n  %s\n  ```\n", strings.Join(commands, "\n  "))
}

// argument makes a value safe in the commands shown, which people paste into a shell.
func argument(s string) string {
	s = diagram.OneLine(s)
	plain := s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-_./:@=,+", r))
	}) < 0
	if plain {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
