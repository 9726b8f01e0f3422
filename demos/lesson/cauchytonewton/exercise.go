package cauchytonewton

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// The exercise asks for so many pieces, and at most so many steps.
const (
	askedPieces = 3
	askedSteps  = 12
)

// task is what the exercise is judged by: the bowl and the start with which the lesson
// opens, whatever the visitor has set.
type task struct {
	bowl  *bowl
	start vector
	pull  [dimension]vector // |H_pq| / √(H_pp H_qq)
	good  []pieces          // the right answers
}

// theTask finds the right answers by trying all.
var theTask = sync.OnceValue(func() *task {
	v := demos.Defaults(controls())
	t := &task{bowl: bowlOf(v)}
	t.start = startOf(t.bowl, v)
	hessian := summary.NewHessian(t.bowl.sweep)
	for p := range t.pull {
		var unit vector
		unit[p] = 1
		hessian.Multiply(t.pull[p][:], t.start[:], unit[:], &t.bowl.zero)
	}
	h := t.pull
	for p := range h {
		for q := range h {
			t.pull[p][q] = math.Abs(h[p][q]) / math.Sqrt(h[p][p]*h[q][q])
		}
	}
	for _, g := range partitions() {
		if g.count() == askedPieces && t.climb(g, askedSteps).arrived >= 0 {
			t.good = append(t.good, g)
		}
	}
	return t
})

// partitions returns all of the six parameters.
func partitions() (all []pieces) {
	var g pieces
	var extend func(p, count int)
	extend = func(p, count int) {
		if p == dimension {
			all = append(all, g)
			return
		}
		for g[p] = 0; g[p] <= count; g[p]++ {
			extend(p+1, max(count, g[p]+1))
		}
	}
	extend(0, 0)
	return all
}

// climb climbs with the pieces, at most so many steps.
func (t *task) climb(g pieces, most int) *climb {
	c := newClimb(t.bowl, g)
	c.run(&optim.GroupedNewton{}, t.start, most)
	return c
}

// away returns how many parameters must move to make one partition of another.
func away(a, b pieces) int {
	var shared [dimension][dimension]int
	for p := range a {
		shared[a[p]][b[p]]++
	}
	var most func(piece int, taken uint) int // parameters that stay, pieces of b being taken
	most = func(piece int, taken uint) int {
		if piece == dimension {
			return 0
		}
		best := most(piece+1, taken)
		for s, n := range shared[piece] {
			if n > 0 && taken>>s&1 == 0 {
				best = max(best, n+most(piece+1, taken|1<<s))
			}
		}
		return best
	}
	return dimension - most(0, 0)
}

// strong is the pull from which two parameters are said to pull each other.
const strong = 0.25

// fault returns the pair of parameters that is the plainest difference to the nearest
// right answer: while there are enough pieces the pair that pulls most of those that
// it has together and g has not, else the one that pulls least of those that it has
// apart.
func (t *task) fault(g pieces) (p, q int, together bool) {
	aim := slices.MinFunc(t.good, func(a, b pieces) int { return away(g, a) - away(g, b) })
	together = g.count() < askedPieces
	best := math.Inf(-1)
	for i := range g {
		for j := range i {
			value := t.pull[i][j]
			if together {
				value = -value
			}
			if (g[i] == g[j]) == together && (aim[i] == aim[j]) != together && value > best {
				p, q, best = j, i, value
			}
		}
	}
	return p, q, together
}

// hint says in words what is wrong with a partition.
func (t *task) hint(g pieces) string {
	p, q, together := t.fault(g)
	pair := theta(p) + " and " + theta(q)
	switch pulls := t.pull[p][q] >= strong; {
	case together && pulls:
		return pair + " are in one piece, and others pull them more."
	case together:
		return pair + " hardly pull each other and are in one piece."
	case pulls:
		return pair + " pull each other and are in two pieces."
	}
	return pair + " are in two pieces: they are what the pairs that pull each other leave over."
}

// ofTask are the values on which the count of the exercise depends.
var ofTask = slices.Concat(ofBowl, ofClimb)

// Check implements demos.Taught: the partition of the state is the answer, on the bowl
// and from the start with which the lesson opens.
func (s *Scene) Check(demos.Values) demos.Verdict {
	t, g := theTask(), s.own.pieces
	where := ""
	for _, c := range s.Controls() {
		if slices.Contains(ofTask, c.Name) && s.v[c.Name] != c.Default {
			where = " Judged on the bowl and from the start of the opening, which you have changed."
		}
	}
	if g.count() != askedPieces {
		if n := g.count(); n == 1 {
			return lesson.Wrong("There is 1 piece, and three are asked for. %s%s", t.hint(g), where)
		}
		return lesson.Wrong("There are %d pieces, and three are asked for. %s%s", g.count(), t.hint(g), where)
	}
	steps := t.climb(g, most).steps()
	if !slices.Contains(t.good, g) {
		return lesson.Wrong("Three pieces, %s. %s%s", steps, t.hint(g), where)
	}
	return demos.Verdict{Right: true, Words: fmt.Sprintf("Three pieces, %s: %s. Parameters that pull each other belong together, wherever they stand in the bar.%s", steps, g.words(), where)}
}
