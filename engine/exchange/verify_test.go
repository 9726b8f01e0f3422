package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files returns every golden file, those of the cubic step with them.
func files(t *testing.T) (paths []string) {
	t.Helper()
	for _, pattern := range []string{"testdata/*.json", "../cubic/testdata/*.json"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		paths = append(paths, found...)
	}
	return paths
}

// Every golden file agrees with what is computed from it.
func TestVerify(t *testing.T) {
	for _, path := range files(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		v, err := Verify(bytes.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		worst := v.Worst()
		if !v.Pass() {
			t.Errorf("%s: %s is off by %.1e, more than %.0e", path, worst.What, worst.Error, worst.Tolerance)
		}
		t.Logf("%s: %d checks, worst %s %.1e", filepath.Base(path), len(v.Checks), worst.What, worst.Error)
	}
}

// examples returns the JSON blocks of the page that documents the formats.
func examples(t *testing.T) (blocks []string) {
	t.Helper()
	page, err := os.ReadFile("../../docs/exchange.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(page), "```json\n")[1:] {
		block, _, _ := strings.Cut(part, "```")
		blocks = append(blocks, block)
	}
	return blocks
}

// Every example of the documentation is a file that agrees, one a schema.
func TestDocumentedExamples(t *testing.T) {
	schemas := map[string]bool{}
	for i, block := range examples(t) {
		v, err := Verify(strings.NewReader(block))
		if err != nil {
			t.Errorf("example %d: %v", i, err)
			continue
		}
		schemas[v.Schema] = true
		if worst := v.Worst(); !v.Pass() {
			t.Errorf("example %d (%s): %s is off by %.1e", i, v.Schema, worst.What, worst.Error)
		}
	}
	if len(schemas) != 4 {
		t.Errorf("examples of %v", schemas)
	}
}

// Verify sees a change in every field that it compares: each of these numbers
// of the documentation's examples, changed, is a failure, under its name.
func TestVerifySeesEveryChange(t *testing.T) {
	blocks := examples(t)
	for _, c := range []struct {
		block          int
		old, new, want string
	}{
		{0, `"data": [3]`, `"data": [3.1]`, "output"},
		{0, `"loss_value": 4`, `"loss_value": 4.000001`, "loss_value"},
		{0, `"shape": [1, 1], "data": [4]`, `"shape": [1, 1], "data": [5]`, "gradient"},
		{0, `"g": [4, 4]`, `"g": [4, 5]`, "wb "},
		{0, `[[2, 2], [2, 2]]`, `[[2, 2], [2, 3]]`, "wb "},
		{0, `"order3": [0, 0]`, `"order3": [0, 1]`, "wb "},
		{0, `"value": -4`, `"value": -5`, "wb nesterov[0] value"},
		{0, `"true": {"exists": true`, `"true": {"exists": false`, "wb nesterov[0] unbounded"},
		{1, `[12, 12, 12, 12]`, `[12, 12, 12, 11]`, "dense 2"},
		{1, `"values": [12]`, `"values": [13]`, "raw_diff_n 2"},
		{1, `"idx": [1]`, `"idx": [0]`, "raw_diff_n 2"},
		{1, `"idx": [1]`, `"idx": [7]`, "raw_diff_n 2"},
		{2, `"lrs": [0.61803`, `"lrs": [0.62`, "case 0 lrs"},
		{2, `"value": -0.348`, `"value": -0.349`, "case 0 value"},
		{2, `"exists": false`, `"exists": true`, "case 1 unbounded"},
		{3, `"loss_before": 0.72`, `"loss_before": 0.73`, "step 0 loss_before"},
		{3, `"lr": [0.88`, `"lr": [0.89`, "step 1 lr"},
		{3, `"damping": 0.5, "damping_int": 1, "hg_update"`, `"damping": 0.4, "damping_int": 1, "hg_update"`, "step 0 damping"},
		{3, `"hg_update": true`, `"hg_update": false`, "step 0 hg_update"},
		{3, `[0.31961`, `[0.32961`, "params_final"},
		{3, `"final_loss_full": 0.1`, `"final_loss_full": 0.2`, "final_loss_full"},
	} {
		changed := strings.Replace(blocks[c.block], c.old, c.new, 1)
		if changed == blocks[c.block] {
			t.Fatalf("%s: nothing changed", c.old)
		}
		v, err := Verify(strings.NewReader(changed))
		if err != nil {
			t.Errorf("%s: %v", c.new, err)
			continue
		}
		if worst := v.Worst(); v.Pass() || !strings.HasPrefix(worst.What, c.want) {
			t.Errorf("%s: pass %v, worst %s", c.new, v.Pass(), worst.What)
		}
	}
}

// Verify names what it cannot read.
func TestVerifyRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "exchange: cut off at line 1, byte 1",
		"{":                         "exchange: cut off at line 1, byte 2",
		"{}":                        "exchange: the field schema is missing: it is one of hg/1, diffn/1, nesterov/1, trajectory/1",
		`{"schema":3}`:              "exchange: schema 3 is none of hg/1",
		`{"schema":"hg/9"}`:         `"hg/9" is none of`,
		tiny:                        "holds no numbers",
		`{"schema":"nesterov/1"}`:   "holds no numbers",
		`{"schema":"trajectory/1"}`: "exchange: ",
	} {
		if _, err := Verify(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: error %v, want %q", text, err, want)
		}
	}
}

// Every row of the page's table of bad inputs is what the reader says. The
// first example, changed, is the input.
func TestDocumentedErrors(t *testing.T) {
	page, err := os.ReadFile("../../docs/exchange.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "What each reader says about bad input:")
	rows := strings.Count(table, "\n| ") - 1 // without its head
	blocks := examples(t)
	changes := []struct {
		block    int
		old, new string
	}{
		{0, `"hg/1"`, `"hg/9"`},
		{0, `"params"`, `"params": [`},
		{0, `"flatten"`, `"attention"`},
		{1, `"square"`, `"swish"`},
		{0, `"in": 1`, `"in": 3`},
		{0, `"name": "layers.0.bias"`, `"name": "b"`},
		{0, `"input": {"shape": [1, 1]`, `"input": {"shape": [2, 2]`},
		{3, `"data": [0, 1], "dtype"`, `"data": [0, 5], "dtype"`},
		{0, `"groups": [["layers.0.weight"], ["layers.0.bias"]]`, `"groups": [["layers.0.weight"]]`},
		{2, `"H": [[1]]`, `"H": [[1, 2]]`},
		{2, `"cases"`, `"problems"`},
		{2, blocks[2], `{"schema": "nesterov/1"}`},
		{0, `"direction"`, `"diretion"`},
		{0, `"loss"`, `"LOSS"`},
		{0, `"loss": "mse"`, `"loss": "mse", "loss": "nll"`},
		{0, `"data": [2]`, `"data": [null]`},
		{0, `"data": [2]`, `"data": ["nan"]`},
		{0, `"data": [2]`, `"data": [NaN]`},
		{0, `"data": [2]`, `"data": [1e999]`},
		{0, `"value": -4}}]
  }]
}`, `"value": -4}}]
  }]
}}`},
		{0, `}}]
  }]
}`, ``},
		{0, `{"op": "flatten"}`, `{"op": "flatten", "fn": "tanh"}`},
	}
	for _, c := range changes {
		changed := strings.Replace(blocks[c.block], c.old, c.new, 1)
		_, err := Verify(strings.NewReader(changed))
		documented := func(row string) bool { // "…" stands for the names that follow
			_, message, _ := strings.Cut(row, " | `")
			message, _, _ = strings.Cut(message, "`")
			begin, more := strings.CutSuffix(message, "…")
			return message == err.Error() || more && strings.HasPrefix(err.Error(), begin)
		}
		if changed == blocks[c.block] || err == nil || !slices.ContainsFunc(strings.Split(table, "\n"), documented) {
			t.Errorf("%s: the table has no %v", c.new, err)
		}
	}
	if rows != len(changes) {
		t.Errorf("%d rows for %d inputs", rows, len(changes))
	}
}

// stored are the fields of each schema that may be left out.
var stored = map[string][]string{
	"hg/1":         {"output", "loss_value", "gradient", "cases.g", "cases.H", "cases.order3", "cases.D", "cases.nesterov.true"},
	"diffn/1":      {"loss_value", "gradient", "dense", "raw_diff_n"},
	"nesterov/1":   {"cases.true.lrs", "cases.true.value", "cases.true.r", "cases.true.exists", "cases.true", "cases.true.unique"},
	"trajectory/1": {"steps", "params_after_step_1", "params_final", "final_loss_full", "steps.loss_before", "steps.lr", "steps.damping", "steps.damping_int", "steps.hg_update", "steps.g", "steps.H", "steps.order3", "steps.found", "steps.eta_raw"},
}

// without takes the field at the end of a path out of an object, or leaves of
// the fields in list that one alone.
func without(v any, path string) {
	first, rest, more := strings.Cut(path, ".")
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			without(item, path)
		}
	case map[string]any:
		if more {
			without(v[first], rest)
		} else {
			delete(v, first)
		}
	}
}

// Whichever stored field is missing, the others are compared, and the missing
// one is named; a field that is alone is compared alone.
func TestVerifyComparesWhatIsThere(t *testing.T) {
	paths := []string{"testdata/rosenbrock_d3.json", "testdata/mlp_identity_mse.json", "testdata/diffn_sigmoid_mse.json", "../cubic/testdata/nesterov_pd_generic.json", "testdata/traj_newton.json"}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var head struct{ Schema string }
		if err := json.Unmarshal(text, &head); err != nil {
			t.Fatal(err)
		}
		fields := stored[head.Schema]
		verdict := func(what string, drop ...string) *Verdict {
			t.Helper()
			var file map[string]any
			if err := json.Unmarshal(text, &file); err != nil {
				t.Fatal(err)
			}
			for _, field := range drop {
				without(file, field)
			}
			changed, err := json.Marshal(file)
			if err != nil {
				t.Fatal(err)
			}
			v, err := Verify(bytes.NewReader(changed))
			if errors.Is(err, ErrNothingStored) {
				return v
			}
			if err != nil {
				t.Fatalf("%s %s: %v", path, what, err)
			}
			if worst := v.Worst(); !v.Pass() {
				t.Errorf("%s %s: %s is off by %.1e", path, what, worst.What, worst.Error)
			}
			return v
		}
		name := func(field string) string {
			return strings.NewReplacer("cases", "cases[]", "nesterov", "nesterov[]", "steps.", "steps[].").Replace(field)
		}
		whole := verdict("whole").Compared()
		for _, field := range fields {
			v := verdict("without "+field, field)
			named := slices.ContainsFunc(v.Absent(), func(s string) bool { return strings.HasPrefix(s, name(field)) })
			there := slices.ContainsFunc(whole, func(s string) bool { return strings.HasPrefix(s, name(field)) })
			if field != "steps" && field != "cases.true" && there && !named {
				t.Errorf("%s without %s: absent are %v", path, field, v.Absent())
			}
			others := slices.DeleteFunc(slices.Clone(fields), func(other string) bool {
				return other == field || strings.HasPrefix(field, other+".") || strings.HasPrefix(other, field+".")
			})
			alone := verdict("with "+field+" alone", others...)
			for _, compared := range alone.Compared() {
				if !strings.HasPrefix(compared, name(field)) && !strings.HasPrefix(compared, "cases[].ref") && !strings.HasPrefix(compared, "cases[].nesterov") {
					t.Errorf("%s with %s alone: %s is compared", path, field, compared)
				}
			}
		}
		if v := verdict("with nothing", fields...); head.Schema != "nesterov/1" && head.Schema != "hg/1" && len(v.Checks) > 0 {
			t.Errorf("%s with nothing: %+v", path, v.Checks[0])
		}
	}
}

// An empty list of tensors is no tensor that was compared.
func TestVerifyEmptyTensors(t *testing.T) {
	text, err := os.ReadFile("testdata/mlp_identity_mse.json")
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte(`"loss_value"`), []byte(`"dense":[],"raw_diff_n":[],"loss_value"`), 1)
	v, err := Verify(bytes.NewReader(text))
	if err != nil || !v.Pass() || !slices.Contains(v.Absent(), "dense") || !slices.Contains(v.Absent(), "raw_diff_n") {
		t.Errorf("%v, %+v, absent %v", err, v, v.Absent())
	}
}

// A replay whose every summary overflows does not agree, and says so.
func TestVerifyOverflowingTrajectory(t *testing.T) {
	raw, err := os.ReadFile("testdata/traj_newton.json")
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	file["input"].(map[string]any)["data"].([]any)[0] = 1e300
	if raw, err = json.Marshal(file); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(bytes.NewReader(raw))
	if err != nil || v.Pass() {
		t.Errorf("%v, %v", v, err)
	}
}

// A network whose cubic steps are asked for, with nothing known of them, is
// compared in the rest; and steps that are known are solved on our own ḡ, H̄, D³
// where the file has none.
func TestVerifyStepsWithoutSummary(t *testing.T) {
	example := examples(t)[0]
	asked := strings.Replace(example, `"true": {"exists": true, "unique": false, "r": 0, "lrs": [1, 1], "value": -4}`, `"damping_int": 1`, 1)
	asked = strings.Replace(asked, `"damping_int": 1, "damping_int": 1`, `"damping_int": 1`, 1)
	bare := strings.Replace(example, `"g": [4, 4], "H": [[2, 2], [2, 2]], "order3": [0, 0],`, ``, 1)
	for i, text := range []string{asked, bare, strings.Replace(bare, `"value": -4`, `"value": -3`, 1)} {
		v, err := Verify(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if v.Pass() != (i < 2) {
			t.Errorf("text %d: %+v", i, v.Worst())
		}
		if i == 0 && !slices.Contains(v.Absent(), "cases[].nesterov[].true") || i > 0 && !slices.Contains(v.Absent(), "cases[].H") {
			t.Errorf("text %d: absent are %v", i, v.Absent())
		}
	}
}
