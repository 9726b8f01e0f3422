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
	"github.com/cauchy-newton/playground/ebitenui"
	"github.com/cauchy-newton/playground/ebitenui/panel"
)

// keys are the actions of keys; F11 and Esc are about the window.
var keys = map[ebiten.Key]panel.Action{
	ebiten.KeySpace:      panel.Play,
	ebiten.KeyS:          panel.Step,
	ebiten.KeyArrowRight: panel.Step,
	ebiten.KeyR:          panel.Reset,
	ebiten.KeyN:          panel.Reseed,
	ebiten.KeyD:          panel.Theme,
}

func main() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()

	engine := start(ctx)
	desk := panel.New(training.New(), engine.send)
	game := ebitenui.NewGame(desk)
	game.Key = func(k ebiten.Key) error {
		switch k {
		case ebiten.KeyF11:
			ebiten.SetFullscreen(!ebiten.IsFullscreen())
		case ebiten.KeyEscape:
			ebiten.SetFullscreen(false)
		default:
			if a, ok := keys[k]; ok {
				desk.Do(a)
			}
		}
		return nil
	}
	go engine.follow(game.Receive)

	ebiten.SetWindowTitle("Cauchy–Newton playground")
	ebiten.SetWindowSize(1280, 800)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(560, 400, -1, -1) // below, the buttons find no room
	if err := game.Run(nil); err != nil {
		fmt.Fprintln(os.Stderr, "desktop:", err)
		os.Exit(1)
	}
}
