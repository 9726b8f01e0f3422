//go:build js

package main

import (
	"syscall/js"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/ebitenui"
	"github.com/cauchy-newton/playground/wasm/canvas/pointer"
)

// kept are the events that Ebiten would listen to on its canvas, and stop the
// browser from acting on: with them it would keep the page around the picture
// from scrolling, and its keys from the page.
var kept = []string{
	"mousedown", "mouseup", "mousemove", "wheel",
	"touchstart", "touchmove", "touchend",
	"keydown", "keyup", "contextmenu", "dragover", "drop",
}

// input is an ebitenui.Input fed by the page's pointer events.
type input struct{ queue pointer.Queue }

// Read takes the next state of the pointer. Keys belong to the page.
func (in *input) Read(s *ebitenui.State, _ ebitenui.View) {
	s.Pointer = in.queue.Next()
	s.Keys = s.Keys[:0]
}

// listen takes the window's pointer events and leaves everything else to the
// browser: wheel and vertical strokes scroll the page, keys are the page's. A
// finger on something that can be dragged, which grabs reports, scrolls nothing.
func listen(window js.Value, grabs func(demos.Point) bool) *input {
	document := window.Get("document")
	canvas := document.Call("querySelector", "canvas")
	// Up and down scrolls the page, two fingers zoom it; the rest points.
	canvas.Get("style").Set("touchAction", "pan-y pinch-zoom")
	canvas.Call("removeAttribute", "tabindex")

	in := &input{}
	capture := map[string]any{"capture": true, "passive": false}
	for _, name := range kept {
		window.Call("addEventListener", name, handler(func(e js.Value) {
			e.Call("stopImmediatePropagation") // it never reaches the canvas
			switch name {
			case "mousedown": // must not take the keyboard from the page
				e.Call("preventDefault")
			case "touchstart":
				finger := e.Get("touches").Index(0)
				if e.Get("cancelable").Bool() && grabs(demos.Point{X: finger.Get("clientX").Float(), Y: finger.Get("clientY").Float()}) {
					e.Call("preventDefault")
				}
			}
		}), capture)
	}
	point := handler(func(e js.Value) {
		if !e.Get("isPrimary").Bool() {
			return
		}
		event := pointer.Event{
			Type:  e.Get("type").String(),
			Touch: e.Get("pointerType").String() == "touch",
			X:     e.Get("clientX").Float(),
			Y:     e.Get("clientY").Float(),
		}
		if event.Type == "pointerdown" && !event.Touch {
			// A drag goes on outside of the picture.
			canvas.Call("setPointerCapture", e.Get("pointerId"))
		}
		in.queue.Put(event)
	})
	for _, name := range []string{"pointerdown", "pointermove", "pointerup", "pointercancel"} {
		window.Call("addEventListener", name, point)
	}
	document.Get("documentElement").Call("addEventListener", "pointerleave", point)
	return in
}

func handler(do func(e js.Value)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		do(args[0])
		return nil
	})
}
