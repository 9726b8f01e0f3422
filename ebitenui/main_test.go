package ebitenui

import (
	"fmt"
	"os"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	_ "github.com/cauchy-newton/playground/ebitenui/displaytest"
)

// inside runs the tests from the first Update: pixels can be read back only
// while a game runs.
type inside struct {
	tests *testing.M
	code  int
}

func (g *inside) Update() error {
	g.code = g.tests.Run()
	return ebiten.Termination
}
func (g *inside) Draw(*ebiten.Image)         {}
func (g *inside) Layout(w, h int) (int, int) { return w, h }

func TestMain(m *testing.M) {
	g := &inside{tests: m, code: 1}
	if err := ebiten.RunGame(g); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(g.code)
}
