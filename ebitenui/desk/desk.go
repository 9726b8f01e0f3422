// Package desk joins the scenes, the panel around them, the keyboard and the
// engine to one Ebiten game, which is all that the desktop program shows.
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
	ebiten.KeySpace:        panel.Play,
	ebiten.KeyS:            panel.Step,
	ebiten.KeyArrowRight:   panel.Step,
	ebiten.KeyI:            panel.Whole,
	ebiten.KeyR:            panel.Reset,
	ebiten.KeyN:            panel.Reseed,
	ebiten.KeyU:            panel.Undo,
	ebiten.KeyD:            panel.Theme,
	ebiten.KeyC:            panel.Check,
	ebiten.KeyPageUp:       panel.Previous,
	ebiten.KeyBracketLeft:  panel.Previous,
	ebiten.KeyPageDown:     panel.Next,
	ebiten.KeyBracketRight: panel.Next,
	ebiten.KeyL:            panel.Next,
}

// New returns a game with the scenes in a panel that shows one of them first,
// and starts the engine behind the link. It ends with ctx.
func New(ctx context.Context, entries []panel.Entry, first int) *ebitenui.Game {
	engine := connect(ctx)
	around := panel.New(entries, first, engine.send)
	game := ebitenui.NewGame(around)
	game.Type, game.Roll = around.Type, around.Roll
	game.Key = func(k ebiten.Key) error {
		press(around, k)
		return nil
	}
	shown := ""
	title := func() {
		if t := around.Title(); t != shown {
			ebiten.SetWindowTitle(t + " · Cauchy–Newton playground")
			shown = t
		}
	}
	title()
	game.Changed = func() { game.With(func(demos.Scene) { title() }) }
	go engine.follow(game.Receive)
	return game
}

// press does what a key means; while a field is open, letters are its own.
func press(around *panel.Panel, k ebiten.Key) {
	switch {
	case k == ebiten.KeyF11:
		ebiten.SetFullscreen(!ebiten.IsFullscreen())
	case k == ebiten.KeyEscape:
		if !around.Leave() {
			ebiten.SetFullscreen(false)
		}
	case !around.Typing():
		if a, ok := keys[k]; ok {
			around.Do(a)
		}
	case k == ebiten.KeyBackspace:
		around.Erase()
	case k == ebiten.KeyEnter || k == ebiten.KeyNumpadEnter:
		around.Enter()
	}
}
