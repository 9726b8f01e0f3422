package deep

import (
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// stateOf returns the lesson at rest in a state of its story.
func stateOf(t testing.TB, slug string) *Scene {
	t.Helper()
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, slug); err != nil {
		t.Fatal(err)
	}
	if err := l.Rest(); err != nil {
		t.Fatal(err)
	}
	return s
}

// Every state shows what its text says.
func TestStates(t *testing.T) {
	for slug, holds := range map[string]func(s *Scene) bool{
		"all": func(s *Scene) bool {
			return s.now.step == 20 && s.now.distance == 0 && s.now.share() < s.now.begin.forth.even(s.now.least())
		},
		// The far ones interact more than the near ones.
		"far": func(s *Scene) bool {
			r := s.now.now.forth
			return s.now.step == 0 && s.now.distance == 12 && r.relative(12) > 1 && r.relative(1) < 1 && s.now.share() > r.even(s.now.least())
		},
		"fades": func(s *Scene) bool {
			r := s.now.now.forth
			return s.now.step == 20 && r.relative(1) > 1 && r.relative(16) < 1 && meanFrom(&r, s.now.least()) > 0.4
		},
		"inverse": func(s *Scene) bool {
			return s.now.side == back && s.now.recent(back, outside, 20) < s.now.recent(forth, outside, 20)
		},
		"toy": func(s *Scene) bool {
			return s.now.activation == "elu" && s.now.share() < s.now.begin.forth.even(s.now.least())
		},
		"open": func(s *Scene) bool { return s.now.side == back && s.now.step == judged && !s.Check(nil).Right },
	} {
		if s := stateOf(t, slug); !holds(s) || s.Moving() {
			t.Errorf("%s: %v, %s", slug, s.State(), s.Big())
		}
	}
}

// The opening plays: diagonals light up by distance, then training fades the far ones.
func TestOpeningPlays(t *testing.T) {
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, ""); err != nil {
		t.Fatal(err)
	}
	c := demotest.Recorder(demotest.Desktop)
	lit := map[int]bool{}
	for range 500 {
		l.Now += 1000. / 60
		if _, err := l.Tick(); err != nil {
			t.Fatal(err)
		}
		l.Update(demos.Pointer{}, &demos.Light)
		l.Draw(c)
		lit[s.now.distance] = true
	}
	if len(lit) != 4 || s.now.step != 20 || s.Moving() {
		t.Errorf("lit were %v, and it ends at step %d", lit, s.now.step)
	}
}
