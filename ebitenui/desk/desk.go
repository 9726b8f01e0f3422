// Package desk joins a scene, the panel around it, the keyboard and the engine
// to one Ebiten game, which is all that the desktop program shows.
package desk

import (
	"context"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
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

// New returns a game with scene in a panel, and starts the engine behind the
// link. It ends with ctx.
func New(ctx context.Context, scene demos.Scene) *ebitenui.Game {
	engine := connect(ctx)
	around := panel.New(scene, engine.send)
	game := ebitenui.NewGame(around)
	game.Key = func(k ebiten.Key) error {
		switch k {
		case ebiten.KeyF11:
			ebiten.SetFullscreen(!ebiten.IsFullscreen())
		case ebiten.KeyEscape:
			ebiten.SetFullscreen(false)
		default:
			if a, ok := keys[k]; ok {
				around.Do(a)
			}
		}
		return nil
	}
	go engine.follow(game.Receive)
	return game
}
