package train

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/engine/optim"
)

// Ruin is the loss above which a run counts as diverged, in units of the first loss
// or of 1, whichever is larger. Such a run never recovers, but could take hundreds
// of steps to overflow. The bound is relative because values to be predicted have
// units.
const Ruin = 1e6

// Divergence says why a run could not go on. The parameters are back at the
// best point of the run's memory and the method starts afresh, so the run can go on
// after a hyperparameter was changed. Steps and the order of samples continue. It wraps optim.ErrDiverged.
type Divergence struct {
	Step   int // the step that failed, from 1
	Reason string
	Back   int     // how many steps had led to the point where the parameters are now
	Loss   float64 // there: the mean over the last minibatches; +Inf if none was measured
	Remedy string  // what helps, in sentences: see setting.Config.Remedy
}

// reason returns in words why a step failed, or "" for one that did not.
func (r *Run) reason(err error) string {
	switch loss := r.seen.Loss; {
	case err != nil && !errors.Is(err, optim.ErrDiverged):
		return strings.TrimPrefix(err.Error(), "optim: ")
	case !finite(loss):
		return "the loss is not a finite number"
	case r.lost(loss):
		return "the loss has grown to " + inTens(loss)
	case err != nil:
		return "the gradient or the next parameters are not finite"
	}
	return ""
}

// lost tells whether a loss is so large that no run recovers from it.
func (r *Run) lost(loss float64) bool { return !finite(loss) || loss > Ruin*max(r.first, 1) }

// inTens writes a number above Ruin as the pictures write theirs: "3.8×10⁸".
func inTens(v float64) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 1, 64), "e+")
	raised := strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
	return strings.TrimSuffix(mantissa, ".0") + "×10" + raised.Replace(strings.TrimLeft(exponent, "0"))
}

func (d *Divergence) Error() string {
	back := "at the start"
	if d.Back > 0 {
		back = fmt.Sprintf("at step %d", d.Back)
	}
	if finite(d.Loss) {
		back += fmt.Sprintf(", where the loss was %.3g", d.Loss)
	}
	return fmt.Sprintf("train: diverged in step %d: %s; back %s", d.Step, d.Reason, back)
}

func (d *Divergence) Unwrap() error { return optim.ErrDiverged }
