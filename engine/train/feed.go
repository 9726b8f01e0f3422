package train

import (
	"math/rand/v2"
	"slices"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
)

// A run draws from three streams of its seed, so that a change of one minibatch
// size leaves the other draws and the start as they were.
const (
	gradientStream uint64 = iota
	summaryStream
	startStream
)

// tray is a batch of a set's samples, in memory of its own.
type tray struct {
	set     *data.Set
	classes bool  // targets are labels; otherwise rows of 0 with a 1 at the label
	index   []int // which samples
	graph.Batch
}

// resize makes the tray hold n samples, of which index is to be filled in.
func (t *tray) resize(n int) {
	t.index = resized(t.index, n)
	t.X = resized(t.X, n*t.set.Width())
	t.Labels = resized(t.Labels, n)
	if !t.classes {
		t.Y = resized(t.Y, n*t.set.Classes)
	}
}

// gather fetches the samples named by index.
func (t *tray) gather() *graph.Batch {
	t.set.Gather(t.X, t.Labels, t.index)
	if !t.classes {
		clear(t.Y)
		for i, l := range t.Labels {
			t.Y[i*t.set.Classes+l] = 1
		}
	}
	return &t.Batch
}

// feed brings one minibatch after the other.
type feed struct {
	tray
	sampler *data.Sampler
}

// newFeed returns a feed of minibatches of n samples, in an order that follows
// from the seed and the stream.
func newFeed(set *data.Set, classes bool, n int, seed, stream uint64) *feed {
	f := &feed{tray{set: set, classes: classes}, data.NewSampler(set.Len(), rand.NewPCG(seed, stream))}
	f.resize(n)
	return f
}

// next draws a minibatch. It is the feed's own and lasts until the next.
func (f *feed) next() *graph.Batch {
	f.sampler.Next(f.index)
	return f.gather()
}

// resized returns s with length n, in its own memory where that is long enough.
func resized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }
