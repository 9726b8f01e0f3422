package runs

// Lane is what a shell writes on the button of a lane.
type Lane struct {
	Name  string
	Place int    // of its colour in Theme.Groups
	Ended string // why it does not go on, in words; "" while it does
}

// Lanes returns the lanes as the legend lists them.
func (s *Scene) Lanes() []Lane {
	list := make([]Lane, len(s.lanes))
	for i, l := range s.lanes {
		list[i] = Lane{s.names[i], laneColors[i%len(laneColors)], l.ended}
	}
	return list
}
