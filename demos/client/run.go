package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/demos/race"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Run is the client of a race: what a shell knows of it and may ask. Do takes what
// the visitor wants, Commands returns what has to be sent to the engine for it, and
// Hear takes what the engine tells. Use NewRun.
//
// A wish is a link.Command. Besides those of the link there are
//
//	visit   opens what an address says; State is the list of its Pairs
//	preset  opens the preset Name
//	reopen  opens what the last visit or preset opened
//	seed    goes back to step 0 of the next seed
//	again   restarts with the smaller rate of the Notice
//	tick    takes the next step of a slow walk; the shell sends it after Now.Rest
//
// In a "set" State holds the values of controls as text; in a "stop" those of the
// rules that change. A "look" keeps what it leaves empty.
type Run struct {
	State
	controls []demos.Control
	commands []link.Command
	answers  []Answer
	news     []string
}

// State is all that a Run knows, as JSON.
type State struct {
	About
	Now
}

// About is the part of a State that a step does not change.
type About struct {
	Lanes    []Lane           `json:"lanes"`
	Look     Look             `json:"look"`  // as the engine has confirmed it
	Rules    link.Stop        `json:"rules"` // that stop a lane
	Speed    string           `json:"speed"`
	Data     *link.Data       `json:"data"`     // what is learned, without its points
	Images   bool             `json:"images"`   // of which the network can be asked
	Preset   string           `json:"preset"`   // the one that was opened last
	Comment  string           `json:"comment"`  // what happens in it
	Link     Link             `json:"link"`     // what leads back here
	Usual    string           `json:"usual"`    // the further lanes that the page opens by itself, as in a Link
	Answer   string           `json:"answer"`   // what the network made of the image that it was asked about
	Said     string           `json:"said"`     // which lane has stopped, and why
	Straight bool             `json:"straight"` // nothing was changed since the start: the settings and the step say all
	Origin   link.Command     `json:"origin"`   // what "reopen" opens
	Opened   []setting.Config `json:"opened"`   // the lanes of the preset, as it was opened
	Walking  bool             `json:"walking"`  // it plays slowly: a step, a rest, the next
	Waiting  map[int]Wish     `json:"waiting"`  // for an answer of the engine, by the ID of the command
	Latest   int              `json:"latest"`   // of these IDs
}

// Now is the part of a State that every step changes.
type Now struct {
	Playing  bool        `json:"playing"`
	Frame    *link.Frame `json:"frame"`    // the latest of the chosen lane
	Summary  string      `json:"summary"`  // what its last summary found
	Remark   string      `json:"remark"`   // why its step is not what it should be
	Progress string      `json:"progress"` // what is being computed
	Seeking  bool        `json:"seeking"`  // what is looked at is being computed
	At       int         `json:"at"`       // the steps that an address has to say
	Rest     int         `json:"rest"`     // milliseconds until a "tick"; 0: none is needed
	Notice   Notice      `json:"notice"`
}

// Lane is what is known of one run.
type Lane struct {
	Name    string         `json:"name"` // tells it apart from the others
	State   setting.Config `json:"state"`
	Groups  []string       `json:"groups"`
	Frame   *link.Frame    `json:"frame"` // the latest
	Summary string         `json:"summary"`
	Ended   string         `json:"ended"` // why it does not go on; "" while it does
	Undo    int            `json:"undo"`  // changes that can be taken back
}

// Look is what is shown of which lane.
type Look struct {
	Lane int    `json:"lane"`
	What string `json:"what"`
	With string `json:"with"`
	Axis string `json:"axis"`
}

// Wish is what a visitor waits for.
type Wish struct {
	ID   int            `json:"id"` // 0: nobody waits
	Do   string         `json:"do"`
	Next []link.Command `json:"next,omitempty"` // behind the command that is under way
	Goal int            `json:"goal,omitempty"` // the step to which it goes
	N    int            `json:"n,omitempty"`    // in so many steps
	Open *link.Command  `json:"open,omitempty"` // will be the Origin

	Preset string `json:"preset,omitempty"` // that it opens
	Usual  bool   `json:"usual,omitempty"`  // it opens the lanes that the page opens by itself
}

// Answer ends a wish.
type Answer struct {
	ID      int         `json:"id"`
	Message string      `json:"message,omitempty"` // why it was refused; "" when it is done
	Words   string      `json:"words,omitempty"`   // the same as a sentence
	Field   string      `json:"field,omitempty"`   // the control that is wrong, if it is one
	Shown   bool        `json:"shown,omitempty"`   // the Notice says it
	Event   *link.Event `json:"event,omitempty"`   // of a load or save
}

// The wishes that are no commands of the link.
const (
	Visit  = "visit"
	Preset = "preset"
	Reopen = "reopen"
	Reseed = "seed"
	Again  = "again"
	Tick   = "tick"

	walk = "walk" // the client's own, for a step of a slow walk
)

// Wishes are their names.
var Wishes = []string{Visit, Preset, Reopen, Reseed, Again, Tick}

var (
	// rests follow a step at each speed, in milliseconds.
	rests = map[string]int{"fast": 0, "slow": 100, "slower": 500}
	// placed are the wishes whose refusal is shown where they were made, and so in no Notice.
	placed = []string{Visit, link.DoLook, link.DoStop, link.DoAsk, link.DoLoad, link.DoRestore}
	// costly are the panels that take a while to compute.
	costly = []string{"origins", "spectrum", "compare"}
)

// RunControls are the controls of a page of runs.
func RunControls() []demos.Control { return append(race.Controls(), Speed) }

// NewRun returns a client before its first visit. controls are those of its page.
func NewRun(controls []demos.Control) *Run {
	r := &Run{controls: controls}
	r.Speed, r.Usual, r.Waiting = "fast", "[]", map[int]Wish{}
	r.Look = Look{What: link.Panels[0], With: "trivial", Axis: link.Axes[0]}
	return r
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

// Do takes a wish. c.ID is told again with its Answer.
func (r *Run) Do(c link.Command) {
	if err := r.begin(Wish{ID: c.ID, Do: c.Do}, c); err != nil {
		r.Refuse(c, err)
	}
}

// Commands returns what has to be sent to the engine since the last call.
func (r *Run) Commands() []link.Command {
	all := r.commands
	r.commands = nil
	return all
}

// Answers returns what has come to its end since the last call.
func (r *Run) Answers() []Answer {
	all := r.answers
	r.answers = nil
	return all
}

// Refuse answers a wish that cannot be read or done.
func (r *Run) Refuse(c link.Command, err error) {
	a := Answer{ID: c.ID, Message: strings.TrimPrefix(err.Error(), "link: ")}
	if wrong, ok := errors.AsType[*demos.ValueError](err); ok {
		a.Field, a.Message = wrong.Name, wrong.Message
	}
	r.answer(a)
}

func (r *Run) answer(a Answer) {
	if a.ID > 0 {
		a.Words = Sentence(a.Message)
		r.answers = append(r.answers, a)
	}
}

// tell notes what has changed: state (of the chosen lane), lanes, look, rules,
// preset, data, answer, said, seeking, playing, notice, waiting, frame.
func (r *Run) tell(what ...string) {
	for _, w := range what {
		if !slices.Contains(r.news, w) {
			r.news = append(r.news, w)
		}
	}
}

// begin does what a command of a wish asks.
func (r *Run) begin(w Wish, c link.Command) error {
	switch c.Do {
	case Visit:
		return r.visit(w, c)
	case Preset:
		return r.preset(w, c)
	case Reopen:
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
		r.hurry(values["speed"])
		if c.State = typed(r.controls, values); c.State == nil {
			r.next(w)
			return nil
		}
	case link.DoStop:
		of, rules := race.StopControls(), r.Rules
		values, err := read(of, c.State)
		if err == nil {
			err = json.Unmarshal(bytes.ReplaceAll(typed(of, values), []byte(`"stop-`), []byte(`"`)), &rules)
		}
		if err != nil {
			return err
		}
		c.State, c.Stop = nil, &rules
	case link.DoLook:
		fill(&c.What, r.Look.What)
		fill(&c.With, r.Look.With)
		fill(&c.Axis, r.Look.Axis)
	case link.DoAsk:
		if r.Look.What != "data" {
			w.Next = []link.Command{{Do: link.DoLook, Lane: c.Lane, What: "data"}}
		}
	case link.DoAdd:
		w.Next = []link.Command{{Do: link.DoLook}} // at the new one
	case link.DoPlay:
		if r.Playing {
			r.next(w)
			return nil
		}
		if r.Walking = rests[r.Speed] > 0; r.Walking {
			r.play(true)
			r.walk()
			r.next(w)
			return nil
		}
	case link.DoStep:
		if r.Playing {
			r.halt()
			r.ask(Wish{}, link.Command{Do: link.DoPause})
		}
		w.N = max(c.N, 1)
		w.Goal = r.step() + w.N
	case link.DoOpen:
		r.halt()
		if w.Open == nil {
			w.Open = &c
		}
		if r.Origin.Do == "" {
			r.Origin = *w.Open
		}
	case Reseed:
		r.halt()
		c = link.Command{Do: link.DoReset, Seed: r.seed()}
	case link.DoPause, link.DoReset, link.DoRestore:
		r.halt()
	}
	r.ask(w, c)
	return nil
}

func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// ask sends a command to the engine.
func (r *Run) ask(w Wish, c link.Command) {
	r.Latest++
	c.ID = r.Latest
	r.Waiting[c.ID] = w
	r.commands = append(r.commands, c)
	r.tell("waiting")
}

// next goes on with a wish whose command is done.
func (r *Run) next(w Wish) {
	if len(w.Next) == 0 {
		r.answer(Answer{ID: w.ID})
		return
	}
	c := w.Next[0]
	w.Next = w.Next[1:]
	if err := r.begin(w, c); err != nil {
		r.Refuse(link.Command{ID: w.ID}, err)
	}
}

// visit opens what an address says.
func (r *Run) visit(w Wish, c link.Command) error {
	v, err := r.readVisit(c.State)
	if err != nil {
		return err
	}
	if r.Speed = "fast"; v.speed != "" {
		r.Speed = v.speed
	}
	r.tell("state")
	if v.at > 0 {
		w.Next = []link.Command{{Do: link.DoStep, N: v.at}}
	}
	w.Open = &link.Command{Do: Visit, State: c.State, Lanes: c.Lanes}
	if v.preset != "" {
		return r.preset(w, link.Command{Name: v.preset})
	}
	w.Usual = v.lanes == nil
	if w.Usual {
		v.lanes = c.Lanes
	}
	return r.begin(w, link.Command{Do: link.DoOpen, State: v.state, Lanes: v.lanes})
}

// preset opens one.
func (r *Run) preset(w Wish, c link.Command) error {
	i := slices.IndexFunc(race.Presets, func(p race.Preset) bool { return p.Slug == c.Name })
	if i < 0 {
		return fmt.Errorf("there is no preset %s", clip(c.Name))
	}
	p := &race.Presets[i]
	if w.Open == nil {
		w.Open = &link.Command{Do: Preset, Name: c.Name}
	}
	w.Preset = c.Name
	w.Next = append([]link.Command{{Do: link.DoLook, What: p.What, Axis: p.Axis}}, w.Next...)
	return r.begin(w, Opening(p.Lanes))
}

// read returns the values that controls read from a JSON object of texts.
func read(controls []demos.Control, text json.RawMessage) (demos.Values, error) {
	var values demos.Values
	if err := json.Unmarshal(text, &values); err != nil {
		return nil, err
	}
	return demos.Read(controls, values)
}

// hurry takes another speed; "" is none.
func (r *Run) hurry(speed string) {
	if speed == "" || speed == r.Speed {
		return
	}
	r.Speed = speed
	r.tell("state")
	if r.Playing {
		r.halt()
		r.ask(Wish{Do: link.DoPause, Next: []link.Command{{Do: link.DoPlay}}}, link.Command{Do: link.DoPause})
	}
}

// walk takes a step of a slow walk.
func (r *Run) walk() {
	r.Rest = 0
	r.ask(Wish{Do: walk}, link.Command{Do: link.DoStep, N: 1})
}

// halt ends a slow walk.
func (r *Run) halt() {
	if r.Walking {
		r.Walking, r.Rest = false, 0
		r.play(false)
	}
}

func (r *Run) play(on bool) {
	if r.Playing != on {
		r.Playing = on
		r.tell("playing")
	}
}

// chosen is the lane that is looked at; nil before there is one.
func (r *Run) chosen() *Lane {
	if r.Look.Lane < len(r.Lanes) {
		return &r.Lanes[r.Look.Lane]
	}
	return nil
}

// seed is the one behind that of the race; the first behind the last.
func (r *Run) seed() uint64 {
	seed := uint64(1)
	if len(r.Lanes) > 0 {
		seed += r.Lanes[0].State.Seed
	}
	for _, c := range r.controls {
		if c.Name == "seed" && float64(seed) > c.Max {
			seed = uint64(c.Min)
		}
	}
	return seed
}

// step is the one at which the chosen lane stands.
func (r *Run) step() int {
	if l := r.chosen(); l != nil && l.Frame != nil {
		return l.Frame.Step
	}
	return 0
}

// Hear takes an event of the engine.
func (r *Run) Hear(e *link.Event) {
	if e.Is != link.IsFrames && (e.Lane < 0 || e.Lane > min(len(r.Lanes), link.MaxLanes-1)) {
		return
	}
	switch e.Is {
	case link.IsOpened, link.IsUndone, link.IsDone:
		if e.Stop != nil {
			r.Rules = *e.Stop
			r.tell("rules")
		}
		if e.State != nil {
			r.take(e)
		}
	case link.IsFrames:
		for i := range e.Frames {
			r.see(&e.Frames[i])
		}
	case link.IsDropped:
		if e.Lane < len(r.Lanes) && len(r.Lanes) > 1 {
			r.Lanes = slices.Delete(r.Lanes, e.Lane, e.Lane+1)
			if r.Look.Lane > e.Lane || r.Look.Lane == len(r.Lanes) {
				r.Look.Lane--
			}
			r.Straight = false
			r.tell("state", "look", "frame")
			r.name()
		}
	case link.IsStopped:
		if e.Lane < len(r.Lanes) {
			r.Lanes[e.Lane].Ended = e.Message
			r.Said = fmt.Sprintf("Lane %d stopped: %s.", e.Lane+1, e.Message)
			r.tell("lanes", "said")
			if e.Lane == r.Look.Lane {
				r.note(e.Message, !e.Failed)
			}
		}
	case link.IsLooking:
		if e.Lane != r.Look.Lane {
			r.tell("lanes", "state", "frame")
		}
		r.Look = Look{e.Lane, e.What, e.With, e.Axis}
		r.Seeking = slices.Contains(costly, e.What)
		r.tell("look")
	case link.IsSeen:
		r.found()
	case link.IsAnswer:
		if a := e.Answer; a != nil && a.Guess >= 0 && a.Guess < len(a.Prob) {
			what := "Your drawing"
			if a.Index >= 0 {
				what = fmt.Sprintf("Test image %d, a %d,", a.Index, a.Label)
			}
			r.Answer = fmt.Sprintf("%s is read as a %d, with probability %s.", what, a.Guess, plot.Format(a.Prob[a.Guess]))
			r.tell("answer")
		}
	case link.IsPlaying:
		r.play(e.Playing || r.Walking)
	case link.IsError:
		r.found()
		if e.Field == "" && !slices.Contains(placed, r.Waiting[e.ID].Do) {
			r.note(e.Message, false)
		}
	case link.IsReady, link.IsLoaded, link.IsSaved, link.IsResuming, link.IsResumed:
	default:
		panic(fmt.Sprintf("client: no event is called %q", e.Is))
	}
	r.settle(e)
}

// found ends the computing of what is looked at.
func (r *Run) found() {
	if r.Seeking {
		r.Seeking = false
		r.tell("seeking")
	}
}

// take keeps the settings of a lane.
func (r *Run) take(e *link.Event) {
	w := r.Waiting[e.ID]
	switch {
	case e.Is == link.IsOpened && w.Do != link.DoAdd:
		r.Straight = r.Straight || e.Lane == 0
	case slices.ContainsFunc(r.Lanes, func(l Lane) bool { return l.Frame != nil && l.Frame.Step > 0 }):
		r.Straight = false
	}
	if e.Lane == len(r.Lanes) {
		r.Lanes = append(r.Lanes, Lane{})
	}
	if e.Is == link.IsOpened && e.Lanes > 0 && len(r.Lanes) > e.Lanes {
		r.Lanes = r.Lanes[:e.Lanes]
	}
	r.Look.Lane = min(r.Look.Lane, len(r.Lanes)-1)
	l := &r.Lanes[e.Lane]
	l.State, l.Groups, l.Undo, l.Ended = *e.State, e.Groups, e.Changes, ""
	if e.Is != link.IsDone {
		l.Frame, l.Summary = nil, ""
		r.note("", false)
	}
	if e.Is == link.IsOpened {
		r.Images = e.Digits != nil && e.Data != nil && e.Data.Classes > 0
		if e.Data != nil {
			data := *e.Data
			data.Points = nil
			r.Data = &data
		}
		r.tell("data")
	}
	if e.Lane == r.Look.Lane {
		r.tell("state")
	}
	r.name()
}

// see keeps a frame.
func (r *Run) see(f *link.Frame) {
	if f.Lane < 0 || f.Lane >= len(r.Lanes) {
		return
	}
	l := &r.Lanes[f.Lane]
	last := -1
	if l.Frame != nil {
		last = l.Frame.Step
	}
	if f.Step > last+1 { // a saved race begins in the middle
		r.Straight = false
	}
	l.Frame = f
	if f.Fresh {
		l.Summary = summary(f)
	}
	if f.Lane == r.Look.Lane {
		r.note("", false) // whatever went wrong, it goes on
		r.tell("frame")
	}
}

// settle goes on with the wish that an event answers.
func (r *Run) settle(e *link.Event) {
	w, waits := r.Waiting[e.ID]
	if !waits || e.Is == link.IsOpened && e.Lane+1 < e.Lanes { // the other lanes follow
		return
	}
	delete(r.Waiting, e.ID)
	r.tell("waiting")
	failed := e.Is == link.IsError
	visited := w.Open == nil && (w.Do == Visit || w.Do == Preset) // and what comes then may end early
	switch {
	case w.Do == walk:
		switch {
		case failed || e.Message != "":
			r.halt()
		case r.Walking:
			r.Rest = rests[r.Speed]
		}
		return
	case failed && !visited:
		r.answer(Answer{ID: w.ID, Message: e.Message, Field: e.Field, Shown: e.Field == "" && !slices.Contains(placed, w.Do)})
		return
	case w.Do == link.DoStep && e.Message != "": // cut short
		r.answer(Answer{ID: w.ID, Message: e.Message, Shown: true})
		return
	case w.Do == link.DoStep && r.chosen().Ended != "": // the other lanes went on
		r.answer(Answer{ID: w.ID, Message: r.chosen().Ended, Shown: true})
		return
	case w.Do == link.DoLoad || w.Do == link.DoSave:
		r.answer(Answer{ID: w.ID, Event: e})
		return
	case w.Do == link.DoAdd && e.Is == link.IsOpened:
		w.Next[0].Lane = e.Lane
	case w.Open != nil:
		r.open(&w)
		w.Open = nil
	}
	r.next(w)
}

// open notes what was opened.
func (r *Run) open(w *Wish) {
	r.Origin, r.Preset, r.Comment, r.Opened = *w.Open, w.Preset, "", r.configs()
	for _, p := range race.Presets {
		if p.Slug == r.Preset {
			r.Comment = fmt.Sprintf("%s (%d steps)", p.Comment, p.Steps)
		}
	}
	if w.Usual {
		r.Usual = rivals(r.Lanes)
	}
	r.tell("preset")
}

// name tells the lanes apart.
func (r *Run) name() {
	for i, name := range race.Names(r.configs()) {
		r.Lanes[i].Name = name
	}
	r.tell("lanes")
}

func (r *Run) configs() (all []setting.Config) {
	for i := range r.Lanes {
		all = append(all, r.Lanes[i].State)
	}
	return all
}

// refresh writes what follows from the rest.
func (r *Run) refresh() {
	r.Frame, r.Summary, r.Remark = nil, "", ""
	if l := r.chosen(); l != nil {
		r.Frame, r.Summary, r.Remark = l.Frame, l.Summary, remark(l)
	}
	r.Progress = ""
	if r.Playing {
		r.Progress = fmt.Sprintf("Taking step %d", r.step()+1)
	}
	for _, w := range r.Waiting {
		switch {
		case w.N == 1:
			r.Progress = fmt.Sprintf("Taking step %d", w.Goal)
		case w.N > 1:
			r.Progress = fmt.Sprintf("Step %s of %s", thousands(r.step()), thousands(w.Goal))
		}
	}
	r.Link, r.At = r.link(), 0
	if r.Straight {
		r.At = min(r.step(), MostLinked)
	}
}

// thousands writes a whole number with commas.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Snapshot returns the State as JSON, with answers and news, which are the names of
// what has changed; without About if that has not; nil when there is nothing to say.
func (r *Run) Snapshot() ([]byte, error) {
	if len(r.news)+len(r.answers) == 0 {
		return nil, nil
	}
	r.refresh()
	told := struct {
		*About
		Now
		News    []string `json:"news"`
		Answers []Answer `json:"answers"`
	}{Now: r.Now, News: r.news, Answers: r.Answers()}
	if !slices.Equal(r.news, []string{"frame"}) {
		told.About = &r.About
	}
	r.news = nil
	return json.Marshal(told)
}

// Restore takes a State as JSON, of a client before this one. calm leaves a slow
// walk and all that was waited for.
func (r *Run) Restore(text []byte, calm bool) error {
	if err := json.Unmarshal(text, &r.State); err != nil {
		return fmt.Errorf("client: %w", err)
	}
	if calm {
		r.halt()
		r.Waiting = map[int]Wish{}
		r.tell("waiting")
	}
	return nil
}
