package summary

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/partition"
)

// A summary of 784-20x256-10 at a batch of 10,000, on two processors, allocates
// less than 256 MB with θ, the direction and the batch itself, from nothing to
// the result: the tangents are those of a chunk, not of the batch. Two chunks in
// 100 are worked on, for a second chunk of the same processor allocates nothing.
func TestMemoryOfADeepSummary(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds, and the same with every set of loops")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	allocates(t, "784-20x256-10", 10_000, 100, 256e6)
}

// The stacks of tangents are as large as the largest at a node: where few groups
// have begun, at LeNet's large images, they are low. One processor needs less than
// 64 MB for a batch of 100.
func TestMemoryOfConvolutions(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	allocates(t, "lenet5", 100, 1, 64e6)
}

// sparse is a job that works on the first two of every period chunks only.
type sparse struct {
	graph.Job
	period int
}

func (s sparse) Work(member, chunk int) {
	if chunk%s.period < 2 {
		s.Job.Work(member, chunk)
	}
}

func (s sparse) Commit(member, chunk int) {
	if chunk%s.period < 2 {
		s.Job.Commit(member, chunk)
	}
}

// allocates fails if a summary of the network allocates as much, θ, direction and
// batch with it: what is allocated in all bounds what is held at once.
func allocates(t *testing.T, network string, samples, period int, most float64) {
	size := sizes[slices.IndexFunc(sizes, func(s networkSize) bool { return s.name == network })]
	g, err := size.build()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(8, 0))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)

	theta, u := make([]float64, g.Params().Size()), make([]float64, g.Params().Size())
	g.Params().Init(theta, rng)
	g.Params().Init(u, rng)
	batch := &graph.Batch{X: make([]float64, samples*g.InWidth()), Labels: make([]int, samples)}
	for i := range batch.X {
		batch.X[i] = rng.Float64()
	}
	for i := range batch.Labels {
		batch.Labels[i] = rng.IntN(g.OutWidth())
	}
	part := partition.Canonical(g.Params())
	s := New(part.Len())
	sweep := NewSweep(graph.NewSweep(g), part)
	sweep.dst, sweep.theta, sweep.us, sweep.batch = s, theta, [][]float64{u}, batch // as Compute does
	sweep.tapes.Each(batch, sparse{sweep, period})

	runtime.ReadMemStats(&after)
	if used := float64(after.TotalAlloc - before.TotalAlloc); used >= most {
		t.Errorf("%.0f MB, %.0f of them the batch", used/1e6, float64(8*len(batch.X))/1e6)
	} else {
		t.Logf("%.0f MB, %.0f of them the batch", used/1e6, float64(8*len(batch.X))/1e6)
	}
	if !(s.Loss > 0 && s.Hbar[0] != 0) {
		t.Errorf("loss %v, H̄₁₁ %v", s.Loss, s.Hbar[0])
	}
}
