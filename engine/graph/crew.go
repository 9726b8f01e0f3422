package graph

import (
	"runtime"
	"sync"
)

// Job is work on the chunks of a batch. Work may run on several members at
// once; Commit is called once a chunk, in the order of the chunks, by the
// member that did its work. Sums made in Commit are therefore the same bits
// whatever the number of processors.
type Job interface {
	// Enlist prepares for members 0 … size−1.
	Enlist(size int)
	Work(member, chunk int)
	Commit(member, chunk int)
}

// crew runs jobs on all processors. It allocates nothing once warm.
type crew struct {
	mu     sync.Mutex
	turn   sync.Cond
	done   sync.WaitGroup
	job    Job
	chunks int
	next   int // the next chunk to be worked on
	commit int // the next chunk to be committed
	starts []func()
}

// run does all chunks of the job.
func (c *crew) run(job Job, chunks int) {
	size := min(runtime.GOMAXPROCS(0), chunks)
	job.Enlist(size)
	if size == 1 {
		for chunk := range chunks {
			job.Work(0, chunk)
			job.Commit(0, chunk)
		}
		return
	}
	c.turn.L = &c.mu
	for len(c.starts) < size {
		member := len(c.starts)
		c.starts = append(c.starts, func() { c.work(member); c.done.Done() })
	}
	c.job, c.chunks, c.next, c.commit = job, chunks, 0, 0
	c.done.Add(size - 1)
	for _, start := range c.starts[1:size] {
		go start()
	}
	c.work(0)
	c.done.Wait()
	c.job = nil
}

func (c *crew) work(member int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.next < c.chunks {
		chunk := c.next
		c.next++
		c.mu.Unlock()
		c.job.Work(member, chunk)
		c.mu.Lock()
		for c.commit != chunk {
			c.turn.Wait()
		}
		c.job.Commit(member, chunk)
		c.commit++
		c.turn.Broadcast()
	}
}
