// Package lessons holds the texts of the lessons, one a file, for a shell that
// has no page to show them on.
package lessons

import (
	"embed"
	"strings"
)

//go:embed *.md
var texts embed.FS

// Task returns the exercise of a lesson in Markdown with TeX; "" where the
// lesson has none.
func Task(slug string) string {
	text, err := texts.ReadFile(slug + ".md")
	if err != nil {
		return ""
	}
	_, task, _ := strings.Cut("\n"+string(text), "\n## Exercise\n")
	task, _, _ = strings.Cut(task, "\n## ")
	return strings.TrimSpace(task)
}
