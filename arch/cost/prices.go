package cost

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
)

// Evidence says how well a price is known.
type Evidence string

const (
	// Verified prices were read on AWS's own page.
	Verified Evidence = "verified"
	// PublicTable prices were read in a public document that quotes AWS's price list, with its SKU or its date.
	PublicTable Evidence = "public table"
	// Known prices are general knowledge, without such a document.
	Known Evidence = "known"
)

// Meaning is what the word stands for.
func (e Evidence) Meaning() string { return prices.Evidence[string(e)] }

// Price is the price of one unit of one thing.
type Price struct {
	// USD is the price of one unit. In the table it is a string.
	USD Rate `json:"usd"`
	// Unit is what is counted, such as "vCPU-hour".
	Unit string `json:"unit"`
	// Source is the page of the price.
	Source string `json:"source"`
	// Evidence says how well the price is known.
	Evidence Evidence `json:"evidence"`
	// Seen says where and when the price was read, and its SKU where it is known.
	Seen string `json:"seen"`
	// Region is where the price holds; empty for one that holds everywhere.
	Region string `json:"-"`
	// StandIn tells that no price was found for the Region asked for, so that this one, of Region, stands in its place.
	StandIn bool `json:"-"`
}

// table is prices.json.
type table struct {
	Of       string            `json:"of"`
	Currency string            `json:"currency"`
	Evidence map[string]string `json:"evidence"`
	// Everywhere holds prices that do not differ by Region.
	Everywhere map[string]Price `json:"everywhere"`
	// Regions in the order in which the nearest is looked for.
	Regions []regional `json:"regions"`
}

type regional struct {
	Name string `json:"name"`
	// Viewers are people near the Region: CloudFront's prices are by where they are.
	Viewers string           `json:"viewers"`
	Prices  map[string]Price `json:"prices"`
}

//go:embed prices.json
var pricesJSON []byte

// prices is read once: a table that cannot be read is a mistake of the package's, which every test meets.
var prices = func() table {
	var t table
	decoder := json.NewDecoder(strings.NewReader(string(pricesJSON)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&t); err != nil {
		panic(fmt.Sprintf("cost: prices.json: %v", err))
	}
	return t
}()

// Regions are the Regions whose prices are in the table.
func Regions() []string {
	names := make([]string, len(prices.Regions))
	for i, r := range prices.Regions {
		names[i] = r.Name
	}
	return names
}

// PricesOf is the date of the table, such as "2026-10-04".
func PricesOf() string { return prices.Of }

// Nearest is the Region itself where its prices are in the table, else one of the same
// part of the world that has them, else us-east-1.
func Nearest(region string) string {
	if slices.Contains(Regions(), region) {
		return region
	}
	area, _, _ := strings.Cut(region, "-")
	for _, name := range Regions() {
		if strings.HasPrefix(name, area+"-") {
			return name
		}
	}
	return awsservice.EdgeRegion
}

// in returns the prices of a Region.
func (t table) in(region string) (regional, bool) {
	i := slices.IndexFunc(t.Regions, func(r regional) bool { return r.Name == region })
	if i < 0 {
		return regional{}, false
	}
	return t.Regions[i], true
}

// price finds a price for a Region: its own, or one that holds everywhere, or else
// us-east-1's as a stand-in. A test holds that every key has one of them.
func (t table) price(region, key string) Price {
	r, _ := t.in(region)
	if p, ok := r.Prices[key]; ok {
		p.Region = region
		return p
	}
	if p, ok := t.Everywhere[key]; ok {
		return p
	}
	home, _ := t.in(awsservice.EdgeRegion)
	p, ok := home.Prices[key]
	if !ok {
		panic("cost: prices.json has no price " + key)
	}
	p.Region, p.StandIn = awsservice.EdgeRegion, true
	return p
}
