package train

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/optim"
)

// Ruin is the loss from which on a run counts as diverged. Both losses start at
// a few units, and a run that has lost a million never comes back, but can keep
// a visitor waiting for hundreds of steps until it overflows.
const Ruin = 1e6

// Divergence says why a run could not go on. The parameters are back at the
// last point where the loss was below Ruin and the method has forgotten its
// state, so the run can go on after a hyperparameter was changed. It wraps
// optim.ErrDiverged.
type Divergence struct {
	Step   int // the step that failed, from 1
	Reason string
}

func (d *Divergence) Error() string {
	return fmt.Sprintf("train: diverged in step %d: %s", d.Step, d.Reason)
}

func (d *Divergence) Unwrap() error { return optim.ErrDiverged }
