package deep

import "math"

// reach is how the mass Σ|k_ij| of a matrix lies over the distances between
// the groups' places in the network.
type reach struct {
	mass  []float64 // at each distance, 0 … L−1
	pairs []float64 // how many entries lie there
	total float64
}

// measure returns the reach of a matrix over groups at the given places, 0 … L−1.
func measure(m []float64, place []int, stages int) reach {
	r := reach{mass: make([]float64, stages), pairs: make([]float64, stages)}
	n := len(place)
	for i, a := range place {
		for j, b := range place {
			d := max(a-b, b-a)
			r.pairs[d]++
			r.mass[d] += math.Abs(m[i*n+j])
		}
	}
	for _, v := range r.mass {
		r.total += v
	}
	return r
}

// mean returns the mean |k_ij| at distance d.
func (r *reach) mean(d int) float64 { return r.mass[d] / r.pairs[d] }

// relative returns it over the mean of all entries: 1 at every distance where
// all pairs interact alike.
func (r *reach) relative(d int) float64 {
	all := 0.0
	for _, n := range r.pairs {
		all += n
	}
	return r.mean(d) / (r.total / all)
}

// from returns the share of the mass at distances d and more; even returns that
// of a matrix in which all entries are equally large.
func (r *reach) from(d int) float64 { return beyond(r.mass, d) }
func (r *reach) even(d int) float64 { return beyond(r.pairs, d) }

func beyond(of []float64, d int) float64 {
	part, all := 0.0, 0.0
	for i, v := range of {
		all += v
		if i >= d {
			part += v
		}
	}
	return part / all
}

// outside is the least distance of what lies outside the tridiagonal.
const outside = 2

// far is the least distance that is half the network.
func far(stages int) int { return (stages + 1) / 2 }

// scaled writes k_ij = h_ij ⁄ √|h_ii h_jj|, the interactions, which are the same
// in all units of the groups. A group without curvature of its own has none.
func scaled(h []float64, n int) []float64 {
	k := make([]float64, n*n)
	for i := range n {
		for j := range n {
			if d := math.Abs(h[i*n+i] * h[j*n+j]); d > 0 {
				k[i*n+j] = h[i*n+j] / math.Sqrt(d)
			}
		}
	}
	return k
}
