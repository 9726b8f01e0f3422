package course

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// docs/lessons.md names a test for each claim of each lesson, and the tests are
// there.
func TestClaimsHaveTests(t *testing.T) {
	table, err := os.ReadFile("../../../docs/lessons.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`(\\w+)\\.(Test\\w+)`").FindAllStringSubmatch(string(table), -1)
	if len(named) < len(Lessons) {
		t.Errorf("%d tests for %d lessons", len(named), len(Lessons))
	}
	for _, m := range named {
		files, err := filepath.Glob("../../*/" + m[1] + "/*_test.go")
		if err != nil {
			t.Fatal(err)
		}
		more, _ := filepath.Glob("../../" + m[1] + "/*_test.go")
		found := false
		for _, file := range append(files, more...) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found = found || strings.Contains(string(text), "\nfunc "+m[2]+"(")
		}
		if !found {
			t.Errorf("there is no %s.%s", m[1], m[2])
		}
	}
	for _, l := range Lessons {
		if !strings.Contains(string(table), "lessons/"+l.Slug+".md)") {
			t.Errorf("the table lacks the lesson %s", l.Slug)
		}
	}
}
