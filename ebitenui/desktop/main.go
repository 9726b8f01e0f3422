// Command desktop shows the playground in a window. The lesson on digits and the lab
// have an engine in a goroutine, with the same messages as in the browser; the other
// lessons compute everything themselves.
//
//	go run ./ebitenui/desktop
//	go run ./ebitenui/desktop -lesson one-step
//	go run ./ebitenui/desktop -still
//	go run ./ebitenui/desktop -list
//	go run ./ebitenui/desktop -licences
package main

import (
	"context"
	"fmt"
	"os"

	// Initialised before Ebiten, which panics without a display.
	"github.com/cauchy-newton/playground/ebitenui/desktop/arguments"
	_ "github.com/cauchy-newton/playground/ebitenui/screen"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/ebitenui/catalogue"
	"github.com/cauchy-newton/playground/ebitenui/window"
)

func main() {
	scenes := catalogue.Scenes()
	first, err := catalogue.Find(scenes, arguments.Lesson)
	if err == nil && arguments.Rest != "" {
		err = fmt.Errorf("%q is no flag; a scene is opened by -lesson", arguments.Rest)
	}
	if err != nil {
		end(err)
	}

	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ebiten.SetWindowSize(1280, 800)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(560, 400, -1, -1) // the least for all buttons
	if err := window.New(ctx, catalogue.Entries(scenes, arguments.Still), first).Run(nil); err != nil {
		end(err)
	}
}

func end(err error) {
	fmt.Fprintln(os.Stderr, "desktop:", err)
	os.Exit(1)
}
