package main

import (
	"fmt"
	"iter"

	"github.com/cauchy-newton/playground/engine/train"
)

// stopping are the flags of the rules that end a run early.
type stopping struct {
	StopLoss     float64 `range:"loss" group:"run" placeholder:"X" help:"End when the mean training loss of ten steps is below X."`
	StopAccuracy float64 `range:"share" group:"run" placeholder:"X" help:"End when the accuracy on the test set, 0…1, is above X."`
	StopPatience int     `range:"length" group:"run" placeholder:"N" help:"End when N readings of ten steps brought no lower training loss."`
}

// rules returns the rules as the engine knows them.
func (s *stopping) rules() train.Stop {
	return train.Stop{LossBelow: s.StopLoss, AccuracyAbove: s.StopAccuracy, Patience: s.StopPatience}
}

// until hands the frames on until a rule holds, and writes to why which one.
func (s *stopping) until(frames iter.Seq2[*train.Frame, error], why *string) iter.Seq2[*train.Frame, error] {
	return func(yield func(*train.Frame, error) bool) {
		watch := s.rules().Watch()
		for frame, err := range frames {
			if !yield(frame, err) || err != nil {
				return
			}
			if *why = watch.See(frame); *why != "" {
				return
			}
		}
	}
}

// tell says on the error stream why a run ended before its length.
func tell(s *streams, why string) {
	if why != "" {
		fmt.Fprintf(s.err, "gn: stopped: %s\n", why)
	}
}
