package kernel

// loops is a pointwise function's assembly, by level from avx2 on.
type loops struct {
	value  [2]func(y, x *float64, n int)
	order1 [2]func(dx, d1, x, y, dy *float64, n int)
	order3 [2]func(dx, d1, d2, q2, q3, x, y, dy *float64, n int)
}

func (l *loops) values(y, x []float64) { l.value[active-avx2](&y[0], &x[0], len(x)) }

func (l *loops) pull1(dx, d1, x, y, dy []float64) {
	l.order1[active-avx2](&dx[0], &d1[0], &x[0], &y[0], &dy[0], len(x))
}

func (l *loops) pull3(dx, d1, d2, q2, q3, x, y, dy []float64) {
	l.order3[active-avx2](&dx[0], &d1[0], &d2[0], &q2[0], &q3[0], &x[0], &y[0], &dy[0], len(x))
}

// loopsOf returns the assembly of the function of that name.
func loopsOf(name string) loops { return assembly[name] }

var assembly = map[string]loops{
	"exp": {
		value:  [2]func(y, x *float64, n int){expAVX2, expAVX512},
		order1: [2]func(dx, d1, x, y, dy *float64, n int){expPull1AVX2, expPull1AVX512},
		order3: [2]func(dx, d1, d2, q2, q3, x, y, dy *float64, n int){expPull3AVX2, expPull3AVX512},
	},
	"tanh": {
		value:  [2]func(y, x *float64, n int){tanhAVX2, tanhAVX512},
		order1: [2]func(dx, d1, x, y, dy *float64, n int){tanhPull1AVX2, tanhPull1AVX512},
		order3: [2]func(dx, d1, d2, q2, q3, x, y, dy *float64, n int){tanhPull3AVX2, tanhPull3AVX512},
	},
	"sigmoid": {
		value:  [2]func(y, x *float64, n int){sigmoidAVX2, sigmoidAVX512},
		order1: [2]func(dx, d1, x, y, dy *float64, n int){sigmoidPull1AVX2, sigmoidPull1AVX512},
		order3: [2]func(dx, d1, d2, q2, q3, x, y, dy *float64, n int){sigmoidPull3AVX2, sigmoidPull3AVX512},
	},
	"softplus": {
		value:  [2]func(y, x *float64, n int){softplusAVX2, softplusAVX512},
		order1: [2]func(dx, d1, x, y, dy *float64, n int){softplusPull1AVX2, softplusPull1AVX512},
		order3: [2]func(dx, d1, d2, q2, q3, x, y, dy *float64, n int){softplusPull3AVX2, softplusPull3AVX512},
	},
	"elu": {
		value:  [2]func(y, x *float64, n int){eluAVX2, eluAVX512},
		order1: [2]func(dx, d1, x, y, dy *float64, n int){eluPull1AVX2, eluPull1AVX512},
		order3: [2]func(dx, d1, d2, q2, q3, x, y, dy *float64, n int){eluPull3AVX2, eluPull3AVX512},
	},
	"relu": {
		value:  [2]func(y, x *float64, n int){reluAVX2, reluAVX512},
		order1: [2]func(dx, d1, x, y, dy *float64, n int){reluPull1AVX2, reluPull1AVX512},
	},
}
