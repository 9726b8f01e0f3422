package session

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/train"
)

// Kept is a snapshot from which another session can go on: a text of some hundred
// bytes, and the large pieces that it names by their numbers. A piece never
// changes, so a caller stores each once and drops those that the latest text no
// longer names.
type Kept struct {
	Text   []byte         // JSON, a keptRace; nil while nothing is open
	Pieces map[int][]byte // those that are new
}

// keptRace is the text of a Kept.
type keptRace struct {
	Stop    link.Stop    `json:"stop"`
	Playing bool         `json:"playing,omitempty"`
	Waiting []request    `json:"waiting,omitempty"`
	Look    link.Command `json:"look"`
	Lanes   []keptLane   `json:"lanes"`

	calm bool // of Resume
}

// keptLane is a lane at the last whole Keep, and how far it has come since: a run
// is a function of its state, so the steps between can be taken again.
type keptLane struct {
	keptPieces
	Marks []int `json:"marks,omitempty"` // pieces, each a mark
	Steps int   `json:"steps"`
	progress
}

// keptPieces are the numbers of a lane's pieces.
type keptPieces struct {
	About int `json:"about"`         // a savedLane without its run
	Run   int `json:"run,omitempty"` // the checkpoint of its run; 0 for a race that is too large
	From  int `json:"from"`          // the step of the checkpoint
}

// maxKept bounds the parameters of all lanes together: each takes up to eight
// float64, so 128 MB. A larger race starts again.
const maxKept = 2_000_000

// most is the step of the lane that had come furthest.
func (k *keptRace) most() (steps int) {
	for _, l := range k.Lanes {
		steps = max(steps, l.Steps)
	}
	return steps
}

// Changes tells whether a command may change more than the number of steps: only
// then a whole Keep has to follow it.
func Changes(do string) bool {
	return !slices.Contains([]string{link.DoPlay, link.DoPause, link.DoStep, link.DoLook, link.DoAsk, link.DoLoad, link.DoSave}, do)
}

// Keep returns a snapshot. A whole one holds the state of every lane that has
// changed; another refers to the state in the last whole one. That is enough while
// the lanes only take steps, but not after a command that changes settings or
// lanes, nor after a divergence. A session that is still resuming has no new one.
func (s *Session) Keep(whole bool) (Kept, error) {
	if len(s.lanes) == 0 || s.target != nil {
		return Kept{}, nil
	}
	kept := Kept{Pieces: map[int][]byte{}}
	var failed error
	piece := func(content []byte, err error) int {
		failed = cmp.Or(failed, err)
		s.pieces++
		kept.Pieces[s.pieces] = content
		return s.pieces
	}
	race := keptRace{
		Stop: s.rules, Playing: s.playing, Waiting: s.waiting,
		Look: link.Command{Do: link.DoLook, Lane: s.panel.lane, What: s.panel.what, With: s.panel.with},
	}
	for _, l := range s.lanes {
		if whole && l.changed {
			l.keep(piece, s.parameters() <= maxKept)
		}
		lane := keptLane{keptPieces: l.kept, Steps: l.run.Steps(), progress: l.progress}
		for _, m := range l.marks {
			lane.Marks = append(lane.Marks, m.piece)
		}
		race.Lanes = append(race.Lanes, lane)
	}
	text, err := json.Marshal(race)
	if failed = cmp.Or(failed, err); failed != nil {
		return Kept{}, fmt.Errorf("session: keep: %w", failed)
	}
	kept.Text = text
	return kept, nil
}

// keep makes the pieces of a lane; only its settings without state.
func (l *lane) keep(piece func([]byte, error) int, state bool) {
	saved := savedLane{State: l.config}
	l.kept = keptPieces{From: l.run.Steps()}
	if state {
		var err error
		saved, err = l.save()
		l.kept.Run = piece(saved.Run, err)
		saved.Run = nil
		for i := range l.marks {
			if m := &l.marks[i]; m.piece == 0 {
				m.piece = piece(json.Marshal(m))
			}
		}
	}
	l.kept.About, l.changed = piece(json.Marshal(saved)), false
}

// Products returns the most multiplications that Slice makes before it returns: a
// step of the largest network with a pass over the test set, or a panel.
func (s *Session) Products() (most float64) {
	for _, l := range s.lanes {
		most = max(most, l.run.StepProducts(l.config)+l.run.LossProducts()*float64(s.sets.test.Len()))
	}
	return most
}

// Shelve restores a file of the visitor's; it is called before Resume.
func (s *Session) Shelve(name string, content []byte) { s.shelf[name] = content }

// Resume makes a new session go on from a snapshot, with all pieces that its text
// names. Slice first takes the steps between the checkpoints and the snapshot
// without events; then comes resumed with the step of the checkpoints, and from
// there the events that the other session would have sent. calm drops playing and
// step commands, with a playing event. A race that was too large for a snapshot
// starts again, with opened events.
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
		return s.reopen(&race)
	}
	next, lanes, err := s.rebuild(&race)
	if err != nil {
		return nil, err
	}
	for i, l := range lanes {
		for _, n := range to.Lanes[i].Marks {
			m := mark{piece: n}
			if err := json.Unmarshal(kept.Pieces[n], &m); err != nil {
				return nil, err
			}
			l.marks = append(l.marks, m)
		}
		l.kept, l.changed = to.Lanes[i].keptPieces, false
	}
	for n := range maps.Keys(kept.Pieces) {
		s.pieces = max(s.pieces, n)
	}
	s.sets, s.lanes, s.rules = next, lanes, to.Stop
	s.panel = panel{lane: to.Look.Lane, what: to.Look.What, with: to.Look.With}
	s.panel.close()
	if to.calm = calm; calm {
		to.Playing, to.Waiting = false, nil
	}
	s.target = &to
	return nil, nil
}

// reopen starts the lanes of a race whose state was not kept.
func (s *Session) reopen(race *savedRace) ([]link.Event, error) {
	configs := make([]train.Config, len(race.Lanes))
	for i, l := range race.Lanes {
		configs[i] = l.State
	}
	s.rules = race.Stop
	if err := s.start(configs, nil); err != nil {
		return nil, err
	}
	return append(s.opened(0), link.Event{Is: link.IsPlaying}, link.Event{Is: link.IsResumed}), nil
}

// catchUp takes the steps to where the session before stood.
func (s *Session) catchUp(over func() bool) []link.Event {
	from := s.target.most()
	for i, l := range s.lanes {
		to := &s.target.Lanes[i]
		from = min(from, to.From)
		for l.run.Steps() < to.Steps {
			var frame link.Frame
			if err := l.step(&frame, s.Clock); err != nil {
				s.target = nil
				return []link.Event{failure(0, fmt.Errorf("link: resume: lane %d goes another way: %w", i, err))}
			}
			l.watch.See(&frame.Frame)
			if over() && l.run.Steps() < to.Steps {
				return []link.Event{{Is: link.IsResuming, Lane: i, Step: l.run.Steps()}}
			}
		}
		l.progress = to.progress
	}
	s.playing = s.target.Playing
	s.waiting = append(s.waiting, s.target.Waiting...)
	events := []link.Event{{Is: link.IsResumed, Step: from}}
	if s.target.calm {
		events = append(events, link.Event{Is: link.IsPlaying})
	}
	s.target = nil
	return events
}
