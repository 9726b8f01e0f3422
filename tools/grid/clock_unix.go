//go:build unix

package main

import "syscall"

// seconds returns the processor time that the program has had: what else runs on the
// machine does not count.
func seconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
