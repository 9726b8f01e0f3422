//go:build linux || freebsd || netbsd || openbsd

package screen

import (
	"fmt"
	"io"
	"log"
	"os"

	"github.com/jezek/xgb"
)

func init() {
	name := os.Getenv("DISPLAY")
	if name == "" {
		end("DISPLAY is not set")
	}
	logger := xgb.Logger
	xgb.Logger = log.New(io.Discard, "", 0)
	c, err := xgb.NewConn()
	xgb.Logger = logger
	if err != nil {
		end(fmt.Sprintf("DISPLAY=%s does not answer", name))
	}
	c.Close()
}

func end(reason string) {
	fmt.Fprintf(os.Stderr, "no display to open a window on (%s): start it from a desktop session, or with xvfb-run\n", reason)
	os.Exit(1)
}
