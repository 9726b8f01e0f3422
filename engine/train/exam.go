package train

import (
	"math"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
)

// shown is the number of test digits whose answers a frame holds: a row of two for
// each class.
const shown = 20

// examRows is how many test digits are fetched at once: their pixels take 2 MB,
// and every processor has chunks enough.
const examRows = 250

// exam measures a network on a test set.
type exam struct {
	tray
	sweep   *graph.Sweep
	row     []int // indices of the shown digits
	outputs []float64
}

func newExam(set *data.Set, sweep *graph.Sweep) *exam {
	return &exam{tray: tray{set: set, classes: sweep.Graph().Head().Classes}, sweep: sweep, row: spread(set, shown)}
}

// spread picks n samples, the classes in turn, each time the first of its class
// that is still free. A class that runs out is passed over.
// A set without classes has none to show.
func spread(set *data.Set, n int) []int {
	if set.Classes == 0 {
		return nil
	}
	byClass := make([][]int, set.Classes)
	for i, l := range set.Labels {
		byClass[l] = append(byClass[l], i)
	}
	var row []int
	for round := 0; len(row) < min(n, set.Len()); round++ {
		for _, members := range byClass {
			if round < len(members) && len(row) < n {
				row = append(row, members[round])
			}
		}
	}
	return row
}

// evaluate runs the network on the samples of the tray: outputs holds their
// rows then. It returns their mean loss.
func (e *exam) evaluate(theta []float64) (loss float64) {
	e.outputs = resized(e.outputs, len(e.index)*e.set.Outputs())
	return e.sweep.Evaluate(e.outputs, theta, e.gather())
}

// output returns the outputs for sample i of the tray.
func (e *exam) output(i int) []float64 {
	n := e.set.Outputs()
	return e.outputs[i*n:][:n]
}

// measure returns the mean loss over the test set and the share of its samples
// whose class has the largest output; NaN where there are no classes.
func (e *exam) measure(theta []float64) (loss, accuracy float64) {
	total, right := e.set.Len(), 0
	for from := 0; from < total; from += examRows {
		e.resize(min(examRows, total-from))
		for i := range e.index {
			e.index[i] = from + i
		}
		loss += e.evaluate(theta) * float64(len(e.index))
		for i, label := range e.Labels {
			if largest(e.output(i)) == label {
				right++
			}
		}
	}
	if e.set.Classes == 0 {
		return loss / float64(total), math.NaN()
	}
	return loss / float64(total), float64(right) / float64(total)
}

// answer writes the network's answers to the shown digits into dst, in its own
// memory where that is long enough.
func (e *exam) answer(dst []Answer, theta []float64) []Answer {
	dst = resized(dst, len(e.row))
	if len(e.row) == 0 {
		return dst
	}
	e.resize(len(e.row))
	copy(e.index, e.row)
	e.evaluate(theta)
	for i := range dst {
		a, z := &dst[i], e.output(i)
		a.Index, a.Label, a.Guess = e.row[i], e.Labels[i], largest(z)
		a.Prob = resized(a.Prob, len(z))
		softmax(a.Prob, z)
	}
	return dst
}

// largest returns the index of the largest entry, the first of several.
func largest(z []float64) int {
	best := 0
	for i, v := range z {
		if v > z[best] {
			best = i
		}
	}
	return best
}

// softmax writes e^{z_c} / Σ e^{z} to dst, which may be z. Outputs that are not
// finite have no probabilities: dst is 0 then.
func softmax(dst, z []float64) {
	top, sum := z[largest(z)], 0.0
	for c, v := range z {
		dst[c] = math.Exp(v - top)
		sum += dst[c]
	}
	for c := range dst {
		dst[c] /= sum
	}
	if !finite(sum) {
		clear(dst)
	}
}
