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
	window.Set("canvasRests", false)
	called := func() { window.Call("dispatchEvent", window.Get("Event").New("canvas-called")) }
	for name, do := range map[string]func(text string) (any, error){
		"canvasReceive": func(text string) (any, error) { defer called(); return nil, game.Receive([]byte(text)) },
		"canvasTheme": func(text string) (any, error) {
			theme, known := map[string]*demos.Theme{"light": &demos.Light, "dark": &demos.Dark}[text]
			if !known {
				return nil, fmt.Errorf(`want "light" or "dark", got %.40q`, text)
			}
			game.SetTheme(theme)
			called()
			return nil, nil
		},
		"canvasAlt": func(string) (any, error) { return game.Alt(), nil },
		"canvasAsk": func(text string) (any, error) {
			var reply []byte
			game.With(func(scene demos.Scene) { reply = client.Ask(scene, []byte(text)) })
			called()
			return string(reply), nil
		},
		"canvasSays": func(string) (any, error) {
			said := []link.Command{}
			game.With(func(scene demos.Scene) {
				if speaker, ok := scene.(link.Speaker); ok {
					said = append(said, speaker.Says()...)
				}
			})
			text, err := json.Marshal(said)
			return string(text), err
		},
		"canvasDraws": func(string) (any, error) {
			n := game.Counts()
			return map[string]any{"draws": n.Draws, "updates": n.Updates, "calls": n.Calls}, nil
		},
	} {
		window.Set(name, guarded(name, do))
	}
}

// guarded makes a function of a text, or of nothing, for the page. What goes wrong in
// it is written to the console and changes nothing: a bad message must not end
// the program.
func guarded(name string, do func(text string) (any, error)) js.Func {
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
		text := ""
		if len(args) > 0 {
			if kind := args[0].Type(); kind != js.TypeString {
				report("want a text, got " + kind.String())
				return nil
			}
			text = args[0].String()
		}
		result, err := do(text)
		if err != nil {
			report(err)
			return nil
		}
		return result
	})
}
