// Package arguments parses the desktop program's flags when it is imported: -list,
// -licences and -h need no display, but without one Ebiten panics before main.
//
// It is initialised before Ebiten: Go initialises packages whose imports are ready
// in the order of their paths, and Ebiten needs all imports of this one too.
package arguments

import (
	_ "embed"
	"flag"
	"fmt"
	"os"

	"github.com/cauchy-newton/playground/demos/lesson/course/contents"
)

var (
	Lesson string // the slug of the scene to open with
	Still  bool   // nothing plays by itself
	Rest   string // the first argument that is not a flag
)

// licences is made by tools/licences from what the program is linked from.
//
//go:embed licences.txt
var licences string

func init() {
	flags := flag.NewFlagSet("desktop", flag.ExitOnError)
	flags.StringVar(&Lesson, "lesson", "mnist", "the scene to open with, by its `slug`")
	flags.BoolVar(&Still, "still", false, "let nothing play or glide by itself")
	list := flags.Bool("list", false, "list the scenes and end")
	rights := flags.Bool("licences", false, "print the licences of what the program contains and end")
	flags.Parse(os.Args[1:])
	Rest = flags.Arg(0)
	answer := ""
	if *list {
		for _, e := range append(contents.Lessons, contents.Lab) {
			answer += fmt.Sprintf("%-18s %s\n", e.Slug, e.Title)
		}
	}
	if *rights {
		answer += licences
	}
	if answer == "" {
		return
	}
	if _, err := os.Stdout.WriteString(answer); err != nil {
		fmt.Fprintln(os.Stderr, "desktop:", err)
		os.Exit(1)
	}
	os.Exit(0)
}
