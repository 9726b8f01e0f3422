// Package golist asks the go command about packages.
package golist

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// Run runs go list in the folder root with the arguments, which have to contain
// -json, for a system that the environment names beside its own, and returns the
// packages.
func Run[T any](root string, environment []string, arguments ...string) ([]T, error) {
	command := exec.Command("go", append([]string{"list"}, arguments...)...)
	command.Dir, command.Env = root, append(os.Environ(), environment...)
	var complaint bytes.Buffer
	command.Stderr = &complaint
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, &complaint)
	}
	var all []T
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p T
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		all = append(all, p)
	}
}
