//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// publish writes a site of one file of each kind; program is the path of a wasm file.
func publish(t *testing.T) (dir, program string) {
	t.Helper()
	site := t.TempDir()
	for name, content := range map[string]string{
		"index.html":     "<!doctype html><title>Playground</title>",
		"404.html":       "<!doctype html><title>Not here</title>",
		"engine.wasm":    "\x00asm\x01\x00\x00\x00" + string(make([]byte, 1<<20)),
		"engine.wasm.br": "packed",
		"_headers":       "/*\n  X-Content-Type-Options: nosniff\n  Cache-Control: no-cache\n",
	} {
		if err := os.WriteFile(filepath.Join(site, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return site, "engine.wasm"
}
