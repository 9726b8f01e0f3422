package catalogue

import (
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/typeface"
	"github.com/cauchy-newton/playground/site/lessons"
)

// No lesson's task keeps a sign of Markdown or TeX, or has a letter that cannot
// be drawn.
func TestTasksArePlain(t *testing.T) {
	var set typeface.Setter
	for _, l := range course.Lessons {
		task := plain(lessons.Task(l.Slug))
		if len(task) < 40 {
			t.Errorf("%s: the task is %q", l.Slug, task)
		}
		if strings.ContainsAny(task, "\\$*[]{}^") {
			t.Errorf("%s: not plain: %s", l.Slug, task)
		}
		if !set.Covers(task) {
			t.Errorf("%s: letters that are not in the fonts: %s", l.Slug, task)
		}
		t.Logf("%s: %s", l.Slug, task)
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		`set $\eta$ within 2 % of $\gbar/\Hbar$`:               `set η within 2 % of ḡ/H̄`,
		`below $10^{-8}$`:                                      `below 10⁻⁸`,
		`$\sym{Hbar11}{\bar H_{11}}$ once`:                     `H̄₁₁ once`,
		`a $\lambda_{\text{int}}$ for *all*`:                   `a λ_int for all`,
		`$$ \frac{|H_{ij}|}{\sqrt{|H_{ii}\,H_{jj}|}} , $$ yes`: `|H_ij| / √|H_ii H_jj|, yes`,
		"Go [back](?loss=a&b=2) to\n\n**D** $> 0$":             `Go back to D > 0`,
		`$\tfrac12\, \bar g^{\mathsf T} \bar H^{-1} \bar g$`:   `½ ḡᵀH̄⁻¹ḡ`,
		`$\dfrac{g^{\mathsf T} g}{a^T b c d} = \text{of all}$`: `gᵀg / aᵀbcd = of all`,
		`$\unknown{x}$`: `\unknownx`,
		`$\frac{a$`:     `a /`,
		`$a^\frac$`:     `a^ /`,
		`$}x$`:          ``,
		`$\`:            `\`,
	} {
		if got := plain(in); got != want {
			t.Errorf("%s\n is %q\nwant %q", in, got, want)
		}
	}
}
