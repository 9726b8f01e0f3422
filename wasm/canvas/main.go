//go:build js

// Command canvas is the program of the playground's picture: it runs in an
// iframe of its own, shows a scene with Ebiten, and is told by the page around
// it what to show. On its own window it defines
//
//	canvasReceive(text)      hands an event of the engine (JSON) to the scene
//	canvasTheme("dark")      changes the colours: "light" or "dark"
//	canvasAlt()              the picture in words
//	canvasControls()         the scene's controls as JSON
//	canvasDraws()            {draws, updates, calls}: what it has cost so far
//
// and, when the first picture is on the screen, sets canvasReady to true and
// dispatches an Event "canvas-ready". When it cannot start it dispatches a
// CustomEvent "canvas-error" whose detail is the reason. The scene is named in
// the address: canvas.html?scene=training.
package main

import (
	"fmt"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/training"
	"github.com/cauchy-newton/playground/ebitenui"
)

// scenes are the pictures that an address can name.
var scenes = map[string]func() demos.Scene{
	"training": func() demos.Scene { return training.New() },
}

func main() {
	if err := run(); err != nil {
		detail := map[string]any{"detail": err.Error()}
		js.Global().Get("console").Call("error", err.Error())
		js.Global().Call("dispatchEvent", js.Global().Get("CustomEvent").New("canvas-error", detail))
	}
}

func run() error {
	name := sceneName()
	scene, ok := scenes[name]
	if !ok {
		return fmt.Errorf("canvas: no scene is called %q", name)
	}
	game := ebitenui.NewGame(scene())
	game.Input = listen(js.Global())
	game.Ready = func() {
		js.Global().Set("canvasReady", true)
		js.Global().Call("dispatchEvent", js.Global().Get("Event").New("canvas-ready"))
	}
	define(js.Global(), game)
	return game.Run(&ebiten.RunGameOptions{
		InitUnfocused: true,
		// Until the first picture is there the page shows through.
		ScreenTransparent: true,
	})
}

// sceneName reads the address's query, then its fragment.
func sceneName() string {
	location := js.Global().Get("location")
	for _, part := range []string{"search", "hash"} {
		text := location.Get(part).String()
		if text == "" {
			continue
		}
		name := js.Global().Get("URLSearchParams").New(text[1:]).Call("get", "scene")
		if name.Type() == js.TypeString {
			return name.String()
		}
	}
	return "training"
}
