// Package displaytest gives a test a display: imported for its effect, it runs
// the test program again under xvfb-run when there is none.
//
//	import _ "github.com/cauchy-newton/playground/ebitenui/displaytest"
//
// It is initialised before Ebiten, which panics without a display: Go initialises
// packages whose imports are ready in the order of their paths, and Ebiten needs
// all imports of this one too.
package displaytest

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

func init() {
	if runtime.GOOS != "linux" || os.Getenv("DISPLAY") != "" {
		return
	}
	xvfb, err := exec.LookPath("xvfb-run")
	if err != nil {
		fmt.Fprintln(os.Stderr, "displaytest: no display and no xvfb-run: install the packages xvfb, xauth and libgl1-mesa-dri")
		os.Exit(1)
	}
	// OpenGL needs 24 bits a pixel; Xvfb's default may be 8. Without -noreset, Xvfb
	// resets whenever no client is connected, as between two tests.
	args := append([]string{xvfb, "-a", "-s", "-screen 0 1280x800x24 -noreset"}, os.Args...)
	err = syscall.Exec(xvfb, args, os.Environ())
	fmt.Fprintln(os.Stderr, "displaytest: xvfb-run:", err)
	os.Exit(1)
}
