package exchange

import (
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// RerunReport is what `gn replay` writes of a recorded training that was run
// again.
type RerunReport struct {
	Steps     []RerunStep     `json:"steps"`
	Final     []tensor.Tensor `json:"params_final"`
	FinalLoss Number          `json:"final_loss"` // over all rows
}

// RerunStep is one step: the loss before it, on its minibatch, and the step
// sizes that it used.
type RerunStep struct {
	Loss Number  `json:"loss"`
	Eta  Numbers `json:"lr"`
}

// Add appends what a step reported.
func (r *RerunReport) Add(f *optim.Frame) {
	r.Steps = append(r.Steps, RerunStep{Number(f.Loss), append(Numbers{}, f.Eta...)})
}

// End fills in where the training ended.
func (r *RerunReport) End(t *Trajectory, replay *Replay) {
	r.Final = cut(replay.Graph.Params(), replay.Theta, t.Initial)
	r.FinalLoss = Number(replay.Loss(replay.Theta))
}

// Length returns the number of steps: those recorded or, in a file without
// any, those of its epochs.
func (t *Trajectory) Length(stepsEpoch int) int {
	if len(t.Steps) > 0 {
		return len(t.Steps)
	}
	return t.Epochs * stepsEpoch
}
