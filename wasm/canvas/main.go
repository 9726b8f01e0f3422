//go:build js

// Command canvas is the program of the playground's picture: it runs in an
// iframe of its own and shows a scene with Ebiten; the page around it says which. On its own window it defines
//
//	canvasReceive(text)      hands an event of the engine (JSON) to the scene
//	canvasTheme("dark")      changes the colours: "light" or "dark"
//	canvasAlt()              the picture in words
//	canvasSays()             what the scene asks of the engine since the last call, a JSON list of link.Command
//	canvasAsk(text)          puts a question to the scene (package client, JSON both ways)
//	canvasDraws()            {draws, updates, calls}: what it has cost so far
//
// and, when the first picture is on the screen, sets canvasReady to true and
// dispatches an Event "canvas-ready"; a frame that is out of sight, where the
// browser paints nothing, does so without a picture. When it cannot start it dispatches a
// CustomEvent "canvas-error" whose detail is the reason; a lesson then still
// computes and answers. When the scene changes of itself or by the pointer it
// dispatches "canvas-changed". While nothing has changed for some frames canvasRests
// is true: then a frame now and then is enough, and one when canvasReceive, canvasTheme
// or canvasAsk has been called, which dispatch "canvas-called". The scene is named in the address:
// frame.html?scene=race; a lesson has the name of its slug. With &draw=no it
// draws nothing and answers all the same, with &bare=yes a demos.Bared is bare.
package main

import (
	"fmt"
	"sync"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/ebitenui"
)

func main() {
	if err := run(); err != nil {
		detail := map[string]any{"detail": err.Error()}
		js.Global().Get("console").Call("error", err.Error())
		js.Global().Call("dispatchEvent", js.Global().Get("CustomEvent").New("canvas-error", detail))
		select {} // the functions on the window still serve
	}
}

// ofRuns are the scenes that show the events of an engine; "training" is an old name
// that links may have.
var ofRuns = map[string]func() demos.Scene{
	"race":     func() demos.Scene { return runs.New() },
	"training": func() demos.Scene { return runs.New() },
	"mnist":    func() demos.Scene { return runs.NewStory() },
}

// open returns the scene of that name.
func open(name string) (demos.Scene, error) {
	if scene, ok := ofRuns[name]; ok {
		return scene(), nil
	}
	if entry, ok := course.Find(name); ok && entry.New != nil {
		lesson := entry.New()
		if bared, ok := lesson.(demos.Bared); ok && asked("bare", "no") == "yes" {
			bared.Bare()
		}
		return client.NewLesson(lesson), nil
	}
	return nil, fmt.Errorf("canvas: no scene is called %q", name)
}

func run() error {
	scene, err := open(asked("scene", "race"))
	if err != nil {
		return err
	}
	game := ebitenui.NewGame(scene)
	game.Ready = sync.OnceFunc(func() {
		js.Global().Set("canvasReady", true)
		js.Global().Call("dispatchEvent", js.Global().Get("Event").New("canvas-ready"))
	})
	game.Changed = func() {
		js.Global().Call("dispatchEvent", js.Global().Get("Event").New("canvas-changed"))
	}
	game.Rests = func(rests bool) { js.Global().Set("canvasRests", rests) }
	define(js.Global(), game)
	switch draw := asked("draw", "yes"); draw {
	case "yes":
	case "no": // a browser without WebGL
		game.Ready()
		select {}
	default:
		return fmt.Errorf("canvas: draw=%.40q is none of yes, no", draw)
	}
	whenOutOfSight(js.Global(), game.Ready)
	game.Input = listen(js.Global(), game.Grabs)
	return game.Run(&ebiten.RunGameOptions{
		InitUnfocused: true,
		// Until the first picture is there the page shows through.
		ScreenTransparent: true,
	})
}

// whenOutOfSight calls do if the browser paints nothing here for a while: it does
// not paint what is not to be seen, such as a frame below the fold.
func whenOutOfSight(window js.Value, do func()) {
	// Several looks, so that one long task does not count for a while.
	const looks, pause = 3, 150 // milliseconds
	painted, look := false, 0
	window.Call("requestAnimationFrame", js.FuncOf(func(js.Value, []js.Value) any {
		painted = true
		return nil
	}))
	var timer js.Value
	timer = window.Call("setInterval", js.FuncOf(func(js.Value, []js.Value) any {
		if look++; painted || look == looks {
			window.Call("clearInterval", timer)
		}
		if !painted && look == looks {
			do()
		}
		return nil
	}), pause)
}

// asked returns what the address says of name, in its query or its fragment.
func asked(name, otherwise string) string {
	location := js.Global().Get("location")
	for _, part := range []string{"search", "hash"} {
		text := location.Get(part).String()
		if text == "" {
			continue
		}
		said := js.Global().Get("URLSearchParams").New(text[1:]).Call("get", name)
		if said.Type() == js.TypeString {
			return said.String()
		}
	}
	return otherwise
}
