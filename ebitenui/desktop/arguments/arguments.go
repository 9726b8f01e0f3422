// Package arguments reads the desktop program's flags as soon as it is imported:
// -list and -h need no display, and Ebiten panics without one before main begins.
//
// It comes before Ebiten because Go initialises packages that wait for nothing in
// the order of their paths, and all that this one waits for Ebiten needs too.
package arguments

import (
	"flag"
	"fmt"
	"os"

	"github.com/cauchy-newton/playground/demos/lesson/course/contents"
)

var (
	Lesson string // the slug of the scene to open with
	Rest   string // the first argument that is no flag
)

func init() {
	flags := flag.NewFlagSet("desktop", flag.ExitOnError)
	flags.StringVar(&Lesson, "lesson", "mnist", "the scene to open with, by its `slug`")
	list := flags.Bool("list", false, "list the scenes and end")
	flags.Parse(os.Args[1:])
	Rest = flags.Arg(0)
	if !*list {
		return
	}
	for _, e := range append(contents.Lessons, contents.Lab) {
		fmt.Printf("%-18s %s\n", e.Slug, e.Title)
	}
	os.Exit(0)
}
