package network

import (
	"fmt"
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// interaction returns |H̄_ij| / √|H̄_ii H̄_jj|: how strongly two groups disturb
// each other, whatever the units of either.
func (now *shown) interaction(i, j int) float64 {
	n := len(now.groups)
	h := now.summary.Hbar
	return math.Abs(h[i*n+j]) / math.Sqrt(math.Abs(h[i*n+i]*h[j*n+j]))
}

// strongest returns the pair of groups that interact most; ok is false when
// there are no two.
func (now *shown) strongest() (i, j int, ok bool) {
	best := math.Inf(-1)
	for a := range now.groups {
		for b := range a {
			if v := now.interaction(a, b); v > best && !math.IsInf(v, 1) {
				i, j, ok, best = b, a, true, v
			}
		}
	}
	return i, j, ok
}

// tie is how much weaker, by ratio, a pair may be and still count as the
// strongest: colours and four digits do not show such a difference.
const tie = 1e-3

// Questions implements demos.Taught.
func (s *Scene) Questions() []demos.Control {
	if len(s.groups) < 2 {
		return nil
	}
	var questions []demos.Control
	for _, q := range [...]struct{ name, label string }{{"first", "one group"}, {"second", "the other group"}} {
		c := demos.Control{Name: q.name, Label: q.label, Kind: demos.Choice, Default: "", Options: []demos.Option{{Value: "", Label: "choose"}},
			Help: "one of the two groups whose interaction |H̄ₛₜ| / √|H̄ₛₛ H̄ₜₜ| is the largest"}
		for g, k := range s.groups {
			c.Options = append(c.Options, demos.Option{Value: strconv.Itoa(g + 1), Label: k.Short})
		}
		questions = append(questions, c)
	}
	return questions
}

// Check implements demos.Taught.
func (s *Scene) Check(answer demos.Values) demos.Verdict {
	now := &s.now
	i, j, ok := now.strongest()
	switch {
	case len(now.groups) < 2:
		return demos.Verdict{Words: "With a single group there is no pair, and H̄ is one number. Choose another partition."}
	case !ok:
		return demos.Verdict{Words: "Here no interaction is a number: the network is saturated or the loss is out of range. Go back to an earlier step."}
	}
	a, errA := strconv.Atoi(answer["first"])
	b, errB := strconv.Atoi(answer["second"])
	n := len(now.groups)
	if errA != nil || errB != nil || a < 1 || b < 1 || a > n || b > n {
		return demos.Verdict{Words: "Choose two groups: a cell of H̄ names its two when you point at it."}
	}
	a, b = a-1, b-1
	if a == b {
		return demos.Verdict{Words: fmt.Sprintf("A group always meets itself, on the diagonal: %s with %s is 1 by definition. Look beside the diagonal.", now.groups[a].Short, now.groups[a].Short)}
	}
	mine, best := now.interaction(a, b), now.interaction(i, j)
	pair := fmt.Sprintf("%s and %s interact with %s", now.groups[a].Short, now.groups[b].Short, plot.Format(mine))
	if mine >= best*(1-tie) {
		words := pair + ", more than any other pair. "
		if best > 1 {
			words += "More than 1 even: then H̄ is indefinite, and along some mixture of the two the loss bends down."
		} else {
			words += "The nearer to 1, the more the right step of one depends on that of the other; the diagonal step counts what they share twice, or not at all."
		}
		if now.groups[a].Role != now.groups[b].Role && now.groups[a].Role != "mixed" && now.groups[b].Role != "mixed" {
			words += " It lies in the weight–bias block: a method that treats weights and biases apart never sees it."
		}
		return demos.Verdict{Right: true, Words: words}
	}
	hint := pair + fmt.Sprintf(", which is %s of the largest. ", plot.Percent(mine/best))
	h := now.summary.Hbar
	switch {
	case math.Abs(h[a*n+b]) > math.Abs(h[i*n+j]):
		hint += "Its cell stands out more than that of the pair in question, but its groups are steep by themselves: divide by the diagonal. Point at a cell to read the interaction."
	case a == i || a == j || b == i || b == j:
		one := now.groups[a].Short
		if b == i || b == j {
			one = now.groups[b].Short
		}
		hint += "One of the two is right: " + one + ". Go along its row."
	default:
		hint += "Neither of the two is in the pair. Point at the cells beside the diagonal that stand out and compare what they say of the interaction."
	}
	return demos.Verdict{Words: hint}
}
