// Command desktop shows the course in a window: a run of the engine, in a
// goroutine behind the same link that the browser uses, and every lesson.
//
//	go run ./ebitenui/desktop
//	go run ./ebitenui/desktop -lesson method
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	// Before Ebiten: ends the program in good order when there is no display.
	_ "github.com/cauchy-newton/playground/ebitenui/screen"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/ebitenui/desk"
)

func main() {
	slug := flag.String("lesson", "", "the lesson to open, by the name in its address; none is the run on digits")
	flag.Parse()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()

	ebiten.SetWindowTitle("Cauchy–Newton playground")
	ebiten.SetWindowSize(1280, 800)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(560, 400, -1, -1) // below, the buttons find no room
	game, err := desk.New(ctx, *slug)
	if err == nil {
		err = game.Run(nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "desktop:", err)
		os.Exit(1)
	}
}
