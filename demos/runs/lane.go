package runs

// Place is that of a lane's colour in Theme.Groups.
func Place(lane int) int { return laneColors[lane%len(laneColors)] }
