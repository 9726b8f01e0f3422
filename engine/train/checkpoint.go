package train

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc64"
	"io"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
)

// A checkpoint file is
//
//	8 bytes   "CNcheck" and the version
//	8 bytes   n, little-endian
//	n bytes   the state: Config as JSON, step, data, θ, memory, feeds, method, observer
//	8 bytes   CRC-64 (ECMA) of all before
const (
	checkpointMagic   = "CNcheck"
	checkpointVersion = 3
	unguarded         = 2 // before grouped Newton had guards
)

// maxCheckpoint bounds what is read: setting.MaxParameters with eight vectors of state.
const maxCheckpoint = 8*8*setting.MaxParameters + 64<<20

// ErrChecksum says that a checkpoint was damaged after it was written.
var ErrChecksum = errors.New("the checksum does not fit: the file is damaged")

var checksum = crc64.MakeTable(crc64.ECMA)

// Checkpoint is a run saved between two steps.
type Checkpoint struct {
	Config Config // of the run; Config.Data names the data that Resume needs
	Steps  int    // taken before
	state  *archive.Archive
}

// Save writes a checkpoint. A run that is resumed from it takes the same steps,
// to the bit, as this one will. The errors are those of the writer.
func (r *Run) Save(w io.Writer) error {
	config, err := json.Marshal(r.config)
	if err != nil {
		return fmt.Errorf("train: checkpoint: %w", err)
	}
	a := archive.New(nil)
	text := string(config)
	a.Text(&text)
	a.Int(&r.steps)
	r.archive(a)
	state := a.Written()
	head := append([]byte(checkpointMagic), checkpointVersion)
	head = binary.LittleEndian.AppendUint64(head, uint64(len(state)))
	sum := crc64.Update(crc64.Checksum(head, checksum), checksum, state)
	for _, part := range [][]byte{head, state, binary.LittleEndian.AppendUint64(nil, sum)} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("train: checkpoint: %w", err)
		}
	}
	return nil
}

// ReadCheckpoint reads a checkpoint. Memory grows
// with the bytes that arrive. The error says what is wrong with the file; a
// damaged one is ErrChecksum.
func ReadCheckpoint(r io.Reader) (*Checkpoint, error) {
	c, err := readCheckpoint(r)
	if err != nil {
		return nil, fmt.Errorf("train: checkpoint: %w", err)
	}
	return c, nil
}

func readCheckpoint(r io.Reader) (*Checkpoint, error) {
	head := make([]byte, len(checkpointMagic)+1+8)
	if n, err := io.ReadFull(r, head); err != nil {
		return nil, cut(err, n, len(head), "header")
	}
	if string(head[:7]) != checkpointMagic {
		return nil, fmt.Errorf("no checkpoint (it starts with %q)", head[:7])
	}
	version := head[7]
	if version != checkpointVersion && version != unguarded {
		return nil, fmt.Errorf("of version %d, this program reads versions %d and %d", version, unguarded, checkpointVersion)
	}
	size := binary.LittleEndian.Uint64(head[8:])
	if size > maxCheckpoint {
		return nil, fmt.Errorf("the header claims %d bytes, more than %d", size, uint64(maxCheckpoint))
	}
	var body bytes.Buffer
	if n, err := io.CopyN(&body, r, int64(size)+8); err != nil {
		return nil, cut(err, int(n), int(size)+8, "state")
	}
	state := body.Bytes()[:size]
	sum := crc64.Update(crc64.Checksum(head, checksum), checksum, state)
	if sum != binary.LittleEndian.Uint64(body.Bytes()[size:]) {
		return nil, ErrChecksum
	}
	switch n, err := r.Read(make([]byte, 1)); {
	case n > 0:
		return nil, errors.New("the file goes on behind its checksum")
	case err != nil && err != io.EOF:
		return nil, err
	}
	return decodeCheckpoint(state, version == unguarded)
}

// decodeCheckpoint reads the beginning of a state.
func decodeCheckpoint(state []byte, bare bool) (*Checkpoint, error) {
	c := &Checkpoint{Config: Config{Bare: bare}, state: archive.Open(state)}
	var text string
	c.state.Text(&text)
	c.state.Int(&c.Steps)
	c.state.Check(c.Steps >= 0, "%d steps", c.Steps)
	if err := c.state.Err(); err != nil {
		return nil, err
	}
	if err := c.Config.UnmarshalJSON([]byte(text)); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	if err := Validate(c.Config); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	return c, nil
}

// cut returns the error for a file that ends early.
func cut(err error, n, of int, part string) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("cut off within the %s (%d of %d bytes)", part, n, of)
	}
	return fmt.Errorf("in the %s: %w", part, err)
}

// Resume returns the run where it was saved. It needs the data that the run was
// begun with, which a fingerprint checks, and can be called once.
func (c *Checkpoint) Resume(train, test *data.Set) (*Run, error) {
	r, err := New(c.Config, train, test)
	if err != nil {
		return nil, err
	}
	r.steps = c.Steps
	r.archive(c.state)
	if err := c.state.Close(); err != nil {
		return nil, fmt.Errorf("train: checkpoint: %w", err)
	}
	return r, nil
}

// Resume reads a checkpoint and returns the run where it was saved.
func Resume(file io.Reader, train, test *data.Set) (*Run, error) {
	c, err := ReadCheckpoint(file)
	if err != nil {
		return nil, err
	}
	return c.Resume(train, test)
}

// archive archives all that the next step and the next frame depend on.
func (r *Run) archive(a *archive.Archive) {
	a.Section("run")
	for _, set := range []*data.Set{r.train, r.test} {
		have := set.Fingerprint()
		saved := have
		if a.Uint(&saved); saved != have {
			a.Fail("%s is not the set that the run was saved with", set.Name)
		}
	}
	a.Vector(&r.theta, len(r.theta), false)
	r.best.archive(a)
	for _, theta := range [][]float64{r.theta, r.best.theta} {
		for i, v := range theta {
			a.Check(finite(v), "parameter %d is %g", i, v)
		}
	}
	a.Float(&r.first)
	a.Int(&r.quiet)
	a.Float(&r.testLoss)
	a.Float(&r.accuracy)
	r.objective.gradients.archive(a)
	r.objective.summaries.archive(a)
	if r.objective.layered != nil {
		r.objective.layered.archive(a)
	}
	r.method.Archive(a)
	if r.observer != nil {
		r.observer.archive(a)
	}
}

// archive archives the latest observation, and the place in the period.
func (w *observer) archive(a *archive.Archive) {
	a.Section("observer")
	groups := len(w.d)
	a.Int(&w.count)
	a.Check(w.count >= 0, "%d steps seen", w.count)
	optim.ArchiveSummary(a, w.summary, groups)
	a.Vector(&w.d, groups, false)
	optim.ArchiveStep(a, &w.step, groups)
	a.Text(&w.reason)
}
