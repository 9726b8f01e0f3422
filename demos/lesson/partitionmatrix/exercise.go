package partitionmatrix

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Questions implements demos.Taught: one number is typed.
func (s *Scene) Questions() []demos.Control {
	return []demos.Control{{
		Name: "merged", Label: "H̄₁₁ after merging groups 1 and 2", Kind: demos.Text, Pattern: `[-+−]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+−]?[0-9]+)?`,
		Help: "a number such as 12.3 or −0.45; three digits are enough",
	}}
}

// Check judges the typed value against what the engine finds for the merged
// partition. It may be off by 1 %, or by what is lost when each of the four
// cells is read with three digits.
func (s *Scene) Check(answer demos.Values) demos.Verdict {
	n := s.size()
	if n == 1 {
		return lesson.Wrong("There is one group, and nothing to merge it with. Cut the bar first.")
	}
	text := strings.NewReplacer("−", "-", ",", ".").Replace(strings.TrimSpace(answer["merged"]))
	got, err := strconv.ParseFloat(text, 64)
	if err != nil || !plot.Finite(got) {
		return lesson.Wrong("Type a number: what H̄₁₁ will be when groups 1 and 2 of the picture have become one.")
	}
	a, b, d := s.grouped.Hbar[0], s.grouped.Hbar[1], s.grouped.Hbar[n+1]
	want := s.merged(s.groups.merge(0, 1)).Hbar[0]
	slack := max(0.01*math.Abs(want), 0.005*(math.Abs(a)+2*math.Abs(b)+math.Abs(d)))
	near := func(v float64) bool { return math.Abs(got-v) <= slack }
	switch {
	case near(want):
		return demos.Verdict{Right: true, Words: fmt.Sprintf(
			"Right: H̄₁₁ + 2 H̄₁₂ + H̄₂₂ = %s, and that is what the engine finds when it starts anew with the merged partition: %s. Along the merged group both parts of u move together, so the curvature of each and twice that between them count. No derivative had to be computed again: H̄′ = A H̄ Aᵀ.",
			plot.Format(a+2*b+d), plot.Exact(want))}
	case near(a):
		return lesson.Wrong("%s is H̄₁₁ as it is now. If you have merged the groups already, the question is about the two that are first now.", plot.Format(a))
	case near(a + d):
		return lesson.Wrong("You added H̄₁₁ and H̄₂₂. The two groups also meet each other: what of the cells off the diagonal?")
	case near(a + b + d):
		return lesson.Wrong("You counted H̄₁₂ once. H̄₂₁ falls into the same cell.")
	case near(-want):
		return lesson.Wrong("The size is right, the sign is not.")
	}
	return lesson.Wrong("Not %s. Which cells of H̄ fall into one when the first two rows, and the first two columns, become one?", plot.Format(got))
}
