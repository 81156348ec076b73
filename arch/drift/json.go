package drift

import (
	"bytes"
	"encoding/json"
	"fmt"
)

type (
	jsonReport struct {
		Findings    []jsonFinding `json:"findings"`
		LeftOut     []jsonLeftOut `json:"leftOut"`
		Assumptions []string      `json:"assumptions"`
	}
	jsonFinding struct {
		Code     Code   `json:"code"`
		Drawn    string `json:"drawn"`
		Stack    string `json:"stack"`
		Resource string `json:"resource"`
		Path     string `json:"path"`
		Text     string `json:"text"`
		Hint     string `json:"hint"`
	}
	jsonLeftOut struct {
		Type      string   `json:"type"`
		Reason    string   `json:"reason"`
		Resources []string `json:"resources"`
	}
)

// JSON is the report for programs: an object with findings, leftOut and assumptions, whose
// lists are never null. The same report gives the same bytes.
func (r Report) JSON() []byte {
	j := jsonReport{Findings: []jsonFinding{}, LeftOut: []jsonLeftOut{}, Assumptions: append([]string{}, r.Assumptions...)}
	for _, f := range r.All {
		j.Findings = append(j.Findings, jsonFinding(f))
	}
	for _, l := range r.LeftOut {
		j.LeftOut = append(j.LeftOut, jsonLeftOut(l))
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(j); err != nil {
		panic(fmt.Sprintf("drift: strings cannot fail to encode: %v", err))
	}
	return buffer.Bytes()
}
