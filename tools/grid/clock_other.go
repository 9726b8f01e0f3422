//go:build !unix

package main

import "time"

var start = time.Now()

// seconds returns the time since the program began.
func seconds() float64 { return time.Since(start).Seconds() }
