package course

import (
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// Law: every name that a choice of a lesson offers is read as it stands, and
// another case, a blank more, or none at all is an error that lists what there
// is; so is the name of a control that the lesson does not have.
func TestChoicesAreExact(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		s := l.New()
		before := s.State()
		refused := func(values demos.Values, want string) {
			if err := s.Set(values); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v: %v, want %q", values, err, want)
			}
		}
		for _, c := range s.Controls() {
			if c.Kind == demos.Toggle {
				refused(demos.Values{c.Name: "True"}, "true or false")
			}
			if c.Kind != demos.Choice {
				continue
			}
			for _, o := range c.Options {
				if v, err := c.Read(o.Value); err != nil || v != o.Value {
					t.Errorf("%s: %q is read as %q, %v", c.Name, o.Value, v, err)
				}
				wrong := []string{" " + o.Value, o.Value + " ", o.Value + "x", ""}
				if upper := strings.ToUpper(o.Value); upper != o.Value {
					wrong = append(wrong, upper)
				}
				for _, v := range wrong {
					refused(demos.Values{c.Name: v}, o.Value)
				}
			}
		}
		refused(demos.Values{"ghost": "1"}, "ghost")
		if after := s.State(); len(after) != len(before) {
			t.Errorf("what was refused left %v", after)
		}
		for name, v := range before {
			if s.State()[name] != v {
				t.Errorf("what was refused left %s at %q", name, s.State()[name])
			}
		}
	})
}
