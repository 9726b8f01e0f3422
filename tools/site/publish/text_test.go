package publish

import (
	"strings"
	"testing"
)

// A text becomes HTML: formulas are set and nothing in them is taken for
// markup, symbols carry their names, the exercise stands apart.
func TestTypeset(t *testing.T) {
	p := &page{name: "x.html", lesson: true, text: "First $a_1 * b_2 * \\sym{eta}{\\eta}$, *then*\n\n$$\\sym{hbar}{\\Hbar}\\,\\eta = \\gbar < 1$$\n\n## Exercise\n\nFind $x$.\n\n## After\n\nEnd."}
	if err := typeset(here, []*page{p, {name: "empty.html"}}); err != nil {
		t.Fatal(err)
	}
	text, exercise := string(p.data.Text), string(p.data.Exercise)
	for _, want := range []string{`data-symbol="eta"`, `data-symbol="hbar"`, `data-values="hbar"`, "<em>then</em>", ">After</h2>", "<math"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %s:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Find") || strings.Contains(text, "$") || strings.Contains(text, opening) {
		t.Errorf("the text holds what it should not:\n%s", text)
	}
	if !strings.HasPrefix(exercise, "<p>Find <span class=\"katex\">") || strings.Contains(exercise, "After") {
		t.Errorf("exercise:\n%s", exercise)
	}
}

// A formula that cannot be set is an error that names it.
func TestBrokenFormula(t *testing.T) {
	for _, tex := range []string{`\frac{a`, `\nosuch{a}`} {
		err := typeset(here, []*page{{name: "x.html", text: "Look: $" + tex + "$."}})
		if err == nil || !strings.Contains(err.Error(), tex[:5]) {
			t.Errorf("%s: %v", tex, err)
		}
	}
	if err := typeset(here, []*page{{name: "x.html", text: "a\uE000b"}}); err == nil {
		t.Error("a text with our own marks is taken")
	}
}
