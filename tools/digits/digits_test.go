package digits

import (
	"os"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
)

// What is fetched is the module that go.mod names, whose files have the sums that
// the engine asks for.
func TestTheModuleHasTheFiles(t *testing.T) {
	text, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "\t"+Module+" "+Version+"\n") {
		t.Errorf("go.mod has another version of %s than %s", Module, Version)
	}
	files, err := Locate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range data.FullMNIST() {
		if _, err := f.Read(files); err != nil {
			t.Error(err)
		}
	}
}

// A Go tool that is not there is named.
func TestNoGo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Locate(t.Context()); err == nil || !strings.Contains(err.Error(), "the Go tool is not in PATH") {
		t.Errorf("error %v", err)
	}
}
