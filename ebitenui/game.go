package ebitenui

import (
	"sync"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
)

// Game runs a scene: it reads the input, calls Update in every tick of Ebiten and
// paints only when the picture, the theme, the size or the density has changed.
// Its exported methods may be called from any goroutine.
type Game struct {
	// Input is the source of input; nil means a Device.
	Input Input
	// The game calls these functions, except for nil ones. Key, Type and Roll run
	// between two calls of the scene and must not call the game; Ready, Changed and
	// Rests may.
	Key     func(ebiten.Key) error // for every key pressed; may return ebiten.Termination
	Type    func(rune)             // for every letter typed, before the keys
	Roll    func(lines float64)    // when the wheel is turned
	Ready   func()                 // once, when the first picture is on the screen
	Changed func()                 // after an Update in which the scene changed, once for a glide
	Rests   func(bool)             // true when nothing has changed for restAfter updates, false when something does

	mu      sync.Mutex
	scene   demos.Scene
	theme   *demos.Theme
	canvas  Canvas
	view    View
	stale   bool          // the picture must be drawn again
	painted *ebiten.Image // the screen that holds it
	state   State
	counts  Counts
	isReady bool
	glides  bool      // when the scene was updated last, it was in a glide
	updated time.Time // then
	quiet   int       // updates since something changed
}

// restAfter is how many updates without a change make a rest. Ebiten shows a picture
// for three frames before it leaves the screen alone.
const restAfter = 10

// Counts measures the work of a game so far.
type Counts struct {
	Draws   int `json:"draws"`   // times the scene was painted
	Updates int `json:"updates"` // calls of its Update
	Calls   int `json:"calls"`   // paint calls of the last picture
}

var (
	_ ebiten.Game      = (*Game)(nil)
	_ ebiten.LayoutFer = (*Game)(nil)
)

// NewGame returns a game that shows scene in the light theme.
func NewGame(scene demos.Scene) *Game {
	return &Game{scene: scene, theme: &demos.Light, view: View{Scale: 1}, stale: true}
}

// Run shows the game until its window is closed; nil options are Ebiten's defaults.
func (g *Game) Run(options *ebiten.RunGameOptions) error {
	ebiten.SetScreenClearedEveryFrame(false)
	return ebiten.RunGameWithOptions(g, options)
}

// SetTheme changes the colours.
func (g *Game) SetTheme(t *demos.Theme) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stale = g.stale || g.theme != t
	g.theme = t
}

// Receive passes a message of the engine to the scene.
func (g *Game) Receive(event []byte) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.scene.Receive(event)
}

// With calls do with the scene, between two of its updates.
func (g *Game) With(do func(demos.Scene)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	do(g.scene)
}

// Grabs reports whether there is something to drag at a point of the picture.
func (g *Game) Grabs(p demos.Point) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	grabber, ok := g.scene.(demos.Grabber)
	if !ok || g.counts.Draws == 0 {
		return false
	}
	g.stale = g.scene.Update(demos.Pointer{Point: p, Inside: true}, g.theme) || g.stale
	return grabber.Grabs()
}

// Alt returns the scene's description of the picture.
func (g *Game) Alt() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.scene.Alt()
}

// Counts returns the work so far.
func (g *Game) Counts() Counts {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.counts
}

// LayoutF returns a screen size of one pixel per device pixel.
func (g *Game) LayoutF(w, h float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stale = g.stale || scale != g.view.Scale
	g.view = View{W: w, H: h, Scale: scale}
	return max(1, w*scale), max(1, h*scale)
}

// Layout is never called, because there is LayoutF.
func (g *Game) Layout(int, int) (int, int) { panic("ebitenui: Layout called beside LayoutF") }

// Update reads the input and updates the scene.
func (g *Game) Update() error {
	if g.Input == nil {
		g.Input = &Device{}
	}
	rested := g.resting()
	first, changed, err := g.update()
	if first && g.Ready != nil {
		g.Ready()
	}
	if rests := g.resting(); rests != rested && g.Rests != nil {
		g.Rests(rests)
	}
	if changed && g.Changed != nil {
		g.Changed()
	}
	return err
}

// update reports whether the first picture has just been shown, and whether the scene
// has changed.
func (g *Game) update() (first, changed bool, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.Input.Read(&g.state, g.view)
	if g.Type != nil {
		for _, r := range g.state.Letters {
			g.Type(r)
		}
	}
	if g.Key != nil {
		for _, k := range g.state.Keys {
			if err := g.Key(k); err != nil {
				return false, false, err
			}
		}
	}
	if g.Roll != nil && g.state.Wheel != 0 {
		g.Roll(g.state.Wheel)
	}
	glides := g.moving()
	for range g.due(time.Now()) {
		g.counts.Updates++
		changed = g.scene.Update(g.state.Pointer, g.theme) || changed
	}
	g.glides = g.moving()
	g.stale = g.stale || changed
	// In the midst of a glide nothing but the picture is new.
	changed = changed && !(glides && g.moving() && !g.state.Pointer.Down)
	first = g.counts.Draws > 0 && !g.isReady
	g.isReady = g.isReady || first
	if g.quiet++; g.stale || g.glides || g.state.Pointer.Down || !g.isReady {
		g.quiet = 0
	}
	return first, changed, nil
}

// due returns how often the scene is updated now: once, and in a glide as often as the
// time since the last update has sixtieths of a second, at most mostDue. So a glide
// takes its half second, however long its pictures take.
func (g *Game) due(now time.Time) int {
	const mostDue = 30
	n := 1
	if g.glides {
		n = min(max(1, int(now.Sub(g.updated).Seconds()*ebiten.DefaultTPS+0.5)), mostDue)
	}
	g.updated = now
	return n
}

// resting reports whether nothing has changed for a while.
func (g *Game) resting() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.quiet >= restAfter
}

func (g *Game) moving() bool {
	scene, ok := g.scene.(interface{ Moving() bool })
	return ok && scene.Moving()
}

// Draw paints the scene unless the screen shows it already.
func (g *Game) Draw(screen *ebiten.Image) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.stale && screen == g.painted { // a new size comes with a new screen
		return
	}
	g.canvas.Begin(screen, g.view.Scale)
	g.scene.Draw(&g.canvas)
	g.canvas.End()
	g.stale, g.painted = false, screen
	g.counts.Draws++
	g.counts.Calls = g.canvas.Calls()
}
