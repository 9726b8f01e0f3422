package trace

import (
	"errors"
	"fmt"
	"io"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/frame"
)

// File is what a trace can be continued in.
type File interface {
	io.ReadWriteSeeker
	Truncate(size int64) error
}

// ErrOther says that a trace is of another run than the one to be continued.
var ErrOther = errors.New("the trace is of another run")

// Continue opens a trace to go on behind the given step of the run whose θ had
// the given Point there. The end mark is taken away, and with it what the file
// holds of later steps, whole or cut off: so many frames are dropped. A file that
// holds no frame of that step with that Point is left as it is, with an error;
// ErrOther where the point is another. A run that diverged has its point in the
// frame of the step that failed, which is the next one.
func Continue(file File, step, point int) (w *Writer, dropped int, err error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, 0, fmt.Errorf("trace: %w", err)
	}
	r, err := NewReader(file)
	if err != nil {
		return nil, 0, err
	}
	if len(r.fields) != len(schema) {
		return nil, 0, errors.New("trace: it is of an older version, which does not say of which run it is")
	}
	// The writer goes on with the schema's own order of fields.
	for i, f := range r.fields {
		if f != schema[i] {
			return nil, 0, fmt.Errorf("trace: it holds its fields in another order: %q where %q is written", f.name, schema[i].name)
		}
	}
	var last frame.Frame
	back := 0 // Point of the next frame: where a divergence there went back to
	end := int64(-1)
	for {
		var f frame.Frame
		if err = r.Next(&f); err != nil {
			break
		}
		if f.Step > step {
			dropped++
			if f.Step == step+1 {
				back = f.Point
			}
		} else {
			last, end = f, r.r.read
		}
	}
	switch {
	case end < 0 && dropped > 0:
		return nil, 0, fmt.Errorf("trace: it begins behind step %d, where the run goes on", step)
	case (end < 0 || last.Step < step) && err != io.EOF && !errors.Is(err, ErrTruncated):
		return nil, 0, err
	case end < 0 || last.Step < step:
		return nil, 0, fmt.Errorf("trace: it ends with step %d, and the run goes on behind step %d", last.Step, step)
	case last.Point != point && back != point:
		return nil, 0, fmt.Errorf("trace: %w: the parameters of step %d differ", ErrOther, step)
	}
	if err := file.Truncate(end); err != nil {
		return nil, 0, fmt.Errorf("trace: %w", err)
	}
	if _, err := file.Seek(end, io.SeekStart); err != nil {
		return nil, 0, fmt.Errorf("trace: %w", err)
	}
	w = &Writer{w: file, last: make([][]byte, len(schema))}
	for i := range schema {
		w.last[i] = encoded(archive.New(nil), &last, i)
	}
	return w, dropped, nil
}
