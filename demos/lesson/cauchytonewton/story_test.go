package cauchytonewton

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// cutOf parses a partition.
func cutOf(t testing.TB, value string) pieces {
	t.Helper()
	g, err := parse(value)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Law: a partition is the same whatever signs separate its pieces and whatever their
// order; what is written is read again.
func TestPartitionsAreRead(t *testing.T) {
	for _, same := range []string{"15-23-46", "46 23 15", "51,32,64", "64|51|32", " 15 - 23 -- 46 "} {
		s := demotest.With(t, New, demos.Values{"partition": same})
		if got := s.State()["partition"]; got != "15-23-46" {
			t.Errorf("%q is read as %q", same, got)
		}
	}
	all := partitions()
	if len(all) != 203 {
		t.Errorf("%d partitions of six", len(all))
	}
	for _, g := range all {
		if again := cutOf(t, g.value()); again != g || g.ordered() != g {
			t.Errorf("%v is written %s and read as %v", g, g.value(), again)
		}
	}
	s := New()
	for text, want := range map[string]string{
		"": "θ₁ is in no piece", "12-456": "θ₃ is in no piece", "123-345-6": "θ₃ is in two pieces",
		"1233-456": "θ₃ is in one piece twice", "12-34-567": "“7” is no parameter", "one": "“o” is no parameter", "0": "“0” is no parameter",
	} {
		if err := s.Set(demos.Values{"partition": text}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Law: a snip changes the number of pieces by one, and one of them lies in the other;
// what was cut is joined at the same scissors when no order has changed.
func TestScissors(t *testing.T) {
	for _, g := range partitions() {
		for i := range dimension - 1 {
			cut := g.snip(i)
			n := cut.count() - g.count()
			if n != 1 && n != -1 || n == 1 && !cut.refines(g) || n == -1 && !g.refines(cut) {
				t.Errorf("%s cut at %d is %s", g.value(), i, cut.value())
			}
			if cut.order() == g.order() && cut.snip(i) != g {
				t.Errorf("%s cut at %d and joined is %s", g.value(), i, cut.snip(i).value())
			}
		}
	}
}

// Every state of the story counts the steps that its text names, and a run of them
// ends at the minimum.
func TestStates(t *testing.T) {
	want := map[string]string{"all": "82 33 17 1", "one": "82", "two": "33", "three": "17", "six": "1", "own": "17"}
	for _, state := range New().States() {
		s := New()
		var counts []string
		for _, v := range append(state.Plays, state.Values) {
			demotest.Set(t, s, v)
			counts = append(counts, s.own.count())
			if v["step"] != "0" {
				t.Errorf("%s begins at step %s", state.Slug, v["step"])
			}
		}
		if got := strings.Join(counts, " "); got != want[state.Slug] {
			t.Errorf("%s counts %s, want %s", state.Slug, got, want[state.Slug])
		}
		steps := 0
		for next := s.Next(); next != nil; next = s.Next() {
			demotest.Set(t, s, next)
			steps++
		}
		if fmt.Sprint(steps) != s.own.count() || !s.arrived() {
			t.Errorf("%s: the run ends after %d steps", state.Slug, steps)
		}
	}
}

// A climb without an end, and one that stops, end a run as well.
func TestRunsEnd(t *testing.T) {
	for name, c := range map[string]struct {
		changes demos.Values
		last    int
	}{
		"no end":  {demos.Values{"kappa": "100", "partition": "123456", "step": "200"}, most},
		"at rest": {demos.Values{"x": "0", "y": "0", "off": "0"}, 0},
	} {
		s := demotest.With(t, New, c.changes)
		if next := s.Next(); next != nil || s.step != c.last {
			t.Errorf("%s: at step %d, then %v", name, s.step, next)
		}
	}
}

// Older links name a rung by its groups and open exactly what they meant.
func TestOlderLinks(t *testing.T) {
	for n, cut := range ladder {
		l := client.NewLesson(New())
		if err := l.Open([]client.Pair{{"groups", fmt.Sprint(n + 1)}, {"step", "1"}}, ""); err != nil {
			t.Fatal(err)
		}
		want := demos.Defaults(New().Controls()).With(demos.Values{"partition": cut.value(), "step": "1"})
		for name, v := range want {
			if got := l.State()[name]; got != v {
				t.Errorf("groups=%d opens %s = %s, want %s", n+1, name, got, v)
			}
		}
		if err := l.Set(demos.Values{"groups": "2"}); err != nil || l.State()["partition"] != ladder[1].value() {
			t.Errorf("a saved state with two groups opens %s: %v", l.State()["partition"], err)
		}
	}
	for _, wrong := range []string{"9", "0", "2.5", "two", ""} {
		l := client.NewLesson(New())
		if err := l.Open([]client.Pair{{"groups", wrong}}, ""); err == nil || !strings.Contains(err.Error(), "a whole number from 1 to 6") {
			t.Errorf("groups=%s: %v", wrong, err)
		}
	}
}

// What the text says of the lesson's numbers.
func TestNumbersOfTheText(t *testing.T) {
	words := func(s *Scene, symbol string) string {
		for _, f := range s.Figures() {
			if f.Symbol == symbol {
				return f.Words
			}
		}
		return "none"
	}
	s := demotest.With(t, New, cut(2))
	if a, b := words(s, "promise"), words(s, "sizes"); a != "1.09 of 1.56" || b != "0.0857 and 0.0283" {
		t.Errorf("two pieces: %s, %s", a, b)
	}
	demotest.Set(t, s, cut(3))
	if a, b := words(s, "promise"), words(s, "sizes"); a != "1.14 of 1.56" || b != "3 × 3" {
		t.Errorf("three pieces: %s, %s", a, b)
	}
	demotest.Set(t, s, cut(6))
	if got := words(s, "lands"); got != "lands at a loss of 0" {
		t.Errorf("six pieces: %s", got)
	}
	// The bowl on which three pieces take longer than two.
	demotest.Set(t, s, demos.Values{"seed": "42"})
	if a, b := s.climb(1).arrived, s.climb(2).arrived; a != 30 || b != 35 {
		t.Errorf("with seed 42 two pieces take %d steps and three %d", a, b)
	}
	demotest.Set(t, s, demos.Values{"seed": "134", "bend": "2"})
	for k := range ladder {
		if n := s.climb(k).arrived; k == dimension-1 && n != 5 || k < dimension-1 && n <= 5 {
			t.Errorf("on the bent bowl rung %d takes %d steps", k+1, n)
		}
	}
	// The second step with four pieces leaves out the two parameters that are pieces.
	demotest.Set(t, s, demos.Values{"bend": "0", "partition": "12-34-5-6", "step": "1"})
	if out := s.leftOut(); out != "θ₅ θ₆" || !strings.Contains(s.Alt(), "The slope is 0 along θ₅ θ₆") {
		t.Errorf("%q is left out of the second step", out)
	}
	demotest.Set(t, s, cut(3))
	from, last := s.from().foot, math.Inf(-1)
	for k := range ladder { // the arrow turns, one way
		q := s.proposal(k).next.foot
		turn := math.Atan2(q.Y-from.Y, q.X-from.X)
		if !(turn > last) {
			t.Errorf("the arrow of rung %d turns back", k+1)
		}
		last = turn
	}
	if q := s.proposal(dimension - 1).next; !(math.Hypot(q.foot.X, q.foot.Y) <= 1e-9) {
		t.Errorf("Newton's arrow ends at %v", q.foot)
	}
}

// The links of the arrow are the shadow of the step: their chain ends where it does.
func TestLinksAreTheStep(t *testing.T) {
	for name, changes := range states {
		s := demotest.With(t, New, changes)
		if s.next.err != nil {
			continue
		}
		end := s.from().foot
		for p := range dimension {
			q := s.reach(p)
			end.X, end.Y = end.X+q.X, end.Y+q.Y
		}
		if q := s.next.next.foot; !(math.Hypot(end.X-q.X, end.Y-q.Y) <= 1e-12) {
			t.Errorf("%s: the links end at %v, the step at %v", name, end, q)
		}
	}
}

// Of the ninety partitions into three exactly two solve the exercise; three neighbours
// take 17 steps at best.
func TestExerciseHasTwoAnswers(t *testing.T) {
	found, neighbours, all := map[string]int{}, most, 0
	for _, g := range partitions() {
		if g.count() != askedPieces {
			continue
		}
		all++
		steps := theTask().climb(g, most).arrived
		if steps >= 0 && steps <= askedSteps {
			found[g.value()] = steps
		}
		if order := g.order(); steps >= 0 && order == ladder[0].order() {
			neighbours = min(neighbours, steps)
		}
	}
	if all != 90 || fmt.Sprint(found) != "map[15-23-46:10 15-26-34:11]" || neighbours != 17 {
		t.Errorf("of %d partitions %v solve it; neighbours take %d", all, found, neighbours)
	}
}

// Following the hints leads to an answer from every partition, whichever of the two
// parameters that a hint names is moved: in four moves at most from three pieces.
func TestHintsLeadToAnAnswer(t *testing.T) {
	task := theTask()
	var moves func(g pieces, left int) int
	moves = func(g pieces, left int) int {
		for _, good := range task.good {
			if g == good {
				return 0
			}
		}
		if left == 0 {
			return 100
		}
		p, q, together := task.fault(g)
		next := []pieces{g.move(p, g[q]), g.move(q, g[p])}
		if together {
			next = []pieces{g.move(p, dimension), g.move(q, dimension)}
		} else if a, b := next[0].count(), next[1].count(); a != b && g.count() == askedPieces {
			next = next[:1] // the move that leaves three pieces
			if b > a {
				next[0] = g.move(q, g[p])
			}
		}
		longest := 0
		for _, n := range next {
			longest = max(longest, 1+moves(n, left-1))
		}
		return longest
	}
	for _, g := range partitions() {
		if n, most := moves(g, 8), map[bool]int{true: 4, false: 6}[g.count() == askedPieces]; n > most {
			t.Errorf("from %s the hints take %d moves", g.value(), n)
		}
		if p, q, _ := task.fault(g); p != q && !strings.HasPrefix(task.hint(g), theta(p)+" and "+theta(q)) {
			t.Errorf("%s: %s", g.value(), task.hint(g))
		}
	}
}

func TestExercise(t *testing.T) {
	for _, c := range []struct {
		changes demos.Values
		right   bool
		says    string
	}{
		{demos.Values{}, false, "Three pieces, 17 steps. θ₁ and θ₅ pull each other and are in two pieces."},
		{cut(1), false, "There is 1 piece, and three are asked for. θ₂ and θ₄ hardly pull each other and are in one piece."},
		{cut(6), false, "There are 6 pieces, and three are asked for. θ₁ and θ₅ pull"},
		{demos.Values{"partition": "15-246-3"}, false, "θ₂ and θ₃ are in two pieces: they are what"},
		{demos.Values{"partition": "15-23-46"}, true, "10 steps: θ₁θ₅ | θ₂θ₃ | θ₄θ₆."},
		{demos.Values{"partition": "15-26-34", "step": "5"}, true, "11 steps: θ₁θ₅ | θ₂θ₆ | θ₃θ₄."},
		{demos.Values{"partition": "15-26-34", "kappa": "4"}, true, "11 steps: θ₁θ₅ | θ₂θ₆ | θ₃θ₄. Parameters that pull each other belong together, wherever they stand in the bar. Judged on the bowl"},
		{demos.Values{"x": "0"}, false, "Judged on the bowl"},
	} {
		s := demotest.With(t, New, c.changes)
		if v := s.Check(nil); v.Right != c.right || !strings.Contains(v.Words, c.says) {
			t.Errorf("%v: %+v", c.changes, v)
		}
	}
}

// Law: what was set in between does not matter, and what is refused changes nothing.
func TestWayOfStepsIsACache(t *testing.T) {
	s := New()
	for _, changes := range []demos.Values{{"step": "3"}, {"step": "1"}, {"partition": "15-23-46"}, {"kappa": "5"}, {"partition": "1234-56", "step": "200"}, {"kappa": "20", "step": "0", "partition": "12-34-56"}} {
		demotest.Set(t, s, changes)
	}
	if s.Set(demos.Values{"partition": "12-34", "kappa": "3"}) == nil {
		t.Error("half a partition")
	}
	fresh := New()
	if s.Alt() != fresh.Alt() || fmt.Sprint(s.Figures()) != fmt.Sprint(fresh.Figures()) || fmt.Sprint(s.Tables()) != fmt.Sprint(fresh.Tables()) {
		t.Error("there and back is another picture")
	}
}

// Every figure, table and word is a number that the picture shows.
func TestWords(t *testing.T) {
	for name, changes := range states {
		s := demotest.With(t, New, changes)
		demotest.Told(t, name, s)
		if alt := s.Alt(); len(alt) < 100 {
			t.Errorf("%s: %s", name, alt)
		}
	}
}

// The keys do what the pointer does, and stay within what there is.
func TestKeys(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"partition": "15-23-46", "step": "3"})
	for _, c := range []struct{ twin, key, want string }{
		{"gap1", "enter", "1-23-46-5"}, {"gap2", "enter", "1235-46"}, {"cell5", "right", "1-235-46"}, {"cell4", "left", "15-234-6"},
		{"cell3", "enter", "15-2-3-46"}, {"cell1", "left", ""}, {"cell6", "right", ""}, {"gap6", "enter", ""}, {"gap1", "left", ""}, {"ghost", "enter", ""},
	} {
		if got := s.Press(c.twin, c.key); got["partition"] != c.want || c.want != "" && got["step"] != "0" {
			t.Errorf("%s at %s sets %v, want %s", c.key, c.twin, got, c.want)
		}
	}
	demotest.Set(t, s, demos.Values{"partition": "1-23456"})
	if got := s.Press("cell1", "enter"); got != nil {
		t.Errorf("a piece of its own is cut off once more: %v", got)
	}
	for key, want := range map[string]string{"left": "-1.02 0.3", "right": "-0.98 0.3", "up": "-1 0.32", "down": "-1 0.28"} {
		if v := s.Press("start", key); v["x"]+" "+v["y"] != want || v["step"] != "0" {
			t.Errorf("%s moves the start to %v", key, v)
		}
	}
	demotest.Set(t, s, demos.Values{"x": "-1.3"})
	if v := s.Press("start", "left"); v["x"] != "-1.3" {
		t.Errorf("the start leaves its range: %v", v)
	}
}
