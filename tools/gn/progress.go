package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// newProgress returns the progress bar below the printed lines, for the given
// number of steps of some work. It is drawn on a terminal only, so that nothing of
// it ends up in a file or a pipe. A bar that cannot be drawn is no reason to end a
// command, so callers ignore its errors.
func newProgress(w io.Writer, work string, steps int, visible bool) *progressbar.ProgressBar {
	return progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetVisibility(visible),
		progressbar.OptionSetDescription(work),
		progressbar.OptionSetItsString("steps"),
		progressbar.OptionFullWidth(),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionThrottle(100*time.Millisecond), // steps may take less than drawing
		progressbar.OptionClearOnFinish(),
	)
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
