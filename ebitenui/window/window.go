// Package window connects the scenes, the panel around them, the keyboard and the
// engine in one Ebiten game, the desktop program.
package window

import (
	"context"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/ebitenui"
	"github.com/cauchy-newton/playground/ebitenui/panel"
	"github.com/cauchy-newton/playground/engine/link"
)

// keys are the actions of keys, besides F11 and Esc.
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
	ebiten.KeyJ:            panel.Before,
	ebiten.KeyP:            panel.Replay,
	ebiten.KeyL:            panel.After,
	ebiten.Key1:            panel.Lane1,
	ebiten.Key2:            panel.Lane2,
	ebiten.Key3:            panel.Lane3,
	ebiten.Key4:            panel.Lane4,
	ebiten.KeyA:            panel.Add,
	ebiten.KeyDelete:       panel.Drop,
	ebiten.KeyT:            panel.Turn,
	ebiten.KeyTab:          panel.Column,
}

// New returns a game with the scenes in a panel, which shows the first-th scene and
// starts an engine for each race that it shows. The engines end with ctx.
func New(ctx context.Context, entries []panel.Entry, first int) *ebitenui.Game {
	var game *ebitenui.Game
	ready := make(chan struct{}) // closed when game is set
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

// press performs the action of a key. While a field is open, letters go there.
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
