package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/train"
)

// Kept is what another session needs to go on where this one stands: a text of
// some hundred bytes, and the large pieces that it names by their numbers. A
// piece never changes, so whoever keeps them takes each once and drops those that
// the latest text no longer names.
type Kept struct {
	Text   []byte         // JSON, a keptRace; nil while nothing is open
	Pieces map[int][]byte // those that are new
}

// keptRace tells where a session stands.
type keptRace struct {
	Stop    link.Stop     `json:"stop"`
	Playing bool          `json:"playing,omitempty"`
	Waiting []keptRequest `json:"waiting,omitempty"`
	Look    link.Command  `json:"look"`
	Lanes   []keptLane    `json:"lanes"`

	calm bool // of Resume
}

type keptRequest struct {
	ID    int `json:"id"`
	Asked int `json:"asked"`
	Goal  int `json:"goal"`
}

// keptLane is a lane as it was at the last whole Keep, and how far it has come
// since: a run is a function of its state, so the steps between need not be kept.
type keptLane struct {
	keptPieces
	Marks    []int   `json:"marks,omitempty"` // pieces, each a savedMark
	Steps    int     `json:"steps"`
	Seconds  float64 `json:"seconds"`
	Ended    string  `json:"ended,omitempty"`
	Diverged bool    `json:"diverged,omitempty"`
}

// keptPieces are the numbers of a lane's pieces.
type keptPieces struct {
	About int `json:"about"`         // a savedLane without its run
	Run   int `json:"run,omitempty"` // the checkpoint of its run; 0 for a race that is too large to be kept
	From  int `json:"from"`          // its step
}

// savedMark is a mark as JSON.
type savedMark struct {
	State     json.RawMessage `json:"state"`
	Steps     int             `json:"steps"`
	Seconds   float64         `json:"seconds"`
	Spent     float64         `json:"spent"`
	Curvature float64         `json:"curvature"`
	File      []byte          `json:"file,omitempty"`
}

// maxKept parameters of all lanes together are kept: each takes up to eight
// float64, so 128 MB. A larger race begins anew.
const maxKept = 2_000_000

// most is the step of the lane that had come furthest.
func (k *keptRace) most() (steps int) {
	for _, l := range k.Lanes {
		steps = max(steps, l.Steps)
	}
	return steps
}

// Changes tells whether a command may change what taking steps would not: only then
// a whole Keep has to follow it.
func Changes(do string) bool {
	return !slices.Contains([]string{link.DoPlay, link.DoPause, link.DoStep, link.DoLook, link.DoAsk, link.DoLoad, link.DoSave}, do)
}

// Keep returns what there is to keep. A whole one holds the state of every lane
// that has changed; one that is not names the state of the last whole one, which
// serves as long as lanes have only taken steps since: not after a command that
// changes settings or lanes, nor after a divergence. A session that has been
// resumed and is on its way back has nothing new to keep.
func (s *Session) Keep(whole bool) (Kept, error) {
	if len(s.lanes) == 0 || s.ahead != nil {
		return Kept{}, nil
	}
	kept := Kept{Pieces: map[int][]byte{}}
	piece := func(content []byte) int {
		s.pieces++
		kept.Pieces[s.pieces] = content
		return s.pieces
	}
	race := keptRace{
		Stop: s.rules, Playing: s.playing,
		Look: link.Command{Do: link.DoLook, Lane: s.gaze.lane, What: s.gaze.what, With: s.gaze.with},
	}
	for _, w := range s.waiting {
		race.Waiting = append(race.Waiting, keptRequest{w.id, w.asked, w.goal})
	}
	for _, l := range s.lanes {
		if whole && l.changed {
			if err := l.keep(piece, s.parameters() <= maxKept); err != nil {
				return Kept{}, fmt.Errorf("session: keep: %w", err)
			}
		}
		lane := keptLane{keptPieces: l.kept, Steps: l.run.Steps(), Seconds: l.seconds, Ended: l.ended, Diverged: l.diverged}
		for _, m := range l.marks {
			lane.Marks = append(lane.Marks, m.kept)
		}
		race.Lanes = append(race.Lanes, lane)
	}
	text, err := json.Marshal(race)
	if err != nil {
		return Kept{}, fmt.Errorf("session: keep: %w", err)
	}
	kept.Text = text
	return kept, nil
}

// keep makes the pieces of a lane; all but its settings only with state.
func (l *lane) keep(piece func([]byte) int, state bool) error {
	if !state {
		config, err := json.Marshal(l.config)
		if err != nil {
			return err
		}
		about, err := json.Marshal(savedLane{State: config})
		l.kept, l.changed = keptPieces{About: piece(about)}, false
		return err
	}
	saved, err := l.save()
	if err != nil {
		return err
	}
	run := saved.Run
	saved.Run = nil
	about, err := json.Marshal(saved)
	if err != nil {
		return err
	}
	for i := range l.marks {
		m := &l.marks[i]
		if m.kept > 0 {
			continue
		}
		config, err := json.Marshal(m.config)
		if err != nil {
			return err
		}
		text, err := json.Marshal(savedMark{config, m.steps, m.seconds, m.spent, m.curvature, m.file})
		if err != nil {
			return err
		}
		m.kept = piece(text)
	}
	l.kept, l.changed = keptPieces{piece(about), piece(run), l.run.Steps()}, false
	return nil
}

// Products returns the most multiplications that Slice makes before it returns: a
// step of the largest network with a look at the test set, or a panel.
func (s *Session) Products() (most float64) {
	for _, l := range s.lanes {
		most = max(most, l.run.StepProducts(l.config)+l.run.LossProducts()*float64(s.sets.test.Len()))
	}
	return most
}

// Shelve puts a file of the visitor back, before Resume.
func (s *Session) Shelve(name string, content []byte) {
	if s.shelf == nil {
		s.shelf = shelf{}
	}
	s.shelf[name] = content
}

// Resume makes a new session go on where the one stood that has returned kept,
// with all pieces that its text names. Slice takes the steps between the state
// that was kept and that place without a word, then tells resumed with the step of
// the state; from there it tells what the other would have told. calm leaves
// playing and step commands behind, which a playing event tells. A race that was too large to be kept opens
// anew, which opened events tell.
func (s *Session) Resume(kept Kept, calm bool) []link.Event {
	events, err := s.resume(kept, calm)
	if err != nil {
		return []link.Event{failure(0, fmt.Errorf("link: resume: %w", err))}
	}
	return events
}

func (s *Session) resume(kept Kept, calm bool) ([]link.Event, error) {
	var to keptRace
	if err := json.Unmarshal(kept.Text, &to); err != nil {
		return nil, err
	}
	if len(to.Lanes) == 0 {
		return nil, errors.New("no lanes")
	}
	race := savedRace{Stop: to.Stop, Lanes: make([]savedLane, len(to.Lanes))}
	for i, l := range to.Lanes {
		if err := json.Unmarshal(kept.Pieces[l.About], &race.Lanes[i]); err != nil {
			return nil, err
		}
		race.Lanes[i].Run = kept.Pieces[l.Run]
	}
	if to.Lanes[0].Run == 0 {
		return s.anew(&race)
	}
	next, lanes, err := s.raise(&race)
	if err != nil {
		return nil, err
	}
	for i, l := range lanes {
		for _, n := range to.Lanes[i].Marks {
			var m savedMark
			if err := json.Unmarshal(kept.Pieces[n], &m); err != nil {
				return nil, err
			}
			config, err := train.Config{}.With(m.State)
			if err != nil {
				return nil, err
			}
			l.marks = append(l.marks, mark{config, m.Steps, m.Seconds, m.Spent, m.Curvature, m.File, n})
		}
		l.kept, l.changed = to.Lanes[i].keptPieces, false
	}
	for n := range maps.Keys(kept.Pieces) {
		s.pieces = max(s.pieces, n)
	}
	s.sets, s.lanes, s.rules = next, lanes, to.Stop
	s.gaze = gaze{lane: to.Look.Lane, what: to.Look.What, with: to.Look.With}
	s.gaze.close()
	if to.calm = calm; calm {
		to.Playing, to.Waiting = false, nil
	}
	s.ahead = &to
	return nil, nil
}

// anew opens the lanes of a race whose state was not kept.
func (s *Session) anew(race *savedRace) ([]link.Event, error) {
	configs := make([]train.Config, len(race.Lanes))
	for i, l := range race.Lanes {
		var err error
		if configs[i], err = (train.Config{}).With(l.State); err != nil {
			return nil, err
		}
	}
	s.rules = race.Stop
	if err := s.start(configs, nil); err != nil {
		return nil, err
	}
	return append(s.opened(0), link.Event{Is: link.IsPlaying}, link.Event{Is: link.IsResumed}), nil
}

// follow takes the steps to where the session before stood.
func (s *Session) follow(over func() bool) []link.Event {
	from := s.ahead.most()
	for i, l := range s.lanes {
		to := &s.ahead.Lanes[i]
		from = min(from, to.From)
		for l.run.Steps() < to.Steps {
			var frame link.Frame
			if err := l.step(&frame, s.Clock); err != nil {
				s.ahead = nil
				return []link.Event{failure(0, fmt.Errorf("link: resume: lane %d goes another way: %w", i, err))}
			}
			l.watch.See(&frame.Frame)
			if over() && l.run.Steps() < to.Steps {
				return []link.Event{{Is: link.IsResuming, Lane: i, Step: l.run.Steps()}}
			}
		}
		l.seconds, l.ended, l.diverged = to.Seconds, to.Ended, to.Diverged
	}
	s.playing = s.ahead.Playing
	for _, w := range s.ahead.Waiting {
		s.waiting = append(s.waiting, request{w.ID, w.Asked, w.Goal})
	}
	events := []link.Event{{Is: link.IsResumed, Step: from}}
	if s.ahead.calm {
		events = append(events, link.Event{Is: link.IsPlaying})
	}
	s.ahead = nil
	return events
}
