package train

import (
	"errors"
	"github.com/cauchy-newton/playground/engine/setting"
	"math"
	"strings"
	"testing"
)

// Each rule ends at the first step at which it holds, and says so.
func TestStopRules(t *testing.T) {
	// 40 frames: the loss falls by 0.1 a step to 1 at step 21 and stays there;
	// the accuracy rises by 0.02 a step, measured every tenth; 4 steps an epoch.
	var frames []*Frame
	accuracy := math.NaN()
	for step := 1; step <= 40; step++ {
		if step%ExamEvery == 0 {
			accuracy = 0.02 * float64(step)
		}
		frames = append(frames, &Frame{Step: step, Epoch: float64(step) / 4,
			Loss: Number(max(3-0.1*float64(step-1), 1)), Accuracy: Number(accuracy)})
	}
	for _, c := range []struct {
		stop   Stop
		step   int
		reason string
	}{
		{Stop{}, 0, ""},
		{Stop{Steps: 7}, 7, "7 steps are taken"},
		{Stop{Epochs: 2.1}, 9, "2.25 epochs are over"},
		// Readings of 5 steps: 2.8, 2.3, 1.8, 1.3, 1, 1, 1, 1.
		{Stop{LossBelow: 1.8, Every: 5}, 20, "the training loss is 1.3, below 1.8"},
		{Stop{LossBelow: 1}, 0, ""},
		{Stop{AccuracyAbove: 0.39}, 20, "the accuracy is 0.4, above 0.39"},
		{Stop{Patience: 2, Every: 5}, 35, "the training loss has not fallen below 1 in 2 readings of 5 steps"},
		{Stop{Patience: 1, Every: 5, Steps: 29}, 29, "29 steps are taken"},
	} {
		watch, step, reason := c.stop.Watch(), 0, ""
		for _, f := range frames {
			if reason = watch.See(f); reason != "" {
				step = f.Step
				break
			}
		}
		if step != c.step || reason != c.reason {
			t.Errorf("%+v: step %d, %q; want %d, %q", c.stop, step, reason, c.step, c.reason)
		}
	}
}

// Law: a run until n steps is a run of n steps; the rules do not disturb it.
func TestUntilIsFrames(t *testing.T) {
	want := walk(t, begin(t, small), 12)
	var got []*Frame
	var end error
	for frame, err := range begin(t, small).Until(Stop{Steps: 12, Patience: 100}) {
		got, end = append(got, frame), err
	}
	if !errors.Is(end, ErrStopped) || end.Error() != "train: stopped: 12 steps are taken" {
		t.Errorf("the end is %v", end)
	}
	if len(got) != len(want) || got[11].Loss != want[11].Loss {
		t.Errorf("%d steps, the last with loss %g", len(got), float64(got[len(got)-1].Loss))
	}
	c := small
	c.Method, c.Activation, c.Rate = setting.SGD, "relu", 1e80
	for _, err := range begin(t, c).Until(Stop{Steps: 50}) {
		end = err
	}
	if _, ok := errors.AsType[*Divergence](end); !ok {
		t.Errorf("the end of a diverging run is %v", end)
	}
}

func TestStopRefuses(t *testing.T) {
	for want, s := range map[string]Stop{
		"train: stop: -1 steps":                  {Steps: -1},
		"train: stop: NaN epochs":                {Epochs: math.NaN()},
		"train: stop: a loss below +Inf":         {LossBelow: math.Inf(1)},
		"train: stop: an accuracy above 1":       {AccuracyAbove: 1},
		"train: stop: a patience of -1 readings": {Patience: -1},
		"train: stop: a reading every -1 steps":  {Every: -1},
	} {
		if err := s.Validate(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%+v: error %v, want %q", s, err, want)
		}
	}
}
