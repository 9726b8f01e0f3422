// Package displaytest gives a test a display: imported for its effect, it runs
// the test program again under xvfb-run when there is none.
//
//	import _ "github.com/cauchy-newton/playground/ebitenui/displaytest"
//
// It must come before Ebiten, which panics without a display as soon as it is
// imported. Go initialises packages that wait for nothing in the order of their
// paths, and this one waits for no more than Ebiten does.
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
	// 24 bits a pixel: OpenGL needs them, and Xvfb's default may be 8. Between
	// two tests nobody may be connected, which is no reason to begin anew.
	args := append([]string{xvfb, "-a", "-s", "-screen 0 1280x800x24 -noreset"}, os.Args...)
	err = syscall.Exec(xvfb, args, os.Environ())
	fmt.Fprintln(os.Stderr, "displaytest: xvfb-run:", err)
	os.Exit(1)
}
