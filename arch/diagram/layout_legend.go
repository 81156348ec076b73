package diagram

import (
	"fmt"
	"strconv"
	"strings"
)

const legendWidth = 256

// legend writes the steps and what the lines mean, right of the cloud.
func (l *layout) legend() {
	cloud := l.boxes[""]
	x, y := cloud.Right()+32, cloud.Y+20
	f := noteFont
	y = l.changeList(x, y)
	if len(l.g.Steps) > 0 {
		l.text("", Point{x, y}, Start, font{16, true}, TextRole, "Request flow")
		y += 34
	}
	for i, step := range l.g.Steps {
		number := strconv.Itoa(i + 1)
		l.numbers(step.ID, Point{x + badgeSize/2, y}, number)
		last := y
		for n, line := range f.wrap(step.Text, legendWidth, 6) {
			last = y + 4 + n*(f.leading()+1)
			l.text(step.ID, Point{x + badgeSize + 12, last}, Start, f, TextRole, line)
		}
		y = last + 30
	}
	y += 8
	key := func(role Role, stroke Stroke, text string) {
		l.s.Lines = append(l.s.Lines, Line{Role: role, Stroke: stroke, Points: []Point{{x, y}, {x + 36, y}}})
		l.text("", Point{x + 48, y + 4}, Start, f, MutedRole, text)
		y += 24
	}
	used := map[Role]Line{}
	for _, line := range l.s.Lines {
		if _, seen := used[line.Role]; !seen {
			used[line.Role] = line
		}
	}
	for _, k := range []struct {
		role Role
		text string
	}{
		{RequestRole, "request traffic"},
		{EgressRole, "private egress"},
		{ObserveRole, "logs and metrics"},
	} {
		if line, ok := used[k.role]; ok {
			key(k.role, line.Stroke, k.text)
		}
	}
	for _, b := range l.ground {
		if b.Role == SecurityGroupRole {
			key(SecurityGroupRole, Dashed, "security group boundary")
			break
		}
	}
}

// describe says in words what the picture shows.
func (l *layout) describe() string {
	c := &l.c
	var parts []string
	say := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	if c.zones[0].zone.ID != "" {
		say(len(c.zones), "Availability Zone", "Availability Zones")
	}
	say(len(c.bands), "service", "services")
	say(len(c.gateways)+len(c.interfaces), "VPC endpoint", "VPC endpoints")
	say(len(c.aws), "AWS service", "AWS services")
	text := ""
	if len(parts) > 0 {
		text = "A topology with " + strings.Join(parts, ", ") + "."
	}
	for i, step := range l.g.Steps {
		text += fmt.Sprintf(" %d. %s", i+1, OneLine(step.Text))
	}
	return strings.TrimSpace(text)
}
