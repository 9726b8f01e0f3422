package train

import "testing"

// The goal that the playground is built on: the default network learns the
// digits by the paper's method within 150 steps.
func TestDefaultLearnsTheDigits(t *testing.T) {
	frames := walk(t, begin(t, Config{}), 150)
	end := frames[len(frames)-1]
	const few = 10
	mean := 0.0
	for _, f := range frames[len(frames)-few:] {
		mean += float64(f.Loss) / few
	}
	t.Logf("after 150 steps: loss %.3f, mean of the last %d %.3f, accuracy %.3f", float64(end.Loss), few, mean, float64(end.Accuracy))
	if !(end.Loss < 0.6) || !(mean < 0.6) {
		t.Errorf("training loss %.3f, mean of the last %d %.3f, want both below 0.6", float64(end.Loss), few, mean)
	}
	if !(end.Accuracy > 0.80) {
		t.Errorf("test accuracy %.3f, want above 0.80", float64(end.Accuracy))
	}
}
