package main

import (
	"context"
	"encoding/base64"
	"math"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/tools/simd/encode"
)

// The upper bound of a product's speed in the page: a bare loop of multiply–adds in a
// module of its own.
const (
	// roofSums is how many sums take turns: with x and y they leave one of the
	// browser's fifteen registers, and hide the latency of a multiplication and an
	// addition on two units each.
	roofSums   = 12
	roofUnroll = 4
	roofTurns  = 1000 // of a call: short, for the browser exchanges slow code between calls only
)

// bareLoop returns a module whose run(n) goes around n times.
func bareLoop(relaxed, single bool) []byte {
	m := encode.NewModule("go", "mem")
	f := m.Function("run")
	n := f.IntParams(1)[0]
	var sums [roofSums]encode.VectorVar
	for i := range sums {
		sums[i] = f.Vector()
	}
	number := math.Float64bits
	if single {
		number = func(x float64) uint64 { b := uint64(math.Float32bits(float32(x))); return b<<32 | b }
	}
	x, y := f.Constant(number(0.5)), f.Constant(number(1))
	// The relaxed step adds to a sum, as a product does and the instruction; the
	// plain one begins with the sum, or the browser would compute x·y only once.
	step := map[[2]bool]func(s encode.V128) encode.V128{
		{false, false}: func(s encode.V128) encode.V128 { return s.Mul(x).Add(y) },
		{false, true}:  func(s encode.V128) encode.V128 { return s.MulSingles(x).AddSingles(y) },
		{true, false}:  func(s encode.V128) encode.V128 { return x.RelaxedMulAdd(y, s) },
		{true, true}:   func(s encode.V128) encode.V128 { return x.RelaxedMulAddSingles(y, s) },
	}[[2]bool{relaxed, single}]
	f.While(n, func() {
		for range roofUnroll {
			for _, s := range sums {
				f.SetVector(s, step(s.V128))
			}
		}
		f.Advance(n, encode.Int(-1))
	})
	total := sums[0].V128
	for _, s := range sums[1:] {
		total = total.Add(s)
	}
	f.Return(total.Lane(0))
	return m.Bytes()
}

// roofScript runs a module until the browser has compiled its best code for it, then
// returns the calls per millisecond of the fastest sample.
const roofScript = `(async () => {
	const code = Uint8Array.from(atob(%q), (c) => c.charCodeAt(0));
	const { instance } = await WebAssembly.instantiate(code, { go: { mem: new WebAssembly.Memory({ initial: 0 }) } });
	const speed = (ms) => {
		const begin = performance.now();
		for (let calls = 1; ; calls++) {
			instance.exports.run(%d);
			const spent = performance.now() - begin;
			if (spent >= ms) return calls / spent;
		}
	};
	speed(200);
	return Math.max(...Array.from({ length: 10 }, () => speed(10)));
})()`

// roof measures GFLOP/s of a bare loop.
func roof(browser context.Context, relaxed, single bool) (float64, error) {
	tab, cancel := chromedp.NewContext(browser)
	defer cancel()
	tab, stop := context.WithTimeout(tab, time.Minute)
	defer stop()
	var calls float64
	if err := ask(tab, &calls, roofScript, base64.StdEncoding.EncodeToString(bareLoop(relaxed, single)), roofTurns); err != nil {
		return 0, err
	}
	lanes := 2.0
	if single {
		lanes = 4
	}
	return calls * roofTurns * roofUnroll * roofSums * 2 * lanes / 1e6, nil
}
