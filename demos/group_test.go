package demos

import "testing"

func TestShort(t *testing.T) {
	for name, want := range map[string]string{
		"layers.0.weight": "W₁", "layers.11.bias": "b₁₂", "w3": "W₃", "B2": "b₂",
		"layers.0.weight+layers.1.weight": "W₁+W₂", "layers.0.weight[7]": "W₁[7]",
		"all": "all", "weights": "W", "biases": "b", "layer 12": "L₁₂", "layer 2 neuron 10": "L₂n₁₀",
		"block 1 weight": "W·1", "chunk 3 bias": "b·3", "block 1 other": "block 1 other", "conv.0": "conv.0", "": "",
		"layers.99999999999999999999.weight": "layers.99999999999999999999.weight",
	} {
		if got := Short(name); got != want {
			t.Errorf("Short(%q) = %q, want %q", name, got, want)
		}
	}
}
