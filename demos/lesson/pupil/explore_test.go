package pupil

import ("testing"; "github.com/cauchy-newton/playground/engine/optim")

func BenchmarkStep(b *testing.B) {
	p, _ := New(Settings{Toy: "circles", Samples: 80, Noise: 0.1, Widths: []int{2,8,8,2}, Activation:"tanh", Loss:"cross-entropy", Partition:"canonical", Seed: 1})
	m := &optim.GroupedNewton{Lambda: 1, Rate: 0.5}
	th := p.Start()
	var f optim.Frame
	for b.Loop() { m.Step(&f, th, p) }
}
func BenchmarkGrad(b *testing.B) {
	p, _ := New(Settings{Toy: "circles", Samples: 80, Noise: 0.1, Widths: []int{2,8,8,2}, Activation:"tanh", Loss:"cross-entropy", Partition:"canonical", Seed: 1})
	th := p.Start(); g := p.Start()
	for b.Loop() { p.Gradient(g, th) }
}
