package session

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/link"
)

// keeper holds what a page would hold of a session.
type keeper struct {
	kept Kept
	new  int // pieces of the latest Keep
}

func (k *keeper) take(t *testing.T, s *Session, whole bool) {
	t.Helper()
	kept, err := s.Keep(whole)
	if err != nil {
		t.Fatal(err)
	}
	k.new = len(kept.Pieces)
	maps.Copy(kept.Pieces, k.kept.Pieces)
	k.kept = kept
}

// resume returns a session that goes on, and what it told until it did.
func (k *keeper) resume(t *testing.T, s *Session, calm bool) (*Session, []link.Event) {
	t.Helper()
	next := New()
	for name, content := range s.shelf {
		next.Shelve(name, content)
	}
	events := next.Resume(k.kept, calm)
	for next.target != nil {
		events = append(events, next.Slice(func() bool { return true })...)
	}
	return next, events
}

// Law: a session that takes the place of another goes on as that one would have,
// to the bit, whatever was kept when: lanes that stand apart, commands that wait,
// rules half through a reading, changes that can be undone.
func TestResumedSessionIsTheSame(t *testing.T) {
	race := []string{
		`{"do":"open","state":{"data":"moons","layers":"4-2","batch":20,"summaryBatch":40},"lanes":[{"method":"adam","rate":0.01},{"method":"kfac"},{"method":"lbfgs"}]}`,
		`{"do":"stop","stop":{"loss":1e-9,"steps":60}}`,
		`{"do":"step","n":7}`,
		`{"do":"drop","lane":3}`,
		`{"do":"set","lane":1,"state":{"rate":0.02}}`,
	}
	for _, c := range []struct{ steps, more int }{{0, 0}, {0, 4}, {9, 0}, {8, 3}} {
		t.Run(fmt.Sprintf("kept %d, stood %d further", c.steps, c.more), func(t *testing.T) {
			s, k := New(), &keeper{}
			talk(t, s, race...)
			s.Receive([]byte(`{"do":"add","lane":2,"state":{"method":"sgd","rate":0.1}}`))
			s.Receive([]byte(`{"do":"step","n":30,"id":8}`))
			s.Receive([]byte(`{"do":"step","n":2,"id":9}`))
			one := func() []link.Event { return s.Slice(func() bool { return true }) }
			for range c.steps {
				one()
			}
			k.take(t, s, true)
			for range c.more {
				one()
			}
			k.take(t, s, false)
			r, told := k.resume(t, s, false)
			if last := told[len(told)-1]; last.Is != "resumed" {
				t.Fatalf("it told %s: %s", script(told), last.Message)
			}
			if a, b := standings(s), standings(r); a != b {
				t.Fatalf("it stands at\n%s\nand the one before at\n%s", b, a)
			}
			for _, lines := range [][]string{{`{"do":"step","n":5,"id":11}`}, {`{"do":"undo","lane":1,"id":12}`, `{"do":"step","n":40,"id":13}`}} {
				want, got := talk(t, s, lines...), talk(t, r, lines...)
				if a, b := script(want), script(got); a != b {
					t.Errorf("%v: it tells\n%s\nand the one before\n%s", lines, b, a)
				}
				for lane := range 4 {
					if !slices.Equal(of(got, lane), of(want, lane)) {
						t.Errorf("%v: lane %d goes another way", lines, lane)
					}
				}
			}
			a, b := s.Handle(link.Command{Do: "save"})[0].Saved, r.Handle(link.Command{Do: "save"})[0].Saved
			if len(a) == 0 || !slices.Equal(a, b) {
				t.Error("the two save different races")
			}
		})
	}
}

// standings tells where the lanes are.
func standings(s *Session) string {
	text := fmt.Sprint(s.playing, s.waiting, s.rules, s.panel.lane, s.panel.what, s.panel.with)
	for _, l := range s.lanes {
		text += fmt.Sprintf("\n%d %s %t %d %v", l.run.Steps(), l.Ended, l.Diverged, len(l.marks), l.run.Theta()[:3])
	}
	return text
}

// A lane that has diverged stands where it stood, and says so no second time; one
// that plays goes on playing, unless it is to be calm.
func TestResumeAfterDivergence(t *testing.T) {
	s, k := New(), &keeper{}
	talk(t, s, `{"do":"open","state":{"data":"moons","layers":"4-2","batch":20,"summaryBatch":40},"lanes":[{"method":"sgd","rate":1e6}]}`)
	s.Receive([]byte(`{"do":"play"}`))
	for s.lanes[1].Ended == "" {
		s.Slice(func() bool { return true })
	}
	k.take(t, s, true)
	s.Slice(func() bool { return true })
	k.take(t, s, false)
	for _, calm := range []bool{false, true} {
		r, told := k.resume(t, s, calm)
		want := "resumed"
		if calm {
			want = "resumed, playing=false"
		}
		if got := script(told); got != want || r.playing == calm {
			t.Errorf("calm %t: it told %s and plays: %t", calm, got, r.playing)
		}
		if r.lanes[1].Ended != s.lanes[1].Ended || !r.lanes[1].Diverged || r.lanes[0].run.Steps() != s.lanes[0].run.Steps() {
			t.Errorf("it stands at %s\nthe one before at %s", standings(r), standings(s))
		}
	}
}

// What has not changed is kept once: a second Keep brings no piece, and each
// change brings those of its lane only. The visitor's own files come back.
func TestKeepOnce(t *testing.T) {
	s, k := New(), &keeper{}
	k.take(t, s, true)
	if k.kept.Text != nil {
		t.Errorf("before anything is open it keeps %s", k.kept.Text)
	}
	s.Handle(link.Command{Do: "load", Name: "mine.csv", Data: []byte(strings.Repeat("1,2,3,4,yes\n2,1,4,5,no\n", 20))})
	talk(t, s, `{"do":"open","state":{"data":"csv:mine.csv","layers":"4-2"},"lanes":[{"method":"sgd"}]}`)
	for i, c := range []struct {
		line string
		want int
	}{
		{"", 4}, {"", 0}, {`{"do":"look","what":"method"}`, 0},
		{`{"do":"set","lane":1,"state":{"rate":0.5}}`, 3}, // the lane's two and the mark
		{`{"do":"step"}`, 4}, {`{"do":"undo","lane":1}`, 2},
	} {
		if c.line != "" {
			talk(t, s, c.line)
		}
		if k.take(t, s, true); k.new != c.want {
			t.Errorf("%d, %s: %d new pieces, want %d", i, c.line, k.new, c.want)
		}
	}
	r, told := k.resume(t, s, false)
	if standings(r) != standings(s) {
		t.Errorf("it told %s and stands at %s, not at %s", script(told), standings(r), standings(s))
	}
}

// A session that cannot go on says why, and one on its way back refuses commands.
func TestResumeRefuses(t *testing.T) {
	s, k := New(), &keeper{}
	talk(t, s, small)
	k.take(t, s, true)
	talk(t, s, `{"do":"step","n":3}`)
	k.take(t, s, false)
	r := New()
	r.Resume(k.kept, false)
	if events := r.Receive([]byte(`{"do":"play","id":3}`)); script(events) != "error#3" {
		t.Errorf("on its way back it answers %s", script(events))
	}
	for name, kept := range map[string]Kept{
		"nothing":   {},
		"no JSON":   {Text: []byte("x")},
		"no lanes":  {Text: []byte("{}")},
		"no pieces": {Text: k.kept.Text},
		"no data":   {Text: k.kept.Text, Pieces: map[int][]byte{1: []byte(`{"state":{"data":"csv:gone.csv"}}`), 2: k.kept.Pieces[2]}},
	} {
		if events := New().Resume(kept, false); script(events) != "error" || events[0].Message == "" {
			t.Errorf("%s: %s", name, script(events))
		}
	}
}

// A race too large to be kept begins anew with its settings, and tells so.
func TestLargeRaceBeginsAnew(t *testing.T) {
	s := New()
	talk(t, s, small, `{"do":"set","state":{"rate":0.25}}`, `{"do":"step","n":3}`)
	l := s.lanes[0]
	kept := Kept{Pieces: map[int][]byte{}}
	l.keep(func(b []byte, _ error) int { kept.Pieces[1] = b; return 1 }, false)
	text, err := s.Keep(true)
	if err != nil {
		t.Fatal(err)
	}
	kept.Text = text.Text
	r := New()
	if got := script(r.Resume(kept, false)); got != "opened, frames×1, playing=false, resumed" || r.lanes[0].run.Config().Rate != 0.25 {
		t.Errorf("%s", got)
	}
}
