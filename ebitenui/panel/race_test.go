package panel

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// track is a panel around a race, with a true engine that works when it is let.
type track struct {
	*Panel
	t       *testing.T
	paper   demos.Recorder
	session *session.Session
	hear    func([]byte) error
	inbox   []link.Command
	sent    []link.Command
}

// small is a network that needs no time.
const small = `{"layers":"8-10","batch":20,"summaryBatch":20}`

func newTrack(t *testing.T, e Entry) *track {
	k := &track{t: t, session: session.New(), paper: demos.Recorder{Width: 1280, Height: 800}}
	k.Panel = New([]Entry{e}, 0, func(receive func([]byte) error) func(link.Command) {
		k.hear = receive
		return func(c link.Command) { k.inbox, k.sent = append(k.inbox, c), append(k.sent, c) }
	})
	k.work(0)
	return k
}

func lesson8() Entry {
	return Entry{
		Title: "digits", Task: "Read 90 % of the digits.", New: func() demos.Scene { return runs.NewLesson() },
		Lanes: []string{small, `{"method":"sgd","rate":0.05}`, `{"method":"adam"}`},
	}
}

func theLab() Entry {
	return Entry{Title: "lab", New: func() demos.Scene { return runs.New() }, Lanes: []string{small}, Presets: runs.Presets}
}

// work lets the engine do what it was told, at most so many slices of play.
func (k *track) work(slices int) {
	k.t.Helper()
	tell := func(events []link.Event) {
		for _, e := range events {
			text, err := json.Marshal(e)
			if err == nil {
				err = k.hear(text)
			}
			if err != nil {
				k.t.Fatal(err)
			}
		}
	}
	for {
		for len(k.inbox) > 0 {
			c := k.inbox[0]
			k.inbox = k.inbox[1:]
			tell(k.session.Handle(c))
		}
		if !k.session.Busy() || k.Playing() && slices == 0 {
			break
		}
		slices--
		tell(k.session.Slice(func() bool { return true }))
	}
	k.Update(k.pointer, nil)
	k.Draw(&k.paper)
}

func (k *track) press(x, y float64) {
	k.t.Helper()
	for _, down := range []bool{true, false} {
		k.Update(demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true, Down: down}, nil)
		k.Draw(&k.paper)
	}
	k.work(0)
}

// row is the place of a row of the page that is shown.
func (k *track) row(name string) (i int, b demos.Box) {
	k.t.Helper()
	i = slices.IndexFunc(k.list(), func(c client.Control) bool { return c.Name == name })
	if i >= 0 && k.sheet.controls[i].W == 0 { // the wheel rolls it there
		k.sheet.rolled = i
		k.work(0)
	}
	if i < 0 || k.sheet.controls[i].W == 0 {
		k.t.Fatalf("there is no row %s", name)
	}
	return i, k.sheet.controls[i]
}

// click clicks a row at a place from 0 to 1.
func (k *track) click(name string, at float64) {
	k.t.Helper()
	_, b := k.row(name)
	k.press(b.X+at*b.W, b.Y+b.H/2)
}

func (k *track) page(to page) { k.turn(to); k.work(0) }

func (k *track) says(text string) {
	k.t.Helper()
	var all []string
	for _, t := range k.paper.Texts {
		all = append(all, t.Text)
	}
	if !strings.Contains(strings.Join(all, " "), text) {
		k.t.Errorf("nothing says %q", text)
	}
}

func (k *track) want(lanes, chosen int) {
	k.t.Helper()
	if r := k.race(); len(r.Lanes) != lanes || r.Look.Lane != chosen {
		k.t.Errorf("%d lanes, of which %d is chosen; want %d, %d", len(r.Lanes), r.Look.Lane, lanes, chosen)
	}
}

// A lane that is added is the chosen one and a copy of that before; the settings
// are those of the chosen lane; a cross drops its lane.
func TestLanesAreAddedChosenAndDropped(t *testing.T) {
	k := newTrack(t, lesson8())
	k.want(3, 0)
	k.click("lane-2", 0.3)
	k.want(3, 1)
	k.click(addRow, 0.3)
	k.want(4, 3)
	if k.Values()["method"] != "sgd" {
		t.Errorf("the copy of lane 2 has the method %s", k.Values()["method"])
	}
	if slices.ContainsFunc(k.list(), func(c client.Control) bool { return c.Name == addRow }) {
		t.Error("a fifth lane is offered")
	}
	k.page(theControls)
	k.says("of lane 4")
	k.click("period", 0.99)
	k.page(theRace)
	k.click("lane-1", 0.3)
	if k.Values()["method"] != "grouped-newton" || k.Values()["period"] != "10" {
		t.Errorf("lane 1 has %v", k.Values())
	}
	k.click("lane-2", 0.99)
	k.want(3, 0)
	k.Do(Lane3)
	k.work(0)
	k.want(3, 2)
	if k.Values()["period"] != "11" {
		t.Errorf("lane 3, that was the fourth, has the period %s", k.Values()["period"])
	}
	for range 2 {
		k.Do(Drop)
		k.work(0)
	}
	k.want(1, 0)
	k.Do(Drop)
	k.work(0)
	k.want(1, 0)
	k.says("the last lane stays")
}

// A click on the legend of the picture chooses a lane.
func TestTheLegendChoosesALane(t *testing.T) {
	k := newTrack(t, lesson8())
	for _, text := range k.paper.Texts {
		if text.Text == "Adam" && text.Box.X < 500 {
			k.press(text.Box.X+4, text.Box.Y+4)
			k.want(3, 2)
			return
		}
	}
	t.Error("the legend does not name Adam")
}

// Undo takes the chosen lane back, and the engine's refusal is told at its row.
func TestUndoAndRefusals(t *testing.T) {
	k := newTrack(t, lesson8())
	k.Do(Undo)
	k.work(0)
	k.says("no setting was changed")
	k.Do(Step)
	k.Do(Lane2)
	k.work(0)
	k.page(theControls)
	k.click("batch", 0.99)
	k.Do(Undo)
	k.work(0)
	if got := k.Values()["batch"]; got != "20" {
		t.Errorf("the batch is %s after undo, want 20", got)
	}
	_, b := k.row("partition")
	k.press(b.X+9, b.Y+b.H/2)
	for range len("canonical") {
		k.Erase()
	}
	for _, r := range "custom: w1 | nobody" {
		k.Type(r)
	}
	k.Enter()
	k.work(0)
	if k.state().wrong != "partition" || k.Values()["partition"] != "canonical" {
		t.Errorf("the groups are %s, the complaint %q is about %q", k.Values()["partition"], k.state().message, k.state().wrong)
	}
	k.says("groups: ")
}

// What is looked at changes what the engine is asked, and the curves' axis.
func TestLooking(t *testing.T) {
	k := newTrack(t, lesson8())
	k.Do(Step)
	k.work(0)
	k.click("what", 0.98)
	k.click("axis", 0.98)
	if at := k.race().Look; at.What != "origins" || at.Axis != "work" {
		t.Errorf("it looks at %+v", at)
	}
	if alt := k.Alt(); !strings.Contains(alt, "H̄ is the sum of parts") {
		t.Errorf("the picture says: %s", alt)
	}
	k.click(digitRow, 0.98)
	k.click(digitRow, 0.98)
	if at := k.race().Look; at.What != "data" || k.sent[len(k.sent)-1].N != 1 {
		t.Errorf("an answer is not shown: it looks at %+v, sent %+v", at, k.sent[len(k.sent)-1])
	}
	k.says("test image 1")
}

// A rule stops every lane; a number can be typed.
func TestAStopRuleStops(t *testing.T) {
	k := newTrack(t, lesson8())
	i, _ := k.row("stop-steps")
	f := k.sheet.values[i]
	k.press(f.X+f.W/2, f.Y+f.H/2)
	k.Erase()
	k.Type('7')
	k.Enter()
	k.work(0)
	if got := k.list()[i].Value; got != "7" {
		t.Fatalf("the rule is %s", got)
	}
	k.Do(Play)
	k.work(1000)
	if k.Playing() || !strings.Contains(k.Alt(), "step 7,") {
		t.Errorf("playing %v: %s", k.Playing(), k.Alt())
	}
	k.press(f.X+f.W/2, f.Y+f.H/2)
	k.Type('x')
	k.Enter()
	k.work(0)
	k.says("takes a whole number")
}

// A preset opens its lanes and its look, and says what happens.
func TestAPresetOpens(t *testing.T) {
	k := newTrack(t, theLab())
	k.want(1, 0)
	k.page(thePresets)
	k.click("adaptive", 0.5)
	k.want(2, 0)
	if at := k.race().Look; at.What != "promise" || k.Values()["lambda"] != "10000" {
		t.Errorf("it looks at %+v, λ is %s", at, k.Values()["lambda"])
	}
	k.says("ten thousand times too strong")
	k.says("(100 steps)")
	if k.knows(Check) {
		t.Error("the lab has an exercise")
	}
}

// The exercise asks what the scene judges: the race as it stands.
func TestTheRaceIsTheAnswer(t *testing.T) {
	e := lesson8()
	e.Lanes = []string{`{"summaryBatch":100,"period":20}`}
	k := newTrack(t, e)
	k.Do(Check)
	k.work(0)
	k.says("Read 90 % of the digits.")
	k.says("Nothing has run yet")
	k.send(link.Command{Do: "step", N: 190})
	k.work(0)
	k.press(k.sheet.buttons[Check].X+9, k.sheet.buttons[Check].Y+9)
	k.says("Right: lane 1 reads")
}

func (k *track) send(c link.Command) { k.inbox = append(k.inbox, c) }

// In a narrow window a key or the handle draws the column over the scene, which
// the wheel rolls where it is too low.
func TestANarrowWindow(t *testing.T) {
	k := newTrack(t, lesson8())
	k.paper.Width, k.paper.Height = 560, 400
	k.work(0)
	if k.sheet.column.W > 0 {
		t.Fatal("the column is there at first")
	}
	k.press(k.sheet.buttons[Column].X+5, 200)
	k.click("lane-3", 0.4)
	k.want(3, 2)
	if !k.Leave() {
		t.Error("Esc does not close the column")
	}
	k.work(0)
	k.Do(Column)
	k.work(0)
	k.Do(Column)
	k.work(0)
	k.Update(demos.Pointer{Point: demos.Point{X: 200, Y: 200}, Inside: true}, nil)
	top := k.stage().Y
	k.Roll(-1)
	k.work(0)
	if b := k.stage(); b.Y >= top || b.H < leastHighOnPhone {
		t.Errorf("the scene lies at %v", b)
	}
	for range 20 {
		k.Roll(-1)
		k.work(0)
	}
	if b, seen := k.stage(), k.sheet.scene; b.Y+b.H != seen.Y+seen.H {
		t.Errorf("rolled to the end it lies at %v, its window at %v", b, seen)
	}
}
