//go:build js && wasm

// Command failing is a worker that fails in the way that the address names.
package main

import (
	"net/http"
	"os"
	"path"

	"github.com/syumai/workers"
)

func main() {
	workers.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path.Base(r.URL.Path) {
		case "panic":
			panic("what nobody should read")
		case "exit":
			os.Exit(3)
		case "status":
			w.WriteHeader(42) // the platform refuses it
		case "header":
			w.Header().Set("X-Broken", "one line\nand another")
		}
	}))
}
