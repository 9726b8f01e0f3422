package partitionmatrix

import "github.com/cauchy-newton/playground/demos"

func controls() []demos.Control {
	var options []demos.Option
	for _, p := range presets {
		options = append(options, demos.Option{Value: p.value, Label: p.label})
	}
	options = append(options, demos.Option{Value: own, Label: "your own"})
	return []demos.Control{
		{Name: "groups", Label: "groups of w₁ w₂ b₁ b₂ v₁ v₂", Kind: demos.Text, Default: "11 22 33", Pattern: `[1-6](?: ?[1-6]){5}`,
			Group: "partition", Help: "a digit from 1 to 6 for each parameter; equal digits share a group. Cells of the bar can be dragged instead."},
		{Name: "preset", Label: "a partition with a name", Kind: demos.Choice, Default: "tensors", Options: options,
			Group: "partition", Help: "the partitions that have a name; the digits follow"},
		{Name: "direction", Label: "u, the direction", Kind: demos.Choice, Default: "gradient", Options: directions,
			Group: "point", Help: "what is cut into groups: U has its entries on the diagonal"},
		{Name: "seed", Label: "seed", Kind: demos.Number, Default: "20", Min: 0, Max: 1 << 20, Step: 1,
			Group: "point", Help: "draws the six parameters of the network"},
		{Name: "view", Label: "what is shown", Kind: demos.Choice, Default: "folded", Options: views,
			Group: "picture", Help: "how far the second derivatives are folded, or what of the third derivatives adds up"},
	}
}

// agreed makes the two controls of the partition consistent: the digits decide,
// otherwise the preset sets them.
func agreed(changes demos.Values) demos.Values {
	out := changes.With(nil)
	text, digits := out["groups"]
	if !digits {
		for _, p := range presets {
			if out["preset"] == p.value {
				out["groups"] = p.groups.text()
				return out
			}
		}
		if out["preset"] == own { // it is what the digits say
			delete(out, "preset")
		}
		return out
	}
	if read, err := demos.Read(controls()[:1], demos.Values{"groups": text}); err == nil {
		g := parse(read["groups"])
		out["groups"], out["preset"] = g.text(), g.preset()
	}
	return out
}

// views are what the picture shows, in the order in which it folds.
var views = []demos.Option{
	{Value: "hessian", Label: "H: every pair of parameters"},
	{Value: "along", Label: "U H U: along u"},
	{Value: "rows", Label: "the rows of a group added up"},
	{Value: "folded", Label: "H̄: rows and columns added up"},
	{Value: "third", Label: "third derivatives"},
}
