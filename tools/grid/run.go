package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/train"
)

// row is what one run came to: a line of the file.
type row struct {
	Problem string `json:"problem"`
	Method  string `json:"method"` // its settings
	Seed    uint64 `json:"seed"`
	Steps   int    `json:"steps"` // taken

	Loss     number  `json:"loss"`     // at the end, of the whole training set
	Constant float64 `json:"constant"` // that of the best constant answer
	Accuracy number  `json:"accuracy"` // on the test set
	Ended    string  `json:"ended,omitempty"`

	Seconds float64 `json:"seconds"`
	Work    float64 `json:"work"` // in gradients of a minibatch
	Loops   string  `json:"loops"`
}

// number is a float64 that JSON may have as null: not a number, or infinite.
type number float64

func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

func (n *number) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*n = number(math.NaN())
		return nil
	}
	return json.Unmarshal(text, (*float64)(n))
}

// diverged tells whether a run ended with an error or above twice a constant answer.
func (r *row) diverged() bool { return r.Ended != "" || !(float64(r.Loss) < 2*r.Constant) }

// stalled tells whether it ended no better than a constant answer.
func (r *row) stalled() bool { return !r.diverged() && float64(r.Loss) > 0.95*r.Constant }

// key is what a run is known by.
func (r *row) key() string { return fmt.Sprint(r.Problem, "|", r.Method, "|", r.Seed) }

type runCommand struct {
	Grid    string   `arg:"" help:"Its name."`
	Seeds   string   `default:"101-103" help:"First and last seed."`
	Method  []string `help:"Only these, as settings: 'method=adam rate=0.003'. Any method can be named." sep:"none" short:"m"`
	Only    string   `help:"Only problems whose name holds this."`
	Half    string   `default:"1/1" help:"The i-th of n parts of the runs."`
	Results string   `default:"docs/results" help:"The folder of the files." type:"path"`
}

func (c *runCommand) Run() error {
	g, err := find(c.Grid)
	if err != nil {
		return err
	}
	var first, last uint64
	if n, err := fmt.Sscanf(c.Seeds+"-"+c.Seeds, "%d-%d", &first, &last); n != 2 || err != nil || last < first {
		return fmt.Errorf("--seeds %q: want the first and the last, as 101-110", c.Seeds)
	}
	var part, parts int
	if n, err := fmt.Sscanf(c.Half, "%d/%d", &part, &parts); n != 2 || err != nil || part < 1 || part > parts {
		return fmt.Errorf("--half %q: want 1/2 and 2/2", c.Half)
	}
	runtime.GOMAXPROCS(1)
	path := filepath.Join(c.Results, g.name+".jsonl")
	have, err := read(path)
	if err != nil {
		return err
	}
	done := map[string]bool{}
	for _, r := range have {
		done[r.key()] = true
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	methods, count := c.Method, 0
	if len(methods) == 0 {
		methods = slices.Concat(standing, g.methods)
	}
	for _, p := range g.problems {
		for _, m := range methods {
			for seed := first; seed <= last; seed++ {
				r := row{Problem: p.name, Method: m, Seed: seed}
				count++
				if !strings.Contains(p.name, c.Only) || done[r.key()] || count%parts != part-1 {
					continue
				}
				if err := p.run(&r); err != nil {
					return fmt.Errorf("%s, %s, seed %d: %w", p.name, m, seed, err)
				}
				line, err := json.Marshal(r)
				if err != nil {
					return err
				}
				if _, err := file.Write(append(line, '\n')); err != nil {
					return err
				}
				fmt.Fprintf(os.Stderr, "%s\n", line)
			}
		}
	}
	return nil
}

// read returns the rows of a file; none where there is no file.
func read(path string) (rows []row, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, len(rows)+1, err)
		}
		rows = append(rows, r)
	}
	return rows, lines.Err()
}

// configure returns the settings of a run.
func (p *problem) configure(method string, seed uint64) (c setting.Config, err error) {
	text, steps := map[string]any{"seed": seed}, p.settings+" "+method
	for field := range strings.FieldsSeq(steps) {
		name, value, ok := strings.Cut(field, "=")
		if !ok || setting.Of(name) == nil {
			return c, fmt.Errorf("%q is no setting with its value", field)
		}
		if number, err := strconv.ParseFloat(value, 64); err == nil {
			text[name] = number
		} else if value == "true" {
			text[name] = true
		} else {
			text[name] = value
		}
	}
	if name, ok := text["data"].(string); ok && name != "mnist" {
		text["data"] = fmt.Sprint(name, "?seed=", seed)
	}
	patch, err := json.Marshal(text)
	if err != nil {
		return c, err
	}
	return c.With(patch)
}

// run trains and fills in what it came to.
func (p *problem) run(r *row) error {
	c, err := p.configure(r.Method, r.Seed)
	if err != nil {
		return err
	}
	set, test, err := data.Open(c.Filled().Data, nil)
	if err != nil {
		return err
	}
	if p.hidden != "" {
		c.Layers = fmt.Sprint(p.hidden, "-", set.Outputs())
	}
	c.Batch, c.SummaryBatch = min(c.Filled().Batch, set.Len()), min(c.Filled().SummaryBatch, set.Len())
	run, err := train.New(c, set, test)
	if err != nil {
		return err
	}
	for i := range run.Theta() {
		run.Theta()[i] *= p.scale
	}
	run.Clock = seconds
	var frame train.Frame
	for range p.steps {
		err := run.Step(&frame)
		r.Seconds += run.Took()
		if err != nil {
			r.Ended = err.Error()
			break
		}
		r.Steps++
	}
	r.Work, _ = run.Work()
	r.Loops = kernel.Set()
	r.Constant = constant(set, c.Filled().Loss)
	whole, err := train.New(c, set, set)
	if err != nil {
		return err
	}
	copy(whole.Theta(), run.Theta())
	whole.Look(&frame)
	r.Loss = number(frame.TestLoss)
	run.Look(&frame)
	r.Accuracy = number(frame.Accuracy)
	return nil
}

var start = time.Now()

func seconds() float64 { return time.Since(start).Seconds() }

// constant is the loss of the best answer that is the same for every sample: that of
// the shares of the classes, or of the mean.
func constant(set *data.Set, loss string) float64 {
	n, w := set.Len(), set.Outputs()
	index, y := make([]int, n), make([]float64, n*w)
	for i := range index {
		index[i] = i
	}
	set.Targets(y, index)
	sum := 0.0
	for c := range w {
		mean, square := 0.0, 0.0
		for i := range n {
			mean += y[i*w+c] / float64(n)
			square += y[i*w+c] * y[i*w+c] / float64(n)
		}
		switch {
		case loss == "squared-error":
			sum += (square - mean*mean) / float64(w)
		case mean > 0:
			sum -= mean * math.Log(mean)
		}
	}
	return sum
}
