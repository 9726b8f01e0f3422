package measure

import (
	"bytes"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/partition"
)

// The operations of a perceptron are 2·n·(2·first layer + 3·the others), those
// of LeNet-5 have the positions of its convolutions for rows.
func TestOperations(t *testing.T) {
	for name, want := range map[string]float64{
		Small: 2 * (2*784*32 + 3*(32*16+16*10)),
		Wide:  2 * (2*784*1024 + 3*(1024*200+200*100+100*10)),
		LeNet: 2 * (2*784*25*6 + 3*(100*150*16+400*120+120*84+84*10)),
		Deep:  2 * (2*784*256 + 3*(19*256*256+256*10)),
	} {
		g, err := Network(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, samples := range []int{1, 100} {
			if got := Operations(g, samples); got != want*float64(samples) {
				t.Errorf("%s, %d samples: %v operations, want %v", name, samples, got, want*float64(samples))
			}
		}
	}
}

// A name that is no network is an error, not a panic.
func TestNetworkErrors(t *testing.T) {
	for _, name := range []string{"", "784", "lenet", "784-0-10", "784-", "0x3", "4096-100x4096"} {
		if g, err := Network(name); err == nil {
			t.Errorf("%q is a network of %d parameters", name, g.Params().Size())
		}
	}
}

// A problem's direction is its gradient: ḡ sums to ‖g‖², whatever the partition.
func TestProblem(t *testing.T) {
	g, err := Network("7-5-3")
	if err != nil {
		t.Fatal(err)
	}
	p := NewProblem(g, 20, 1)
	p.Gradient()
	square := 0.0
	for i, v := range p.U {
		square += v * v
		if v != p.grad[i] {
			t.Fatalf("entry %d of the direction is %v, of the gradient %v", i, v, p.grad[i])
		}
	}
	for _, part := range []*partition.Partition{partition.Canonical(g.Params()), partition.Trivial(g.Params())} {
		p.Partition(part)
		sum := 0.0
		for _, v := range p.Summary().Gbar {
			sum += v
		}
		if square == 0 || !(math.Abs(sum/square-1) <= 1e-12) {
			t.Errorf("%d groups: Σḡ = %v, ‖g‖² = %v", part.Len(), sum, square)
		}
	}
}

// Everything is done as often as everything else, in turns.
func TestTurns(t *testing.T) {
	var order strings.Builder
	times := Turns(0, func() { order.WriteByte('a') }, func() { order.WriteByte('b') })
	if order.String() != "abababab" {
		t.Errorf("the order was %s", &order)
	}
	if len(times) != 2 || len(times[0]) != leastRounds || len(times[1]) != leastRounds {
		t.Errorf("times %v", times)
	}
	times = Turns(20*time.Millisecond, func() { time.Sleep(time.Millisecond) })
	if n, ms := len(times[0]), times[0].Median(); n < leastRounds || n > 21 || !(ms >= 1) {
		t.Errorf("%d rounds of %v ms in 20 ms", n, ms)
	}
}

func TestRounds(t *testing.T) {
	turns := [2]int{}
	times := Rounds(4, 0, Processor, func() { turns[0]++ }, func() { turns[1]++ })
	if turns != [2]int{5, 5} || len(times[0]) != 4 || len(times[1]) != 4 { // one to warm up
		t.Errorf("turns %v, times %v", turns, times)
	}
}

func TestSample(t *testing.T) {
	turns := 0
	ms := Sample(30*time.Millisecond, func() { turns++; time.Sleep(5 * time.Millisecond) })
	if turns < 1 || !(ms >= 5) || !(float64(turns)*ms >= 30) {
		t.Errorf("%d turns of %v ms in 30 ms", turns, ms)
	}
}

func TestSeries(t *testing.T) {
	for _, c := range []struct {
		s    Series
		want float64
	}{{nil, 0}, {Series{3}, 3}, {Series{4, 1}, 2.5}, {Series{9, 1, 2}, 2}} {
		if got := c.s.Median(); got != c.want {
			t.Errorf("the median of %v is %v, want %v", c.s, got, c.want)
		}
	}
	if got := (Series{4, 1, 3}).Least(); got != 1 || Series(nil).Least() != 0 {
		t.Errorf("the least is %v", got)
	}
	for want, s := range map[string]Series{"–": nil, "2 (2–2)": {2}, "2.5 (1–4.33)": {1, 13.0 / 3, 2.5}} {
		if got := s.String(); got != want {
			t.Errorf("%v is written as %q, want %q", []float64(s), got, want)
		}
	}
	if q := (Series{6, 8, 1}).Per(Series{3, 2}); len(q) != 2 || q[0] != 2 || q[1] != 4 {
		t.Errorf("quotients %v", q)
	}
}

// A goal is met at its bound, and the table says which were not.
func TestGoals(t *testing.T) {
	for _, c := range []struct {
		goal Goal
		v    float64
		met  bool
	}{
		{AtLeast(2, ""), 2, true}, {AtLeast(2, ""), 1.9, false},
		{AtMost(2, ""), 2, true}, {AtMost(2, ""), 2.1, false},
		{AtLeast(2, ""), math.NaN(), false}, {AtMost(2, ""), math.NaN(), false},
	} {
		if got := c.goal.Met(c.v); got != c.met {
			t.Errorf("%s by %v: %v", c.goal, c.v, got)
		}
	}
	var text bytes.Buffer
	if err := WriteGoals(&text, []Result{{Goal: AtLeast(2, "speed"), Value: 3}, {AtMost(1.5, "price"), 1.75, "; at 9 2.5"}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| speed | ≥ 2   | 3              | met    |\n", "| price | ≤ 1.5 | 1.75; at 9 2.5 | missed |\n", "\n1 of 2 goals missed"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, &text)
		}
	}
}

// A problem changes its precision between two calls: float32 panels give another
// gradient, within their error, and float64 the first one again.
func TestProblemIn(t *testing.T) {
	g, err := Network("128-96-10")
	if err != nil {
		t.Fatal(err)
	}
	p := NewProblem(g, 100, 1)
	p.In(kernel.Float32)
	p.Gradient()
	worst, scale := 0.0, 0.0
	for i, v := range p.Slope() {
		worst, scale = max(worst, math.Abs(v-p.U[i])), max(scale, math.Abs(p.U[i]))
	}
	if kernel.Set() != "portable" && worst == 0 || !(worst <= 1e-5*scale) {
		t.Errorf("off by %v of %v", worst, scale)
	}
	p.In(kernel.Float64)
	p.Gradient()
	if !slices.Equal(p.Slope(), p.U) {
		t.Error("the gradient in float64 is another one afterwards")
	}
}

// The processor's time stands still while the program sleeps, and runs while it
// works.
func TestProcessor(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "js" {
		t.Skip("there it is the time of the wall")
	}
	before := Processor()
	time.Sleep(100 * time.Millisecond)
	if spent := Processor() - before; spent > 50*time.Millisecond {
		t.Errorf("%v of work in a sleep", spent)
	}
	if ms := sampleBy(Processor, 20*time.Millisecond, func() {}); !(ms >= 0) {
		t.Errorf("%v ms", ms)
	}
	if spent := Processor() - before; spent < 20*time.Millisecond {
		t.Errorf("%v after a sample of 20 ms", spent)
	}
}
