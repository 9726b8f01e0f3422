package site_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/tools/trial"
)

// The laws hold in the browser with every edition of the kernels, and without.
func TestKernels(t *testing.T) {
	lab, err := trial.NewLab("..", filepath.Join("..", "build", "site-test"), browser)
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range []string{"./engine/kernel", "./engine/op", "./engine/summary"} {
		program, err := lab.Test(pkg)
		if err != nil {
			t.Fatal(err)
		}
		for level, name := range trial.Levels {
			t.Run(strings.TrimPrefix(pkg, "./engine/")+"/"+name, func(t *testing.T) {
				r, err := lab.Run(program, level, "-test.run=^Test", "-test.v")
				if err != nil {
					t.Fatal(err)
				}
				if pkg == "./engine/kernel" && !strings.Contains(r.Output, "--- PASS: TestProducts/"+name) {
					t.Errorf("the products were not tested with the loops called %s", name)
				}
				if r.Code != 0 || !strings.HasSuffix(r.Output, "PASS\n") {
					t.Errorf("exit code %d:\n%s", r.Code, r.Output)
				}
			})
		}
	}
}
