//go:build goexperiment.simd && amd64

package main

import "github.com/cauchy-newton/playground/tools/experiments/archsimd"

func init() {
	for _, set := range archsimd.Sets() {
		rivals = append(rivals, rival{set.Name, map[string]func(c, a, b []float64, m, n, k int){
			"NN": set.MulNN, "TN": set.MulTN,
		}})
	}
}
