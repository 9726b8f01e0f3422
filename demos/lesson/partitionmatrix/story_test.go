package partitionmatrix

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

// stateOf returns the lesson at rest in a state of its story.
func stateOf(t testing.TB, slug string) (*client.Lesson, *Scene) {
	t.Helper()
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, slug); err != nil {
		t.Fatal(err)
	}
	if err := l.Rest(); err != nil {
		t.Fatal(err)
	}
	return l, s
}

// Every state shows what its text says, and the big number counts it.
func TestStates(t *testing.T) {
	for slug, want := range map[string]struct{ view, big string }{
		"all": {"folded", "9 numbers"}, "pairs": {"hessian", "36 numbers"}, "walk": {"along", "36 numbers"},
		"fold": {"folded", "9 numbers"}, "third": {"third", "1 of 3 groups add up"}, "merge": {"folded", "9 numbers"},
	} {
		_, s := stateOf(t, slug)
		if s.view != want.view || s.Big() != want.big || s.Moving() {
			t.Errorf("%s shows %s, %s", slug, s.view, s.Big())
		}
	}
	_, s := stateOf(t, "pairs")
	low := math.Inf(1)
	for _, v := range s.hessian.Hbar {
		low = min(low, v)
	}
	if got := plot.Three(low); got != "−1.59" || s.hessian.Hbar[4] != low { // w₁ and v₁
		t.Errorf("the loss bends downwards most by %s", got)
	}
}

// What a reader has cut stays when the next state does not name it.
func TestStatesKeepTheGroups(t *testing.T) {
	l, s := stateOf(t, "fold")
	if err := l.Set(demos.Values{"preset": "neurons"}); err != nil {
		t.Fatal(err)
	}
	if err := l.Enter("third"); err != nil {
		t.Fatal(err)
	}
	if s.Value("groups") != "12 12 12" || s.view != "third" {
		t.Errorf("after the next state: %v", s.State())
	}
}

// The opening plays: H, along u, its rows folded, then its columns, and comes to rest.
func TestOpeningPlays(t *testing.T) {
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, ""); err != nil {
		t.Fatal(err)
	}
	c := demotest.Recorder(demotest.Desktop)
	var seen []string
	for range 400 {
		l.Now += 1000. / 60
		if _, err := l.Tick(); err != nil {
			t.Fatal(err)
		}
		l.Update(demos.Pointer{}, &demos.Light)
		l.Draw(c)
		if n := len(seen); n == 0 || seen[n-1] != s.view {
			seen = append(seen, s.view)
		}
	}
	if want := []string{"hessian", "along", "rows", "folded"}; len(seen) != 4 || seen[0] != want[0] || seen[2] != want[2] || seen[3] != want[3] || s.Moving() {
		t.Errorf("it shows %q, and moves: %t", seen, s.Moving())
	}
}

// The cells that are drawn in the midst of a fold end where those of H̄ are: each row's
// cells in its group's row, of the colour of the sum.
func TestFoldEndsAsTheSum(t *testing.T) {
	for _, g := range all() {
		s := demotest.With(t, New, demos.Values{"groups": g.text(), "view": "folded"})
		s.Settle()
		demotest.Record(s, demotest.Desktop)
		n := float64(s.size())
		for p, i := range s.groups {
			for q, j := range s.groups {
				want := s.grouped.Hbar[i*s.size()+j]
				b, m := s.cellBox(p, q), s.picture.matrix
				if s.value(p, q) != want || math.Abs(s.shade(p, q)-s.scale.At(want)) > 1e-12 ||
					math.Abs(b.X-m.X-m.W*float64(j)/n) > 1e-9 || math.Abs(b.Y-m.Y-m.H*float64(i)/n) > 1e-9 {
					t.Fatalf("%v: the cell of %s and %s is %v, %v", g, names[p], names[q], s.value(p, q), b)
				}
			}
		}
	}
}
