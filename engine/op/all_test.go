package op

// All returns every registered op and head, each set up for the samples that
// the conformance test feeds it: images of two channels of 4×4 for those that
// look at images, rows for the others.
func All() []Op {
	image := Image{Channels: 2, Height: 4, Width: 4}
	all := []Op{Dense(3), Product, Bias(), Scale(0.7), Sum{2, -3},
		Map(2, 5, []float64{1, 2, 3, 4, 5, -1, 0.5, 0, 2, -3}),
		Columns(image, Window{3, 1, 1}), Reorder(image), Flatten(image),
		MaxPool(image, Window{2, 2, 0}), AvgPool(image, Window{2, 1, 1}), Shift(0.5)}
	for _, f := range Activations() {
		all = append(all, f)
	}
	for _, h := range Heads() {
		all = append(all, h)
	}
	return all
}
