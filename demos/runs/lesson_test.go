package runs

import (
	"strings"
	"testing"
)

func open(lanes []string) string {
	return `{"do":"open","state":` + lanes[0] + `,"lanes":[` + strings.Join(lanes[1:], ",") + `]}`
}

// The claims of lesson 8: on a real network the step sizes differ by orders of
// magnitude; by gradients a tuned SGD wins, but grouped Newton bears a λ₁ three
// times too large and SGD no rate six times too large; a summary on 1,000 digits
// costs some fifteen gradients on 100.
func TestLessonClaims(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for seconds")
	}
	w := begin(t, NewLesson())
	w.tell(open(Lesson), `{"do":"step","n":210}`)
	l := w.scene.lanes
	for i, want := range []float64{310, 120, 200} {
		if f := l[i].reached; f == nil || !(float64(f.Work) >= 0.8*want) || !(float64(f.Work) <= 1.2*want) {
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
	if each := float64(l[0].frame.Curvature) / summaries; !(each >= 13 && each <= 17) {
		t.Errorf("a summary costs %g gradients", each)
	}
	w.tell(`{"do":"open","state":{"rate":0.9},"lanes":[{"method":"sgd","rate":0.3}]}`, `{"do":"step","n":250}`)
	for i, want := range []bool{true, false} {
		if f := w.scene.lanes[i].reached; (f != nil) != want {
			t.Errorf("lane %d reads 90 %% first in %+v (accuracy now %g)", i+1, f, float64(w.scene.lanes[i].frame.Accuracy))
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
