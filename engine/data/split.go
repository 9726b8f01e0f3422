package data

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Subset returns the samples named by index, in that order, copied.
func (s *Set) Subset(name string, index []int) *Set {
	t := *s
	t.Name, t.n = name, len(index)
	t.pixels = pick(s.pixels, s.width, index)
	t.inputs = pick(s.inputs, s.width, index)
	t.values = pick(s.values, s.outputs, index)
	t.Labels = pick(s.Labels, 1, index)
	return &t
}

// pick copies the rows named by index.
func pick[T any](rows []T, width int, index []int) []T {
	if rows == nil {
		return nil
	}
	out := make([]T, 0, len(index)*width)
	for _, i := range index {
		out = append(out, rows[i*width:(i+1)*width]...)
	}
	return out
}

// Split cuts a set at random into one of N − round(share·N) samples and one of
// round(share·N), both in the order of the set. Each class is cut in the same
// proportion, to less than one sample. The second is called "… validation", and
// is not augmented.
//
// The error says why a share leaves one of the two empty.
func Split(s *Set, share float64, source *rand.PCG) (train, validation *Set, err error) {
	wanted := int(math.Round(share * float64(s.Len())))
	if !(share > 0 && share < 1) || wanted == 0 || wanted == s.Len() {
		return nil, nil, fmt.Errorf("data: %s: a share of %g of %d samples leaves a part empty", s.Name, share, s.Len())
	}
	rng := rand.New(source)
	groups := make([][]int, max(s.Classes, 1))
	for i := range s.Len() {
		class := 0
		if s.Classes > 0 {
			class = s.Labels[i]
		}
		groups[class] = append(groups[class], i)
	}
	var held []int
	for class, quota := range quotas(groups, wanted, s.Len()) {
		members := groups[class]
		rng.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		held = append(held, members[:quota]...)
	}
	slices.Sort(held)
	kept := make([]int, 0, s.Len()-wanted)
	for i := range s.Len() {
		if _, found := slices.BinarySearch(held, i); !found {
			kept = append(kept, i)
		}
	}
	validation = s.Subset(s.Name+" validation", held)
	validation.Augment = Augmentation{}
	return s.Subset(s.Name, kept), validation, nil
}

// quotas shares out wanted of n samples over the groups in proportion to their
// sizes: the whole parts first, then one each to the largest remainders.
func quotas(groups [][]int, wanted, n int) []int {
	quota, order := make([]int, len(groups)), make([]int, len(groups))
	left := wanted
	for g, members := range groups {
		quota[g] = len(members) * wanted / n
		left -= quota[g]
		order[g] = g
	}
	remainder := func(g int) int { return len(groups[g]) * wanted % n }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainder(b), remainder(a)) })
	for _, g := range order[:left] {
		quota[g]++
	}
	return quota
}

// Standardise shifts and scales every input of a set of numbers to mean 0 and
// deviation 1 over its samples, and the other sets by the same amounts. An input
// that is always the same becomes 0. The values to be predicted stay. It panics
// for images, which are standardised as they are gathered, and for sets of
// another width.
func Standardise(s *Set, others ...*Set) {
	mean, deviation := make([]float64, s.width), make([]float64, s.width)
	for j := range s.width {
		var column moments
		for i := range s.n {
			column.add(s.inputs[i*s.width+j])
		}
		mean[j], deviation[j] = column.mean, column.deviation()
	}
	for _, set := range append([]*Set{s}, others...) {
		if set.width != s.width || set.Images() {
			panic(fmt.Sprintf("data: standardising %s like %s", set.Name, s.Name))
		}
		for i := range set.inputs {
			v := &set.inputs[i]
			*v -= mean[i%s.width]
			if d := deviation[i%s.width]; d > 0 {
				*v /= d
			}
		}
	}
}

// moments takes mean and deviation in one pass (Welford), scaled so that the
// squares of the largest numbers do not overflow.
type moments struct {
	n, mean, spread float64 // spread is √Σ(x − mean)²
}

func (m *moments) add(x float64) {
	m.n++
	before := x - m.mean
	m.mean += before / m.n
	m.spread = math.Hypot(m.spread, before*math.Sqrt((m.n-1)/m.n))
}

func (m *moments) deviation() float64 { return m.spread / math.Sqrt(m.n) }
