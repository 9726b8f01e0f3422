package client

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/course"
)

// lessons are those of the course that compute by themselves, each as it opens.
func lessons(t *testing.T, do func(t *testing.T, open func() *Lesson)) {
	for i, l := range course.Lessons {
		if l.New != nil && !(testing.Short() && i%3 > 0) {
			t.Run(l.Slug, func(t *testing.T) {
				t.Parallel()
				do(t, func() *Lesson { return NewLesson(l.New()) })
			})
		}
	}
}

// anything does something to a lesson that a visitor may do; refused or not.
func anything(l *Lesson, random *rand.Rand) {
	l.Now += 1000
	switch random.IntN(4) {
	case 0:
		l.Do([]Act{Step, Seed, Restart, Whole}[random.IntN(4)], nil)
	case 1:
		l.Do(Play, nil)
		l.Tick()
		l.Now += 1000
		l.Tick()
		l.Do(Pause, nil)
	default:
		c := l.Rows[random.IntN(len(l.Rows))]
		value := c.At(random.Float64())
		if c.Kind != demos.Slider {
			value = c.Beside(1)
		}
		l.Set(demos.Values{c.Name: value})
	}
}

// Law: whatever was done, undo leads back through the values before each of it to
// those at the opening, and Reset at once.
func TestUndoLeadsBack(t *testing.T) {
	lessons(t, func(t *testing.T, open func() *Lesson) {
		l, random := open(), rand.New(rand.NewPCG(3, 5))
		opening, states := l.Values(), []demos.Values{}
		for range 12 {
			before := l.Values()
			if anything(l, random); !maps.Equal(before, l.Values()) {
				states = append(states, before)
			}
		}
		if len(states) < 2 || len(states) != len(l.history.Past) {
			t.Fatalf("%d changes, %d of them can be taken back", len(states), len(l.history.Past))
		}
		for i := len(states) - 1; i >= 0; i-- {
			if err := l.Do(Undo, nil); err != nil || !maps.Equal(l.Values(), states[i]) {
				t.Fatalf("change %d is taken back to %v, want %v: %v", i, l.Values(), states[i], err)
			}
		}
		if l.Able(Undo) || l.Do(Undo, nil) != nil {
			t.Error("there is something to take back at the opening")
		}
		anything(l, random)
		if err := l.Do(Reset, nil); err != nil || !maps.Equal(l.Values(), opening) {
			t.Errorf("Reset leads to %v: %v", l.Values(), err)
		}
	})
}

// Law: n steps are n times one step, one change.
func TestStepsAddUp(t *testing.T) {
	lessons(t, func(t *testing.T, open func() *Lesson) {
		one, many := open(), open()
		if !one.Knows(Step) {
			if err := one.Do(Step, nil); err == nil {
				t.Error("a step where there are none")
			}
			return
		}
		one.Do(Restart, nil)
		many.Do(Restart, nil)
		before, n := len(many.history.Past), 5.0
		many.Now += 1000
		if err := many.Do(Step, &n); err != nil || len(many.history.Past) != before+1 {
			t.Errorf("%d changes: %v", len(many.history.Past)-before, err)
		}
		for range 5 {
			one.Do(Step, nil)
		}
		if !maps.Equal(one.Values(), many.Values()) {
			t.Errorf("five steps lead to %v, five times one to %v", many.Values(), one.Values())
		}
		for _, n := range []float64{0, -1, 1.5, 1e300} {
			if err := many.Do(Step, &n); err == nil {
				t.Errorf("%g is taken for a number of steps", n)
			}
		}
	})
	l, n := newCount(), float64(1<<40)
	if err := l.Do(Step, &n); err != nil || l.Status() != "10 steps taken" {
		t.Errorf("so many steps end at %s: %v", l.Status(), err)
	}
}

// Law: another program that is handed what one has kept says the same, and goes on
// to the same.
func TestWhatIsKeptRestores(t *testing.T) {
	lessons(t, func(t *testing.T, open func() *Lesson) {
		l, random := open(), rand.New(rand.NewPCG(7, 9))
		l.Open([]Pair{{l.Rows[0].Name, l.Rows[0].Beside(1)}}, "")
		for range 5 {
			anything(l, random)
		}
		if l.Knows(Play) {
			l.Set(demos.Values{"speed": "slower"})
			l.Do(Restart, nil)
			l.Do(Play, nil)
		}
		var kept Reply
		looks := func(l *Lesson) []byte { return Ask(l, []byte(`{"do":"look","now":`+number(l.Now)+`}`)) }
		if err := json.Unmarshal(looks(l), &kept); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(Question{Do: "restore", Kept: kept.Kept, Now: l.Now})
		if err != nil {
			t.Fatal(err)
		}
		other := open()
		Ask(other, text)
		for range 3 {
			if was, is := looks(l), looks(other); !bytes.Equal(was, is) {
				t.Fatalf("%.400s\nbecame\n%.400s", was, is)
			}
			for _, l := range []*Lesson{l, other} {
				l.Now += 1000
				l.Tick()
			}
		}
		for _, l := range []*Lesson{l, other} {
			l.Do(Undo, nil)
			l.Do(Undo, nil)
		}
		if was, is := looks(l), looks(other); !l.Knows(Play) && !bytes.Equal(was, is) {
			t.Errorf("undone: %.400s\nbecame\n%.400s", was, is)
		}
		damaged := *kept.Kept
		damaged.Past = append(damaged.Past, demos.Values{"nothing": "1"})
		text, _ = json.Marshal(Question{Do: "restore", Kept: &damaged})
		before := looks(l)
		if reply := Ask(l, text); !bytes.Contains(reply, []byte(`"error"`)) || !bytes.Equal(before, looks(l)) {
			t.Errorf("a damaged history is taken: %.200s", reply)
		}
	})
}

// Law: what is refused changes nothing, and an address that breaks opens what one without
// values does: the defaults, in the first state of a story.
func TestARefusalChangesNothing(t *testing.T) {
	lessons(t, func(t *testing.T, open func() *Lesson) {
		l := open()
		if err := l.Open(nil, ""); err != nil {
			t.Fatal(err)
		}
		before := l.Values()
		for _, refused := range []error{
			l.Set(demos.Values{"nothing": "1"}), l.Set(demos.Values{"speed": "warp"}), l.Set(demos.Values{l.Rows[0].Name: "\x00"}),
			l.Follow([]Pair{{"v", "7"}}, true, ""), l.Open([]Pair{{l.Rows[0].Name, "\x00"}}, ""), l.restore(nil),
			func() error { n := -1.0; return l.Do(Seed, &n) }(),
		} {
			if refused == nil || !maps.Equal(before, l.Values()) || l.Able(Undo) {
				t.Errorf("%v: the values are %v", refused, l.Values())
			}
		}
	})
}

// Law: what an address names counts before the defaults of what it does not name.
func TestAnAddressIsBelieved(t *testing.T) {
	lessons(t, func(t *testing.T, open func() *Lesson) {
		for _, c := range open().Controls() {
			for _, o := range c.Options {
				if o.Value == "own" { // the preset of a partition that another control writes
					continue
				}
				l := open()
				if err := l.Follow([]Pair{{c.Name, o.Value}}, true, ""); err != nil {
					t.Errorf("%s = %s: %v", c.Name, o.Value, err)
				}
				if got := l.Values()[c.Name]; got != o.Value {
					t.Errorf("%s = %s opens %s", c.Name, o.Value, got)
				}
			}
		}
	})
}

// Play takes a step at each pause of its speed, and ends at the last step.
func TestThePaceOfPlay(t *testing.T) {
	for speed, pause := range pauses {
		l := newCount()
		l.Set(demos.Values{"speed": speed})
		l.Do(Play, nil)
		for i := range 12 {
			l.Now = float64(i) * pause
			stepped, err := l.Tick()
			if again, _ := l.Tick(); again || err != nil || stepped != (i < 10) || l.Playing() != (i < 9) {
				t.Fatalf("%s: tick %d: stepped %t, plays %t: %v", speed, i, stepped, l.Playing(), err)
			}
		}
		if l.Do(Undo, nil); l.Status() != "" {
			t.Errorf("a play is taken back to %s", l.Status())
		}
	}
}

// What the pointer changes until it is up is one change.
func TestADragIsOneChange(t *testing.T) {
	l := newCount()
	for i := range 5 {
		l.Update(demos.Pointer{Point: demos.Point{X: float64(i)}, Inside: true, Down: true}, &demos.Light)
		l.Now += 5000
	}
	l.Update(demos.Pointer{Point: demos.Point{X: 9}, Inside: true}, &demos.Light)
	if len(l.history.Past) != 1 || l.row("x").Value != "4" {
		t.Errorf("%d changes to x = %s", len(l.history.Past), l.row("x").Value)
	}
}

func TestStatus(t *testing.T) {
	for _, l := range course.Lessons {
		if l.Slug == "method" {
			if got := NewLesson(l.New()).Status(); got != "iteration 0 of 40, micro-step 1 of 11" {
				t.Error(got)
			}
		}
	}
	if l := newCount(); l.Do(Step, nil) != nil || l.Status() != "1 step taken" {
		t.Error(l.Status())
	}
	if s := NewLesson(newHalf()).Status(); s != "" {
		t.Error(s)
	}
}

func TestSentence(t *testing.T) {
	for words, want := range map[string]string{"": "", "η is small": "Η is small.", "Right!": "Right!", "takes 1": "Takes 1."} {
		if got := Sentence(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
	for i := range 3 {
		if name, words := Refusal(&demos.ValueError{Name: strconv.Itoa(i), Message: "takes a number"}); name != strconv.Itoa(i) || Sentence(words) != "Takes a number." {
			t.Error(name, words)
		}
	}
}
