package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// The report in JSON. Lists are never null; what a result lacks is.
type (
	jsonResult struct {
		Property    string       `json:"property"`
		Subject     string       `json:"subject"`
		Verdict     Verdict      `json:"verdict"`
		Why         string       `json:"why"`
		Witness     *jsonWitness `json:"witness"`
		Assumptions []string     `json:"assumptions"`
	}
	jsonWitness struct {
		Shows    string      `json:"shows"`
		Packet   *jsonPacket `json:"packet"`
		Hops     []jsonHop   `json:"hops"`
		Stack    string      `json:"stack"`
		Resource string      `json:"resource"`
		Path     string      `json:"path"`
		Hint     string      `json:"hint"`
		When     string      `json:"when"`
	}
	jsonPacket struct {
		Protocol    string `json:"protocol"`
		Source      string `json:"source"`
		Destination string `json:"destination"`
		Port        uint16 `json:"port"`
	}
	jsonHop struct {
		At   string `json:"at"`
		Does string `json:"does"`
	}
)

// JSON is the report for programs: an array with an object for each result, in order.
//
//	{"property", "subject", "verdict", "why", "witness", "assumptions"}
//
// The witness is null or has shows, packet (null or protocol, source, destination, port),
// hops (each with at and does), stack, resource, path, hint and when. The assumptions are
// the report's and the result's own. The same report gives the same bytes.
func (r Report) JSON() []byte {
	all := make([]jsonResult, len(r.Results))
	for i, each := range r.Results {
		all[i] = jsonResult{
			Property: each.Property, Subject: each.Subject, Verdict: each.Verdict, Why: each.Why,
			Witness: each.Witness.json(), Assumptions: append(slices.Concat([]string{}, r.Assumptions), each.Assumptions...),
		}
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(all); err != nil {
		panic(fmt.Sprintf("verify: strings and numbers cannot fail to encode: %v", err))
	}
	return buffer.Bytes()
}

func (w *Witness) json() *jsonWitness {
	if w == nil {
		return nil
	}
	j := &jsonWitness{Shows: w.Shows, Hops: make([]jsonHop, len(w.Hops)), Stack: w.Stack, Resource: w.Resource, Path: w.Path, Hint: w.Hint, When: w.When}
	if w.Packet != nil {
		packet := jsonPacket(*w.Packet)
		j.Packet = &packet
	}
	for i, hop := range w.Hops {
		j.Hops[i] = jsonHop(hop)
	}
	return j
}
