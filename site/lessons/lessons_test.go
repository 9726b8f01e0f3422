package lessons

import (
	"reflect"
	"strings"
	"testing"
)

func TestCut(t *testing.T) {
	got, err := Cut("# A claim {state=all}\n\nOpening.\n\n## One {state=one}\nText $\\{x\\}$.\n### Small\nmore\n\n## Words\n\n## Exercise\n\nDo it.\n## After\n\nend\n")
	want := []Section{
		{"A claim", "all", false, "Opening."},
		{"One", "one", false, "Text $\\{x\\}$.\n### Small\nmore"},
		{"Words", "", false, ""},
		{"Exercise", "", true, "Do it."},
		{"After", "", false, "end"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = Cut("Only text."); err != nil || len(got) != 1 || got[0].Text != "Only text." {
		t.Errorf("%+v, %v", got, err)
	}
	for _, wrong := range []string{"## A {state=One}", "## A {state=a state=b}", "## A {scene=a}", "## A {state=a}\n## B {state=a}", "## Exercise\n## B {exercise}"} {
		if _, err := Cut(wrong); err == nil {
			t.Errorf("%q is cut", strings.ReplaceAll(wrong, "\n", " | "))
		}
	}
}

// Every text can be cut.
func TestTexts(t *testing.T) {
	files, err := texts.ReadDir(".")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	for _, f := range files {
		if slug := strings.TrimSuffix(f.Name(), ".md"); Read(slug) == nil {
			t.Errorf("%s has no sections", slug)
		}
	}
	if Read("nothing") != nil || Task("nothing") != "" {
		t.Error("there is a lesson called nothing")
	}
}
