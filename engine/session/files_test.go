package session

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/link"
)

// Law: a race that was saved and opened again goes on to the same numbers, and
// brings its curves and its bill.
func TestSavedRaceGoesOn(t *testing.T) {
	s := New()
	now := 0.0
	s.Clock = func() float64 { now++; return now }
	talk(t, s, race, `{"do":"stop","stop":{"steps":40}}`, `{"do":"step","n":23}`)
	file := s.Handle(link.Command{Do: "save", ID: 4})
	if script(file) != "saved#4" {
		t.Fatal(script(file))
	}
	want := talk(t, s, `{"do":"step","n":30}`)
	r := New()
	r.Clock = s.Clock
	events := r.Handle(link.Command{Do: "restore", Data: file[0].Saved, ID: 5})
	if got := script(events); got != "opened#5, frames×3, opened#5, frames×3, opened#5, frames×3" { // steps 10, 20, 23
		t.Fatal(got)
	}
	got := talk(t, r, `{"do":"step","n":30}`)
	for k := range 3 {
		if !slices.Equal(of(got, k), of(want, k)) || len(of(got, k)) == 0 {
			t.Errorf("lane %d goes on otherwise", k)
		}
		if r.lanes[k].run.Steps() != 40 || r.lanes[k].Seconds != s.lanes[k].Seconds {
			t.Errorf("lane %d: step %d, %g s, want %g", k, r.lanes[k].run.Steps(), r.lanes[k].Seconds, s.lanes[k].Seconds)
		}
	}
}

// A file that is none, is cut or tells nonsense is refused, and nothing changes.
func TestRestoreRefuses(t *testing.T) {
	s := New()
	talk(t, s, race, `{"do":"step","n":12}`)
	file := s.Handle(link.Command{Do: "save"})[0].Saved
	theta := slices.Clone(s.lanes[0].run.Theta())
	edit := func(change func(map[string]any)) []byte {
		var m map[string]any
		if err := json.Unmarshal(file, &m); err != nil {
			t.Fatal(err)
		}
		change(m)
		text, _ := json.Marshal(m)
		return text
	}
	lane := func(m map[string]any) map[string]any { return m["lanes"].([]any)[1].(map[string]any) }
	for name, text := range map[string][]byte{
		"nothing": nil, "half": file[:len(file)/2], "text": []byte("hello"), "other JSON": []byte(`{"format":"x"}`),
		"a later version": edit(func(m map[string]any) { m["version"] = 3 }),
		"no lanes":        edit(func(m map[string]any) { m["lanes"] = []any{} }),
		"a bad rule":      edit(func(m map[string]any) { m["stop"] = map[string]any{"steps": -1} }),
		"a bad bill":      edit(func(m map[string]any) { lane(m)["spent"] = -1 }),
		"another method":  edit(func(m map[string]any) { lane(m)["state"].(map[string]any)["method"] = "adam" }),
		"another seed":    edit(func(m map[string]any) { lane(m)["state"].(map[string]any)["seed"] = 2 }),
		"no checkpoint":   edit(func(m map[string]any) { lane(m)["run"] = "AAAA" }),
		"an unknown set": edit(func(m map[string]any) {
			m["lanes"].([]any)[0].(map[string]any)["state"].(map[string]any)["data"] = "csv:gone.csv"
		}),
		"a misspelt field": edit(func(m map[string]any) { lane(m)["secconds"] = 1 }),
		"another case":     edit(func(m map[string]any) { lane(m)["SPENT"] = 1 }),
		"null":             edit(func(m map[string]any) { lane(m)["seconds"] = nil }),
		"null in a frame":  edit(func(m map[string]any) { lane(m)["past"].([]any)[0].(map[string]any)["epoch"] = nil }),
		"a frame too much": edit(func(m map[string]any) { lane(m)["past"].([]any)[0].(map[string]any)["los"] = 1 }),
		"null as setting":  edit(func(m map[string]any) { lane(m)["state"].(map[string]any)["rate"] = nil }),
		"twice":            bytes.Replace(file, []byte(`"seconds":`), []byte(`"seconds":1,"seconds":`), 1),
		"more behind":      append(bytes.Clone(file), "{}"...),
	} {
		events := s.Handle(link.Command{Do: "restore", Data: text, ID: 3})
		if len(events) != 1 || events[0].Is != "error" || events[0].Message == "" || len(s.lanes) != 3 || !slices.Equal(theta, s.lanes[0].run.Theta()) {
			t.Errorf("%s: %s", name, script(events))
		}
		if want := messages[name]; len(events) > 0 && !strings.Contains(events[0].Message, want) {
			t.Errorf("%s: %q, want %q", name, events[0].Message, want)
		}
	}
}

// messages are what a damaged race is told.
var messages = map[string]string{
	"half": "cut off at line 1, byte ", "text": "the file is no saved race", "a later version": "saved by version 3",
	"a misspelt field": "lanes[1].secconds: there is no such field; known are state, spent, ",
	"another case":     "lanes[1].SPENT: there is no such field", "null": "lanes[1].seconds: null is no number",
	"null in a frame": "lanes[1].past[0].epoch: null is no number", "a frame too much": "lanes[1].past[0].los: there is no such field",
	"null as setting": "null is no number", "twice": "lanes[0].seconds: the name stands here a second time", "more behind": `"{" stands behind the end`,
}

// Any data set and model that fits opens; what would freeze the page or fill its
// memory is refused with a sentence and the field to blame.
func TestAnyData(t *testing.T) {
	for state, shape := range map[string][]int{
		`{"data":"moons","batch":50}`:                                   {2, 2},
		`{"data":"blobs?classes=5&n=100"}`:                              {2, 5},
		`{"data":"teacher?inputs=3&outputs=2&n=500&test=50"}`:           {3, 2},
		`{"model":"lenet","batch":10,"summaryBatch":10,"period":10}`:    {784, 10},
		`{"data":"moons","layers":"6-2","method":"newton","lambda":10}`: {2, 2},
	} {
		s := New()
		events := talk(t, s, `{"do":"open","state":`+state+`}`)
		if events[0].Is != "opened" {
			t.Errorf("%s: %s", state, events[0].Message)
			continue
		}
		d := events[0].Data
		width := 1
		for _, n := range d.Shape {
			width *= n
		}
		if width != shape[0] || d.Outputs != shape[1] || (events[0].Digits != nil) != (width == 784) || (d.Points != nil) != (width == 2) {
			t.Errorf("%s: %+v", state, d)
		}
		if events := talk(t, s, `{"do":"step","n":2,"id":2}`); script(events) != "frames×2, done#2" && script(events) != "frames×1, frames×1, done#2" {
			t.Errorf("%s: %s", state, script(events))
		}
	}
	s := New()
	talk(t, s, small)
	for state, field := range map[string]string{
		`{"data":"faces"}`:                                   "data",
		`{"data":"csv:gone.csv"}`:                            "data",
		`{"data":"moons?n=0"}`:                               "data",
		`{"data":"teacher?inputs=4000&hidden=4000&n=16000"}`: "data",
		`{"data":"moons","layers":"8-3"}`:                    "layers",
		`{"model":"vgg11"}`:                                  "model",
		`{"layers":"4x4096-10"}`:                             "layers",
		`{"layers":"8x900-10"}`:                              "summaryBatch",
		`{"data":"moons","model":"lenet"}`:                   "model",
	} {
		events := talk(t, s, `{"do":"set","state":`+state+`}`)
		if len(events) != 1 || events[0].Is != "error" || events[0].Field != field {
			t.Errorf("%s: %s %s", state, script(events), events[0].Message)
		}
	}
	if events := talk(t, s, `{"do":"set","state":{"data":"moons"},"id":3}`); events[0].Is != "opened" || events[0].State.Layers != "8-2" {
		t.Errorf("moons in place of digits: %s", script(events))
	}
}

// The visitor's own files: a table, pairs of IDX files, CIFAR-10.
func TestOwnFiles(t *testing.T) {
	s := New()
	var table strings.Builder
	for i := range 60 {
		fmt.Fprintf(&table, "%d,%d,%s\n", i%7, i*i%11, []string{"no", "yes"}[i%2])
	}
	events := s.Handle(link.Command{Do: "load", Name: "my table.csv", Data: []byte(table.String()), ID: 3})
	if script(events) != "loaded#3" || events[0].Name != "csv:my table.csv" || events[0].Data.Train != 48 || events[0].Data.Classes != 2 || events[0].Data.ClassNames[1] != "yes" {
		t.Fatalf("%+v", events[0])
	}
	events = talk(t, s, `{"do":"open","state":{"data":"csv:my table.csv","layers":"5-2","batch":10,"summaryBatch":20},"id":4}`, `{"do":"step","n":3,"id":5}`)
	if got := script(events); !strings.HasPrefix(got, "opened#4, frames×1, ") || !strings.HasSuffix(got, "done#5") {
		t.Fatalf("%s %s", got, events[0].Message)
	}
	images := append([]byte{0, 0, 8, 3, 0, 0, 0, 20, 0, 0, 0, 4, 0, 0, 0, 4}, make([]byte, 320)...)
	labels := append([]byte{0, 0, 8, 1, 0, 0, 0, 20}, make([]byte, 20)...)
	for i := range 20 {
		images[16+16*i] = byte(10 * i)
		labels[8+i] = byte(i % 2)
	}
	if events := s.Handle(link.Command{Do: "load", Name: "my-images-idx3-ubyte", Data: images}); events[0].Name != "" || !strings.Contains(events[0].Message, "waits") {
		t.Errorf("%+v", events[0])
	}
	events = s.Handle(link.Command{Do: "load", Name: "my-labels-idx1-ubyte", Data: labels})
	if events[0].Name != "idx:my-images-idx3-ubyte?labels=my-labels-idx1-ubyte" || events[0].Data == nil || events[0].Data.Train != 16 {
		t.Fatalf("%+v", events[0])
	}
	for name, data := range map[string]string{"": "x", "a/b.csv": "1,2", "..": "1", "e.csv": "", "t.csv": "a,b\n1,", "x.bin": "abc", "y-images-idx3-ubyte": "z"} {
		events := s.Handle(link.Command{Do: "load", Name: name, Data: []byte(data)})
		if name == "y-images-idx3-ubyte" {
			continue // it waits for its labels
		}
		if events[0].Is != "error" || events[0].Message == "" {
			t.Errorf("%q: %+v", name, events[0])
		}
	}
	if s.lanes[0].run.Steps() != 3 {
		t.Error("loading moved the run")
	}
}

// A table says what was recognised in it; one whose labels are in doubt waits until
// a column is named, and one class is refused whoever names it.
func TestTablesAsk(t *testing.T) {
	s := New()
	talk(t, s, small)
	kaggle, plain := "label;a;b\n", "x,y,z\n"
	for i := range 40 {
		kaggle += fmt.Sprintf("%d;%d,5;0\n", i%4, i)
		plain += fmt.Sprintf("%d,7,%d\n", i%2, i)
	}
	load := func(name, text string) link.Event {
		return s.Handle(link.Command{Do: "load", Name: name, Data: []byte(text)})[0]
	}
	e := load("kaggle.csv", kaggle)
	if d := e.Data; e.Name != "csv:kaggle.csv" || d.Origin != "semicolons, decimal commas, a header; label column 1 (label), by its name: 4 classes, 40 samples of 2 numbers" ||
		d.Table.Label != 1 || d.Table.Doubt != "" || !slices.Equal(d.Table.Columns, []string{"label", "a", "b"}) {
		t.Errorf("%+v", d)
	}
	e = load("plain.csv", plain)
	if d := e.Data; e.Is != "loaded" || e.Name != "csv:plain.csv" || d.Train != 0 || d.Table.Doubt != "label column 3 (z) has 40 classes in 40 samples, more than a tenth" || !strings.Contains(d.Origin, "40 classes, 40 samples of 2 numbers") {
		t.Errorf("%+v %+v", e, d)
	}
	for data, want := range map[string]string{
		"csv:plain.csv":          "plain.csv: label column 3 (z) has 40 classes in 40 samples, more than a tenth",
		"csv:plain.csv?label=2":  "plain.csv: label column 2 (y) has one class in 40 samples: there is nothing to tell apart",
		"csv:kaggle.csv?label=b": "kaggle.csv: label column 3 (b) has one class in 40 samples: there is nothing to tell apart",
	} {
		events := talk(t, s, `{"do":"set","state":{"data":"`+data+`"}}`)
		if len(events) != 1 || events[0].Is != "error" || events[0].Field != "data" || events[0].Message != want {
			t.Errorf("%s: %s %q", data, script(events), events[0].Message)
		}
	}
	events := talk(t, s, `{"do":"set","state":{"data":"csv:plain.csv?label=1"}}`)
	if d := events[0].Data; events[0].Is != "opened" || d.Classes != 2 || d.Table.Label != 1 || !strings.Contains(d.Origin, "label column 1 (x), as asked for: 2 classes") {
		t.Errorf("%s %+v", script(events), events[0])
	}
	if e := load("picture.csv", "\x89PNG\r\n\x1a\n"); e.Is != "error" || e.Message != "picture.csv: this is no table but a PNG image" {
		t.Errorf("%+v", e)
	}
	big := string([]byte{0, 0, 8, 3, 0, 10, 0xa6, 0x4c, 0, 0, 0, 28, 0, 0, 0, 28})
	load("big-images-idx3-ubyte", big)
	if e := load("big-labels-idx1-ubyte", "x"); e.Is != "error" || e.Message != "big-images-idx3-ubyte: images: the header claims 697932 entries, 547178688 bytes, more than the 268435456 that are kept here" {
		t.Errorf("%+v", e)
	}
}

// Whatever the file, a session that is asked to restore it answers and goes on.
func FuzzRestore(f *testing.F) {
	s := New()
	s.Receive([]byte(`{"do":"open","state":{"data":"moons?n=20&test=10","layers":"3-2","batch":5,"summaryBatch":10}}`))
	s.Handle(link.Command{Do: "step", N: 2})
	for s.Busy() {
		s.Slice(func() bool { return false })
	}
	file := s.Handle(link.Command{Do: "save"})[0].Saved
	f.Add(file)
	f.Add(file[:len(file)/2])
	f.Add([]byte(`{"format":"cauchy-newton race","version":1,"lanes":[{"state":{},"run":""}]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		events := s.Handle(link.Command{Do: "restore", Data: file})
		if len(events) == 0 {
			t.Fatal("no answer")
		}
		if events[0].Is != "error" && len(s.lanes) == 0 {
			t.Fatal("nothing is open")
		}
	})
}

// A lane that solves its task to the smallest double ends as one that a rule
// stops, and not as one that diverges.
func TestALaneArrives(t *testing.T) {
	s := New()
	table := strings.Repeat("1,2,0\n3,-1,0\n0,4,0\n", 20)
	s.Handle(link.Command{Do: "load", Name: "zeros.csv", Data: []byte(table)})
	events := talk(t, s, `{"do":"open","state":{"data":"csv:zeros.csv?target=3&header=no","layers":"1","loss":"squared-error","activation":"identity","batch":10,"summaryBatch":20,"method":"newton"}}`, `{"do":"step","n":1000,"id":5}`)
	end := events[len(events)-2:]
	if script(end) != "stopped, done#5" || !strings.HasPrefix(end[0].Message, "arrived: ") || end[1].Message != end[0].Message || s.lanes[0].Diverged || s.lanes[0].run.Steps() > 500 {
		t.Errorf("%s after %d steps: %+v", script(end), s.lanes[0].run.Steps(), end)
	}
}
