package method

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/optim"
)

// filled writes the formula of an act with this iteration's numbers, a line
// each. Of an act that has a line for each group it is the line of the group
// with the largest result, and the remarks on all groups.
func (s *Scene) filled(a act) []string {
	now := &s.now
	var lines []string
	if now.kept(a) {
		lines = append(lines, fmt.Sprintf("left out: t = %d keeps what t = %d computed (τ = %s)", now.t, now.call.t, now.values["period"]))
	}
	if k, ok := now.example(a); ok {
		lines = append(lines, s.filledFor(a, k))
	}
	return append(lines, s.remarks(a)...)
}

// example is the group whose line is shown for all; ok is false for an act
// without a line for each group.
func (now *shown) example(a act) (k int, ok bool) {
	c := now.call
	switch a {
	case actSlope:
		return largest(c.Gbar), true
	case actThird:
		return largest(c.d), true
	case actNewton:
		return largest(c.Gbar), c.status.Solved()
	case actAverage:
		return largest(c.averaged), true
	case actClip:
		return lowest(now.unclip), true
	}
	return 0, false
}

// filledFor writes the formula of an act for group k.
func (s *Scene) filledFor(a act, k int) string {
	now := &s.now
	c, name := now.call, now.groups[k].Short
	switch a {
	case actSlope:
		places := s.places(k)
		return fmt.Sprintf("ḡ(%s) = %s = %s", name, terms(len(places), func(i int) string {
			return neg(now.there[places[i]]) + "·" + neg(c.u[places[i]])
		}), num(c.Gbar[k]))
	case actThird:
		return fmt.Sprintf("D(%s) = |%s|^(1/3) = %s", name, num(c.Order3[k]), num(c.d[k]))
	case actNewton:
		return s.row(k)
	case actAverage:
		from := c.newton[k]
		if now.order == optim.ClipFirst {
			from = now.clipped[k]
		}
		if c.old == nil {
			return fmt.Sprintf("η(%s) = %s", name, num(c.averaged[k]))
		}
		rho := now.values["average"]
		return fmt.Sprintf("η(%s) = %s·%s + (1 − %s)·%s = %s", name, rho, neg(c.old[k]), rho, neg(from), num(c.averaged[k]))
	case actClip:
		if now.order == optim.NoClipping {
			return fmt.Sprintf("η(%s) = %s stays", name, num(now.unclip[k]))
		}
		return fmt.Sprintf("η(%s) = max(%s, 0) = %s", name, num(now.unclip[k]), num(now.clipped[k]))
	}
	return ""
}

// row is that of group k in the system for η_new, its own entry first.
func (s *Scene) row(k int) string {
	now := &s.now
	c, n := now.call, len(now.groups)
	sum := terms(n, func(i int) string {
		t := i
		if i == 0 {
			t = k
		} else if i <= k {
			t = i - 1
		}
		entry := c.Hbar[k*n+t]
		if t == k {
			entry += now.lambda / 2 * c.r * c.d[k] * c.d[k]
		}
		return neg(entry) + "·" + neg(c.newton[t])
	})
	return fmt.Sprintf("row %s: %s = %s = ḡ(%s)", now.groups[k].Short, sum, num(c.Gbar[k]), now.groups[k].Short)
}

// remarks are the lines of an act that do not belong to one group.
func (s *Scene) remarks(a act) []string {
	now := &s.now
	c := now.call
	switch a {
	case actStart:
		return []string{fmt.Sprintf("t = %d, P = %d parameters in S = %d groups: L = %s over all %d samples", now.t, len(now.before), len(now.groups), num(now.whole[0]), samples)}
	case actGradient:
		return s.fillGradient()
	case actDirection:
		return s.fillDirection()
	case actDraw:
		return []string{fmt.Sprintf("B_hg = %d of %d samples (%d of them in the minibatch, too): L_hg = %s", len(c.batch), samples, shared(now.batch, c.batch), num(c.loss))}
	case actCurvature:
		return s.fillCurvature()
	case actThird:
		if zeroD := s.zeroD(); zeroD != "" {
			return []string{"D = 0 in " + zeroD + ": the cubic term does not hold it back"}
		}
	case actSecular:
		return s.fillSecular()
	case actNewton:
		if !c.status.Solved() {
			return []string{"this call contributes no step: η_new = 0 (" + c.status.String() + ")"}
		}
	case actClip:
		return []string{s.countClipped()}
	case actUpdate:
		return s.fillUpdate()
	}
	return nil
}

// countClipped says how many step sizes the clip changes.
func (s *Scene) countClipped() string {
	n := 0
	for _, e := range s.now.unclip {
		if e < 0 {
			n++
		}
	}
	switch {
	case n == 0:
		return "no step size is negative: nothing changes"
	case s.now.order == optim.NoClipping:
		return fmt.Sprintf("%d of %d step sizes are negative: the step climbs along their groups", n, len(s.now.groups))
	}
	return fmt.Sprintf("%d of %d step sizes are negative and become 0", n, len(s.now.groups))
}

func (s *Scene) fillGradient() []string {
	now := &s.now
	n := len(now.batch)
	return []string{
		fmt.Sprintf("%s: g = (1/%d)(%s) = %s", s.parameter(now.entry), n, terms(n, func(k int) string { return neg(now.singles[k]) }), num(now.g[now.entry])),
		fmt.Sprintf("L = %s on the minibatch, ‖g‖ = %s", num(now.loss), num(norm(now.g))),
	}
}

func (s *Scene) fillDirection() []string {
	now := &s.now
	p := now.entry
	if now.m == nil {
		return []string{fmt.Sprintf("%s: u = %s; ‖u‖ = %s", s.parameter(p), num(now.u[p]), num(norm(now.u)))}
	}
	return []string{
		fmt.Sprintf("%s: u = %s·%s + (1 − %s)·%s = %s", s.parameter(p), now.values["momentum"], neg(now.m[p]), now.values["dampening"], neg(now.g[p]), num(now.u[p])),
		fmt.Sprintf("‖u‖ = %s", num(norm(now.u))),
	}
}

func (s *Scene) fillCurvature() []string {
	now := &s.now
	n := len(now.groups)
	k := largest(now.call.Hbar)
	lines := []string{fmt.Sprintf("the largest: H̄(%s, %s) = u(%s)ᵀ H u(%s) = %s", now.groups[k/n].Short, now.groups[k%n].Short, now.groups[k/n].Short, now.groups[k%n].Short, num(now.call.Hbar[k]))}
	off, i, j := 0.0, -1, -1
	for a := range n {
		for b := range a {
			if v := now.call.Hbar[a*n+b]; math.Abs(v) > math.Abs(off) {
				off, i, j = v, b, a
			}
		}
	}
	if i >= 0 {
		lines = append(lines, fmt.Sprintf("between two groups: H̄(%s, %s) = %s", now.groups[i].Short, now.groups[j].Short, num(off)))
	}
	return lines
}

func (s *Scene) fillSecular() []string {
	now := &s.now
	c := now.call
	switch {
	case !c.status.Solved():
		return []string{"no minimiser, no root: " + c.status.String()}
	case now.lambda == 0:
		return []string{"nothing holds the step back: η_new = H̄⁻¹ḡ"}
	case now.path == nil:
		return []string{c.status.String()}
	}
	return []string{
		fmt.Sprintf("r = √(%s) = %s", terms(len(c.d), func(k int) string {
			return fmt.Sprintf("(%s·%s)²", num(c.d[k]), num(c.newton[k]))
		}), num(c.r)),
		fmt.Sprintf("½λ_int r = ½·%s·%s = %s; r > r_min = %s; case: %s", now.values["lambda"], num(c.r), num(now.lambda*c.r/2), num(now.path.Floor(now.lambda)), c.status),
	}
}

func (s *Scene) fillUpdate() []string {
	now := &s.now
	p := now.entry
	lines := []string{fmt.Sprintf("%s: %s − %s = %s", s.parameter(p), num(now.before[p]), neg(now.move[p]), num(now.after[p]))}
	if k := s.run.recorder.GroupOf(p); len(now.eta) > k {
		lines[0] = fmt.Sprintf("%s: %s − %s·%s·%s = %s", s.parameter(p), num(now.before[p]), now.values["rate"], neg(now.eta[k]/now.rate), neg(now.u[p]), num(now.after[p]))
	}
	lines = append(lines, fmt.Sprintf("L over all samples: %s → %s", num(now.whole[0]), num(now.whole[1])))
	if now.fresh {
		lines = append(lines, fmt.Sprintf("L_hg: promised %s, really %s", num(now.predicted), num(now.actual)))
	}
	return lines
}

// zeroD names the groups whose D is 0.
func (s *Scene) zeroD() string {
	var names []string
	for k, d := range s.now.call.d {
		if d == 0 {
			names = append(names, s.now.groups[k].Short)
		}
	}
	return strings.Join(names, ", ")
}

// shared counts the samples that are in both.
func shared(a, b []int) (n int) {
	for i := range samples {
		if slices.Contains(a, i) && slices.Contains(b, i) {
			n++
		}
	}
	return n
}

func lowest(x []float64) (k int) {
	for i, v := range x {
		if v < x[k] {
			k = i
		}
	}
	return k
}

func norm(x []float64) (l float64) {
	for _, v := range x {
		l = math.Hypot(l, v)
	}
	return l
}
