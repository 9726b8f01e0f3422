package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/engine/train/trace"
)

// course are the flags that say what a run is begun from and what it leaves
// behind.
type course struct {
	DataDir    string `group:"network" type:"existingdir" placeholder:"DIR" help:"Folder of the four full MNIST files (IDX, gzipped or not), short for --data mnist:DIR."`
	Trace      string `group:"run" placeholder:"FILE" help:"Write every step to a trace, which gn plot reads."`
	Checkpoint string `group:"run" placeholder:"FILE" help:"Write the run to a checkpoint after every epoch and at the end."`
	Resume     string `group:"run" type:"existingfile" placeholder:"FILE" help:"Go on from a checkpoint with the same bits; flags given change the settings that may change."`
}

// begin returns the run that the flags describe, at its start or where its
// checkpoint was written, with the set that it trains on.
func (c *course) begin(s *settings) (*train.Run, *data.Set, error) {
	if c.DataDir != "" {
		if s.Data != nil {
			return nil, nil, usageError{errors.New("--data and --data-dir can't be used together")}
		}
		s.Data = new("mnist:" + c.DataDir)
	}
	if c.Resume != "" {
		return c.resume(s)
	}
	config, err := s.config(train.Config{})
	if err != nil {
		return nil, nil, err
	}
	trainSet, testSet, err := data.Open(config.Filled().Data, data.Disk{})
	if err != nil {
		return nil, nil, err
	}
	run, err := train.New(config, trainSet, testSet)
	if err != nil {
		return nil, nil, inFlags(err)
	}
	return run, trainSet, nil
}

func (c *course) resume(s *settings) (*train.Run, *data.Set, error) {
	file, err := os.Open(c.Resume)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	saved, err := train.ReadCheckpoint(file)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.Resume, err)
	}
	config, err := s.config(saved.Config)
	if err != nil {
		return nil, nil, err
	}
	trainSet, testSet, err := data.Open(saved.Config.Filled().Data, data.Disk{})
	if err != nil {
		return nil, nil, err
	}
	run, err := saved.Resume(trainSet, testSet)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.Resume, err)
	}
	if config.Filled() != run.Config() {
		if err := run.Set(config); err != nil {
			if errors.Is(err, train.ErrRestart) {
				return nil, nil, usageError{fmt.Errorf("--resume: %w", err)}
			}
			return nil, nil, inFlags(err)
		}
	}
	return run, trainSet, nil
}

// traced passes frames on and writes each to a trace on the way. An error of
// writing ends the frames.
func traced(frames iter.Seq2[*train.Frame, error], w *trace.Writer) iter.Seq2[*train.Frame, error] {
	return func(yield func(*train.Frame, error) bool) {
		for frame, err := range frames {
			if failure := w.Write(frame); err == nil {
				err = failure
			}
			if !yield(frame, err) || err != nil {
				return
			}
		}
	}
}

// keeper is a reporter that also writes the run to a checkpoint.
type keeper struct {
	reporter
	run  *train.Run
	path string
}

func (k *keeper) epoch(e *epoch) error {
	return errors.Join(k.reporter.epoch(e), k.save())
}

func (k *keeper) end(run *train.Run, last *epoch, failure error) error {
	return errors.Join(k.reporter.end(run, last, failure), k.save())
}

// save replaces the checkpoint as a whole, so that a crash leaves the one
// before.
func (k *keeper) save() error {
	return replace(k.path, k.run.Save)
}

// replace writes a file beside the place of another and then takes that place.
func replace(path string, write func(io.Writer) error) error {
	file, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // fails once it is renamed, as it should
	if err := errors.Join(write(file), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
