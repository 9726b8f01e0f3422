package publish

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// browserPrograms are the packages under wasm/ that run in the page: the engine
// in a Web Worker, the canvas in an iframe.
var browserPrograms = []string{"engine", "canvas"}

// programs compiles the browser programs. The go command itself knows what has
// changed; when nothing has, it leaves the file in Work alone.
func programs(o Options, w *writer) error {
	work, err := filepath.Abs(o.Work)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(work, 0o755); err != nil {
		return err
	}
	for _, name := range browserPrograms {
		file := filepath.Join(work, name+".wasm")
		build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", file, "./wasm/"+name)
		build.Dir = o.Root
		build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=", "GOFLAGS=")
		if text, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("go build ./wasm/%s: %w\n%s", name, err, text)
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if _, err := w.hashed(name+".wasm", content); err != nil {
			return err
		}
	}
	return nil
}

// supportScript returns the path of the script that connects a Go program to
// JavaScript; it has to come from the compiler that built the program.
func supportScript() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	file := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	if _, err := os.Stat(file); err != nil {
		return "", err
	}
	return file, nil
}
