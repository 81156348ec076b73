// Package oracle judges small networks by trying packets one at a time.
//
// It is the second opinion of the tests of package verify: the network is
// plain data, the rules of AWS are written down once more from the user
// guides, and a judgement is a loop over addresses and ports that ends at the
// first counterexample. It shares no code with the prover it is compared to,
// and it is for networks of a few /28 subnets: the loops are not made for more.
//
//	n := oracle.Random(rand.New(rand.NewPCG(1, 2)))
//	want := oracle.BalancerReachesTasks(n)
//	template := oracle.Template(n)
package oracle
