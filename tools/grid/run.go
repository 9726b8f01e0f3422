package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/train"
)

type runCommand struct {
	Grid   string   `arg:"" help:"Its name."`
	Seeds  string   `default:"101:110" help:"First and last seed of what is reported."`
	Method []string `help:"Only these, as settings: 'method=adam rate=0.003'; method=adam chooses its rate. Any method can be named." sep:"none" short:"m"`
	Only   string   `help:"Only problems whose name holds this."`
	Jobs   int      `short:"j" default:"1" help:"How many runs are made side by side."`
	Again  bool     `help:"Make them anew, in place of those that the file has."`
	folder

	Phase string `enum:"tune,report," default:"" hidden:""`
	Part  int    `hidden:""`
}

// Run makes the runs that choose the rates, then those that are reported. Kong calls it.
func (c *runCommand) Run() error {
	g, err := find(c.Grid)
	if err != nil {
		return err
	}
	var first, last uint64
	if n, err := fmt.Sscanf(c.Seeds+":"+c.Seeds, "%d:%d", &first, &last); n != 2 || err != nil || last < first {
		return fmt.Errorf("--seeds %q: want the first and the last, as 101:110", c.Seeds)
	}
	if first <= lastSeed {
		return fmt.Errorf("--seeds %q: seeds up to %d choose the rates", c.Seeds, lastSeed)
	}
	if c.Jobs < 1 {
		return fmt.Errorf("-j %d: want 1 or more", c.Jobs)
	}
	if c.Phase == "" {
		if err := c.mend(g); err != nil {
			return err
		}
	}
	for _, phase := range []string{"tune", "report"} {
		switch {
		case c.Phase != "" && c.Phase != phase, phase == "tune" && g.rates != "":
		case c.Jobs > 1 && c.Phase == "":
			err = c.spread(phase)
		default:
			err = c.work(g, phase, first, last)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// spread runs this program once for each job, with a part of the runs each.
func (c *runCommand) spread(phase string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	ended := make([]error, c.Jobs)
	var jobs []*exec.Cmd
	for i := range ended {
		job := exec.Command(self, append(slices.Clone(os.Args[1:]), "--phase="+phase, fmt.Sprint("--part=", i))...)
		job.Stderr = os.Stderr
		if ended[i] = job.Start(); ended[i] == nil {
			jobs = append(jobs, job)
		}
	}
	for i, job := range jobs {
		ended[i] = errors.Join(ended[i], job.Wait())
	}
	return errors.Join(ended...)
}

// work makes the runs of a phase, or this job's part of them.
func (c *runCommand) work(g *grid, phase string, first, last uint64) error {
	runtime.GOMAXPROCS(1)
	done, err := c.read(g)
	if err != nil {
		return err
	}
	if c.Again {
		clear(done)
	}
	judge, judged, err := c.judge(g)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(c.path(g), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	count := 0
	for i := range g.problems {
		p := &g.problems[i]
		if !strings.Contains(p.name, c.Only) {
			continue
		}
		for _, m := range c.methods(g) {
			settings, from, to := m.all(g), uint64(firstSeed), uint64(lastSeed)
			switch {
			case phase == "report":
				chosen, err := m.choose(judge, p, judged)
				if err != nil {
					return err
				}
				if chosen == "" {
					return fmt.Errorf("%s has no rate yet: run the grid %s first", m.settings, judge.name)
				}
				settings, from, to = []string{chosen}, first, last
			case m.rates == nil:
				continue
			}
			for _, s := range settings {
				for seed := from; seed <= to; seed++ {
					if count++; count%c.Jobs != c.Part {
						continue
					}
					if err := p.append(file, s, seed, done); err != nil {
						return fmt.Errorf("%s, %s, seed %d: %w", p.name, s, seed, err)
					}
				}
			}
		}
	}
	return nil
}

// methods returns those that were asked for.
func (c *runCommand) methods(g *grid) (list []method) {
	if len(c.Method) == 0 {
		return slices.DeleteFunc(slices.Clone(methods), func(m method) bool { return m.all(g) == nil })
	}
	for _, settings := range c.Method {
		m := method{settings: settings}
		for _, known := range methods {
			if known.settings == settings {
				m = known
			}
		}
		list = append(list, m)
	}
	return list
}

// append makes one run, unless it is done, and appends its row.
func (p *problem) append(file *os.File, settings string, seed uint64, done rows) error {
	c, err := p.configure(settings, seed)
	if err != nil {
		return err
	}
	r := row{Problem: p.name, Method: settings, Settings: p.text(c), Seed: seed, Loops: kernel.Set(), Go: runtime.Version()}
	if _, ok := done[key{r.Problem, r.Settings}][seed]; ok {
		return nil
	}
	if err := p.run(c, &r); err != nil {
		return err
	}
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	os.Stderr.Write(line)
	_, err = file.Write(line)
	return err
}

// configure returns the settings of a run.
func (p *problem) configure(method string, seed uint64) (c setting.Config, err error) {
	patch := map[string]any{"seed": seed}
	for field := range strings.FieldsSeq(p.settings + " " + method) {
		name, value, ok := strings.Cut(field, "=")
		if !ok || setting.Of(name) == nil {
			return c, fmt.Errorf("%q is no setting with its value", field)
		}
		if number, err := strconv.ParseFloat(value, 64); err == nil {
			patch[name] = number
		} else if value == "true" {
			patch[name] = true
		} else if value == "steps" {
			patch[name] = p.steps
		} else {
			patch[name] = value
		}
	}
	if patch["model"] == nil {
		last, ok := outputs[fmt.Sprint(patch["data"])]
		if !ok {
			return c, fmt.Errorf("the outputs of %v are not known", patch["data"])
		}
		patch["layers"] = strings.TrimPrefix(fmt.Sprint(p.hidden, "-", last), "-")
	}
	text, err := json.Marshal(patch)
	if err != nil {
		return c, err
	}
	return c.With(text)
}

// outputs are how many each data set of the grids wants.
var outputs = map[string]int{"mnist": 10, "mnist60k": 10, "moons": 2, "circles": 2, "xor": 2, "spirals": 2, "blobs": 4, "teacher": 1}

// text returns all settings that matter to a run, but for its seed: those of its method
// that are not 0 or no, and of the others those that are not at their default.
func (p *problem) text(c setting.Config) string {
	filled, usual := c.Filled(), setting.Config{Method: c.Method, Loss: c.Loss, Adaptive: c.Adaptive, Bare: c.Bare}.Filled()
	own := setting.MethodOf(filled.Method).Uses
	var b strings.Builder
	for _, s := range setting.Settings {
		value := filled.Text(s.Name)
		if s.Name != "seed" && filled.Idle(s.Name) == "" &&
			(s.Name == "data" || s.Name == "layers" || s.Name == "method" || value != usual.Text(s.Name) ||
				slices.Contains(own, s.Name) && value != "0" && value != "false") {
			fmt.Fprintf(&b, "%s=%s ", s.Name, value)
		}
	}
	if p.long != nil {
		fmt.Fprintf(&b, "passes=%d patience=%d validation=%g", p.long.passes, p.long.patience, p.long.validation)
	} else {
		fmt.Fprintf(&b, "steps=%d", p.steps)
	}
	return b.String()
}

// run trains and fills in what it came to.
func (p *problem) run(c setting.Config, r *row) error {
	name := fmt.Sprint(c.Filled().Data, "?seed=", r.Seed)
	set, test, err := open(name)
	if err != nil {
		return err
	}
	validation := test
	if p.long != nil {
		if set, validation, err = open(fmt.Sprint(name, "&validation=", p.long.validation)); err != nil {
			return err
		}
	}
	// Its own looks at the test set would take longer than its steps.
	run, err := train.New(c, set, test.Subset(test.Name, []int{0}))
	if err != nil {
		return err
	}
	run.Clock = seconds
	var frame train.Frame
	step := func() bool {
		err := run.Step(&frame)
		r.Seconds += number(run.Took())
		if err != nil {
			r.Ended = err.Error()
			return false
		}
		r.Steps++
		return true
	}
	if p.long == nil {
		for r.Steps < p.steps && step() {
		}
	} else {
		exam, err := train.New(c, set, validation)
		if err != nil {
			return err
		}
		best, without := slices.Clone(run.Theta()), 0
		pass := (set.Len() + c.Filled().Batch - 1) / c.Filled().Batch
		for r.Validation = number(math.Inf(-1)); without < p.long.patience && r.Steps < p.long.passes*pass && step(); {
			if r.Steps%pass > 0 {
				continue
			}
			copy(exam.Theta(), run.Theta())
			exam.Look(&frame)
			without++
			if a := number(frame.Accuracy); a > r.Validation {
				r.Validation, r.Best, without = a, r.Steps, 0
				copy(best, run.Theta())
			}
		}
		copy(run.Theta(), best)
	}
	work, _ := run.Work()
	r.Work = number(work)
	r.Constant = number(constant(set, c.Filled().Loss))
	for of, to := range map[*data.Set]*number{set: &r.Loss, test: &r.Accuracy} {
		exam, err := train.New(c, set, of)
		if err != nil {
			return err
		}
		copy(exam.Theta(), run.Theta())
		exam.Look(&frame)
		*to = number(frame.Accuracy)
		if of == set {
			*to = number(frame.TestLoss)
		}
	}
	return nil
}

// opened are the sets that were opened last: they are the same for many runs.
var opened struct {
	name      string
	set, test *data.Set
}

func open(name string) (set, test *data.Set, err error) {
	if opened.name != name {
		set, test, err = data.Open(name, nil)
		if err != nil {
			return nil, nil, err
		}
		opened.name, opened.set, opened.test = name, set, test
	}
	return opened.set, opened.test, nil
}

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
