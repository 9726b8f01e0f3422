// Package desk joins the course's scenes, the panels around them, the keyboard
// and the engine to one Ebiten game, which is all that the desktop program shows.
package desk

import (
	"context"

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
	ebiten.KeyI:          panel.Whole,
	ebiten.KeyR:          panel.Reset,
	ebiten.KeyN:          panel.Reseed,
	ebiten.KeyD:          panel.Theme,
	ebiten.KeyL:          panel.Turn,
	ebiten.KeyPageDown:   panel.Turn,
}

// New returns a game with the course, which shows the lesson of that slug, ""
// for the run of the engine, and starts the engine behind the link. It ends with
// ctx. The error names a lesson that there is not.
func New(ctx context.Context, slug string) (*ebitenui.Game, error) {
	if slug == "" {
		slug = digits
	}
	engine := connect(ctx)
	shelf, err := newShelf(panel.New(training.New(), engine.send), slug)
	if err != nil {
		return nil, err
	}
	game := ebitenui.NewGame(shelf)
	game.Key = func(k ebiten.Key) error {
		switch k {
		case ebiten.KeyF11:
			ebiten.SetFullscreen(!ebiten.IsFullscreen())
		case ebiten.KeyEscape:
			ebiten.SetFullscreen(false)
		case ebiten.KeyPageUp:
			shelf.turn(-1)
		default:
			if a, ok := keys[k]; ok {
				shelf.Do(a)
			}
		}
		return nil
	}
	go engine.follow(game.Receive)
	return game, nil
}
