package session

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/strict"
	"github.com/cauchy-newton/playground/engine/train"
)

// A saved race is a JSON text: what is common, and for each lane its settings, its
// costs, its curves and the checkpoint of its run.
const (
	raceFormat  = "cauchy-newton race"
	raceVersion = 2
	unguarded   = 1 // before grouped Newton had guards
)

type savedRace struct {
	Format  string      `json:"format"`
	Version int         `json:"version"`
	Stop    link.Stop   `json:"stop"`
	Lanes   []savedLane `json:"lanes"`
}

type savedLane struct {
	State     train.Config `json:"state"`     // as the visitor gave it
	Spent     float64      `json:"spent"`     // products, as train.Run.Spent counts them
	Curvature float64      `json:"curvature"` // likewise
	progress
	past
	Watch []byte `json:"watch,omitempty"` // the state of the rules, a train.Watch
	Run   []byte `json:"run,omitempty"`   // a checkpoint of engine/train
}

// savedPast are a lane's frames without their groups, which are written as null.
type savedPast []link.Frame

// UnmarshalJSON reads what encoding/json writes.
func (p *savedPast) UnmarshalJSON(text []byte) error {
	var list []struct {
		link.Frame
		Groups []string `json:"groups" null:"absent"`
		Roles  []string `json:"roles" null:"absent"`
	}
	if err := strict.Unmarshal(text, &list); err != nil {
		return err
	}
	*p = make(savedPast, len(list))
	for i, f := range list {
		f.Frame.Groups, f.Frame.Roles = f.Groups, f.Roles
		(*p)[i] = f.Frame
	}
	return nil
}

// save writes the race as it stands.
func (s *Session) save(c link.Command) ([]link.Event, error) {
	race := savedRace{Format: raceFormat, Version: raceVersion, Stop: s.rules}
	for _, l := range s.lanes {
		saved, err := l.save()
		if err != nil {
			return nil, err
		}
		race.Lanes = append(race.Lanes, saved)
	}
	text, err := json.Marshal(race)
	if err != nil {
		return nil, err
	}
	if len(text) > link.MaxFile {
		return nil, fmt.Errorf("link: save: the file would have %d MB, more than the %d that can be opened again", len(text)>>20, link.MaxFile>>20)
	}
	return []link.Event{{Is: link.IsSaved, ID: c.ID, Saved: text}}, nil
}

// save returns the lane as it stands.
func (l *lane) save() (savedLane, error) {
	var run bytes.Buffer
	if err := l.run.Save(&run); err != nil {
		return savedLane{}, err
	}
	watch := archive.New(nil)
	l.watch.Archive(watch)
	spent, curvature := l.run.Spent()
	return savedLane{l.config, spent, curvature, l.progress, l.past, watch.Written(), run.Bytes()}, nil
}

// restore takes a saved race in place of the present one. Its data must be there:
// the visitor's own files are not in it.
func (s *Session) restore(c link.Command) ([]link.Event, error) {
	race, err := readRace(c.Data)
	if err != nil {
		return nil, fmt.Errorf("link: restore: %w", err)
	}
	next, lanes, err := s.rebuild(race)
	if err != nil {
		return nil, err
	}
	s.sets, s.lanes, s.rules = next, lanes, race.Stop
	s.panel.close()
	s.panel.lane = min(s.panel.lane, len(lanes)-1)
	events := s.halt(link.DoRestore)
	for i, l := range s.lanes {
		opened := s.openedLane(c.ID, i)
		past := slices.Clone(link.Frames(l.Frames))
		for k := range past {
			past[k].Lane = i
		}
		if now := opened[1].Frames[0]; len(past) == 0 || past[len(past)-1].Step < now.Step {
			past = append(past, now)
		}
		opened[1].Frames = past
		events = append(events, opened...)
		if l.Ended != "" {
			events = append(events, link.Event{Is: link.IsStopped, Lane: i, Failed: l.Diverged, Message: l.Ended})
		}
	}
	return events, nil
}

// rebuild returns the data and lanes of a saved race; the session is as before.
func (s *Session) rebuild(race *savedRace) (next sets, lanes []*lane, err error) {
	total := 0
	for i, saved := range race.Lanes {
		config := saved.State
		checkpoint, err := train.ReadCheckpoint(bytes.NewReader(saved.Run))
		if err != nil {
			return sets{}, nil, err
		}
		if config.Filled() != checkpoint.Config.Filled() || i > 0 && config.Restarts(lanes[0].config) != "" {
			return sets{}, nil, errors.New("link: restore: the settings of a lane are not those of its run")
		}
		if i == 0 {
			if next, err = s.data(config.Filled().Data); err != nil {
				return sets{}, nil, err
			}
		}
		// The same limits as for a start, and the same shortened test set.
		fresh, err := s.begin(config, &next)
		if err != nil {
			return sets{}, nil, err
		}
		if total += fresh.Params(); total > maxParameters {
			return sets{}, nil, errors.New("link: restore: the networks do not fit into a browser's memory")
		}
		run, err := checkpoint.Resume(next.train, next.test)
		if err != nil {
			return sets{}, nil, err
		}
		run.Spend(saved.Spent, saved.Curvature)
		l := newLane(run, config, race.Stop)
		l.progress, l.past = saved.progress, saved.past
		if len(saved.Watch) > 0 { // older files have none
			watch := archive.Open(saved.Watch)
			l.watch.Archive(watch)
			if err := watch.Close(); err != nil {
				return sets{}, nil, fmt.Errorf("link: restore: %w", err)
			}
		}
		lanes = append(lanes, l)
	}
	return next, lanes, nil
}

// readRace decodes a saved race and checks what it can without the data.
func readRace(text []byte) (*savedRace, error) {
	if len(text) == 0 || len(text) > link.MaxFile {
		return nil, fmt.Errorf("a file of %d bytes is no saved race", len(text))
	}
	var race savedRace
	err := strict.Unmarshal(text, &race)
	if race.Format != raceFormat { // the first field
		return nil, errors.New("the file is no saved race")
	}
	if err != nil && (race.Version == 0 || race.Version == unguarded || race.Version == raceVersion) { // another version may have other fields
		return nil, err
	}
	if race.Version != raceVersion && race.Version != unguarded {
		return nil, fmt.Errorf("the race was saved by version %d, this page reads versions %d and %d", race.Version, unguarded, raceVersion)
	}
	if n := len(race.Lanes); n < 1 || n > link.MaxLanes {
		return nil, fmt.Errorf("%d lanes, want 1 to %d", n, link.MaxLanes)
	}
	if err := watchable(race.Stop); err != nil {
		return nil, err
	}
	for i := range race.Lanes {
		l := &race.Lanes[i]
		l.State.Bare = l.State.Bare || race.Version == unguarded
		for _, v := range [...]float64{l.Spent, l.Curvature, l.Seconds} {
			if !(v >= 0) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("lane %d has costs of %g", i, v)
			}
		}
		if l.Skip < 0 || l.Count < 0 || len(l.Frames) > maxPast || len(l.Ended) > 1000 {
			return nil, fmt.Errorf("lane %d holds more than a race that this page saves", i)
		}
		for k := range l.Frames {
			f := &l.Frames[k]
			if f.Step < 1 || k > 0 && f.Step <= l.Frames[k-1].Step || len(f.Hbar)+len(f.Groups)+len(f.Digits) > 0 {
				return nil, fmt.Errorf("frame %d of lane %d is out of order", k, i)
			}
		}
	}
	return &race, nil
}
