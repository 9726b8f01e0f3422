package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files of this test anew")

const (
	networks = "../../engine/exchange/testdata/"
	cubics   = "../../engine/cubic/testdata/"
)

// tiny is a network small enough to be read: one weight, one bias, one sample,
// L = ((w + b) − 1)² at w = 2, b = 1, along u = ∂L = (4, 4).
const tiny = `{"schema":"hg/1","ops":[{"op":"linear","name":"l","in":1,"out":1}],"loss":"mse",
"params":[{"name":"l.weight","shape":[1,1],"data":[2]},{"name":"l.bias","shape":[1],"data":[1]}],
"input":{"shape":[1,1],"data":[1]},"target":{"shape":[1,1],"data":[1],"dtype":"float64"}}`

// tinyCubic has a bounded problem, η = 1 of 1·η = 1, and an unbounded one.
const tinyCubic = `{"schema":"nesterov/1","cases":[{"H":[[1]],"g":[1],"D":[0],"damping_int":1},{"H":[[-1]],"g":[1],"D":[0],"damping_int":1}]}`

// feed runs one command line with a standard input.
func feed(stdin string, line ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(context.Background(), line, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

// The JSON of every command, to the byte: other programs read it.
func TestJSONShapes(t *testing.T) {
	for name, line := range map[string]string{
		"summary": `{"loss":4,"gradient":[{"name":"l.weight","shape":[1,1],"data":[4]},{"name":"l.bias","shape":[1],"data":[4]}],` +
			`"cases":[{"partition":"wb","groups":[["l.weight"],["l.bias"]],"g":[16,16],"H":[[32,32],[32,32]],"order3":[0,0],` +
			`"nesterov":[{"damping_int":2,"status":"unregularised","r":0,"lrs":[0.25,0.25],"value":-4}]}]}`,
		"tensor": `{"dense":{"1":[16,16],"2":[32,32,32,32],"3":[0,0,0,0,0,0,0,0]}}`,
		"solve": `{"cases":[{"exists":true,"status":"unregularised","r":0,"lrs":[1],"value":-0.5},` +
			`{"exists":false,"status":"unbounded","r":null,"lrs":null,"value":null}]}`,
	} {
		args, stdin := []string{name, "-", "--json"}, tiny
		switch name {
		case "summary":
			args = append(args, "--partition", "wb", "--lambda", "2")
		case "tensor":
			args = append(args, "--order", "3", "--partition", "wb")
		case "solve":
			stdin = tinyCubic
		}
		code, stdout, stderr := feed(stdin, args...)
		if code != done || stderr != "" || stdout != line+"\n" {
			t.Errorf("gn %v: exit %d, stderr %q\n got %s\nwant %s", args, code, stderr, stdout, line)
		}
	}
}

// Numbers that are not finite are written as the page of formats says.
func TestJSONNotFinite(t *testing.T) {
	big := strings.Replace(tiny, `"data":[2]`, `"data":[1.7e308]`, 1)
	code, stdout, stderr := feed(big, "summary", "-", "--json")
	if code != done || !strings.HasPrefix(stdout, `{"loss":"inf","gradient":[{"name":"l.weight","shape":[1,1],"data":["inf"]}`) || !json.Valid([]byte(stdout)) {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}

// What `gn summary` says of a file is what the file says of itself: same names,
// same numbers.
func TestSummaryRepeatsTheFile(t *testing.T) {
	for _, name := range []string{"mlp_tanh_nll", "conv_pad_elu", "autoencoder_tanh_bce", "rosenbrockT_d3", "discrete_sigmoid_mse", "mlp_identity_mse"} {
		path := networks + name + ".json"
		code, stdout, stderr := feed("", "summary", path, "--json")
		if code != done {
			t.Fatalf("%s: exit %d: %s", name, code, stderr)
		}
		type answer struct {
			Partition string
			Groups    [][]string
			G, Order3 []float64
			H         [][]float64
			Nesterov  []struct {
				Lambda float64 `json:"damping_int"`
				Status string
				Lrs    []float64
				Value  *float64
				True   struct{ Exists bool }
			}
		}
		var ours struct{ Cases []answer }
		var file struct{ Cases []answer }
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &file); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(stdout), &ours); err != nil {
			t.Fatal(err)
		}
		if len(ours.Cases) != len(file.Cases) {
			t.Fatalf("%s: %d cases, want %d", name, len(ours.Cases), len(file.Cases))
		}
		for i, want := range file.Cases {
			got := ours.Cases[i]
			if got.Partition != want.Partition || !reflect.DeepEqual(got.Groups, want.Groups) {
				t.Errorf("%s: case %d is %s %v", name, i, got.Partition, got.Groups)
			}
			near(t, name+" g", got.G, want.G)
			near(t, name+" order3", got.Order3, want.Order3)
			near(t, name+" H", slices.Concat(got.H...), slices.Concat(want.H...))
			if len(got.Nesterov) != len(want.Nesterov) {
				t.Fatalf("%s: %d steps, want %d", name, len(got.Nesterov), len(want.Nesterov))
			}
			for j, step := range want.Nesterov {
				if got.Nesterov[j].Lambda != step.Lambda {
					t.Errorf("%s: step %d is for λ = %g", name, j, got.Nesterov[j].Lambda)
				}
				if found := got.Nesterov[j].Lrs != nil; found != (got.Nesterov[j].Value != nil) || found == (got.Nesterov[j].Status == "unbounded") {
					t.Errorf("%s: step %d: %+v", name, j, got.Nesterov[j])
				}
			}
		}
	}
}

// near fails unless got equals want within 1e-9 of want's largest entry.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	scale := 0.0
	for _, v := range want {
		scale = math.Max(scale, math.Abs(v))
	}
	for i := range want {
		if d := math.Abs(got[i] - want[i]); !(d <= 1e-9*scale) {
			t.Fatalf("%s: entry %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

// The parts of H̄ by origin sum to it.
func TestOriginsSum(t *testing.T) {
	code, stdout, stderr := feed("", "summary", networks+"mlp_tanh_nll.json", "--partition", "trivial", "--origins", "--json")
	if code != done {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var report struct {
		Cases []struct {
			H       [][]float64
			Origins []struct {
				Kind, Name string
				H          [][]float64
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	c, sum := report.Cases[0], 0.0
	for _, o := range c.Origins {
		sum += o.H[0][0]
	}
	if len(c.Origins) < 4 || !(math.Abs(sum-c.H[0][0]) <= 1e-12*math.Abs(c.H[0][0])) {
		t.Errorf("%d origins sum to %v, H̄ is %v", len(c.Origins), sum, c.H[0][0])
	}
}

// A replay in JSON is the recorded training.
func TestReplay(t *testing.T) {
	path := networks + "traj_dmp_auto_minibatch.json"
	code, stdout, stderr := feed("", "replay", path, "--json")
	if code != done || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var ours struct {
		Steps []struct {
			Loss float64
			Lr   []float64
		}
		Final []struct {
			Name string
			Data []float64
		} `json:"params_final"`
		Loss float64 `json:"final_loss"`
	}
	var file struct {
		Steps []struct {
			Loss float64 `json:"loss_before"`
			Lr   []float64
		}
		Final []struct {
			Name string
			Data []float64
		} `json:"params_final"`
		Loss float64 `json:"final_loss_full"`
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(stdout), &ours); err != nil {
		t.Fatal(err)
	}
	if len(ours.Steps) != len(file.Steps) || len(ours.Final) != len(file.Final) {
		t.Fatalf("%d steps, %d tensors", len(ours.Steps), len(ours.Final))
	}
	for k, want := range file.Steps {
		near(t, "loss", []float64{ours.Steps[k].Loss}, []float64{want.Loss})
		near(t, "lr", ours.Steps[k].Lr, want.Lr)
	}
	for i, want := range file.Final {
		if ours.Final[i].Name != want.Name {
			t.Errorf("tensor %d is %s, want %s", i, ours.Final[i].Name, want.Name)
		}
		near(t, want.Name, ours.Final[i].Data, want.Data)
	}
	near(t, "final loss", []float64{ours.Loss}, []float64{file.Loss})
}

// gn verify passes every golden file, a line each, and fails a changed one.
func TestVerify(t *testing.T) {
	var paths []string
	for _, pattern := range []string{networks + "*.json", cubics + "*.json"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		paths = append(paths, found...)
	}
	code, stdout, stderr := feed("", append([]string{"verify"}, paths...)...)
	if code != done || stderr != "" || strings.Count(stdout, "\n") != len(paths) || strings.Count(stdout, "pass ") != len(paths) {
		t.Errorf("exit %d, stderr %q\n%s", code, stderr, stdout)
	}

	text, err := os.ReadFile(networks + "mlp_tanh_mse.json")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), `"partition": "wb"`, `"partition":"wb"`, 1)
	changed = strings.Replace(changed, `"loss_value":`, `"loss_value":1`, 1) // another first digit
	code, stdout, stderr = feed(changed, "verify", "-", networks+"mlp_elu_nll.json")
	if code != failed || !strings.HasPrefix(stdout, "FAIL  standard input") || !strings.Contains(stdout, "loss_value") || !strings.Contains(stderr, "1 of 2 passed") {
		t.Errorf("exit %d, stderr %q\n%s", code, stderr, stdout)
	}
	code, stdout, _ = feed(`{"schema":"nesterov/1","cases":[{"H":[[1]],"g":[1],"D":[0],"damping_int":1,"true":{"value":-0.5}}]}`, "verify", "-")
	if want := "case 0 value  (compared cases[].true.value; not stored: cases[].true.exists, cases[].true.r, cases[].true.lrs)"; code != done || !strings.Contains(stdout, want) {
		t.Errorf("exit %d: %s, want %s", code, stdout, want)
	}
	_, stdout, _ = feed(changed, "verify", "-", "--json")
	var v struct {
		Pass     bool
		Error    float64
		Quantity string
	}
	if err := json.Unmarshal([]byte(stdout), &v); err != nil || v.Pass || v.Quantity != "loss_value" || !(v.Error >= 0.01) {
		t.Errorf("%s: %v", stdout, err)
	}
}

// The tables for people, whole.
func TestTables(t *testing.T) {
	for name, c := range map[string]struct {
		stdin string
		line  []string
	}{
		"summary": {tiny, []string{"summary", "-", "--origins"}},
		"tensor":  {tiny, []string{"tensor", "-", "--order", "2"}},
		"solve":   {tinyCubic, []string{"solve", "-"}},
	} {
		code, stdout, stderr := feed(c.stdin, c.line...)
		if code != done {
			t.Fatalf("gn %v: exit %d: %s", c.line, code, stderr)
		}
		path := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(stdout), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if stdout != string(want) {
			t.Errorf("gn %v:\n got\n%s\nwant\n%s", c.line, stdout, want)
		}
	}
}

// What cannot be read ends with 1, a wrong call with 2; both say what is wrong.
func TestWrongFiles(t *testing.T) {
	for _, c := range []struct {
		line, stdin string
		code        int
		want        string
	}{
		{"summary nowhere.json", "", misused, "nowhere.json"},
		{"summary -", "", failed, "gn: standard input: exchange: cut off at line 1, byte 1: "},
		{"summary -", `{"schema":"hg/9"}`, failed, `schema "hg/9"`},
		{"summary -", strings.Replace(tiny, `"in":1`, `"in":3`, 1), failed, "takes 3"},
		{"summary - --partition halves", tiny, misused, `gn: --partition: partition: "halves"`},
		{"summary - --lambda few", tiny, misused, "--lambda"},
		{"tensor - --order 0", tiny, misused, "gn: --order: 0 is below 1"},
		{"tensor - --order 99", tiny, misused, "gn: --order: 99 is too large"},
		{"solve -", tiny, failed, `schema "hg/1", want nesterov/1`},
		{"solve -", `{"schema":"nesterov/1","cases":[{"H":[[1,2]],"g":[1,2],"D":[1,1]}]}`, failed, "cases[0]: H is no 2×2 matrix"},
		{"replay -", tiny, failed, `want trajectory/1`},
		{"verify", "", misused, "files"},
		{"summary - --lambda=", tiny, misused, "gn: --lambda: it is empty"},
		{"summary - --partition=", tiny, misused, "gn: --partition: it is empty"},
		{"train --steps 1 --trace=", "", misused, "gn: --trace: it is empty"},
		{"train --steps 1 --resume=", "", misused, "--resume"},
		{"train --data moons --label=", "", misused, "gn: --label: it is empty"},
		{"verify -", `{"schema":"other"}`, failed, "0 of 1 passed"},
		{"verify -", tiny, failed, "0 of 1 passed"}, // it stores nothing
	} {
		code, stdout, stderr := feed(c.stdin, strings.Fields(c.line)...)
		if code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("gn %s: exit %d, stdout %q, stderr %q; want %d and %q", c.line, code, stdout, stderr, c.code, c.want)
		}
	}
}

// A file that is too large is refused by its size, before it is read.
func TestHugeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge.json")
	if err := os.WriteFile(path, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 1<<40); err != nil { // takes no room on the disk
		t.Skip(err)
	}
	for _, line := range [][]string{{"summary", path}, {"solve", path}, {"replay", path}, {"tensor", path}, {"spectrum", path}, {"verify", path}, {"plot", path, "-o", filepath.Join(t.TempDir(), "a.png")}} {
		code, stdout, stderr := feed("", line...)
		if code != failed || !strings.Contains(stdout+stderr, "huge.json: exchange: the file has more than 268435456 bytes") {
			t.Errorf("gn %s: exit %d: %s%s", line[0], code, stdout, stderr)
		}
	}
}

// Every command explains itself, with examples and exit codes.
func TestEveryCommandHasHelp(t *testing.T) {
	commands := reflect.TypeFor[commands]()
	for i := range commands.NumField() {
		if _, command := commands.Field(i).Tag.Lookup("cmd"); !command {
			continue
		}
		name := kebab(strings.ToLower(commands.Field(i).Name))
		code, stdout, stderr := feed("", name, "--help")
		if code != done || stderr != "" || !strings.Contains(stdout, "Examples:") || !strings.Contains(stdout, "Exit code: 0") || !strings.Contains(stdout, "gn "+name) {
			t.Errorf("gn %s --help: exit %d, stderr %q\n%s", name, code, stderr, stdout)
		}
	}
}
