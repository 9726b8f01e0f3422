//go:build js

package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/ebitenui"
	"github.com/cauchy-newton/playground/engine/link"
)

// define gives the window the functions that the page calls.
func define(window js.Value, game *ebitenui.Game) {
	window.Set("canvasReady", false)
	window.Set("canvasReceive", guarded("canvasReceive", func(arg js.Value) (any, error) {
		if arg.Type() != js.TypeString {
			return nil, fmt.Errorf("want JSON text, got %s", arg.Type())
		}
		return nil, game.Receive([]byte(arg.String()))
	}))
	window.Set("canvasTheme", guarded("canvasTheme", func(arg js.Value) (any, error) {
		switch {
		case arg.Equal(js.ValueOf("light")):
			game.SetTheme(&demos.Light)
		case arg.Equal(js.ValueOf("dark")):
			game.SetTheme(&demos.Dark)
		default:
			return nil, fmt.Errorf(`want "light" or "dark", got %v`, arg)
		}
		return nil, nil
	}))
	window.Set("canvasAlt", guarded("canvasAlt", func(js.Value) (any, error) {
		return game.Alt(), nil
	}))
	window.Set("canvasAsk", guarded("canvasAsk", func(arg js.Value) (any, error) {
		if arg.Type() != js.TypeString {
			return nil, fmt.Errorf("want JSON text, got %s", arg.Type())
		}
		var reply []byte
		game.With(func(scene demos.Scene) { reply = client.Ask(scene, []byte(arg.String())) })
		return string(reply), nil
	}))
	window.Set("canvasSays", guarded("canvasSays", func(js.Value) (any, error) {
		said := []link.Command{}
		game.With(func(scene demos.Scene) {
			if speaker, ok := scene.(link.Speaker); ok {
				said = append(said, speaker.Says()...)
			}
		})
		text, err := json.Marshal(said)
		return string(text), err
	}))
	window.Set("canvasDraws", guarded("canvasDraws", func(js.Value) (any, error) {
		n := game.Counts()
		return map[string]any{"draws": n.Draws, "updates": n.Updates, "calls": n.Calls}, nil
	}))
}

// guarded makes a function of one argument for the page. What goes wrong in it
// is written to the console and changes nothing: a bad message must not end
// the program.
func guarded(name string, do func(arg js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) (result any) {
		report := func(what any) {
			js.Global().Get("console").Call("error", fmt.Sprintf("%s: %v", name, what))
		}
		defer func() {
			if r := recover(); r != nil {
				report(r)
				result = nil
			}
		}()
		arg := js.Undefined()
		if len(args) > 0 {
			arg = args[0]
		}
		result, err := do(arg)
		if err != nil {
			report(err)
			return nil
		}
		return result
	})
}
