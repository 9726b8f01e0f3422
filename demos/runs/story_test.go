package runs

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/engine/link"
)

// told is the race of the story at its states, one after the other.
func told(t testing.TB, do func(state *State, w *show)) {
	w := begin(t, NewStory())
	w.tell(open(Lesson))
	for i := range States {
		s := &States[i]
		if now := w.scene.lanes[0].frame.Step; now < s.Steps {
			w.tell(fmt.Sprintf(`{"do":"step","n":%d}`, s.Steps-now))
		}
		w.tell(fmt.Sprintf(`{"do":"look","what":%q,"axis":%q}`, s.What, s.Axis))
		w.scene.Settle()
		do(s, w)
	}
}

// Every state shows what the text says of it: each number of the story.
func TestStates(t *testing.T) {
	text, err := os.ReadFile("../../site/lessons/mnist.md")
	if err != nil {
		t.Fatal(err)
	}
	says := func(state, words string) {
		t.Helper()
		if !strings.Contains(string(text), words) {
			t.Errorf("%s: the text does not say %q", state, words)
		}
	}
	told(t, func(state *State, w *show) {
		l := w.scene.lanes[0]
		switch right := len(l.answers) - l.wrong(); state.Slug {
		case "guess":
			says("guess", fmt.Sprintf("%d of a hundred right", right))
			if l.params < 25_500 || l.params >= 26_500 {
				t.Errorf("%d parameters", l.params)
			}
			says("learn", "26,000 numbers")
		case "learn":
			says("learn", fmt.Sprintf("after %d steps %d are read", state.Steps, right))
		case "sizes":
			lo, hi, clipped := 1e300, 0.0, false
			for i, e := range l.frame.Eta {
				if v := float64(e); v > 0 {
					lo, hi = min(lo, v), max(hi, v)
				}
				clipped = clipped || note(l, i) == "clipped"
			}
			if len(l.groups) != 6 || !(hi/lo >= 200) || !(hi/lo < 1000) || !clipped {
				t.Errorf("%d groups, steps from %g to %g, clipped %t", len(l.groups), lo, hi, clipped)
			}
		case "wrong":
			second := 0
			for _, a := range l.answers {
				if a.Guess != a.Label && ranked(a.Prob)[1] == a.Label {
					second++
				}
			}
			says("wrong", fmt.Sprintf("After %d steps %d of the hundred are still red. For %d of them its second guess is right", state.Steps, l.wrong(), second))
		}
	})
}

// The numbers of other tables that the text repeats.
func TestTextAgreesWithResults(t *testing.T) {
	text, err := os.ReadFile("../../docs/results.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"**subspace**, which has no rate, ends with the least training loss on 784-32-16-10", "subspace and K-FAC are both 0.9 points below SGD"} {
		if !strings.Contains(strings.Join(strings.Fields(string(text)), " "), words) {
			t.Errorf("docs/results.md no longer says %q", words)
		}
	}
}

// In all sizes and both themes the pictures of the story have no text below 13 px, none
// outside and none on another.
func TestStoryIsLegible(t *testing.T) {
	told(t, func(state *State, w *show) {
		for _, size := range sizes {
			c := demotest.Record(w.scene, size)
			at := fmt.Sprintf("%s, %v", state.Slug, size)
			demotest.Inside(t, at, c)
			demotest.Apart(t, at, c)
			for _, text := range c.Texts {
				if text.Style.Size < 13 {
					t.Errorf("%s: %q is %g px", at, text.Text, text.Style.Size)
				}
			}
			if c.Calls > mostCalls {
				t.Errorf("%s: %d draw calls", at, c.Calls)
			}
		}
	})
}

// On arrival the wall is read digit by digit, within two seconds; a touch ends it, and
// reduced motion shows it at once.
func TestTheWallIsRead(t *testing.T) {
	w := begin(t, NewStory())
	w.tell(open(Lesson[:1]), `{"do":"look","what":"data"}`)
	s := w.scene
	demotest.Record(s, demotest.Desktop)
	nobody := demos.Pointer{}
	ticks := 0
	for s.Moving() && ticks < 600 {
		if !s.Update(nobody, &demos.Light) {
			t.Fatalf("nothing moves in tick %d", ticks)
		}
		ticks++
	}
	if ticks < 60 || ticks > 120 {
		t.Errorf("it is read in %d ticks of 60 a second", ticks)
	}
	w.tell(`{"do":"reset"}`)
	s.Update(nobody, &demos.Light)
	s.Update(demos.Pointer{Inside: true, Down: true}, &demos.Light)
	if s.Moving() {
		t.Error("a touch does not end it")
	}
	if right, read := s.wall.right(s.chosen()); read != 100 || right != 100-s.chosen().wrong() {
		t.Errorf("%d of %d", right, read)
	}
	still := begin(t, NewStory())
	still.scene.Still(true)
	still.tell(open(Lesson[:1]), `{"do":"look","what":"data"}`)
	demotest.Record(still.scene, demotest.Desktop)
	if still.scene.Update(nobody, &demos.Light); still.scene.Moving() {
		t.Error("it moves although it must not")
	}
}

// A digit that is pressed, and a drawing, are read again as the network learns.
func TestAskedAgain(t *testing.T) {
	w := begin(t, NewStory())
	w.tell(open(Lesson[:1]), `{"do":"look","what":"data"}`)
	s := w.scene
	s.Settle()
	demotest.Record(s, demotest.Desktop)
	at := s.wall.tile(17).Middle()
	s.Update(demos.Pointer{Point: at, Inside: true}, &demos.Light)
	s.Update(demos.Pointer{Point: at, Inside: true, Down: true}, &demos.Light)
	said := s.Says()
	if len(said) != 1 || said[0].Do != link.DoAsk || said[0].N != s.lanes[0].answers[17].Index {
		t.Fatalf("a press says %+v", said)
	}
	w.tell(fmt.Sprintf(`{"do":"ask","n":%d}`, said[0].N))
	if s.picked() != 17 {
		t.Errorf("digit %d is marked", s.picked())
	}
	w.tell(`{"do":"step","n":10}`)
	if again := s.Says(); len(again) != 1 || again[0].N != said[0].N {
		t.Errorf("ten steps later it asks %+v", again)
	}
	s.Hit("digit", "right")
	next := s.Says()
	if len(next) != 1 || next[0].N == said[0].N {
		t.Fatalf("the arrow key asks %+v", next)
	}
	w.tell(fmt.Sprintf(`{"do":"ask","n":%d}`, next[0].N))
	if a := s.lanes[0].answers[s.picked()]; a.Guess == a.Label {
		t.Errorf("digit %d is read right", s.picked())
	}
	if twins := s.Twins(); len(twins) == 0 || twins[0].Name != "digit" || !strings.Contains(twins[0].Label, "read as") {
		t.Errorf("%+v", twins)
	}
}

// The formula shown is that of the chosen lane.
func TestRuleIsOfTheChosenLane(t *testing.T) {
	w := begin(t, NewStory())
	w.tell(open(Lesson), `{"do":"step","n":2}`)
	for lane, want := range []string{"λ₁ = 0.3 and clipped", "η = 0.05 for all", "0.01·m/√v", "no rate"} {
		w.tell(fmt.Sprintf(`{"do":"look","what":"method","lane":%d}`, lane))
		for _, f := range w.scene.Figures() {
			if f.Symbol == "rule" && !strings.Contains(f.Words, want) {
				t.Errorf("lane %d: %s", lane+1, f.Words)
			}
		}
	}
	w.tell(`{"do":"look","lane":0}`, `{"do":"set","state":{"signed":true}}`)
	if got := rule(&w.scene.lanes[0].config); strings.Contains(got, "clipped") {
		t.Errorf("negative ones pass: %s", got)
	}
}

// BenchmarkWall is what a frame of the wall costs while marks turn.
func BenchmarkWall(b *testing.B) {
	w := begin(b, NewStory())
	w.tell(open(Lesson), `{"do":"look","what":"race"}`)
	c := demotest.Recorder(demotest.Desktop)
	w.scene.Draw(c)
	for b.Loop() {
		w.scene.wall.read = 20
		w.scene.Update(demos.Pointer{}, &demos.Light)
		w.scene.Draw(c)
	}
}
