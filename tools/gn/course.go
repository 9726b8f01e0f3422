package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/engine/train/trace"
)

// course are the flags that say what a run starts from and which files it writes.
type course struct {
	DataDir    string `group:"network" type:"existingdir" placeholder:"DIR" help:"Folder of the four full MNIST files (IDX, gzipped or not), short for --data mnist:DIR."`
	Label      string `group:"network" placeholder:"COLUMN" help:"Column of a table that holds the classes, by its name or its number from 1 (-1 is the last), short for --data csv:FILE?label=COLUMN [the one called label, class or target, else the last]."`
	Trace      string `group:"run" placeholder:"FILE" help:"Write every step to a trace, which gn plot reads; with --resume after the steps that it holds."`
	Checkpoint string `group:"run" placeholder:"FILE" help:"Write the run to a checkpoint after every epoch and at the end."`
	Resume     string `group:"run" type:"existingfile" placeholder:"FILE" help:"Go on from a checkpoint with the same bits; flags given change the settings that may change."`
}

// begin returns the run that the flags describe, at its start or where its
// checkpoint was written, with the set that it trains on. What was recognised in
// the files of the set is written to notes.
func (c *course) begin(s *settings, notes io.Writer) (*train.Run, *data.Set, error) {
	if c.DataDir != "" {
		if *s.data() != nil {
			return nil, nil, usageError{errors.New("--data and --data-dir can't be used together")}
		}
		*s.data() = new("mnist:" + c.DataDir)
	}
	if err := c.name(s); err != nil {
		return nil, nil, err
	}
	var base train.Config
	var saved *train.Checkpoint
	if c.Resume != "" {
		file, err := os.Open(c.Resume)
		if err != nil {
			return nil, nil, err
		}
		defer file.Close()
		if saved, err = train.ReadCheckpoint(file); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", c.Resume, err)
		}
		base = saved.Config
	}
	config, err := s.config(base)
	if err != nil {
		return nil, nil, err
	}
	if saved == nil {
		base = config
	}
	trainSet, testSet, err := open(base, notes)
	if err != nil {
		return nil, nil, err
	}
	if saved == nil {
		run, err := train.New(config, trainSet, testSet)
		return run, trainSet, inFlags(err)
	}
	run, err := saved.Resume(trainSet, testSet)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.Resume, err)
	}
	if config.Filled() != run.Config() {
		err = run.Set(config)
	}
	if errors.Is(err, train.ErrRestart) {
		err = usageError{fmt.Errorf("--resume: %w", err)}
	}
	return run, trainSet, inFlags(err)
}

// name puts the column that --label names into the data's name.
func (c *course) name(s *settings) error {
	name := s.data()
	switch {
	case c.Label == "":
		return nil
	case c.Resume != "":
		return usageError{errors.New("--label: a run that is resumed keeps its data")}
	case *name == nil || !strings.HasPrefix(**name, "csv:"):
		return usageError{errors.New("--label: only a table has a column of labels: write --data csv:FILE")}
	case strings.Contains(c.Label, "&"):
		return usageError{fmt.Errorf("--label: %q: a name with & cannot be given, take the column's number", c.Label)}
	}
	mark := "?"
	if strings.Contains(**name, mark) {
		mark = "&"
	}
	*name = new(**name + mark + "label=" + c.Label)
	return nil
}

// open opens the sets of a run and writes to notes what was recognised in their files.
func open(config train.Config, notes io.Writer) (trainSet, testSet *data.Set, err error) {
	name := config.Filled().Data
	note := func(origin string) {
		if origin != "" {
			fmt.Fprintf(notes, "%s: %s\n", name, origin) // a note that cannot be written is no reason not to train
		}
	}
	trainSet, testSet, err = data.Open(name, data.Disk{})
	if wrong, ok := errors.AsType[*data.LabelError](err); ok {
		if wrong.Table.Samples > 0 {
			note(wrong.Table.String())
		}
		return nil, nil, usageError{fmt.Errorf("--label: %s: name the column of the classes by --label%s, or columns of numbers to predict by --data 'csv:FILE?target=COLUMN'", wrong.Reason, columns(wrong.Table))}
	}
	if err == nil {
		note(trainSet.Origin)
	}
	return trainSet, testSet, err
}

// columns lists the columns that --label may name, if they are few.
func columns(t *data.Table) string {
	const few = 20
	if n := len(t.Columns); n > few || strings.Join(t.Columns, "") == "" {
		return fmt.Sprintf(" (1 to %d)", n)
	}
	return " (" + strings.Join(t.Columns, ", ") + ")"
}

// claim makes sure that the trace and the checkpoint can be written.
func (c *course) claim() error {
	if c.Trace != "" && c.Checkpoint != "" && same(c.Trace, c.Checkpoint) {
		return usageError{fmt.Errorf("--trace and --checkpoint are both %s", c.Trace)}
	}
	if c.Trace != "" {
		if err := claim("trace", c.Trace, "CNtrace", true); err != nil {
			return err
		}
	}
	if c.Checkpoint != "" {
		return claim("checkpoint", c.Checkpoint, "CNcheck", false)
	}
	return nil
}

// tracing is a trace that is being written; at its zero value there is none.
type tracing struct {
	file *os.File
	w    *trace.Writer
	made bool // the file was not there before
}

// begin opens the trace of a run. A resumed run goes on after the present step; any
// other starts a new trace.
func (t *tracing) begin(path string, run *train.Run, s *streams) (err error) {
	_, absent := os.Stat(path)
	t.made = errors.Is(absent, fs.ErrNotExist)
	goesOn := run.Steps() > 0 && exists(path)
	how := os.O_WRONLY | os.O_CREATE
	if goesOn {
		how = os.O_RDWR
	} else if exists(path) {
		how |= os.O_TRUNC
		fmt.Fprintf(s.err, "gn: the earlier trace %s is replaced\n", path)
	}
	if t.file, err = os.OpenFile(path, how, 0o666); err != nil {
		return fmt.Errorf("--trace: %w", err)
	}
	if !goesOn {
		t.w, err = trace.NewWriter(t.file)
		return err
	}
	dropped := 0
	if t.w, dropped, err = trace.Continue(t.file, run.Steps(), run.Point()); err != nil {
		return fmt.Errorf("--trace: %s: %w", path, err)
	}
	if dropped > 0 {
		fmt.Fprintf(s.err, "gn: %s goes on after step %d: %d later steps are replaced\n", path, run.Steps(), dropped)
	}
	return nil
}

// abandon closes a trace that nothing was written to.
func (t *tracing) abandon() {
	if t.file == nil {
		return
	}
	t.file.Close()
	if t.made {
		os.Remove(t.file.Name())
	}
}

// write adds a frame of the run.
func (t *tracing) write(frame *train.Frame, run *train.Run) error {
	if t.file == nil {
		return nil
	}
	frame.Point = run.Point()
	return t.w.Write(frame)
}

// end writes the end of the trace.
func (t *tracing) end() error {
	if t.file == nil {
		return nil
	}
	return errors.Join(t.w.Close(), t.file.Close())
}

// save replaces the checkpoint as a whole, so that a crash leaves the one
// before.
func (c *course) save(run *train.Run) error {
	if c.Checkpoint == "" {
		return nil
	}
	return replace(c.Checkpoint, run.Save)
}
