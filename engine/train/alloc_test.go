package train

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/cauchy-newton/playground/engine/setting"
)

// A warm step of any method allocates nothing, on one processor and on four:
// batch and summary batch are cut into several chunks, every step computes a
// summary, one step in the count takes an exam, and every allocation counts.
func TestStepAllocatesNothing(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, procs := range []int{1, 4} {
		if runtime.GOMAXPROCS(procs); runtime.GOMAXPROCS(0) != procs {
			continue // a page has one processor
		}
		configs := map[string]Config{}
		for _, method := range setting.Names("method") {
			configs[method] = smallFor(method)
		}
		c := smallFor(setting.KFAC)
		c.Reuse, c.FactorBlock, c.Rescale = true, 2, true
		configs["K-FAC's options"] = c
		for name, c := range configs {
			t.Run(fmt.Sprintf("%s on %d", name, procs), func(t *testing.T) {
				c.Batch, c.SummaryBatch, c.Period, c.Observe = 200, 260, 1, true
				if c.Data != "" {
					c.Data = "moons?n=600"
				}
				r := open(t, c)
				var frame Frame
				walk := func(n int) {
					for range n {
						if err := r.Step(&frame); err != nil {
							t.Fatal(err)
						}
					}
				}
				walk(2 * ExamEvery)
				if n := allocations(40, func() { walk(ExamEvery) }); n != 0 {
					t.Errorf("%d allocations in %d steps", n, ExamEvery)
				}
			})
		}
	}
}

// allocations counts those of work on all processors, the fewest of at most so
// many rounds: the runtime itself allocates now and then, the more the busier
// the machine is; work that has to allocate does so in every round.
func allocations(rounds int, work func()) uint64 {
	fewest := ^uint64(0)
	for i := 0; i < rounds && fewest > 0; i++ {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		work()
		runtime.ReadMemStats(&after)
		fewest = min(fewest, after.Mallocs-before.Mallocs)
	}
	return fewest
}
