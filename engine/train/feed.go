package train

import (
	"math/rand/v2"
	"slices"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/setting"
)

// A run draws from several streams of its seed, so that a change of one minibatch
// size leaves the other draws and the start as they were.
const (
	gradientStream uint64 = iota
	summaryStream
	startStream
	augmentStream // and the next: of the gradient's and of the summary's images
	_
	sumStream // of a method's sums and of its layers' factors; their images are augmentStream more
	layerStream
)

// tray is a batch of a set's samples, in memory of its own.
type tray struct {
	set     *data.Set
	classes bool  // targets are labels; otherwise rows of values, or of 0 with a 1 at the label
	index   []int // which samples
	graph.Batch
}

// resize makes the tray hold n samples, of which index is to be filled in.
func (t *tray) resize(n int) {
	t.index = resized(t.index, n)
	t.X = resized(t.X, n*t.set.Width())
	if t.set.Classes > 0 {
		t.Labels = resized(t.Labels, n)
	}
	if !t.classes {
		t.Y = resized(t.Y, n*t.set.Outputs())
	}
}

// gather fetches the samples named by index.
func (t *tray) gather() *graph.Batch {
	t.set.Gather(t.X, t.Labels, t.index)
	return t.aim()
}

// aim fetches the targets, unless they are labels.
func (t *tray) aim() *graph.Batch {
	if !t.classes {
		t.set.Targets(t.Y, t.index)
	}
	return &t.Batch
}

// feed draws one minibatch after the other.
type feed struct {
	tray
	size      int // of the next minibatch; the last one keeps its own
	sampler   *data.Sampler
	augmenter *data.Augmenter // nil unless the set asks for changed images
	before    []byte          // the augmenter's state before the last minibatch
}

// newFeed returns a feed of minibatches of n samples, in an order that follows
// from the seed and the stream.
func newFeed(set *data.Set, classes bool, n int, seed, stream uint64) *feed {
	f := &feed{tray: tray{set: set, classes: classes}, size: n, sampler: data.NewSampler(set.Len(), rand.NewPCG(seed, stream))}
	if set.Augment != (data.Augmentation{}) {
		f.augmenter = data.NewAugmenter(set, rand.NewPCG(seed, stream+augmentStream))
	}
	return f
}

// next draws a minibatch, which is valid until the next call.
func (f *feed) next() *graph.Batch {
	f.resize(f.size)
	f.sampler.Next(f.index)
	return f.fetch()
}

// fetch gathers the minibatch named by index.
func (f *feed) fetch() *graph.Batch {
	if f.augmenter == nil {
		return f.gather()
	}
	state := archive.New(f.before)
	f.augmenter.Archive(state)
	f.before = state.Written()
	f.augmenter.Gather(f.X, f.Labels, f.index)
	return f.aim()
}

// archive archives the feed's place in its samples and the last minibatch, whose loss
// a method may still ask for.
func (f *feed) archive(a *archive.Archive) {
	a.Section("feed")
	f.sampler.Archive(a)
	index := f.index
	a.Ints(&index)
	before := f.before
	a.Bytes(&before)
	if !a.Reading() || a.Err() != nil {
		return
	}
	a.Check(len(index) <= setting.MaxBatch, "a minibatch of %d samples", len(index))
	for _, i := range index {
		a.Check(i >= 0 && i < f.set.Len(), "sample %d of %d", i, f.set.Len())
	}
	if len(index) == 0 || a.Err() != nil {
		return // nothing was drawn yet
	}
	if f.augmenter != nil {
		state := archive.Open(before)
		f.augmenter.Archive(state)
		if err := state.Close(); err != nil {
			a.Fail("augmentation: %v", err)
			return
		}
	}
	f.resize(len(index))
	copy(f.index, index)
	f.fetch()
}

// resized returns s with length n, in its own memory where that is long enough.
func resized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }
