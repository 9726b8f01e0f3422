// Package windowtest runs the desktop program as its user does: as a process
// of its own, with a window on an X display and true key presses.
package windowtest

import (
	"bytes"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"github.com/cauchy-newton/playground/ebitenui/catalogue"
	_ "github.com/cauchy-newton/playground/ebitenui/displaytest"
)

// linked is the program, linked once for all tests, and not at all when nothing has
// changed since it was.
var linked = sync.OnceValues(func() (string, error) {
	program := filepath.Join("..", "..", "..", "build", "windowtest", "desktop")
	if out, err := exec.Command("go", "build", "-o", program, "..").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return program, nil
})

func build(t *testing.T) string {
	t.Helper()
	program, err := linked()
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// display is a connection to the X server.
type display struct {
	*xgb.Conn
	t    *testing.T
	root xproto.Window
}

func connect(t *testing.T) *display {
	t.Helper()
	c, err := xgb.NewConn()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	if err := xtest.Init(c); err != nil {
		t.Fatal(err)
	}
	return &display{c, t, xproto.Setup(c).DefaultScreen(c).Root}
}

// window finds the window with a title.
func (d *display) window(title string) (xproto.Window, bool) {
	d.t.Helper()
	tree, err := xproto.QueryTree(d.Conn, d.root).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	atom := func(name string) xproto.Atom {
		a, err := xproto.InternAtom(d.Conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			d.t.Fatal(err)
		}
		return a.Atom
	}
	property, kind := atom("_NET_WM_NAME"), atom("UTF8_STRING")
	for _, w := range tree.Children {
		name, err := xproto.GetProperty(d.Conn, false, w, property, kind, 0, 100).Reply()
		if err == nil && strings.Contains(string(name.Value), title) {
			return w, true
		}
	}
	return 0, false
}

// press presses and releases the key of a key symbol in the window w.
func (d *display) press(w xproto.Window, symbol xproto.Keysym) {
	d.t.Helper()
	// Without a window manager nobody else gives the window the keyboard.
	if err := xproto.SetInputFocusChecked(d.Conn, xproto.InputFocusPointerRoot, w, xproto.TimeCurrentTime).Check(); err != nil {
		d.t.Fatal(err)
	}
	setup := xproto.Setup(d.Conn)
	first, count := setup.MinKeycode, byte(setup.MaxKeycode-setup.MinKeycode+1)
	keys, err := xproto.GetKeyboardMapping(d.Conn, first, count).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	for i, s := range keys.Keysyms {
		if s != symbol {
			continue
		}
		code := byte(first) + byte(i/int(keys.KeysymsPerKeycode))
		for _, kind := range []byte{xproto.KeyPress, xproto.KeyRelease} {
			if err := xtest.FakeInputChecked(d.Conn, kind, code, 0, d.root, 0, 0, 0).Check(); err != nil {
				d.t.Fatal(err)
			}
		}
		return
	}
	d.t.Fatalf("no key has the symbol %#x", symbol)
}

// picture is what the window shows.
func (d *display) picture(w xproto.Window) []byte {
	d.t.Helper()
	g, err := xproto.GetGeometry(d.Conn, xproto.Drawable(w)).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	img, err := xproto.GetImage(d.Conn, xproto.ImageFormatZPixmap, xproto.Drawable(w), 0, 0, g.Width, g.Height, ^uint32(0)).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	return img.Data
}

func colours(picture []byte) int {
	seen := map[[3]byte]bool{}
	for i := 0; i+4 <= len(picture); i += 4 {
		seen[[3]byte(picture[i:i+3])] = true
	}
	return len(seen)
}

func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within a minute", what)
		}
	}
}

// still waits until the picture no longer changes, and returns it.
func (d *display) still(w xproto.Window) []byte {
	d.t.Helper()
	var last []byte
	until(d.t, "a picture that stands still", func() bool {
		now := d.picture(w)
		same := bytes.Equal(now, last)
		last = now
		time.Sleep(300 * time.Millisecond)
		return same && colours(now) > 20
	})
	return last
}

// start runs the program and finds its window by the title; when the test ends
// the program does, and it must not have complained.
func (d *display) start(title string, args ...string) xproto.Window {
	t := d.t
	t.Helper()
	program := exec.Command(build(t), args...)
	var said bytes.Buffer
	program.Stderr = &said
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		program.Process.Kill()
		program.Wait()
		if said.Len() > 0 {
			t.Errorf("the program says: %s", said.String())
		}
	})
	var w xproto.Window
	until(t, "a window", func() (found bool) {
		w, found = d.window(title)
		return found
	})
	return w
}

func TestAKeyStartsTraining(t *testing.T) {
	d := connect(t)
	w := d.start("A real network learns real digits · Cauchy–Newton")
	before := d.still(w)

	const space = ' '
	d.press(w, space)
	// It changes again and again, which one step would not do.
	last := before
	for range 4 {
		until(t, "a picture that changes", func() bool { return !bytes.Equal(d.picture(w), last) })
		last = d.picture(w)
	}
	d.press(w, space)
	d.still(w)

	// The picture follows the window's size.
	const width, height = 800, 620
	err := xproto.ConfigureWindowChecked(d.Conn, w, xproto.ConfigWindowWidth|xproto.ConfigWindowHeight, []uint32{width, height}).Check()
	if err != nil {
		t.Fatal(err)
	}
	until(t, "a smaller picture", func() bool { return len(d.picture(w)) == 4*width*height })
	small := d.still(w)
	if foot := small[4*width*(height-20):]; colours(foot) < 10 {
		t.Error("the line of keys is not at the bottom of the smaller window")
	}
}

// A lesson is opened by its slug; the window's title follows the scene that is
// shown.
func TestALessonIsOpenedAndLeft(t *testing.T) {
	d := connect(t)
	w := d.start("One step, one number · Cauchy–Newton", "-lesson", "one-step")
	before := d.still(w)
	const pageDown = 0xff56
	d.press(w, pageDown)
	until(t, "another title", func() bool {
		_, found := d.window("The partition matrix · Cauchy–Newton")
		return found
	})
	if after := d.still(w); bytes.Equal(before, after) {
		t.Error("the picture is the same")
	}
}

// -list names the lessons, -licences the modules; a lesson that is not among them
// is refused in a line, and so is an argument that is no flag.
func TestArguments(t *testing.T) {
	program := build(t)
	list := exec.Command(program, "-list")
	list.Env = append(os.Environ(), "DISPLAY=") // neither it nor -h needs one
	out, err := list.Output()
	if err != nil || strings.Count(string(out), "\n") != len(catalogue.Scenes()) || !strings.Contains(string(out), "one-step ") || !strings.Contains(string(out), "One step, one number") {
		t.Errorf("-list: %v, it says\n%s", err, out)
	}
	for _, s := range catalogue.Scenes() {
		if !strings.Contains(string(out), s.Slug+" ") || !strings.Contains(string(out), s.Title+"\n") {
			t.Errorf("-list does not name %s", s.Slug)
		}
	}
	help := exec.Command(program, "-h")
	help.Env = append(os.Environ(), "DISPLAY=")
	if out, err := help.CombinedOutput(); err != nil || !strings.Contains(string(out), "-lesson slug") || !strings.Contains(string(out), "-still") {
		t.Errorf("-h: %v, it says\n%s", err, out)
	}
	licences := exec.Command(program, "-licences")
	licences.Env = append(os.Environ(), "DISPLAY=")
	out, err = licences.Output()
	info, wrong := buildinfo.ReadFile(program)
	if err != nil || wrong != nil || len(info.Deps) == 0 {
		t.Fatalf("-licences: %v; the program's modules: %v", err, wrong)
	}
	for _, d := range info.Deps { // as the linker says itself
		if !strings.Contains(string(out), "\n"+d.Path+" "+d.Version+": ") {
			t.Errorf("-licences: none of %s %s", d.Path, d.Version)
		}
	}
	for _, want := range []string{"\nGo 1.", "\nInter ", "\nDejaVu ", "\nMNIST", "Camilla Löwy"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("-licences: %q is missing", want)
		}
	}
	for _, args := range [][]string{{"-lesson", "two-steps"}, {"one-step"}} {
		cmd := exec.Command(program, args...)
		var said bytes.Buffer
		cmd.Stderr = &said
		err := cmd.Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 || strings.Count(said.String(), "\n") != 1 || !strings.Contains(said.String(), args[len(args)-1]) {
			t.Errorf("%v: %v, want exit code 1 and one line; it says %q", args, err, said.String())
		}
	}
}

// Without a display the program says so in one line and ends with code 1.
func TestNoDisplay(t *testing.T) {
	program := build(t)
	for _, display := range []string{"", ":4711"} {
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), "DISPLAY="+display)
		var said bytes.Buffer
		cmd.Stderr = &said
		err := cmd.Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 {
			t.Errorf("DISPLAY=%q: %v, want exit code 1", display, err)
		}
		if lines := strings.Count(said.String(), "\n"); lines != 1 || !strings.Contains(said.String(), "display") {
			t.Errorf("DISPLAY=%q: it says %q, want one line", display, said.String())
		}
	}
}
