package train

import (
	"bytes"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Law: the minibatch that was drawn last is the same until the next, when the
// size changes in between and across a checkpoint; of changed images too.
func TestLastMinibatchLasts(t *testing.T) {
	for _, name := range []string{"moons", "teacher", "mnist?crop=3&flip=yes"} {
		c := Config{Data: name, Layers: "4-2", Batch: 20, SummaryBatch: 40, Period: 5}
		switch name {
		case "teacher":
			c.Layers, c.Loss = "4-1", "squared-error"
		case "moons":
		default:
			c.Layers = "4-10"
		}
		r := open(t, c)
		walk(t, r, 7)
		loss := r.objective.SummaryLoss(r.theta)
		again, err := Resume(bytes.NewReader(saved(t, r)), r.train, r.test)
		if err != nil {
			t.Fatal(err)
		}
		if got := again.objective.SummaryLoss(r.theta); got != loss {
			t.Errorf("%s: loss %g on the last summary minibatch, resumed %g", name, loss, got)
		}
		c.Batch, c.SummaryBatch = 10, 100
		if err := r.Set(c); err != nil {
			t.Fatal(err)
		}
		if got := r.objective.SummaryLoss(r.theta); got != loss {
			t.Errorf("%s: loss %g on the last summary minibatch, with another size %g", name, loss, got)
		}
		// And the change is saved with the run.
		again, err = Resume(bytes.NewReader(saved(t, r)), r.train, r.test)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(bits(walk(t, again, 10)), bits(walk(t, r, 10))) {
			t.Errorf("%s: resumed behind a change of settings it takes another path", name)
		}
	}
}

// Law: a feed of changed images brings other images every epoch, and the two
// feeds of a run different ones.
func TestFeedsAugmentApart(t *testing.T) {
	r := open(t, Config{Data: "mnist?crop=3", Layers: "4-10", Batch: 6000, SummaryBatch: 6000})
	image := func(f *feed, sample int) []float64 {
		f.next()
		at := slices.Index(f.index, sample)
		return slices.Clone(f.X[at*784:][:784])
	}
	g, s := r.objective.gradients, r.objective.summaries
	one, two, three := image(g, 0), image(g, 0), image(s, 0)
	// Two draws are the same once in 49.
	if slices.Equal(one, two) && slices.Equal(one, three) {
		t.Error("an image never changes")
	}
}

// A minibatch that cannot be is an error, not a panic.
func TestFeedRefuses(t *testing.T) {
	r := open(t, Config{Data: "moons?n=50", Layers: "4-2", Batch: 20, SummaryBatch: 40})
	for _, index := range [][]int{{50}, {-1}, make([]int, setting.MaxBatch+1)} {
		f := newFeed(r.train, true, 20, 1, 0)
		f.index = index
		w := archive.New(nil)
		f.archive(w)
		a := archive.Open(w.Written())
		if newFeed(r.train, true, 20, 1, 0).archive(a); a.Err() == nil {
			t.Errorf("a minibatch of the samples %.20v is taken", index)
		}
	}
}
