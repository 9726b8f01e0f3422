package site_test

import (
	"strings"
	"testing"
)

// A table of the visitor's is described before it trains; the column of the labels
// can be changed, and where it is in doubt the page asks before it opens. A set of
// images is turned where it is stored transposed.
func TestOwnFiles(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&layers=8-10&summaryBatch=20&batch=10"})
	p.run(`{
		const rows = [...Array(60).keys()];
		window.kaggle = new File(["label;a;b\r", ...rows.map((i) => i % 3 + ";" + i + ",5;0\r")], "kaggle.csv");
		window.plain = new File(["x,y,z\n", ...rows.map((i) => [i % 2, i * i % 7, i] + "\n")], "plain.csv");
		window.drop = (...files) => {
			const data = new DataTransfer();
			files.forEach((file) => data.items.add(file));
			document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
		};
		window.told = () => document.getElementById("files-told").textContent;
		window.choose = (value) => {
			const select = document.getElementById("label-column");
			select.value = value;
			select.dispatchEvent(new Event("change", { bubbles: true }));
		};
		window.offered = () => [...document.querySelectorAll("#label-column option")].map((option) => option.textContent).join("|");
	}`)
	data := func() string {
		return ask[string](p, `playground.lanes()[0].data + " " + playground.lanes()[0].layers`)
	}
	const hidden = `document.getElementById("label-control").checkVisibility() === false`
	if !ask[bool](p, hidden) {
		t.Error("a column can be chosen without a table")
	}

	p.run(`drop(kaggle)`)
	p.until(`playground.lanes()[0].data === "csv:kaggle.csv"`)
	if words := ask[string](p, `told()`); words != "kaggle.csv: semicolons, decimal commas, CR line ends, a header; label column 1 (label), by its name: 3 classes, 60 samples of 2 numbers. 48 samples to train and 12 to test with, 2 numbers each." {
		t.Errorf("the page says %q", words)
	}
	if got := data() + " " + ask[string](p, `offered()`); got != "csv:kaggle.csv 8-3 1: label|2: a|3: b" {
		t.Errorf("open is %s", got)
	}
	p.run(`choose("3")`)
	p.until(`told().includes("one class")`)
	if words := ask[string](p, `told()`); words != "kaggle.csv: label column 3 (b) has one class in 60 samples: there is nothing to tell apart." || !strings.HasPrefix(data(), "csv:kaggle.csv ") {
		t.Errorf("one class: %q, open is %s", words, data())
	}

	p.run(`drop(plain)`)
	p.until(`told().includes("which column holds the labels?")`)
	if words := ask[string](p, `told()`); !strings.Contains(words, "label column 3 (z), the last (none is called label, class or target): 60 classes, 60 samples of 2 numbers. Label column 3 (z) has 60 classes in 60 samples, more than a tenth.") {
		t.Errorf("the page asks %q", words)
	}
	if got := data() + " " + ask[string](p, `offered()`); got != "csv:kaggle.csv 8-3 choose one|1: x|2: y|3: z" {
		t.Errorf("before an answer: open is %s", got)
	}
	type look struct {
		Label   string
		Size    float64
		Focused bool
	}
	p.run(`document.getElementById("label-column").focus()`)
	got := ask[look](p, `{
		const select = document.getElementById("label-column");
		({ Label: select.labels[0].textContent, Size: Math.min(...[select, select.labels[0], document.getElementById("files-told")].map((e) => parseFloat(getComputedStyle(e).fontSize))), Focused: document.activeElement === select });
	}`)
	if !got.Focused || got.Label != "column of the labels" || got.Size < 13 {
		t.Errorf("the control is %+v", got)
	}
	p.press("1") // a key finds an option, as in every list
	p.until(`playground.lanes()[0].data === "csv:plain.csv?label=1"`)
	if words := ask[string](p, `told()`); !strings.Contains(words, "label column 1 (x), as asked for: 2 classes, 60 samples") || !strings.HasSuffix(data(), " 8-2") {
		t.Errorf("after the answer: %q, %s", words, data())
	}
	p.run(`choose("3")`) // many classes are taken where they are asked for
	p.until(`playground.lanes()[0].data === "csv:plain.csv?label=3"`)

	p.run(`drop(new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])], "picture.csv"))`)
	p.until(`told() === "picture.csv: this is no table but a PNG image."`)
	p.run(`playground.set({ data: "moons", layers: "8-2" })`)
	p.until(hidden)

	p.run(`{
		const images = new Uint8Array(16 + 40 * 6), labels = new Uint8Array(8 + 40);
		images.set([0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 3]);
		labels.set([0, 0, 8, 1, 0, 0, 0, 40]);
		for (let i = 0; i < 40; i++) images[16 + 6 * i] = labels[8 + i] = i % 2;
		playground.race.load([new File([images], "my-images-idx3-ubyte"), new File([labels], "my-labels-idx1-ubyte")]);
	}`)
	p.until(`playground.lanes()[0].data === "idx:my-images-idx3-ubyte?labels=my-labels-idx1-ubyte"`)
	if words := ask[string](p, `told()`); !strings.Contains(words, "labels 0 … 1: 2 classes, 40 images of 2×3 pixels. ") {
		t.Errorf("the page says %q", words)
	}
	p.run(`document.getElementById("transpose").click()`)
	p.until(`playground.lanes()[0].data.endsWith("&transpose=yes")`)
	if words := ask[string](p, `told()`); !strings.Contains(words, "40 images of 3×2 pixels, stored transposed (column by column). ") {
		t.Errorf("turned the page says %q", words)
	}
	p.run(`document.getElementById("transpose").click()`)
	p.until(`playground.lanes()[0].data === "idx:my-images-idx3-ubyte?labels=my-labels-idx1-ubyte"`)
}
