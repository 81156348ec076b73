package verify

import "slices"

// Property is something that can be proved of a topology.
type Property struct {
	// ID is its stable name, such as "no-internet-route".
	ID string
	// Title is the property in a few words.
	Title string
	// Meaning says exactly what is proved.
	Meaning string
	// Standards are the controls that it serves: AWS Foundational Security Best
	// Practices (docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html) and
	// questions of the AWS Well-Architected Framework.
	Standards []string

	// subject is what is judged, one by one.
	subject string
	judge   func(*court)
}

// Properties returns all properties, in the order of reports.
func Properties() []Property { return slices.Clone(properties) }

var properties = []Property{
	albFromCloudFrontOnly, ownDistributionOnly, tasksFromALBOnly, noInternetRoute, noPublicAddress, servicesHaveEndpoints,
	tasksReachEndpoints, s3GatewayEverywhere, albReachesTasks, egressOnlyToEndpoints, noWildcards, endpointPoliciesTight,
	survivesZoneLoss, tlsAndWAF, loginBeforeForward, encryptedAndLogged, readyBeforeStart,
}

// lookup finds a property by its ID.
func lookup(id string) (Property, bool) {
	for _, p := range properties {
		if p.ID == id {
			return p, true
		}
	}
	return Property{}, false
}
