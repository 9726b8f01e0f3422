//go:build unix

package measure

import (
	"syscall"
	"time"
)

// Processor is the processor time that the program has had: what else runs on
// the machine does not count. (That of a thread alone grows by whole ticks.)
func Processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the arguments are constants that every Unix knows
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
