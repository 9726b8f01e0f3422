package cauchytonewton

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

// told returns what is written in a picture.
func told(c *demos.Recorder) (texts []string) {
	for _, text := range c.Texts {
		texts = append(texts, text.Text)
	}
	return texts
}

// resting are canvases on which the story is shown: a wide one, phones.
var resting = []demotest.Size{{W: 860, H: 760}, {W: 390, H: 439}, {W: 320, H: 480}}

// The thin arrows say that they are those of fewer pieces, with the unit at the first and,
// where there is room, at the last. Beside more than one piece stands how many steps one
// takes.
func TestArrowsOfFewerPiecesHaveWords(t *testing.T) {
	for n, want := range [][]string{nil, {"1 piece"}, {"1 piece", "2 pieces"}, {"1 piece", "2", "3 pieces"}, {"1 piece", "2", "3", "4 pieces"}, {"1 piece", "2", "3", "4", "5 pieces"}} {
		s := demotest.With(t, New, cut(n+1))
		s.Settle()
		for _, size := range resting {
			texts := told(demotest.Record(s, size))
			for i, word := range want {
				short, _, _ := strings.Cut(word, " ")
				last := i == len(want)-1 && i > 0 && (size.W < 600 || n+1 < dimension) // beside the arrow itself
				if !slices.Contains(texts, word) && !(last && slices.Contains(texts, short)) {
					t.Errorf("%d pieces, %v: there is no %q in %q", n+1, size, word, texts)
				}
			}
			if compared := slices.Contains(texts, "with one piece: 82"); compared != (n > 0) {
				t.Errorf("%d pieces, %v: compared with one piece: %t", n+1, size, compared)
			}
		}
	}
}

// A piece with a negative step size says so; its link is painted over the others.
func TestBackwards(t *testing.T) {
	s := demotest.With(t, New, cut(6))
	s.Settle()
	if !(s.next.step.Eta[1] < 0) {
		t.Fatalf("η₂ is %v", s.next.step.Eta[1])
	}
	for _, size := range resting {
		c := demotest.Record(s, size)
		words := strings.Join(told(c), "")
		if full := strings.Contains(words, "η2 < 0: backwards"); !full && size.W > 600 || !strings.Contains(words, "η2 < 0") {
			t.Errorf("%v: %q", size, words)
		}
		edge := slices.IndexFunc(c.Paths, func(p demos.RecordedPath) bool {
			return p.Color == demos.Light.Back && p.Width > linkWidth(size.W)
		})
		if edge < 0 || c.Paths[edge+1].Color != demos.Light.Group(1) {
			t.Errorf("%v: the link that goes back has no edge", size)
		}
	}
	demotest.Set(t, s, cut(3))
	s.Settle()
	if words := strings.Join(told(demotest.Record(s, resting[0])), ""); strings.Contains(words, "backwards") {
		t.Errorf("no step size is negative: %q", words)
	}
}

// The arrow that lands ends at the goal's disc, the ring of which is above arrow and
// links; every other arrow ends exactly where its step does.
func TestGoalIsOnTop(t *testing.T) {
	for _, size := range resting {
		for n := range dimension {
			s := demotest.With(t, New, cut(n+1))
			s.Settle()
			c := demotest.Record(s, size)
			goal := s.picture.land.At(plot.XY{})
			ring, links, head := -1, -1, -1
			for i, p := range c.Paths {
				switch at := p.Box.Middle(); {
				case p.Width == 2 && p.Color == demos.Light.Text && math.Hypot(at.X-goal.X, at.Y-goal.Y) < 0.01:
					ring = i
				case p.Width == linkWidth(size.W):
					links = i
				case p.Width == 3.5:
					head = i + 1
				}
			}
			if links < 0 || head < links || ring < head {
				t.Errorf("%v, %d pieces: links %d, head %d, ring %d", size, n+1, links, head, ring)
			}
			end, b := s.picture.land.At(s.next.next.foot), c.Paths[head].Box
			if n+1 == dimension { // from the upper left
				tail := s.picture.land.At(s.from().foot)
				length := math.Hypot(end.X-tail.X, end.Y-tail.Y)
				end.X -= plot.GoalHit * (end.X - tail.X) / length
				end.Y -= plot.GoalHit * (end.Y - tail.Y) / length
			}
			if q := b.Nearest(end); math.Hypot(q.X-end.X, q.Y-end.Y) > 0.01 || math.Abs(b.X+b.W-end.X) > 8 {
				t.Errorf("%v, %d pieces: the head is %v, its point should be %v", size, n+1, b, end)
			}
		}
	}
}

// While a picture moves, the number beside the gauge is that of the bar.
func TestGaugeSaysWhatItsBarShows(t *testing.T) {
	s := demotest.With(t, New, cut(1))
	s.Settle()
	size := resting[0]
	demotest.Record(s, size)
	first := s.next.promise
	demotest.Set(t, s, cut(6))
	all, seen := s.from().loss, map[string]bool{}
	for range 60 {
		texts := told(demotest.Record(s, size)) // which moves it on
		part := plot.Three(s.Glide.At(atDrop) * all)
		if !strings.Contains(strings.Join(texts, ""), "this step promises a drop of "+part) {
			t.Fatalf("the bar is at %s: %q", part, texts)
		}
		seen[part] = true
	}
	if s.Moving() || len(seen) < 10 || !seen[plot.Three(s.next.promise)] || seen[plot.Three(first)] && len(seen) == 1 {
		t.Errorf("from %v to %v are seen %v", first, s.next.promise, seen)
	}
}

// On phones the bar says what can be done, and whose the values are.
func TestBarOfAPhone(t *testing.T) {
	for n := range dimension {
		s := demotest.With(t, New, cut(n+1))
		s.Settle()
		for _, size := range resting[1:] {
			texts := told(demotest.Record(s, size))
			hint := slices.ContainsFunc(texts, func(s string) bool {
				return slices.Contains([]string{"cut, join or drag a cell", "cut or drag a cell", "cut or drag"}, s)
			})
			if !hint || !slices.Contains(texts, "η") {
				t.Errorf("%d pieces, %v: %q", n+1, size, texts)
			}
		}
	}
}

// No link, arrow or way lies under the big number and its words.
func TestNumberIsFree(t *testing.T) {
	for n := range dimension {
		s := demotest.With(t, New, cut(n+1))
		s.Settle()
		for _, size := range append([]demotest.Size{{W: 320, H: 345}, {W: 360, H: 389}}, resting...) {
			demotest.Record(s, size)
			p := &s.picture
			tail, tip := p.land.At(s.from().foot), p.land.At(s.next.next.foot)
			words := p.words
			p.words = nil
			c := demotest.Recorder(size)
			p.counter.Draw(c, &demos.Light, p.corner)
			for _, text := range c.Texts {
				if b := text.Box; text.Style.Light || s.clearOf(b.Inset(-2, -1, -2, -2), tail, tip) {
					continue
				}
				t.Errorf("%d pieces, %v: something meets %q", n+1, size, text.Text)
			}
			p.words = words
		}
	}
}

// What the keyboard's focus explains is what the pointer's place explains.
func TestFocusExplains(t *testing.T) {
	for _, changes := range []demos.Values{cut(3), {"partition": "15-23-46"}, {"partition": "12-34-56", "step": "3"}} {
		s := demotest.With(t, New, changes)
		s.Settle()
		size := resting[0]
		rest := demotest.Record(s, size)
		plain := len(rest.Texts)
		for _, twin := range s.Twins() {
			s.Update(demos.Pointer{Point: twin.Box.Middle(), Inside: true}, &demos.Light)
			c := demotest.Recorder(size)
			s.Draw(c)
			hover := told(c)[plain:]
			demotest.Record(s, size)
			s.Focus(twin.Name)
			if !s.Stale() {
				t.Errorf("%s: nothing is drawn", twin.Name)
			}
			focus := told(demotest.Record(s, size))[plain:]
			if len(hover) == 0 || !slices.Equal(hover, focus) {
				t.Errorf("%v, %s: focus explains %q, the pointer %q", changes, twin.Name, focus, hover)
			}
			s.Focus("")
		}
		if n := len(demotest.Record(s, size).Texts); n != plain {
			t.Errorf("%d texts stay of %d", n-plain, plain)
		}
	}
}

// At rest the way goes on from the end of the step, to where the pieces go next; there is
// none behind a step that lands.
func TestWayGoesOn(t *testing.T) {
	for n := range dimension {
		s := demotest.With(t, New, cut(n+1))
		s.Settle()
		c := demotest.Record(s, resting[0])
		var legs []demos.Box
		for _, p := range c.Paths {
			if p.Width == 1.4 {
				legs = append(legs, p.Box)
			}
		}
		if (len(legs) == 0) != (n+1 == dimension) || len(legs) > ahead {
			t.Errorf("%d pieces: %d legs", n+1, len(legs))
		}
		for i, b := range legs {
			a, q := s.picture.land.At(s.own.places[i+1].foot), s.picture.land.At(s.own.places[i+2].foot)
			want := demos.Box{X: min(a.X, q.X), Y: min(a.Y, q.Y), W: math.Abs(a.X - q.X), H: math.Abs(a.Y - q.Y)}
			if d := math.Hypot(b.X-want.X, b.Y-want.Y) + math.Hypot(b.W-want.W, b.H-want.H); d > 0.01 {
				t.Errorf("%d pieces, leg %d is %v, want %v", n+1, i+1, b, want)
			}
		}
	}
	s := demotest.With(t, New, demos.Values{"step": "3"})
	s.Settle()
	if c := demotest.Record(s, resting[0]); slices.ContainsFunc(c.Paths, func(p demos.RecordedPath) bool { return p.Width == 1.4 }) {
		t.Error(fmt.Sprint("during a run there is a way ahead of ", s.step))
	}
}
