package partitionmatrix

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/engine/summary"
)

// all returns every partition of the six parameters, once.
func all() (list []grouping) {
	var grow func(g grouping, p, used int)
	grow = func(g grouping, p, used int) {
		if p == P {
			list = append(list, g)
			return
		}
		for s := range used + 1 {
			g[p] = s
			grow(g, p+1, max(used, s+1))
		}
	}
	grow(grouping{}, 0, 0)
	return list
}

func off(a, b []float64) float64 {
	most, size := 0.0, 0.0
	for i := range a {
		most, size = max(most, math.Abs(a[i]-b[i])), max(size, math.Abs(b[i]))
	}
	return most / max(size, 1e-300)
}

// The claim of the lesson: when groups merge, H̄′ = A H̄ Aᵀ and ḡ′ = A ḡ, for
// every two groups of every partition, along every direction.
func TestMergingAdds(t *testing.T) {
	n := newNetwork()
	list := all()
	if len(list) != 203 { // Bell's number
		t.Fatalf("%d partitions of six", len(list))
	}
	for _, d := range directions {
		at := n.at(d.Value, 20)
		for _, g := range list {
			own := n.summarise(g, &at)
			for a := range g.size() {
				for b := range a {
					into := g.merge(b, a)
					merged := n.summarise(into, &at)
					fold := make([]int, g.size()) // A, as the new group of each old one
					for p, s := range g {
						fold[s] = into[p]
					}
					hbar, gbar := folded(own, fold, into.size())
					if e := max(off(hbar, merged.Hbar), off(gbar, merged.Gbar)); !(e <= 1e-12) {
						t.Errorf("%s, %v, groups %d and %d: the cells add up to within %.1e", d.Value, g, b+1, a+1, e)
					}
				}
			}
		}
	}
}

// H̄ = I U H U Iᵀ: the cells of the finest partition fold into those of any, and
// U H U is H, entry by entry times two of u.
func TestHbarIsTheFoldedHessian(t *testing.T) {
	for _, seed := range []string{"20", "13", "3"} {
		for _, g := range all() {
			s := New()
			if err := s.Set(demos.Values{"seed": seed, "groups": g.text()}); err != nil {
				t.Fatal(err)
			}
			if s.groups != g.dense() {
				t.Fatalf("%v became %v", g, s.groups)
			}
			hbar, gbar := folded(s.discrete, s.groups[:], s.size())
			if e := max(off(hbar, s.grouped.Hbar), off(gbar, s.grouped.Gbar)); !(e <= 1e-12) {
				t.Errorf("%v: folded to within %.1e", g, e)
			}
			for p := range P {
				for q := range P {
					want := s.point.u[p] * s.hessian.Hbar[p*P+q] * s.point.u[q]
					if got := s.discrete.Hbar[p*P+q]; !(math.Abs(got-want) <= 1e-12*(1+math.Abs(want))) {
						t.Errorf("U H U at %s, %s is %v, want %v", names[p], names[q], got, want)
					}
				}
			}
			for i := range s.size() {
				sum := 0.0
				for _, v := range s.block(i, s.size()-1) {
					sum += v
				}
				if want := s.grouped.Hbar[i*s.size()+s.size()-1]; !(math.Abs(sum-want) <= 1e-12*(1+math.Abs(want))) {
					t.Errorf("%v: the lit cells add up to %v, the cell is %v", g, sum, want)
				}
			}
		}
	}
}

// Third derivatives of groups do not merge: the merged one is the sum over the
// whole tensor of the parts, and the mixed entries are most of it.
func TestThirdDerivativesDoNotMerge(t *testing.T) {
	n := newNetwork()
	at := n.at("gradient", 20)
	tensor, err := summary.NewTaylor(n.sweep).Tensor(3, finest.partition(n.params()), at.theta[:], at.u[:], &n.batch)
	if err != nil {
		t.Fatal(err)
	}
	whole, diagonal := 0.0, 0.0
	for k, v := range tensor {
		whole += v
		if k%(P*P+P+1) == 0 {
			diagonal += v
		}
	}
	one, each := n.summarise(grouping{}, &at), n.summarise(finest, &at)
	sum := grouping{}.sum(each.Order3, 0)
	if got := one.Order3[0]; !(math.Abs(got-whole) <= 1e-9*math.Abs(whole)) {
		t.Errorf("the third derivative of the one group is %v, the tensor adds up to %v", got, whole)
	}
	if !(math.Abs(sum-diagonal) <= 1e-9*math.Abs(sum)) {
		t.Errorf("the parameters' third derivatives add up to %v, the tensor's diagonal to %v", sum, diagonal)
	}
	if !(math.Abs(whole-diagonal) >= math.Abs(whole)) {
		t.Errorf("%v and %v are not far apart", whole, diagonal)
	}
	s := New()
	s.regroup(grouping{})
	if got := s.merged(grouping{}).Order3[0]; got != one.Order3[0] || !(got*sum < 0) {
		t.Errorf("the text says that %v and %v have different signs", got, sum)
	}
}

func TestControlsAgree(t *testing.T) {
	s := New()
	for _, c := range []struct {
		changes        demos.Values
		groups, preset string
	}{
		{demos.Values{"preset": "trivial"}, "11 11 11", "trivial"},
		{demos.Values{"groups": "121212"}, "12 12 12", "neurons"},
		{demos.Values{"groups": "5 5 3 3 6 6"}, "22 11 33", "own"},
		{demos.Values{"preset": "own"}, "22 11 33", "own"},
		{demos.Values{"preset": "discrete", "groups": "111112"}, "11 11 12", "own"},
		{demos.Values{"preset": "tensors"}, "11 22 33", "tensors"},
		{demos.Values{"preset": "own"}, "11 22 33", "tensors"},
	} {
		if err := s.Set(c.changes); err != nil {
			t.Fatal(err)
		}
		if v := s.State(); v["groups"] != c.groups || v["preset"] != c.preset {
			t.Errorf("%v: %v", c.changes, v)
		}
	}
	before := fmt.Sprint(s.State())
	for _, bad := range []string{"", "12345", "1234567", "012345", "abcdef", "1  1 1 1 1 1"} {
		if err := s.Set(demos.Values{"groups": bad}); err == nil || fmt.Sprint(s.State()) != before {
			t.Errorf("groups %q: %v, %v", bad, err, s.State())
		}
	}
}

// What a hand does at the bar a key does, too: scissors are pressed, cells dragged onto a
// group or onto empty room.
func TestHand(t *testing.T) {
	s := New()
	c := demotest.Record(s, demotest.Desktop)
	at := func(q demos.Point, down bool) {
		s.Update(demos.Pointer{Point: q, Inside: true, Down: down}, &demos.Light)
		s.Draw(c)
	}
	stroke := func(from, to demos.Point) string {
		at(from, false)
		at(from, true)
		at(to, true)
		at(to, false)
		s.Settle()
		at(demos.Point{}, false)
		return s.Value("groups")
	}
	for _, k := range []struct {
		twin, key string
		to        string // a twin; "" is the same, "away" empty room
		want      string
	}{
		{"gap1", "enter", "", "14 22 33"},      // w₁ from w₂
		{"cell2", "enter", "away", "14 22 33"}, // w₂ is alone already
		{"cell3", "left", "cell1", "13 12 44"}, // b₁ to w₁
	} {
		twins := map[string]demos.Point{}
		for _, twin := range s.Twins() {
			twins[twin.Name] = twin.Box.Middle()
		}
		from, to := twins[k.twin], twins[k.twin]
		switch k.to {
		case "":
		case "away":
			to = demos.Point{X: from.X, Y: from.Y - 200}
		default:
			to = twins[k.to]
			from.X, to.X = from.X+2, to.X+2
		}
		want := s.Value("groups")
		if v := s.Press(k.twin, k.key); v != nil {
			want = v["groups"]
		}
		if got := stroke(from, to); got != want {
			t.Errorf("%s to %q: the groups are %s, by %s %s", k.twin, k.to, got, k.key, want)
		}
	}
}

// Pointing at a cell of H̄, in the text or in the picture, lights the cells in its row's
// and its column's groups, whichever way they are shown.
func TestPointing(t *testing.T) {
	for _, view := range []string{"along", "folded"} {
		s := demotest.With(t, New, demos.Values{"view": view})
		s.Settle()
		demotest.Record(s, demotest.Desktop)
		at := func(p, q int) string {
			s.Update(demos.Pointer{Point: s.cellBox(p, q).Middle(), Inside: true}, &demos.Light)
			return s.Lit()
		}
		if got := at(0, 4); got != "Hbar13" {
			t.Errorf("%s: row w₁, column v₁ lights %q", view, got)
		}
		if got := at(5, 2); got != "Hbar32" {
			t.Errorf("%s: row v₂, column b₁ lights %q", view, got)
		}
		if _, words := s.cellWords(5, 2); !strings.Contains(strings.Join(words, " "), "H̄₃₂") {
			t.Errorf("%s: %q", view, words)
		}
	}
	// The framed cells of U H U are in the rows of group 1 and the columns of group 2.
	s := demotest.With(t, New, demos.Values{"view": "along"})
	s.Settle()
	s.Light("Hbar12")
	c := demotest.Record(s, demotest.Desktop)
	framed := 0
	for _, stroke := range c.Paths {
		for p := range P {
			for q := range P {
				if b := s.cellBox(p, q).Inset(1, 1, 1, 1); stroke.Width == 2 && stroke.Box.Inset(1, 1, 1, 1).Meets(b) && math.Abs(stroke.Box.W-b.W) < 4 {
					framed++
					if s.groups[p] != 0 || s.groups[q] != 1 {
						t.Errorf("row %s, column %s is framed", names[p], names[q])
					}
				}
			}
		}
	}
	if framed != 4 {
		t.Errorf("%d cells are framed", framed)
	}
}

func TestExercise(t *testing.T) {
	s := New()
	h := s.grouped.Hbar
	a, b, d := h[0], h[1], h[4]
	ask := func(text string) demos.Verdict { return s.Check(demos.Values{"merged": text}) }
	number := func(v float64) string { return fmt.Sprintf("%.4g", v) }
	for _, c := range []struct {
		answer, says string
		right        bool
	}{
		{number(a + 2*b + d), "H̄′ = A H̄ Aᵀ", true},
		{strings.Replace(number(a+2*b+d), ".", ",", 1), "Right", true},
		{number((a + 2*b + d) * 1.008), "Right", true},
		{number((a + 2*b + d) * 1.02), "Which cells", false},
		{number(a), "as it is now", false},
		{number(a + d), "off the diagonal", false},
		{number(a + b + d), "once", false},
		{"−" + number(a+2*b+d), "sign", false},
		{"", "Type a number", false},
		{"twelve", "Type a number", false},
		{"NaN", "Type a number", false},
	} {
		v := ask(c.answer)
		if v.Right != c.right || !strings.Contains(v.Words, c.says) {
			t.Errorf("%q: %+v", c.answer, v)
		}
	}
	q := s.Questions()
	for _, ok := range []string{"19.4", "-3", "−0.5", "1,25", ".5", "1e-3"} {
		if _, err := q[0].Read(ok); err != nil {
			t.Errorf("%q cannot be typed: %v", ok, err)
		}
	}
	if _, err := q[0].Read("NaN"); err == nil {
		t.Error("NaN can be typed")
	}
	if err := s.Set(demos.Values{"preset": "trivial"}); err != nil {
		t.Fatal(err)
	}
	if v := ask("3"); v.Right || !strings.Contains(v.Words, "nothing to merge") {
		t.Errorf("with one group: %+v", v)
	}
}

// Every figure has a number or words, and no word is NaN.
func TestWords(t *testing.T) {
	for name, changes := range states {
		s := demotest.With(t, New, changes)
		demotest.Told(t, name, s)
		if alt := s.Alt(); !strings.Contains(alt, s.groupsText()) || strings.Contains(alt, "1 groups") {
			t.Errorf("%s: %s", name, alt)
		}
	}
}

// The words say that third derivatives are no sums where they are none, and
// only there: a group of one parameter has no mixed ones.
func TestWordsOfThirdDerivatives(t *testing.T) {
	for preset, sums := range map[string]bool{"discrete": true, "trivial": false, "tensors": false} {
		alt := demotest.With(t, New, demos.Values{"preset": preset}).Alt()
		if strings.Contains(alt, "are not sums") == sums {
			t.Errorf("%s: %s", preset, alt)
		}
	}
}

// BenchmarkSet is the answer to a hand that regroups.
func BenchmarkSet(b *testing.B) {
	s := New()
	for i := 0; b.Loop(); i++ {
		if err := s.Set(demos.Values{"groups": []string{"112233", "121212"}[i%2]}); err != nil {
			b.Fatal(err)
		}
	}
}

// folded returns A H̄ Aᵀ: the cells of a summary added up by a grouping of its
// groups, and ḡ likewise.
func folded(s *summary.Summary, a []int, size int) (hbar, gbar []float64) {
	n := s.Groups()
	hbar, gbar = make([]float64, size*size), make([]float64, size)
	for i := range n {
		gbar[a[i]] += s.Gbar[i]
		for j := range n {
			hbar[a[i]*size+a[j]] += s.Hbar[i*n+j]
		}
	}
	return hbar, gbar
}
