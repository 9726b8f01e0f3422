package train

import (
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
)

// A point is judged by the mean loss of readingSteps minibatches, because the loss
// of one is noisy. The rules of Stop average over as many.
const readingSteps = ExamEvery

// memorySteps is how long a point is remembered as the best. After that one that
// is about as good takes its place, so that a run which has reached the noise of
// its minibatches does not lose thousands of steps.
const memorySteps = 100

// memory is the point that a run goes back to when it diverges.
//
// The loss of a point is the mean over the last readingSteps minibatches up to
// the one that was measured there (fewer at the start, that one alone where a
// minibatch is the whole training set). The point with the least loss is kept;
// once it is memorySteps old, the first whose loss is at most twice the least of
// the run takes its place. A point whose own minibatch is above the mean is left
// out: there the loss may be about to grow.
type memory struct {
	theta  []float64
	step   int       // steps that had been taken there
	loss   float64   // +Inf as long as none was measured
	least  float64   // loss of any point of the run
	latest []float64 // losses of the latest minibatches, the last one first
	held   []float64 // latest, at the point
}

// reset starts with a point whose loss is not known yet.
func (m *memory) reset(theta []float64) {
	m.theta = resized(m.theta, len(theta))
	copy(m.theta, theta)
	m.step, m.loss, m.least = 0, math.Inf(1), math.Inf(1)
	m.latest, m.held = m.latest[:0], m.held[:0]
}

// see takes the loss of a minibatch at the point θ after so many steps, and
// whether that minibatch is the whole training set. If the point is kept, *theta
// is another vector of the same length afterwards: nothing is copied.
func (m *memory) see(loss float64, whole bool, step int, theta *[]float64) {
	if len(m.latest) < readingSteps {
		m.latest = append(m.latest, 0)
	}
	copy(m.latest[1:], m.latest)
	m.latest[0] = loss
	mean := loss
	if !whole {
		for _, l := range m.latest[1:] {
			mean += l
		}
		mean /= float64(len(m.latest))
	}
	old := step-m.step > memorySteps
	if loss > mean || !(mean <= m.loss || old && mean <= m.least+math.Abs(m.least)) {
		return
	}
	m.theta, *theta = *theta, m.theta
	m.step, m.loss, m.least = step, mean, min(m.least, mean)
	m.held = append(m.held[:0], m.latest...)
}

// restore writes the point to θ and goes on from there.
func (m *memory) restore(theta []float64) {
	copy(theta, m.theta)
	m.latest = append(m.latest[:0], m.held...)
}

func (m *memory) archive(a *archive.Archive) {
	a.Section("memory")
	a.Vector(&m.theta, len(m.theta), false)
	a.Int(&m.step)
	a.Float(&m.loss)
	a.Float(&m.least)
	a.Floats(&m.latest)
	a.Floats(&m.held)
	a.Check(m.step >= 0 && max(len(m.latest), len(m.held)) <= readingSteps,
		"a best point after %d steps with %d and %d losses", m.step, len(m.latest), len(m.held))
}
