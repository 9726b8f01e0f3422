package client

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/engine/frame"
)

// half is a lesson about x/2; below 0 nothing can be computed.
type half struct {
	lesson.Base
	y float64
}

func newHalf() *half {
	s := &half{}
	s.Open([]demos.Control{
		{Name: "x", Kind: demos.Slider, Default: "1", Min: -8, Max: 8, Step: 0.1},
		{Name: "kind", Kind: demos.Choice, Default: "a", Options: []demos.Option{{Value: "a"}, {Value: "b"}}},
	}, func(v demos.Values) error {
		x := v.Number("x")
		if x < 0 {
			return errors.New("x has no half")
		}
		s.y = x / 2
		return nil
	})
	return s
}

func (s *half) Update(p demos.Pointer, t *demos.Theme) bool { s.Watch(p, t); return s.Stale() }
func (s *half) Draw(demos.Canvas)                           { s.Drawn() }
func (s *half) Alt() string                                 { return "half of x" }
func (s *half) Figures() []demos.Figure {
	return []demos.Figure{{Symbol: "y", Value: frame.Number(s.y)}, {Symbol: "nan", Value: frame.Number(math.NaN())}}
}
func (s *half) Tables() []demos.Table {
	return []demos.Table{{Title: "y", Cells: [][]frame.Number{{1}}}}
}
func (s *half) Questions() []demos.Control {
	return []demos.Control{{Name: "guess", Kind: demos.Number, Min: 0, Max: 9}}
}
func (s *half) Check(answer demos.Values) demos.Verdict {
	return demos.Verdict{Right: answer.Number("guess") == s.y, Words: "it is half"}
}

var _ demos.Lesson = (*half)(nil)

func say(t *testing.T, s demos.Scene, text string) Reply {
	t.Helper()
	var r Reply
	if err := json.Unmarshal(Ask(s, []byte(text)), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// What is set is computed and told; what cannot be changes nothing.
func TestAskSets(t *testing.T) {
	s := NewLesson(newHalf())
	if r := say(t, s, `{"do":"set","values":{"x":"3.0"}}`); r.Error != "" || r.Values["x"] != "3" || r.Figures[0].Value != 1.5 || r.Alt == "" || len(r.Tables) != 1 {
		t.Errorf("%+v", r)
	}
	for text, field := range map[string]string{
		`{"do":"set","values":{"x":"-1"}}`:            "",
		`{"do":"set","values":{"x":"9"}}`:             "x",
		`{"do":"set","values":{"x":"NaN"}}`:           "x",
		`{"do":"set","values":{"x":"2","kind":"c"}}`:  "kind",
		`{"do":"set","values":{"x":"2","other":"1"}}`: `"other"`,
		`{"do":"set","values":{"x":2}}`:               "",
		`{"do":"fly"}`:                                "",
		`{"do":"look"}{}`:                             "",
		`{"do":"look","why":1}`:                       "",
		``:                                            "",
	} {
		r := say(t, s, text)
		if r.Error == "" || r.Field != field || r.Kept != nil && r.Values["x"] != "3" {
			t.Errorf("%s: %+v", text, r)
		}
		if now := say(t, s, `{"do":"look"}`); now.Values["x"] != "3" || now.Values["kind"] != "a" {
			t.Errorf("%s changed the values to %v", text, now.Values)
		}
	}
}

// count is a half that counts to ten, and follows the pointer.
type count struct{ *half }

func newCount() *Lesson {
	s := count{&half{}}
	s.Open([]demos.Control{
		{Name: "x", Kind: demos.Slider, Default: "-1", Min: -8, Max: 8, Step: 1},
		{Name: "step", Kind: demos.Number, Default: "0", Max: 10},
	}, func(demos.Values) error { return nil })
	return NewLesson(s)
}

func (s count) Update(p demos.Pointer, t *demos.Theme) bool {
	if s.Watch(p, t); p.Down {
		s.Drag(map[string]float64{"x": p.X})
	}
	return s.Stale()
}

// A page hears which buttons there are, which have something to do, and how long to
// wait for the next step.
func TestAskTellsWhatCanBeDone(t *testing.T) {
	l := newCount()
	r := say(t, l, `{"do":"play","now":5}`)
	if want := (map[Act]bool{Play: true, Pause: true, Step: true, Restart: true, Reset: true, Undo: false}); !maps.Equal(r.Buttons, want) || !r.Playing || r.Wait != 1 {
		t.Errorf("%+v", r)
	}
	if r := say(t, l, `{"do":"tick","now":6}`); r.Status != "1 step taken" || !r.Buttons[Undo] || math.Abs(r.Wait-1000/2.2) > 1e-9 {
		t.Errorf("%+v", r)
	}
	if r := say(t, l, `{"do":"set","values":{"x":"2"},"now":16}`); !r.Playing || math.Abs(r.Wait-(1000/2.2-10)) > 1e-9 || len(r.Link) != 3 {
		t.Errorf("%+v", r)
	}
	if r := say(t, l, `{"do":"follow","link":[["step","7"]],"whole":true}`); r.Values["x"] != "-1" || r.Values["step"] != "7" {
		t.Errorf("%+v", r)
	}
	if r := say(t, newHalf(), `{"do":"set","values":{"x":"2"}}`); r.Error == "" || r.Kept != nil || len(r.Figures) == 0 {
		t.Errorf("a scene that an engine runs: %+v", r)
	}
}

func TestAskChecksAndLights(t *testing.T) {
	s := newHalf()
	s.Set(demos.Values{"x": "4"})
	for text, right := range map[string]bool{`{"do":"check","values":{"guess":"2"}}`: true, `{"do":"check","values":{"guess":"3"}}`: false} {
		if r := say(t, s, text); r.Verdict == nil || r.Verdict.Right != right || r.Verdict.Words == "" {
			t.Errorf("%s: %+v", text, r)
		}
	}
	for _, text := range []string{`{"do":"check"}`, `{"do":"check","values":{"guess":"x"}}`, `{"do":"check","values":{"guess":" "}}`} {
		if r := say(t, s, text); r.Error == "" || r.Field != "guess" || r.Verdict != nil {
			t.Errorf("%s: %+v", text, r)
		}
	}
	s.Drawn()
	say(t, s, `{"do":"light","symbol":"y"}`)
	if !s.Stale() || !s.Shines("y") || s.Shines("nan") {
		t.Error("a symbol that is pointed at is not lit")
	}
	say(t, s, `{"do":"light"}`)
	if !s.Shines("nan") {
		t.Error("the light stays on")
	}
	l := newCount() // the focus of the keyboard is told, and is no touch
	say(t, l, `{"do":"focus","twin":"start"}`)
	if got := l.Lesson.(count).Focused(); got != "start" || l.touched {
		t.Errorf("the focus is on %q, touched: %t", got, l.touched)
	}
	if say(t, l, `{"do":"focus"}`); l.Lesson.(count).Focused() != "" {
		t.Error("the focus stays")
	}
}

// A dragged number lands in its range and on its grid.
func TestDrag(t *testing.T) {
	s := newHalf()
	for v, want := range map[float64]string{2.449: "2.4", 100: "8", 0.30000001: "0.3", -3: "0.3"} {
		if v == -3 {
			s.Drag(map[string]float64{"x": 0.3})
		}
		s.Drag(map[string]float64{"x": v})
		if got := s.Value("x"); got != want {
			t.Errorf("dragged to %g: %s, want %s", v, got, want)
		}
	}
}

// Whatever the text, the reply is JSON and the lesson lives on.
func FuzzAsk(f *testing.F) {
	f.Add(`{"do":"set","values":{"x":"3"}}`)
	f.Add(`{"do":"check","values":{"guess":"1e9"}}`)
	f.Add(`{"do":"light","symbol":"y"}`)
	f.Add(`{"do":"set","values":{"x":"0x10"}}`)
	f.Add(`{"do":"open","link":[["v","1"],["x","2"]]}`)
	f.Add(`{"do":"restore","kept":{"values":{"x":"2","kind":"a","speed":"slow"},"opening":{"speed":"fast"},"past":[{"x":"1"}],"playing":true}}`)
	f.Fuzz(func(t *testing.T, text string) {
		s := newHalf()
		var r Reply
		if err := json.Unmarshal(Ask(NewLesson(s), []byte(text)), &r); err != nil {
			t.Fatal(err)
		}
		if x := s.State().Number("x"); !(x >= 0 && x <= 8) || strings.ContainsAny(s.Value("x"), "xX_") {
			t.Fatalf("%q left x at %q", text, s.Value("x"))
		}
	})
}
