package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is the bar below the lines that are printed. It is drawn on a
// terminal only, so that nothing of it ends up in a file or a pipe.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress returns a bar for the given number of steps of some work.
func newProgress(w io.Writer, work string, steps int, visible bool) *progress {
	return &progress{progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetVisibility(visible),
		progressbar.OptionSetDescription(work),
		progressbar.OptionSetItsString("steps"),
		progressbar.OptionFullWidth(),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionThrottle(100*time.Millisecond), // steps may take less than drawing
		progressbar.OptionClearOnFinish(),
	)}
}

// step moves the bar by one step. A bar that cannot be drawn is no reason to
// end a training run, so its errors are left.
func (p *progress) step() { _ = p.bar.Add(1) }

// clear wipes the bar's line, so that a line can be printed in its place.
func (p *progress) clear() { _ = p.bar.Clear() }

// isTerminal tells whether somebody watches w.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
