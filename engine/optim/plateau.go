package optim

import "cmp"

// Plateau changes a hyperparameter when the loss stops falling. A loss is better
// when it is below best·(1 − Threshold); after more than Patience losses in a
// row that are not, the value is multiplied by Factor and the present loss becomes
// the best.
//
// The paper's "dmp_auto" is Factor 0.5, Patience 0, Threshold 1e-4, once an epoch.
type Plateau struct {
	Factor    float64 // f, above 1 for a value that grows; 0 means 0.5
	Patience  int     // p; 0 changes the value at the first loss that is not better
	Threshold float64 // relative; 0 takes any decrease for better
	Epsilon   float64 // a reduction not larger than this is not made; 0 means 1e-8

	best float64
	bad  int
	seen bool
}

// Step takes the next loss and returns the value to use from now on.
func (p *Plateau) Step(value, loss float64) float64 {
	if !p.seen || loss < p.best*(1-p.Threshold) {
		p.seen, p.best, p.bad = true, loss, 0
		return value
	}
	if p.bad++; p.bad <= p.Patience {
		return value
	}
	p.best, p.bad = loss, 0
	next := value * cmp.Or(p.Factor, 0.5)
	if next < value && value-next <= cmp.Or(p.Epsilon, 1e-8) || !finite(next) {
		return value
	}
	return next
}
