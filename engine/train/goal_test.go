package train

import "testing"

// The goal that the playground is built on: the default network learns the
// digits by the paper's method within 150 steps.
func TestDefaultLearnsTheDigits(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a second")
	}
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

// With adaptive λ_int nothing is tuned and nothing diverges: other data, other
// activations, other seeds, λ_int started far off.
func TestAdaptiveTrainsUntuned(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a second")
	}
	for _, activation := range []string{"tanh", "relu", "softplus", "elu"} {
		for seed := range 10 {
			c := Config{Data: "moons?n=300", Layers: "12-8-2", Batch: 20, SummaryBatch: 200, Adaptive: true,
				Activation: activation, Seed: uint64(seed + 1), Lambda: []float64{1e-3, 1, 1e3}[seed%3]}
			frames := walk(t, open(t, c), 300)
			mean := 0.0
			for _, f := range frames[280:] {
				mean += float64(f.Loss) / 20
			}
			if !(mean < 0.3) {
				t.Errorf("%s, seed %d: loss %.3f after 300 steps", activation, seed+1, mean)
			}
		}
	}
}

// What is learnt goes on: runs that solve their task reach losses far below the
// rounding of 1 and do not blow up there. Averages of summaries follow with a delay.
func TestSolvedTasksGoOn(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a second")
	}
	for _, c := range []Config{
		{Data: "blobs?noise=0.05", Layers: "16-4"},
		{Data: "blobs?noise=0.05", Layers: "4"}, // convex
		{Data: "blobs?noise=0.02&classes=2", Layers: "16-2"},
		{Data: "blobs?noise=0.02&classes=2", Layers: "2"},
		{Data: "blobs?noise=0.05", Layers: "16-4", Bare: true},
		{Data: "blobs?noise=0.02&classes=2", Layers: "2", Bare: true},
	} {
		frames := walk(t, open(t, c), 1200)
		end, most := frames[len(frames)-1], 1e-20
		if c.Bare {
			most = 1e-40
		}
		if !(float64(end.Loss) < most) || end.Accuracy != 1 {
			t.Errorf("%s, %s: loss %v and accuracy %v after 1200 steps", c.Data, c.Layers, end.Loss, end.Accuracy)
		}
	}
}
