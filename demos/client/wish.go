package client

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// The wishes that are no commands of the link.
const (
	Visit  = "visit"  // open what an address says: State is the list of its Pairs, Lanes those that the page opens by itself
	Preset = "preset" // open the preset Name
	Reopen = "reopen" // open what was opened last
	Reseed = "seed"   // go back to step 0 of the next seed
	Again  = "again"  // restart with the smaller rate of the Notice
	Tick   = "tick"   // take the next step of a slow walk
	Enter  = "enter"  // go to the state Name of the story; with N, only to its picture

	walk  = "walk"  // the client's own: a step of a slow walk
	train = "train" // and a walk to the step N
)

// Wishes are their names.
var Wishes = []string{Visit, Preset, Reopen, Reseed, Again, Tick, Enter}

// Wish is a request of the visitor that is not answered yet.
type Wish struct {
	ID     int            `json:"id"` // 0: no answer is wanted
	Do     string         `json:"do"`
	Next   []link.Command `json:"next,omitempty"`   // behind the command that is under way
	Goal   int            `json:"goal,omitempty"`   // the step to which it goes,
	N      int            `json:"n,omitempty"`      // in so many steps
	Open   *link.Command  `json:"open,omitempty"`   // what "reopen" opens once it is open,
	Preset string         `json:"preset,omitempty"` // the preset that it is,
	Usual  bool           `json:"usual,omitempty"`  // or with the lanes that the page opens by itself
}

// Answer ends a wish.
type Answer struct {
	ID      int         `json:"id"`
	Message string      `json:"message,omitempty"` // why it was refused; "" when it is done
	Words   string      `json:"words,omitempty"`   // the same as a sentence
	Field   string      `json:"field,omitempty"`   // the control that is wrong, if it is one
	Shown   bool        `json:"shown,omitempty"`   // the Notice shows it
	Event   *link.Event `json:"event,omitempty"`   // of a load or save
}

var (
	// rests are the pauses after a step at each speed, in milliseconds.
	rests = map[string]int{"fast": 0, "slow": 100, "slower": 500}
	// placed are the wishes whose refusal is shown where they were made, and so in no Notice.
	placed = []string{Visit, link.DoLook, link.DoStop, link.DoAsk, link.DoLoad, link.DoRestore}
)

// Do takes a wish, which is a link.Command; the Answer repeats its ID. In a
// "set" State holds the values of controls as text, in a "stop" those of the rules that
// change; a "look" keeps what it leaves empty.
func (r *Run) Do(c link.Command) { r.start(Wish{ID: c.ID, Do: c.Do}, c) }

func (r *Run) start(w Wish, c link.Command) {
	if err := r.begin(w, c); err != nil {
		r.Refuse(w.ID, err)
	}
}

// Refuse answers a wish that cannot be read or done.
func (r *Run) Refuse(id int, err error) {
	field, words := Refusal(err)
	r.answer(Answer{ID: id, Message: words, Words: Sentence(words), Field: field})
}

func (r *Run) answer(a Answer) {
	if a.Words == "" && a.Message != "" {
		a.Words = a.Message + "." // it may begin with the name of a file
	}
	if a.ID > 0 {
		r.answers = append(r.answers, a)
	}
}

// begin does what a command of a wish asks.
func (r *Run) begin(w Wish, c link.Command) error {
	switch c.Do {
	case Visit:
		return r.visit(w, c)
	case Preset:
		return r.preset(w, c)
	case Enter:
		return r.enter(w, c)
	case train:
		r.trainTo(c.N)
		r.next(w)
		return nil
	case Reopen:
		if at := runs.StateOf(r.Scene); r.Scene != "" && !r.Stands {
			w.Next = []link.Command{{Do: train, N: at.Steps}}
		}
		return r.begin(w, r.Origin)
	case Again:
		if r.Notice.Rate == 0 {
			return errors.New("nothing is to be restarted")
		}
		c = link.Command{Do: link.DoSet, Lane: r.Look.Lane, State: fmt.Appendf(nil, `{"rate":%g}`, r.Notice.Rate)}
		w.Next = []link.Command{{Do: link.DoReset}, {Do: link.DoPlay}}
	case Tick:
		if r.Rest > 0 {
			r.walk()
		}
		r.next(w)
		return nil
	case link.DoSet:
		values, err := read(r.controls, c.State)
		if err != nil {
			return err
		}
		if r.Until > 0 { // the visitor's hand ends what the story trains
			r.halt()
		}
		r.hurry(values[Speed.Name])
		if c.State = typed(r.controls, values); c.State == nil {
			r.next(w)
			return nil
		}
	case link.DoStop:
		of, rules := runs.StopControls(), r.Rules
		values, err := read(of, c.State)
		if err == nil {
			err = json.Unmarshal(bytes.ReplaceAll(typed(of, values), []byte(`"stop-`), []byte(`"`)), &rules)
		}
		if err != nil {
			return err
		}
		c.State, c.Stop = nil, &rules
	case link.DoLook:
		c.What, c.With, c.Axis = cmp.Or(c.What, r.Look.What), cmp.Or(c.With, r.Look.With), cmp.Or(c.Axis, r.Look.Axis)
	case link.DoAsk:
		if r.Look.What != "data" && (r.Look.What != "race" || r.Scene == "") {
			w.Next = []link.Command{{Do: link.DoLook, Lane: c.Lane, What: "data"}}
		}
	case link.DoAdd:
		w.Next = []link.Command{{Do: link.DoLook}} // at the new one
	case link.DoPlay:
		r.Own, r.Until = true, 0
		if r.Walking = r.Walking || !r.Playing && rests[r.Speed] > 0; r.Walking {
			if !r.Playing {
				r.play(true)
				r.walk()
			}
			r.next(w)
			return nil
		}
	case link.DoStep:
		if r.Playing && !r.pausing() {
			r.halt()
			r.ask(Wish{Do: link.DoPause}, link.Command{Do: link.DoPause})
		}
		r.Own, r.Until = true, 0
		w.N = max(c.N, 1)
		w.Goal = r.step() + w.N
	case link.DoOpen:
		r.halt()
		r.Own = false
		w.Open = cmp.Or(w.Open, &c)
		if r.Origin.Do == "" {
			r.Origin = *w.Open
		}
	case Reseed:
		r.halt()
		c = link.Command{Do: link.DoReset, Seed: 1}
		if len(r.Lanes) > 0 {
			c.Seed += r.Lanes[0].State.Seed % uint64(setting.Of("seed").Control.Max)
		}
	case link.DoReset:
		r.halt()
		r.Own = false
	case link.DoPause:
		r.halt()
	case link.DoRestore:
		r.halt()
		r.Own = true
	}
	r.ask(w, c)
	return nil
}

// pausing reports whether the engine was told to pause and has not answered. To tell
// it again would cut the steps short that were asked for meanwhile.
func (r *Run) pausing() bool {
	latest, asked := 0, ""
	for id, w := range r.Waiting {
		if id > latest && (w.Do == link.DoPlay || w.Do == link.DoPause) {
			latest, asked = id, w.Do
		}
	}
	return asked == link.DoPause
}

// ask sends a command to the engine.
func (r *Run) ask(w Wish, c link.Command) {
	r.Latest++
	c.ID = r.Latest
	r.Waiting[c.ID] = w
	r.commands = append(r.commands, c)
	r.changed("waiting")
}

// next goes on with a wish whose command is done.
func (r *Run) next(w Wish) {
	if len(w.Next) == 0 {
		r.answer(Answer{ID: w.ID})
		return
	}
	c := w.Next[0]
	w.Next = w.Next[1:]
	r.start(w, c)
}

// visit opens an address: the settings of the first lane, how the others differ (JSON),
// the number of steps, or a preset.
func (r *Run) visit(w Wish, c link.Command) error {
	pairs := []Pair{}
	if len(c.State) > 0 {
		if err := json.Unmarshal(c.State, &pairs); err != nil {
			return err
		}
	}
	values, err := ReadAddress(r.controls, pairs)
	if err != nil {
		return err
	}
	open, slug := link.Command{Do: link.DoOpen, State: typed(r.controls, values), Lanes: c.Lanes}, ""
	w.Open, w.Usual = &link.Command{Do: Visit, State: c.State, Lanes: c.Lanes}, true
	for _, p := range pairs {
		switch p[0] {
		case "preset":
			slug = p[1]
		case "at":
			n, err := strconv.Atoi(p[1])
			if err != nil || n < 0 || n > MostLinked {
				return fmt.Errorf("“at” is a number of steps up to %d", MostLinked)
			}
			if n > 0 {
				w.Next = []link.Command{{Do: link.DoStep, N: n}}
			}
		case "lanes":
			var lanes []map[string]any
			if json.Unmarshal([]byte(p[1]), &lanes) != nil || json.Unmarshal([]byte(p[1]), &open.Lanes) != nil || len(lanes) >= link.MaxLanes {
				return errors.New("its lanes are not up to three lists of settings")
			}
			w.Usual = false
		}
	}
	r.Speed = cmp.Or(values[Speed.Name], Speed.Default)
	r.changed("state")
	if slug != "" {
		w.Usual = false
		return r.preset(w, link.Command{Name: slug})
	}
	return r.begin(w, open)
}

// preset opens one.
func (r *Run) preset(w Wish, c link.Command) error {
	i := slices.IndexFunc(runs.Presets, func(p runs.Preset) bool { return p.Slug == c.Name })
	if i < 0 {
		return fmt.Errorf("there is no preset %s", clip(c.Name))
	}
	p := &runs.Presets[i]
	w.Preset, w.Open = p.Slug, cmp.Or(w.Open, &link.Command{Do: Preset, Name: p.Slug})
	w.Next = append([]link.Command{{Do: link.DoLook, What: p.What, Axis: p.Axis}}, w.Next...)
	return r.begin(w, Opening(p.Lanes))
}

// Opening is the wish for lanes: the first by its settings as JSON, the others by
// what differs.
func Opening(lanes []string) link.Command {
	c := link.Command{Do: link.DoOpen}
	for i, text := range lanes {
		if i == 0 {
			c.State = json.RawMessage(text)
		} else {
			c.Lanes = append(c.Lanes, json.RawMessage(text))
		}
	}
	return c
}

// hurry changes the speed; "" leaves it.
func (r *Run) hurry(speed string) {
	if speed == "" || speed == r.Speed {
		return
	}
	r.Speed = speed
	r.changed("state")
	if r.Playing {
		r.halt()
		r.ask(Wish{Next: []link.Command{{Do: link.DoPlay}}}, link.Command{Do: link.DoPause})
	}
}

// walk takes a step of a slow walk.
func (r *Run) walk() {
	r.Rest = 0
	r.ask(Wish{Do: walk}, link.Command{Do: link.DoStep, N: r.stride()})
}

// halt ends a slow walk.
func (r *Run) halt() {
	if r.Walking {
		r.Walking, r.Rest, r.Until = false, 0, 0
		r.play(false)
	}
}

func (r *Run) play(on bool) {
	if r.Playing != on {
		r.Playing = on
		r.changed("playing")
	}
}

// settle goes on with the wish that an event answers.
func (r *Run) settle(e *link.Event) {
	w, waits := r.Waiting[e.ID]
	if !waits || e.Is == link.IsOpened && e.Lane+1 < e.Lanes { // the other lanes follow
		return
	}
	delete(r.Waiting, e.ID)
	r.changed("waiting")
	failed := e.Is == link.IsError
	visited := w.Open == nil && (w.Do == Visit || w.Do == Preset) // and what comes then may end early
	a := Answer{ID: w.ID, Message: e.Message, Field: e.Field, Shown: e.Field == "" && !slices.Contains(placed, w.Do)}
	if w.Do == link.DoStep && !failed {
		a.Message = cmp.Or(a.Message, r.chosen().Ended) // cut short, or the other lanes went on
	}
	switch {
	case w.Do == walk && (failed || e.Message != ""):
		r.halt()
	case w.Do == walk && r.Until > 0 && r.step() >= r.Until:
		r.halt()
	case w.Do == walk && r.Walking:
		r.Rest = rests[r.Speed]
		if r.Until > 0 {
			r.Rest = max(r.Rest, storyRest(r.step()))
		}
	case w.Do == walk: // paused meanwhile
	case failed && !visited, w.Do == link.DoStep && a.Message != "":
		r.answer(a)
	case w.Do == link.DoLoad || w.Do == link.DoSave:
		r.answer(Answer{ID: w.ID, Event: e})
	default:
		if w.Do == link.DoAdd && e.Is == link.IsOpened {
			w.Next[0].Lane = e.Lane
		}
		if w.Open != nil {
			r.opened(&w)
			w.Open = nil
		}
		r.next(w)
	}
}

// opened notes what was opened.
func (r *Run) opened(w *Wish) {
	r.Origin, r.Preset, r.Comment, r.Opened = *w.Open, w.Preset, "", r.configs()
	for _, p := range runs.Presets {
		if p.Slug == r.Preset {
			r.Comment = fmt.Sprintf("%s (%d steps)", p.Comment, p.Steps)
		}
	}
	if w.Usual {
		r.Usual = rivals(r.Lanes)
	}
	r.changed("preset")
}
