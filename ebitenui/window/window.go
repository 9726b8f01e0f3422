// Package window joins the scenes, the panel around them, the keyboard and the
// engine to one Ebiten game, which is all that the desktop program shows.
package window

import (
	"context"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/ebitenui"
	"github.com/cauchy-newton/playground/ebitenui/panel"
	"github.com/cauchy-newton/playground/engine/link"
)

// keys are the actions of keys; F11 and Esc are about the window.
var keys = map[ebiten.Key]panel.Action{
	ebiten.KeySpace:        panel.Play,
	ebiten.KeyS:            panel.Step,
	ebiten.KeyArrowRight:   panel.Step,
	ebiten.KeyI:            panel.Whole,
	ebiten.KeyR:            panel.Reset,
	ebiten.KeyB:            panel.Restart,
	ebiten.KeyN:            panel.Reseed,
	ebiten.KeyU:            panel.Undo,
	ebiten.KeyD:            panel.Theme,
	ebiten.KeyC:            panel.Check,
	ebiten.KeyPageUp:       panel.Previous,
	ebiten.KeyBracketLeft:  panel.Previous,
	ebiten.KeyPageDown:     panel.Next,
	ebiten.KeyBracketRight: panel.Next,
	ebiten.KeyL:            panel.Next,
	ebiten.Key1:            panel.Lane1,
	ebiten.Key2:            panel.Lane2,
	ebiten.Key3:            panel.Lane3,
	ebiten.Key4:            panel.Lane4,
	ebiten.KeyA:            panel.Add,
	ebiten.KeyDelete:       panel.Drop,
	ebiten.KeyT:            panel.Turn,
	ebiten.KeyTab:          panel.Column,
}

// New returns a game with the scenes in a panel that shows one of them first,
// and starts an engine behind the link for each race that is shown. They end with
// ctx.
func New(ctx context.Context, entries []panel.Entry, first int) *ebitenui.Game {
	var game *ebitenui.Game
	ready := make(chan struct{}) // the game is there
	around := panel.New(entries, first, func(receive func([]byte) error) func(link.Command) {
		return connect(ctx, func(event []byte) (err error) {
			<-ready
			game.With(func(demos.Scene) { err = receive(event) })
			return err
		})
	})
	game = ebitenui.NewGame(around)
	close(ready)
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
	case !around.Typing() || k == ebiten.KeyTab:
		if a, ok := keys[k]; ok {
			around.Do(a)
		}
	case k == ebiten.KeyBackspace:
		around.Erase()
	case k == ebiten.KeyEnter || k == ebiten.KeyNumpadEnter:
		around.Enter()
	}
}
