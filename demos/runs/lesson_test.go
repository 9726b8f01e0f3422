package runs

import (
	"math"
	"strings"
	"testing"
)

func open(lanes []string) string {
	return `{"do":"open","state":` + lanes[0] + `,"lanes":[` + strings.Join(lanes[1:], ",") + `]}`
}

// The claims of lesson 8: what 90 % cost each lane, with the rates of the start, three
// times them and six times; the step sizes differ by orders of magnitude; a summary on
// 1,000 digits costs some sixteen gradients on 100.
func TestLessonClaims(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for seconds")
	}
	w := begin(t, NewLesson())
	w.tell(open(Lesson), `{"do":"step","n":210}`)
	l := w.scene.lanes
	for i, want := range []float64{310, 120, 200, 340} {
		if f := l[i].reached; f == nil || !(float64(f.Work) >= 0.97*want) || !(float64(f.Work) <= 1.03*want) {
			t.Errorf("lane %d reads 90 %% first in %+v, the text says for %g gradients", i+1, f, want)
		}
	}
	apart, summaries := 0.0, 0.0
	for _, e := range w.tell(`{"do":"reset"}`, `{"do":"step","n":100}`) {
		for _, f := range e.Frames {
			if f.Lane == 0 && f.Step > 0 {
				if f.Fresh {
					summaries++
				}
				for k, eta := range f.Eta {
					if f.Roles[k] == "bias" && f.Eta[0] > 0 {
						apart = max(apart, float64(eta/f.Eta[0]))
					}
				}
			}
		}
	}
	if !(apart >= 100) {
		t.Errorf("biases go at most %g times as far as the first weights", apart)
	}
	if each := float64(l[0].frame.Curvature) / summaries; !(each >= 15.5 && each <= 16.5) {
		t.Errorf("a summary costs %g gradients", each)
	}
	for race, want := range map[string][]float64{ // 0: not in 400 steps
		`"state":{"rate":0.9},"lanes":[{"method":"sgd","rate":0.15},{"method":"adam","rate":0.03}]`: {630, 210, 0},
		`"state":{"rate":1.8},"lanes":[{"method":"sgd","rate":0.3},{"method":"adam","rate":0.06}]`:  {0, 0, 0},
	} {
		w.tell(`{"do":"open",`+race+`}`, `{"do":"step","n":400}`)
		for i, l := range w.scene.lanes {
			if f := l.reached; (f != nil) != (want[i] > 0) || f != nil && !(math.Abs(float64(f.Work)-want[i]) <= 0.03*want[i]) {
				t.Errorf("%s: lane %d reads 90 %% first in %+v, want for %g gradients", race, i+1, f, want[i])
			}
		}
	}
}

// The lesson opens unsolved, and the text names the work that the goal is.
func TestLessonOpens(t *testing.T) {
	w := begin(t, NewLesson())
	w.tell(open(Lesson))
	if v := w.scene.Check(nil); v.Right || v.Words == "" || len(w.scene.lanes) != 4 {
		t.Errorf("%+v", v)
	}
	if goalAccuracy != 0.9 || goalWork != 200 {
		t.Errorf("the text asks for 90 %% within 200, the goal is %v within %v", goalAccuracy, goalWork)
	}
}
