//go:build unix

package measure

import (
	"syscall"
	"time"
)

// Processor is the processor time of the program, without what else runs on the
// machine. (That of a single thread grows by whole ticks.)
func Processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the arguments are constants that every Unix knows
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
