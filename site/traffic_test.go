package site_test

import "testing"

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
				if (!Array.isArray(event.data)) return;
				seen.ms += performance.now() - begun;
				seen.posts++;
				for (const text of event.data) {
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
