package client

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Run is the client of a race. Do takes a wish of the visitor, Commands returns what
// has to be sent to the engine for it, and Receive takes the engine's events. Use
// NewRun.
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
	Lanes    []Lane            `json:"lanes"`
	Signs    map[string]string `json:"signs"` // the groups as the picture writes them, by their names
	Look     Look              `json:"look"`  // as the engine has confirmed it
	Rules    link.Stop         `json:"rules"` // that stop a lane
	Speed    string            `json:"speed"`
	Data     *link.Data        `json:"data"`     // what is learned
	Images   bool              `json:"images"`   // of which the network can be asked
	Preset   string            `json:"preset"`   // the one that was opened last
	Comment  string            `json:"comment"`  // what happens in it
	Link     Link              `json:"link"`     // what leads back here
	Usual    string            `json:"usual"`    // the further lanes that the page opens by itself, as in a Link
	Answer   string            `json:"answer"`   // how the network classifies the image that it was asked about
	Said     string            `json:"said"`     // which lane has stopped, and why
	Straight bool              `json:"straight"` // nothing was changed since the start: the settings and the step say all
	Scene    string            `json:"scene"`    // the slug of the state of the story; "" without a story
	Stands   bool              `json:"stands"`   // the state was not entered: the values of the address stand there
	Own      bool              `json:"own"`      // the visitor has trained since the start, not the story alone
	Origin   link.Command      `json:"origin"`   // what "reopen" opens
	Opened   []setting.Config  `json:"opened"`   // the lanes as they were opened
	Walking  bool              `json:"walking"`  // it plays slowly: a step, a pause, the next
	Waiting  map[int]Wish      `json:"waiting"`  // for an answer of the engine, by the ID of the command
	Latest   int               `json:"latest"`   // of these IDs
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
	Until    int         `json:"until"`    // the step at which the walk of a story ends; 0: it is the visitor's
	Notice   Notice      `json:"notice"`
}

// Lane is one run.
type Lane struct {
	Name    string         `json:"name"` // differs from the others'
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

// costly are the panels that take a while to compute.
var costly = []string{"origins", "spectrum", "compare"}

// RunControls are the controls of a page of runs.
func RunControls() []demos.Control { return append(runs.Controls(), Speed) }

// NewRun returns a client with nothing open. controls are those of its page.
func NewRun(controls []demos.Control) *Run {
	r := &Run{controls: controls}
	r.Lanes, r.Speed, r.Usual, r.Waiting = []Lane{}, Speed.Default, "[]", map[int]Wish{} // a page reads lists, not null
	r.Signs = map[string]string{}
	r.Look = Look{What: link.Panels[0], With: "trivial", Axis: link.Axes[0]}
	return r
}

// Commands returns what has to be sent to the engine since the last call.
func (r *Run) Commands() []link.Command { return taken(&r.commands) }

// Answers returns what has come to its end since the last call.
func (r *Run) Answers() []Answer { return taken(&r.answers) }

func taken[T any](list *[]T) []T {
	all := *list
	*list = nil
	return all
}

// changed records what has changed: state (of the chosen lane), lanes, look, rules, preset,
// data, answer, said, seeking, playing, notice, waiting, frame, scene.
func (r *Run) changed(what ...string) {
	for _, w := range what {
		if !slices.Contains(r.news, w) {
			r.news = append(r.news, w)
		}
	}
}

// chosen is the lane that is looked at; an empty one before there is any.
func (r *Run) chosen() *Lane {
	if r.Look.Lane < len(r.Lanes) {
		return &r.Lanes[r.Look.Lane]
	}
	return &Lane{}
}

// step is the step of a lane; −1 before it is known.
func (l *Lane) step() int {
	if l.Frame == nil {
		return -1
	}
	return l.Frame.Step
}

func (r *Run) step() int { return max(r.chosen().step(), 0) }

func (r *Run) configs() (all []setting.Config) {
	for i := range r.Lanes {
		all = append(all, r.Lanes[i].State)
	}
	return all
}

// Receive takes an event of the engine.
func (r *Run) Receive(e *link.Event) {
	if e.Is != link.IsFrames && (e.Lane < 0 || e.Lane > min(len(r.Lanes), link.MaxLanes-1)) {
		return
	}
	switch e.Is {
	case link.IsOpened, link.IsUndone, link.IsDone:
		if e.Stop != nil {
			r.Rules = *e.Stop
			r.changed("rules")
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
			r.changed("state", "look", "frame")
			r.name()
		}
	case link.IsStopped:
		if e.Lane < len(r.Lanes) {
			r.Lanes[e.Lane].Ended = e.Message
			r.Said = fmt.Sprintf("Lane %d stopped: %s.", e.Lane+1, e.Message)
			r.changed("lanes", "said")
			if e.Lane == r.Look.Lane {
				r.note(e.Message, !e.Failed)
			}
		}
	case link.IsLooking:
		if e.Lane != r.Look.Lane {
			r.changed("lanes", "state", "frame")
		}
		r.Look, r.Seeking = Look{e.Lane, e.What, e.With, e.Axis}, slices.Contains(costly, e.What)
		r.changed("look", "seeking")
	case link.IsSeen, link.IsError:
		r.Seeking = false
		r.changed("seeking")
		if e.Is == link.IsError && e.Field == "" && !slices.Contains(placed, r.Waiting[e.ID].Do) {
			r.note(e.Message, false)
		}
	case link.IsAnswer:
		if a := e.Answer; a != nil && a.Guess >= 0 && a.Guess < len(a.Prob) {
			what := "Your drawing"
			if a.Index >= 0 {
				what = fmt.Sprintf("Test image %d, a %d,", a.Index, a.Label)
			}
			r.Answer = fmt.Sprintf("%s is read as a %d, with probability %s.", what, a.Guess, plot.Format(a.Prob[a.Guess]))
			r.changed("answer")
		}
	case link.IsPlaying:
		r.play(e.Playing || r.Walking)
	case link.IsReady, link.IsLoaded, link.IsSaved, link.IsResuming, link.IsResumed:
	default:
		panic(fmt.Sprintf("client: no event is called %q", e.Is))
	}
	r.settle(e)
}

// take stores the settings of a lane.
func (r *Run) take(e *link.Event) {
	switch {
	case e.Is == link.IsOpened && r.Waiting[e.ID].Do != link.DoAdd:
		r.Straight = r.Straight || e.Lane == 0
	case slices.ContainsFunc(r.Lanes, func(l Lane) bool { return l.step() > 0 }):
		r.Straight = false
	}
	if e.Lane == len(r.Lanes) {
		r.Lanes = append(r.Lanes, Lane{})
	}
	l := &r.Lanes[e.Lane]
	l.State, l.Groups, l.Undo, l.Ended = *e.State, e.Groups, e.Changes, ""
	for _, name := range e.Groups {
		r.Signs[name] = demos.Short(name)
	}
	if e.Is != link.IsDone {
		l.Frame, l.Summary = nil, ""
		r.note("", false)
	}
	if e.Is == link.IsOpened {
		r.Data, r.Images = e.Data, e.Digits != nil && e.Data != nil && e.Data.Classes > 0
		r.changed("data")
		if e.Lanes > 0 && len(r.Lanes) > e.Lanes {
			r.Lanes = r.Lanes[:e.Lanes]
			r.Look.Lane = min(r.Look.Lane, e.Lanes-1)
		}
	}
	if e.Lane == r.Look.Lane {
		r.changed("state")
	}
	r.name()
}

// name gives the lanes names that differ.
func (r *Run) name() {
	for i, name := range runs.Names(r.configs()) {
		r.Lanes[i].Name = name
	}
	r.changed("lanes")
}

// see stores a frame.
func (r *Run) see(f *link.Frame) {
	if f.Lane < 0 || f.Lane >= len(r.Lanes) {
		return
	}
	l := &r.Lanes[f.Lane]
	r.Straight = r.Straight && f.Step <= l.step()+1 // a saved race begins in the middle
	l.Frame = f
	if f.Fresh {
		l.Summary = summary(f)
	}
	if f.Lane == r.Look.Lane {
		r.note("", false) // whatever went wrong, it goes on
		r.changed("frame")
	}
}

// refresh computes the fields that follow from the others.
func (r *Run) refresh() {
	l := r.chosen()
	r.Frame, r.Summary, r.Remark, r.At, r.Progress = l.Frame, l.Summary, remark(l), 0, ""
	if r.Straight && (r.Own || r.Scene == "") { // what the story trains its slug says
		r.At = min(r.step(), MostLinked)
	}
	if r.Playing {
		r.Progress = fmt.Sprintf("Taking step %d", r.step()+1)
	}
	for _, w := range r.Waiting {
		if w.N == 1 {
			r.Progress = fmt.Sprintf("Taking step %d", w.Goal)
		} else if w.N > 1 {
			r.Progress = fmt.Sprintf("Step %s of %s", thousands(r.step()), thousands(w.Goal))
		}
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
	out := struct {
		*About
		Now
		News    []string `json:"news"`
		Answers []Answer `json:"answers"`
	}{nil, r.Now, taken(&r.news), r.Answers()}
	if !slices.Equal(out.News, []string{"frame"}) {
		r.Link, out.About = r.link(), &r.About
	}
	return json.Marshal(out)
}

// Restore takes the State of an earlier client as JSON. calm ends a slow
// walk and drops all pending wishes.
func (r *Run) Restore(text []byte, calm bool) error {
	if err := json.Unmarshal(text, &r.State); err != nil {
		return fmt.Errorf("client: %w", err)
	}
	if calm {
		r.halt()
		clear(r.Waiting)
		r.changed("waiting")
	}
	return nil
}
