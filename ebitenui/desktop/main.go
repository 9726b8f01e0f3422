// Command desktop shows the training scene in a window, with the engine in a
// goroutine behind the same link that the browser uses.
//
//	go run ./ebitenui/desktop
package main

import (
	"context"
	"fmt"
	"os"

	// Before Ebiten: ends the program in good order when there is no display.
	_ "github.com/cauchy-newton/playground/ebitenui/screen"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos/training"
	"github.com/cauchy-newton/playground/ebitenui/desk"
)

func main() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()

	ebiten.SetWindowTitle("Cauchy–Newton playground")
	ebiten.SetWindowSize(1280, 800)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(560, 400, -1, -1) // below, the buttons find no room
	if err := desk.New(ctx, training.New()).Run(nil); err != nil {
		fmt.Fprintln(os.Stderr, "desktop:", err)
		os.Exit(1)
	}
}
