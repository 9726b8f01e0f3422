package train

import (
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/setting"
)

// mnist loads the embedded digits once for all tests.
var mnist = sync.OnceValues(func() (sets [2]*data.Set, err error) {
	sets[0], sets[1], err = data.MNIST()
	return sets, err
})

func begin(t testing.TB, c Config) *Run {
	t.Helper()
	sets, err := mnist()
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(c, sets[0], sets[1])
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// walk takes n steps and returns their frames.
func walk(t testing.TB, r *Run, n int) []*Frame {
	t.Helper()
	var frames []*Frame
	for frame, err := range r.Frames(n) {
		if err != nil {
			t.Fatal(err)
		}
		frames = append(frames, frame)
	}
	if len(frames) != n {
		t.Fatalf("%d frames for %d steps", len(frames), n)
	}
	return frames
}

// bits returns every number of the frames as its bits, so that equal NaNs are
// equal.
func bits(frames []*Frame) []uint64 {
	var out []uint64
	for _, f := range frames {
		scalars := []Number{f.Loss, f.TestLoss, f.Accuracy, f.R, f.Predicted, f.Actual, f.Rate, f.Lambda}
		for _, list := range [][]Number{scalars, f.Gbar, f.Hbar, f.D, f.Newton, f.Eta} {
			for _, v := range list {
				out = append(out, math.Float64bits(float64(v)))
			}
		}
	}
	return out
}

// small is a configuration whose steps take about a millisecond.
var small = Config{Layers: "8-10", Batch: 20, SummaryBatch: 40, Period: 4}

// smallFor is small for a method. Newton's wants few parameters; K-FAC's
// inverses are gonum's, which starts goroutines for large ones; and where the
// curvature of a few samples says nothing of the next few, neither its full
// step nor Cauchy's is safe.
func smallFor(method string) Config {
	c := small
	c.Method = method
	row := setting.MethodOf(method)
	c.Adaptive = row.Partition != ""
	if row.Partition == "discrete" || row.Factors {
		c.Data, c.Layers = "moons?n=300", "5-2"
	}
	return c
}

// eachMethod runs a test for every method of the settings, by its name.
func eachMethod(t *testing.T, test func(t *testing.T, method string)) {
	for _, method := range setting.Names("method") {
		t.Run(method, func(t *testing.T) { test(t, method) })
	}
}

// Law: a Config determines every bit, whatever the number of processors.
func TestSameConfigSameBits(t *testing.T) {
	eachMethod(t, func(t *testing.T, method string) {
		c := smallFor(method)
		c.Observe, c.SummaryBatch = true, 200
		one := runtime.GOMAXPROCS(1)
		first := bits(walk(t, open(t, c), 20))
		runtime.GOMAXPROCS(2)
		second := bits(walk(t, open(t, c), 20))
		runtime.GOMAXPROCS(one)
		if !slices.Equal(first, second) {
			t.Errorf("%s: two runs differ", method)
		}
		c.Seed = 2
		if slices.Equal(first, bits(walk(t, open(t, c), 20))) {
			t.Errorf("%s: two seeds give the same run", method)
		}
	})
}

// Law: Reset leads back to the same start, even after changed settings.
func TestResetGivesTheSameRun(t *testing.T) {
	r := begin(t, small)
	first := bits(walk(t, r, 12))
	changed := small
	changed.Batch, changed.Lambda = 30, 2
	if err := r.Set(changed); err != nil {
		t.Fatal(err)
	}
	walk(t, r, 3)
	if err := r.Set(small); err != nil {
		t.Fatal(err)
	}
	r.Reset()
	if r.Steps() != 0 {
		t.Errorf("%d steps after Reset", r.Steps())
	}
	if !slices.Equal(first, bits(walk(t, r, 12))) {
		t.Error("the run after Reset differs")
	}
}

func TestStepReusesItsFrame(t *testing.T) {
	eachMethod(t, func(t *testing.T, method string) {
		c := smallFor(method)
		c.Observe = true
		r := open(t, c)
		var frame Frame
		step := func() {
			if err := r.Step(&frame); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 * ExamEvery {
			step()
		}
		if n := testing.AllocsPerRun(4*ExamEvery, step); n > 0 {
			t.Errorf("%s: %g allocations a step", method, n)
		}
	})
}

func TestLookAtTheStart(t *testing.T) {
	r := begin(t, small)
	var frame Frame
	r.Look(&frame)
	if frame.Step != 0 || frame.Fresh || frame.Hbar != nil || !math.IsNaN(float64(frame.Loss)) {
		t.Errorf("the frame of step 0 holds a step: %+v", frame)
	}
	// Ten classes that a fresh network cannot tell apart.
	if !(frame.Accuracy <= 0.35 && math.Abs(float64(frame.TestLoss)-math.Log(10)) <= 1) {
		t.Errorf("accuracy %g, test loss %g at the start", frame.Accuracy, frame.TestLoss)
	}
	if len(frame.Digits) != shown {
		t.Fatalf("%d digits, want %d", len(frame.Digits), shown)
	}
	for i, a := range frame.Digits {
		sum := 0.0
		for _, p := range a.Prob {
			sum += p
		}
		if a.Label != i%10 || a.Index != r.Digits()[i] || a.Guess != largest(a.Prob) || !(math.Abs(sum-1) <= 1e-12) {
			t.Errorf("digit %d: %+v", i, a)
		}
	}
	before := slices.Clone(r.Theta())
	walk(t, r, 1)
	if slices.Equal(before, r.Theta()) {
		t.Error("a step left the parameters where they were")
	}
}

// Law: looking at the test set changes nothing.
func TestLookingDoesNotDisturb(t *testing.T) {
	plain := bits(walk(t, begin(t, small), 8))
	r := begin(t, small)
	var watched []*Frame
	for range 8 {
		var look Frame
		r.Look(&look)
		watched = append(watched, walk(t, r, 1)...)
	}
	for i := range watched {
		watched[i].TestLoss, watched[i].Accuracy = Number(math.NaN()), Number(math.NaN())
	}
	if !slices.Equal(plain, bits(watched)) {
		t.Error("a run that is looked at takes another path")
	}
}

func TestAccuracyIsMeasuredEveryTenthStep(t *testing.T) {
	for _, f := range walk(t, begin(t, small), 2*ExamEvery+1) {
		if fresh := f.Step%ExamEvery == 0; fresh != (len(f.Digits) == shown) {
			t.Errorf("step %d: %d digits", f.Step, len(f.Digits))
		}
		if known := f.Step >= ExamEvery; known != finite(float64(f.Accuracy)) {
			t.Errorf("step %d: accuracy %g", f.Step, f.Accuracy)
		}
	}
}

func TestNewNamesTheField(t *testing.T) {
	sets, err := mnist()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		config Config
		field  string
	}{
		{Config{Layers: "32-9"}, "layers"},
		{Config{Layers: "4096-4096-10"}, "layers"},
		{Config{Batch: sets[0].Len() + 1}, "batch"},
		{Config{SummaryBatch: sets[0].Len() + 1}, "summaryBatch"},
		{Config{Partition: "custom: w9"}, "partition"},
		{Config{Partition: "discrete"}, "partition"},
		{Config{Partition: "custom: w1"}, "partition"},
		{Config{Activation: "step"}, "activation"},
	} {
		if _, err := New(test.config, sets[0], sets[1]); fieldOf(err) != test.field {
			t.Errorf("%+v: %v, want an error of the field %s", test.config, err, test.field)
		}
		if test.field == "layers" || test.field == "activation" {
			continue
		}
		r := begin(t, small)
		first := bits(walk(t, r, 2))
		if err := r.Set(test.config); err == nil {
			t.Errorf("Set(%+v) passes", test.config)
		}
		r.Reset()
		if !slices.Equal(first, bits(walk(t, r, 2))) {
			t.Errorf("a refused Set(%+v) changed the run", test.config)
		}
	}
}

func TestSetKeepsTheNetwork(t *testing.T) {
	for _, change := range []func(*Config){
		func(c *Config) { c.Method = setting.Adam },
		func(c *Config) { c.Method = setting.SGD },
		func(c *Config) { c.Partition = "trivial" },
		func(c *Config) { c.Batch, c.SummaryBatch = 7, 300 },
		func(c *Config) { c.Lambda, c.Rate, c.Period, c.Momentum = -1, 0.05, 3, -1 },
		func(c *Config) { c.Diagonal, c.Ridge, c.Signed, c.ClipFirst = true, 0.1, true, true },
		func(c *Config) { c.Direction, c.PlateauFactor, c.PlateauEvery, c.Average = "adam", 0.5, 2, -1 },
	} {
		r := begin(t, small)
		walk(t, r, 6)
		theta := slices.Clone(r.Theta())
		c := small
		change(&c)
		if err := r.Set(c); err != nil {
			t.Errorf("%+v: %v", c, err)
			continue
		}
		if !slices.Equal(theta, r.Theta()) || r.Steps() != 6 {
			t.Errorf("%+v: the network is another one", c)
		}
		if r.Config() != c.Filled() {
			t.Errorf("the settings are %+v, want %+v", r.Config(), c.Filled())
		}
		if f := walk(t, r, 12); f[11].Step != 18 {
			t.Errorf("step %d after 6 and 12", f[11].Step)
		}
	}
	for _, change := range []func(*Config){
		func(c *Config) { c.Layers = "9-10" },
		func(c *Config) { c.Activation = "relu" },
		func(c *Config) { c.Loss = "squared-error" },
		func(c *Config) { c.Seed = 2 },
	} {
		c := small
		change(&c)
		if err := begin(t, small).Set(c); !errors.Is(err, ErrRestart) {
			t.Errorf("%+v: %v, want ErrRestart", c, err)
		}
	}
}

// A run learns to predict values: the loss on unseen samples falls to a tenth,
// to little above the noise; there is no accuracy and nothing to show.
func TestValuesAreLearnt(t *testing.T) {
	c := Config{Data: "teacher?inputs=4&hidden=3&noise=0.05", Layers: "8-1", Loss: "squared-error"}
	r := open(t, c)
	var start Frame
	r.Look(&start)
	frames := walk(t, r, 300)
	end := frames[len(frames)-1]
	if !(end.TestLoss < start.TestLoss/10) {
		t.Errorf("test loss %g at the start, %g in the end", float64(start.TestLoss), float64(end.TestLoss))
	}
	if !math.IsNaN(float64(end.Accuracy)) || len(end.Digits) != 0 {
		t.Errorf("accuracy %g, %d answers", float64(end.Accuracy), len(end.Digits))
	}
	c.Loss = "cross-entropy"
	_, err := New(c, r.train, r.test)
	if field, ok := errors.AsType[*FieldError](err); !ok || field.Field != "loss" {
		t.Errorf("error %v, want one of the loss", err)
	}
	c.Loss, c.Layers = "squared-error", "8-2"
	_, err = New(c, r.train, r.test)
	if want := "setting: layers: the last layer has 2 units, but teacher train has 1 values to be predicted"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}

// fieldOf returns the field that err names, "" when it names none.
func fieldOf(err error) string {
	if e, ok := errors.AsType[*FieldError](err); ok {
		return e.Field
	}
	return ""
}

// The clock of a step stops before the screen's work begins: an observer's summary
// and a look at the test set are not in the seconds, as they are not in Work.
func TestTookIsOfTheMethod(t *testing.T) {
	r := begin(t, Config{Method: setting.SGD, Observe: true, Layers: "4-10"})
	now, calls := 0.0, 0
	r.Clock = func() float64 {
		if calls++; calls == 2 && (r.seen.Summary != nil || r.observer.count != 0) {
			t.Error("the clock runs while the observer looks")
		}
		if r.steps+1 == ExamEvery && calls == 2*ExamEvery && !math.IsNaN(r.testLoss) {
			t.Error("the clock runs while the test set is looked at")
		}
		now += 0.25
		return now
	}
	for range ExamEvery {
		if err := r.Step(new(Frame)); err != nil {
			t.Fatal(err)
		}
		if r.Took() != 0.25 {
			t.Fatalf("step %d took %g s", r.Steps(), r.Took())
		}
	}
	if calls != 2*ExamEvery || r.observer.count != ExamEvery || math.IsNaN(r.testLoss) {
		t.Errorf("%d calls of the clock, %d looks of the observer, a test loss of %g", calls, r.observer.count, r.testLoss)
	}
}
