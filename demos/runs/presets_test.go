package runs

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
)

// outcome is what a preset's race has come to.
type outcome struct {
	lanes  []*runner
	frames [][]link.Frame // of each lane
	shown  int            // the lane of the lower pictures
}

func (o *outcome) loss(i int) float64  { return float64(o.lanes[i].frame.TestLoss) }
func (o *outcome) right(i int) float64 { return float64(o.lanes[i].frame.Accuracy) }
func (o *outcome) work(i int) float64  { return float64(o.lanes[i].frame.Work) }

// is reports whether lane i took that part of another one's work, as a word for
// it says: to an eighth.
func (o *outcome) is(i int, part float64, of int) bool {
	return math.Abs(o.work(i)/(part*o.work(of))-1) < 1./8
}

// equal reports whether two lanes differ in nothing but in whether λ_int moves.
func (o *outcome) equal(i, j int) bool {
	a, b := o.lanes[i].config, o.lanes[j].config
	differ := a.Adaptive != b.Adaptive
	a.Adaptive = b.Adaptive
	return differ && reflect.DeepEqual(a, b)
}

// until returns the work at which a lane read 90 %.
func (o *outcome) until(i int) float64 {
	if f := o.lanes[i].reached; f != nil {
		return float64(f.Work)
	}
	return 1e9
}

// cases counts the fresh summaries of a lane that ended so.
func (o *outcome) cases(i int, status string) (n, of int) {
	for _, f := range o.frames[i] {
		if f.Fresh {
			of++
			if f.Status == status {
				n++
			}
		}
	}
	return n, of
}

// claims are the comments of the presets as laws.
var claims = map[string]map[string]func(o *outcome) bool{
	"rivals": {
		"by steps the four are close": func(o *outcome) bool {
			return o.right(0) > 0.85 && o.right(1) > 0.85 && o.right(2) > 0.85 && o.right(3) > 0.85
		},
		"by gradients SGD is far ahead": func(o *outcome) bool {
			return o.until(1) < 0.5*o.until(0) && o.until(1) < o.until(2) && o.until(1) < o.until(3)
		},
	},
	"cheap": {
		"alike by steps":     func(o *outcome) bool { return o.right(1) > o.right(0)-0.02 },
		"curvature a fifth":  func(o *outcome) bool { return o.lanes[1].frame.Curvature < o.lanes[0].frame.Curvature/5 },
		"90 % for half work": func(o *outcome) bool { return o.until(1) < 0.55*o.until(0) },
	},
	"adaptive": {
		"λ_int falls":           func(o *outcome) bool { return o.lanes[0].frame.Lambda < 1000 },
		"the second crawls":     func(o *outcome) bool { return o.loss(0) < 0.5*o.loss(1) },
		"λ_int of it is fixed":  func(o *outcome) bool { return o.lanes[1].frame.Lambda == 10000 },
		"all else is equal":     func(o *outcome) bool { return o.equal(0, 1) },
		"the first is shown":    func(o *outcome) bool { return o.shown == 0 },
		"its promises are seen": func(o *outcome) bool { _, ok := o.lanes[0].ratio.Last(); return ok },
	},
	"newton": {
		"32 groups":             func(o *outcome) bool { return len(o.lanes[0].groups) == 32 },
		"Newton has the lowest": func(o *outcome) bool { return o.loss(0) < o.loss(1) && o.loss(0) < o.loss(2) && o.loss(0) < o.loss(3) },
		"four groups":           func(o *outcome) bool { return len(o.lanes[1].groups) == 4 },
		"they are a tenth":      func(o *outcome) bool { return o.loss(1) < 1.5*o.loss(0) && o.is(1, 1./10, 0) },
		"SGD is a fiftieth":     func(o *outcome) bool { return o.loss(2) < 1.6*o.loss(0) && o.is(2, 1./50, 0) },
		"SGD untuned is behind": func(o *outcome) bool { return o.loss(3) > 2*o.loss(2) },
	},
	"deep": {
		"thrown out":      func(o *outcome) bool { return o.right(0) < 0.2 },
		"ten times holds": func(o *outcome) bool { return o.right(1) > 0.7 },
		"finds its own":   func(o *outcome) bool { return o.right(2) > 0.7 },
		"at a price":      func(o *outcome) bool { return o.right(3) > 0.6 && o.loss(3) > o.loss(1) },
	},
	"cauchy": {
		"steadily":   func(o *outcome) bool { return o.right(1) > 0.84 },
		"far behind": func(o *outcome) bool { return o.work(1) > 5*o.work(0) },
	},
	"too-fast": {
		"the first learns":   func(o *outcome) bool { return o.right(0) > 0.87 },
		"the second wanders": func(o *outcome) bool { return o.right(1) < 0.7 },
		"the third guesses":  func(o *outcome) bool { return o.right(2) < 0.2 },
	},
	"diverging": {
		"stands and says why": func(o *outcome) bool {
			return strings.Contains(o.lanes[1].ended, "diverged") && o.lanes[1].frame.Step < 10
		},
		"the first goes on": func(o *outcome) bool { return o.lanes[0].ended == "" && o.lanes[0].frame.Step == 30 },
	},
	"guards": {
		"the second blows up": func(o *outcome) bool { return strings.Contains(o.lanes[1].ended, "diverged") },
		"the first learns":    func(o *outcome) bool { return o.lanes[0].ended == "" && o.right(0) > 0.98 },
		"the same start":      func(o *outcome) bool { return o.frames[0][0].Loss == o.frames[1][0].Loss },
	},
	"unbounded": {
		"no minimum": func(o *outcome) bool { n, of := o.cases(0, "unbounded"); return n == of && n > 0 },
		"D is 0": func(o *outcome) bool {
			return !slices.ContainsFunc(o.frames[0][0].D, func(d frame.Number) bool { return d != 0 })
		},
		"says so":     func(o *outcome) bool { return strings.Contains(o.frames[0][0].Reason, "D = 0") },
		"cannot move": func(o *outcome) bool { return o.frames[0][9].TestLoss == o.frames[0][39].TestLoss },
		"SGD moves": func(o *outcome) bool {
			return o.loss(1) < 0.5*o.loss(0)
		},
	},
	"no-ruler": {
		"the lane stands":  func(o *outcome) bool { n, of := o.cases(1, "unbounded"); return n == of && o.right(1) < 0.2 },
		"the other learns": func(o *outcome) bool { return o.right(0) > 0.8 },
	},
	"dead": {
		"ḡ is exactly 0": func(o *outcome) bool {
			f := o.lanes[0].frame
			for i, g := range f.Groups {
				if (f.Gbar[i] == 0) != (g != "layers.1.bias") {
					return false
				}
			}
			return true
		},
		"how often each digit comes": func(o *outcome) bool { return o.right(0) == 0.1 },
	},
	"teacher": {
		"D of the last layer": func(o *outcome) bool { d := o.frames[0][0].D; return d[2] == 0 && d[3] == 0 },
		"arrives":             func(o *outcome) bool { return o.lanes[0].ended == "" && o.loss(0) < 0.1 },
		"λ_int grows": func(o *outcome) bool {
			return slices.ContainsFunc(o.frames[0], func(f link.Frame) bool { return f.Lambda > 1 })
		},
		"diverges":           func(o *outcome) bool { return strings.Contains(o.lanes[1].ended, "diverged") },
		"λ_int stays 1":      func(o *outcome) bool { return o.lanes[1].frame.Lambda == 1 },
		"all else is equal":  func(o *outcome) bool { return o.equal(0, 1) },
		"the first is shown": func(o *outcome) bool { return o.shown == 0 },
	},
}

// Every preset opens, runs and does what its comment says.
func TestPresetsDoWhatTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for seconds")
	}
	for _, p := range Presets {
		t.Run(p.Slug, func(t *testing.T) {
			w := begin(t, New())
			w.tell(`{"do":"open","state":`+p.Lanes[0]+`,"lanes":[`+strings.Join(p.Lanes[1:], ",")+`]}`,
				fmt.Sprintf(`{"do":"look","what":%q,"axis":%q}`, p.What, p.Axis))
			o := &outcome{frames: make([][]link.Frame, len(p.Lanes))}
			for _, e := range w.tell(fmt.Sprintf(`{"do":"step","n":%d}`, p.Steps)) {
				for _, f := range e.Frames {
					o.frames[f.Lane] = append(o.frames[f.Lane], f)
				}
			}
			o.lanes, o.shown = w.scene.lanes, w.scene.lane
			if len(o.lanes) != len(p.Lanes) || p.Name == "" || len(p.Comment) < 60 {
				t.Fatalf("%d lanes of %d", len(o.lanes), len(p.Lanes))
			}
			if len(claims[p.Slug]) == 0 {
				t.Error("nothing is claimed")
			}
			for claim, holds := range claims[p.Slug] {
				if !holds(o) {
					t.Errorf("not true: %s", claim)
					for i, l := range o.lanes {
						t.Logf("lane %d: loss %.4g accuracy %.4g work %.4g λ %g, 90 %% at %.4g, %s", i, o.loss(i), o.right(i), o.work(i), float64(l.frame.Lambda), o.until(i), l.ended)
					}
				}
			}
		})
	}
}
