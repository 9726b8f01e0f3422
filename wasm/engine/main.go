//go:build js && wasm

// Command engine is the engine's program in a Web Worker. It posts lists of
// link.Event, each as JSON text, with the state of the page's client (client.Run),
// and puts these functions into the global scope: engineReceive(text) takes a wish
// of the visitor as JSON, engineFile(do, name, bytes, id)
// takes a load or restore with its file as a Uint8Array, which no text has to
// carry, and engineTaken() reports that the page has handled the last list; the next
// one waits for it.
//
// With each list goes what another such program needs to go on behind it (package
// session, Kept): {events, client, text, pieces, products}, pieces a list of [number,
// Uint8Array]. engineShelve(name, bytes) and engineResume(text, pieces, client, calm)
// hand it over. After a panic it posts {failed, id} and is silent.
package main

import (
	"syscall/js"
	"time"

	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
	"github.com/cauchy-newton/playground/wasm/engine/loop"
)

// slice is how long the engine computes before it lets messages in: well under
// the 50 ms in which a stop must take effect, and long against the millisecond
// that a turn costs.
const slice = 10 * time.Millisecond

func main() {
	scope := js.Global()
	channel := scope.Get("MessageChannel").New()
	inner, outer := channel.Get("port1"), channel.Get("port2")

	work, start := session.New(), time.Now()
	work.Clock = func() float64 { return time.Since(start).Seconds() }
	l := &loop.Loop{
		Session: work,
		Client:  client.NewRun(client.RunControls()),
		Slice: func() func() bool {
			end := time.Now().Add(slice)
			return func() bool { return time.Now().After(end) }
		},
		Clock: work.Clock,
		Post: func(p loop.Post) {
			events := make([]any, len(p.Events))
			for i, t := range p.Events {
				events[i] = t
			}
			pieces, given := []any{}, []any{}
			for n, content := range p.Kept.Pieces {
				array := scope.Get("Uint8Array").New(len(content))
				js.CopyBytesToJS(array, content)
				pieces, given = append(pieces, []any{n, array}), append(given, array.Get("buffer"))
			}
			scope.Call("postMessage", map[string]any{
				"events": events, "client": string(p.Client), "text": string(p.Kept.Text), "pieces": pieces, "products": p.Products,
			}, given)
		},
		Fail: func(id int, why string) {
			scope.Call("postMessage", map[string]any{"failed": why, "id": id})
		},
		// A message to oneself queues behind the commands that wait already; a
		// timer would wait for milliseconds.
		Yield: func() { outer.Call("postMessage", nil) },
	}
	on(inner, "onmessage", func([]js.Value) { l.Turn() })
	on(scope, "engineReceive", func(args []js.Value) { l.Receive([]byte(args[0].String())) })
	on(scope, "engineFile", func(args []js.Value) {
		l.Do(link.Command{Do: args[0].String(), Name: args[1].String(), Data: bytes(args[2]), ID: args[3].Int()})
	})
	on(scope, "engineShelve", func(args []js.Value) { work.Shelve(args[0].String(), bytes(args[1])) })
	on(scope, "engineResume", func(args []js.Value) {
		kept := session.Kept{Text: []byte(args[0].String()), Pieces: map[int][]byte{}}
		for i := range args[1].Length() {
			piece := args[1].Index(i)
			kept.Pieces[piece.Index(0).Int()] = bytes(piece.Index(1))
		}
		l.Resume(kept, []byte(args[2].String()), args[3].Bool())
	})
	on(scope, "engineTaken", func([]js.Value) { l.Taken() })
	l.Ready()
	select {} // from here on everything happens in the two handlers
}

// on sets a function of an object.
func on(object js.Value, name string, do func(args []js.Value)) {
	object.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
		do(args)
		return nil
	}))
}

// bytes copies a Uint8Array.
func bytes(array js.Value) []byte {
	content := make([]byte, array.Get("length").Int())
	js.CopyBytesToGo(content, array)
	return content
}
