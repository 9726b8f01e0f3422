package site_test

import (
	"slices"
	"testing"
)

// toll stands at the page's end of the link: it counts the posts of the engine,
// their bytes and frames, and the time that the page takes for them, with what
// the picture's program reads of them.
const toll = `{
	const seen = (globalThis.traffic = { posts: 0, bytes: 0, frames: 0, ms: 0 });
	Object.defineProperty(Worker.prototype, "onmessage", {
		set(handle) {
			this.addEventListener("message", (event) => {
				const begun = performance.now();
				handle(event);
				if (!event.data.events) return;
				seen.ms += performance.now() - begun;
				seen.posts++;
				for (const text of event.data.events) {
					seen.bytes += text.length;
					if (text.startsWith('{"is":"frames"')) seen.frames += JSON.parse(text).frames.length;
				}
			});
		},
	});
}`

// BenchmarkTraffic measures what a step costs on its way from the engine to the
// picture, playing at full speed for two seconds, with 6 groups and with 42.
func BenchmarkTraffic(b *testing.B) {
	for _, c := range []struct{ name, query string }{
		{"S=6", "?v=1"},
		{"S=6,period=1", "?v=1&period=1&summaryBatch=100"},
		{"S=42", "?v=1&layers=20x32-10"},
	} {
		b.Run(c.name, func(b *testing.B) {
			p := open(b, visit{before: toll, query: c.query})
			p.run(`playground.step(10)`)
			var sum struct{ Posts, Bytes, Frames, Ms, Taken float64 }
			for b.Loop() {
				one := ask[struct{ Posts, Bytes, Frames, Ms, Taken float64 }](p, `(async () => {
					Object.assign(traffic, { posts: 0, bytes: 0, frames: 0, ms: 0 });
					const begun = performance.now();
					await playground.play();
					await new Promise((resolve) => setTimeout(resolve, 2000));
					await playground.pause();
					return { ...traffic, taken: performance.now() - begun };
				})()`)
				sum.Posts += one.Posts
				sum.Bytes += one.Bytes
				sum.Frames += one.Frames
				sum.Ms += one.Ms
				sum.Taken += one.Taken
			}
			b.ReportMetric(sum.Bytes/sum.Frames, "B/frame")
			b.ReportMetric(sum.Ms/sum.Frames, "ms/frame")
			b.ReportMetric(sum.Frames/sum.Posts, "frames/post")
			b.ReportMetric(1000*sum.Frames/sum.Taken, "steps/s")
			b.ReportMetric(0, "ns/op") // it holds the waiting
		})
	}
}

// reading times what page and picture do with a list of 20 frames, two of them
// with a new summary: whole, as if every frame held its own, and as it travels,
// in turn.
const reading = `((rounds) => {
	const frame = playground.frame();
	const canvas = document.getElementById("canvas").contentWindow;
	const own = ({ groups, roles, gbar, hbar, D, newton, ...rest }) => ({ ...rest, same: true });
	const took = { whole: [], same: [] };
	const size = {};
	let step = frame.step;
	for (let round = 0; round < rounds; round++) {
		for (const form of ["whole", "same"]) {
			const frames = Array.from({ length: 20 }, (_, i) => ({ ...frame, step: ++step, fresh: i % 10 === 0 }));
			const text = JSON.stringify({ is: "frames", frames: form === "whole" ? frames : frames.map((f) => (f.fresh ? f : own(f))) });
			const begun = performance.now();
			JSON.parse(text);
			canvas.canvasReceive(text);
			took[form].push((performance.now() - begun) / 20);
			size[form] = text.length / 20;
		}
	}
	return { whole: took.whole, same: took.same, wholeBytes: size.whole, sameBytes: size.same };
})`

// BenchmarkReading measures what it saves that a summary travels once.
func BenchmarkReading(b *testing.B) {
	for _, c := range []struct{ name, query string }{{"S=6", "?v=1"}, {"S=42", "?v=1&layers=20x32-10"}} {
		b.Run(c.name, func(b *testing.B) {
			p := open(b, visit{query: c.query})
			p.run(`playground.step(2)`)
			var whole, same []float64
			for b.Loop() {
				got := ask[struct {
					Whole, Same           []float64
					WholeBytes, SameBytes float64
				}](p, reading+`(10)`)
				whole, same = append(whole, got.Whole...), append(same, got.Same...)
				b.ReportMetric(got.WholeBytes, "B/whole")
				b.ReportMetric(got.SameBytes, "B/frame")
			}
			slices.Sort(whole)
			slices.Sort(same)
			b.ReportMetric(whole[len(whole)/2], "ms/whole")
			b.ReportMetric(same[len(same)/2], "ms/frame")
			b.ReportMetric(0, "ns/op") // it holds two forms
		})
	}
}
