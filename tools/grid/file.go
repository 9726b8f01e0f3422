package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// row is what one run came to: a line of the file.
type row struct {
	Problem  string `json:"problem"`
	Method   string `json:"method"`   // its settings, as they were asked for
	Settings string `json:"settings"` // all that matter to the run, but for its seed
	Seed     uint64 `json:"seed"`
	Steps    int    `json:"steps"` // taken

	Loss     number `json:"loss"`     // at the end, of the whole training set
	Constant number `json:"constant"` // that of the best constant answer
	Accuracy number `json:"accuracy"` // on the test set
	Ended    string `json:"ended,omitempty"`

	// Of a run with early stopping: Loss and Accuracy are those of the best pass.
	Best       int    `json:"best,omitempty"` // the step of it
	Validation number `json:"validation,omitempty"`

	Seconds number `json:"seconds"` // of a processor
	Work    number `json:"work"`    // in gradients over a hundred samples
	Loops   string `json:"loops"`
	Go      string `json:"go"`
}

// number is a float64 of six digits; JSON has it as null where it is infinite or none.
type number float64

// MarshalJSON writes six digits, or null.
func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(n), 'g', 6, 64), nil
}

// UnmarshalJSON reads a number, and null as NaN.
func (n *number) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*n = number(math.NaN())
		return nil
	}
	return json.Unmarshal(text, (*float64)(n))
}

// diverged tells whether a run ended with an error or above twice a constant answer.
func (r *row) diverged() bool { return r.Ended != "" || !(r.Loss < 2*r.Constant) }

// stalled tells whether it ended hardly better than a constant answer.
func (r *row) stalled() bool { return !r.diverged() && r.Loss > 0.95*r.Constant }

// key is what a run is known by, beside its seed.
type key struct{ problem, settings string }

// rows are the runs of a file by their keys and seeds.
type rows map[key]map[uint64]row

func (all rows) add(r row) {
	k := key{r.Problem, r.Settings}
	if all[k] == nil {
		all[k] = map[uint64]row{}
	}
	all[k][r.Seed] = r
}

// of returns the runs of a problem with the settings of a method, by their seeds.
func (all rows) of(p *problem, settings string) ([]row, error) {
	c, err := p.configure(settings, 1)
	if err != nil {
		return nil, err
	}
	list := slices.Collect(maps.Values(all[key{p.name, p.text(c)}]))
	slices.SortFunc(list, func(a, b row) int { return cmp.Compare(a.Seed, b.Seed) })
	return list, nil
}

// len counts the runs.
func (all rows) len() (n int) {
	for _, seeds := range all {
		n += len(seeds)
	}
	return n
}

// folder is where the files are.
type folder struct {
	Results string `default:"docs/results" help:"The folder of the files." type:"path"`
}

func (f *folder) path(g *grid) string { return filepath.Join(f.Results, g.name+".jsonl") }

// read returns the rows of a grid's file; none where there is no file. A
// line that was cut off by the end of the program is left out.
func (f *folder) read(g *grid) (rows, error) {
	text, err := os.ReadFile(f.path(g))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	all := rows{}
	lines := bufio.NewScanner(bytes.NewReader(text[:bytes.LastIndexByte(text, '\n')+1]))
	for n := 1; lines.Scan(); n++ {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", f.path(g), n, err)
		}
		all.add(r)
	}
	return all, lines.Err()
}

// mend makes the folder and drops a line that was cut off from the end of a file.
func (f *folder) mend(g *grid) error {
	if err := os.MkdirAll(f.Results, 0o755); err != nil {
		return err
	}
	text, err := os.ReadFile(f.path(g))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if whole := bytes.LastIndexByte(text, '\n') + 1; err == nil && whole < len(text) {
		err = os.Truncate(f.path(g), int64(whole))
	}
	return err
}

type pruneCommand struct {
	Grid string `arg:"" help:"Its name."`
	folder
}

// Run drops the rows that no problem and method of the grid makes. Kong calls it.
func (c *pruneCommand) Run() error {
	g, err := find(c.Grid)
	if err != nil {
		return err
	}
	all, err := c.read(g)
	if err != nil {
		return err
	}
	kept, err := g.known(all)
	if err != nil {
		return err
	}
	var text []byte
	for _, r := range kept {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		text = append(append(text, line...), '\n')
	}
	fmt.Fprintf(os.Stderr, "%s: %d of %d rows are kept\n", c.path(g), len(kept), all.len())
	return os.WriteFile(c.path(g), text, 0o644)
}

// known returns the rows that the grid makes, in its order.
func (g *grid) known(all rows) (list []row, err error) {
	for i := range g.problems {
		for _, m := range methods {
			for _, settings := range m.all(g) {
				of, err := all.of(&g.problems[i], settings)
				if err != nil {
					return nil, err
				}
				list = append(list, of...)
			}
		}
	}
	return list, nil
}

// all returns the settings that a method may have in a grid.
func (m *method) all(g *grid) []string {
	switch {
	case g.problems[0].long != nil && strings.Contains(m.settings, "=steps"):
		return nil // nobody knows them before
	case m.rates == nil:
		return []string{m.settings}
	}
	var list []string
	for _, rate := range m.rates {
		list = append(list, m.with(rate))
	}
	return list
}

// judge returns the grid whose runs choose the rates of this one, and its rows.
func (f *folder) judge(g *grid) (*grid, rows, error) {
	if g.rates != "" {
		var err error
		if g, err = find(g.rates); err != nil {
			return nil, nil, err
		}
	}
	all, err := f.read(g)
	return g, all, err
}

// choose returns the settings of a method on a problem; of a rival with rates they have
// the one with the least mean loss over the first seeds, none of which diverged, or the
// best accuracy on the validation split. The grid and the rows are those of judge. It is
// "" where not all of the rates have been run.
func (m *method) choose(g *grid, p *problem, all rows) (settings string, err error) {
	if m.rates == nil {
		return m.settings, nil
	}
	if !slices.ContainsFunc(g.problems, func(q problem) bool { return q.name == p.name }) {
		p = &g.problems[0]
	}
	best := math.Inf(1)
	for _, candidate := range m.all(g) {
		runs, err := all.of(p, candidate)
		if err != nil {
			return "", err
		}
		n, mean := 0, 0.0
		for _, r := range runs {
			if r.Seed < firstSeed || r.Seed > lastSeed {
				continue
			}
			n++
			switch {
			case r.diverged():
				mean = math.Inf(1)
			case p.long != nil:
				mean -= float64(r.Validation)
			default:
				mean += float64(r.Loss)
			}
		}
		if n <= lastSeed-firstSeed {
			return "", nil
		}
		if mean < best {
			best, settings = mean, candidate
		}
	}
	return settings, nil
}
