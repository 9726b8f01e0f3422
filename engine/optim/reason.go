package optim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/cubic"
)

// explain says in words why there is no cubic step.
func (m *GroupedNewton) explain(lambda float64) string {
	then := "the step sizes stay as they were"
	switch {
	case m.ZeroOnFailure:
		then = "this summary counts as step size 0"
	case !m.sized:
		then = "there is no step size yet, so θ stays"
	}
	return m.cause(lambda) + "; " + then
}

func (m *GroupedNewton) cause(lambda float64) string {
	if m.step.Status == cubic.NotFinite {
		return "the summary is too large or not a number"
	}
	if lambda <= 0 {
		return "H̄ is not positive definite and there is no cubic term (λ_int = 0): the model falls for ever"
	}
	var loose []string
	for s, d := range m.d {
		if d == 0 && !slices.Contains(m.idle, s) {
			loose = append(loose, m.name(s))
		}
	}
	if len(loose) == len(m.d)-len(m.idle) {
		return "D = 0 in every group, so the cubic term holds nothing back, and H̄ is not positive definite: the model falls for ever"
	}
	them := "them"
	if len(loose) == 1 {
		them = "it"
	}
	return fmt.Sprintf("D = 0 in %s, so the cubic term does not hold %s back, and H̄ is not positive definite there: the model falls for ever",
		strings.Join(loose, ", "), them)
}

// name returns the name of group s, or its number.
func (m *GroupedNewton) name(s int) string {
	if s < len(m.Names) {
		return m.Names[s]
	}
	return fmt.Sprintf("group %d", s)
}
