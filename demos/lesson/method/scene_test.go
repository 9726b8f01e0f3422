package method

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// Next walks through all micro-steps, over those that an iteration leaves out,
// into the next iteration, to the last: what it passes is the whole run.
func TestNextWalksThroughTheRun(t *testing.T) {
	s := New()
	demotest.Set(t, s, demos.Values{"micro": "0", "period": "3"})
	seen := [2]int{0, 0}
	for count := 0; ; count++ {
		next := s.Next()
		if next == nil {
			if seen != [2]int{maxSteps, last} || count < 3*maxSteps {
				t.Errorf("ends at %v after %d", seen, count)
			}
			break
		}
		before, left := seen, !s.now.fresh
		demotest.Set(t, s, next)
		seen = [2]int{s.now.t, s.now.micro}
		switch {
		case seen == [2]int{before[0], before[1] + 1}:
		case seen == [2]int{before[0] + 1, 1} && before[1] == last:
		case seen == [2]int{before[0], last} && before[1] == int(actDirection) && left:
		default:
			t.Fatalf("from %v to %v", before, seen)
		}
		if s.now.kept(s.now.act()) {
			t.Fatalf("%v shows what was left out", seen)
		}
	}
}

// A press on a micro-step or on a station goes there, in both layouts.
func TestPressingGoesThere(t *testing.T) {
	for _, size := range []demotest.Size{demotest.Desktop, demotest.Phone} {
		s := New()
		c := demotest.Record(s, size)
		press := func(b demos.Box) {
			for _, down := range []bool{false, true, false} {
				s.Update(demos.Pointer{Point: b.Middle(), Inside: true, Down: down}, &demos.Light)
				s.Draw(c)
			}
		}
		for k := last; k >= 0; k-- {
			if press(s.layout.rows[k]); s.now.micro != k {
				t.Errorf("%v: a press on %d leads to %d", size, k, s.now.micro)
			}
		}
		for k := range stations {
			if press(s.layout.chips[k]); s.now.micro != s.now.station(k) {
				t.Errorf("%v: a press on station %d leads to %d", size, k, s.now.micro)
			}
		}
	}
}

// Nothing is cut, small or overlapping in any micro-step, in any order, with a
// message and without.
func TestEveryMicroStepIsLegible(t *testing.T) {
	s := New()
	for name, v := range map[string]demos.Values{
		"opening":  {"step": "4"},
		"clipped":  {"step": "8", "order": "clip-first"},
		"signed":   {"step": "8", "order": "signed"},
		"kept":     {"step": "9"},
		"deep":     {"step": "6", "hidden": "3,3,3"},
		"one":      {"step": "6", "hidden": "4,4", "partition": "trivial"},
		"no cubic": {"step": "4", "cubic": "false", "order": "clip-first"},
		"squared":  {"step": "4", "loss": "squared-error", "lambda": "0.001"},
		"wild":     {"step": "40", "lambda": "0.001", "rate": "1", "seed": "8", "data": "circles", "order": "clip-first"},
	} {
		demotest.Set(t, s, demos.Defaults(s.Controls()).With(v))
		for micro := range last + 1 {
			demotest.Set(t, s, demos.Values{"micro": fmt.Sprint(micro)})
			at := fmt.Sprintf("%s, micro-step %d", name, micro)
			demotest.Legible(t, at, s, demotest.Sizes...)
			for _, size := range demotest.Sizes {
				if c := demotest.Record(s, size); c.Calls > 400 {
					t.Errorf("%s, %v: %d draw calls", at, size, c.Calls)
				}
			}
		}
	}
}

// The clip of iteration 8 changes the step, that of iteration 0 does not; where
// it cannot, the hint says why.
func TestExercise(t *testing.T) {
	for _, c := range []struct {
		v     demos.Values
		right bool
		words string
	}{
		{demos.Values{}, false, "smallest step size"},
		{demos.Values{"step": "8"}, true, "makes it 0"},
		{demos.Values{"step": "8", "order": "signed"}, false, "switched off"},
		{demos.Values{"step": "9"}, false, "keeps the step sizes"},
		{demos.Values{"step": "4", "cubic": "false"}, false, "no minimiser"},
	} {
		s := New()
		demotest.Set(t, s, c.v)
		if v := s.Check(nil); v.Right != c.right || !strings.Contains(v.Words, c.words) {
			t.Errorf("%v is judged %+v", c.v, v)
		}
	}
}

// A model without a minimum is told in the picture, in words and in figures.
func TestUnboundedModelsAreTold(t *testing.T) {
	s := New()
	demotest.Set(t, s, demos.Values{"cubic": "false", "step": "4", "micro": "8"})
	c := demotest.Record(s, demotest.Desktop)
	drawn := ""
	for _, text := range c.Texts {
		drawn += text.Text + " "
	}
	figures := ""
	for _, f := range s.Figures() {
		figures += f.Words + " "
	}
	for where, text := range map[string]string{"picture": drawn, "words": s.Alt(), "figures": figures} {
		if !strings.Contains(text, "contributes no step") {
			t.Errorf("the %s: %.300s", where, text)
		}
	}
}

// What the text points at stays in full, the rest fades.
func TestSymbolsLight(t *testing.T) {
	s := New()
	demotest.Set(t, s, demos.Values{"step": "8", "micro": "11"})
	calls := func(symbol string) string {
		s.Light(symbol)
		c := demotest.Record(s, demotest.Desktop)
		return fmt.Sprint(c.Rects, c.Texts)
	}
	plain := calls("")
	for _, f := range s.Figures() {
		switch f.Symbol {
		case "promise", "reality", "after": // lines of text
			continue
		}
		if calls(f.Symbol) == plain {
			t.Errorf("pointing at %s changes nothing", f.Symbol)
		}
	}
}
