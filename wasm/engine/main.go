//go:build js && wasm

// Command engine is the engine's program in a Web Worker. It posts lists of
// link.Event, each as JSON text, and puts three functions into the global scope:
// engineReceive(text) takes a link.Command as JSON, engineFile(do, name, bytes, id)
// takes a load or restore with its file as a Uint8Array, which no text has to
// carry, and engineTaken() says that the page has handled the last list; the next
// one waits for it.
package main

import (
	"syscall/js"
	"time"

	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/session"
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
		Slice: func() func() bool {
			end := time.Now().Add(slice)
			return func() bool { return time.Now().After(end) }
		},
		Post: func(texts []string) {
			list := make([]any, len(texts))
			for i, t := range texts {
				list[i] = t
			}
			scope.Call("postMessage", list)
		},
		// A message to oneself queues behind the commands that wait already; a
		// timer would rest for milliseconds.
		Yield: func() { outer.Call("postMessage", nil) },
	}
	inner.Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		l.Turn()
		return nil
	}))
	scope.Set("engineReceive", js.FuncOf(func(_ js.Value, args []js.Value) any {
		l.Receive([]byte(args[0].String()))
		return nil
	}))
	scope.Set("engineFile", js.FuncOf(func(_ js.Value, args []js.Value) any {
		c := link.Command{Do: args[0].String(), Name: args[1].String(), ID: args[3].Int()}
		c.Data = make([]byte, args[2].Get("length").Int())
		js.CopyBytesToGo(c.Data, args[2])
		l.Do(c)
		return nil
	}))
	scope.Set("engineTaken", js.FuncOf(func(js.Value, []js.Value) any {
		l.Taken()
		return nil
	}))
	l.Ready()
	select {} // from here on everything happens in the two handlers
}
