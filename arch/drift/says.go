package drift

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// says are the rules that a band's text tells of, such as "in 443 from CloudFront · out
// 8501 to sg app, 443 to the login". All are TCP.
func (p picture) says(band diagram.Group) ([]rule, error) {
	var all []rule
	if band.Detail == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(band.Detail, " · ") {
		way, text, ok := strings.Cut(part, " ")
		word := map[string]string{"in": " from ", "out": " to "}[way]
		if !ok || word == "" {
			return nil, fmt.Errorf("%q of the text begins with neither in nor out", part)
		}
		var ports []int
		for item := range strings.SplitSeq(text, ", ") {
			numbers, peers, whole := strings.Cut(item, word)
			more, err := portsOf(numbers)
			if err != nil {
				return nil, err
			}
			// "80, 443 from CloudFront" is both from there.
			if ports = append(ports, more...); !whole {
				continue
			}
			for name := range strings.SplitSeq(peers, " and ") {
				found, err := p.peersOf(name, band)
				if err != nil {
					return nil, err
				}
				for _, port := range ports {
					for _, peer := range found {
						all = append(all, rule{In: way == "in", Protocol: "tcp", From: port, To: port, Peer: peer})
					}
				}
			}
			ports = nil
		}
		if ports != nil {
			return nil, fmt.Errorf("%q of the text does not say%swhom", part, word)
		}
	}
	return all, nil
}

func portsOf(text string) ([]int, error) {
	var ports []int
	for number := range strings.SplitSeq(text, " and ") {
		port, err := strconv.Atoi(number)
		if err != nil || port < 0 || port > 65535 {
			return nil, fmt.Errorf("%q of the text is no port", number)
		}
		ports = append(ports, port)
	}
	return ports, nil
}

// peersOf are the peers that a word of a text means.
func (p picture) peersOf(name string, band diagram.Group) ([]string, error) {
	switch name {
	case cloudFrontPeer, s3Peer:
		return []string{name}, nil
	case "the login":
		// Login pages have no fixed addresses.
		return []string{anyIPv4}, nil
	case "the tasks":
		return p.taskBands(), nil
	}
	role, isGroup := strings.CutPrefix(name, "sg ")
	if id, ok := p.bandNamed(role, band); ok && isGroup {
		return []string{id}, nil
	}
	return nil, fmt.Errorf("%q of the text is neither a drawn security group nor another peer that is known", name)
}
