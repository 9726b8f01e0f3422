package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/strict"
)

// Files that were once read in another sense than they were written.
func TestRefused(t *testing.T) {
	for name, want := range map[string]string{
		"null-in-input.json":      "exchange: line 1, byte 289: input.data[1]: null is no number",
		"misspelt-direction.json": "exchange: line 1, byte 463: diretion: there is no such field; known are schema, name, ops, loss, params, input, target, direction, output, loss_value, gradient, cases, groups, dense, raw_diff_n",
		"bce-target-above-1.json": "exchange: graph: entry 0 of the target is 1.5: binary-cross-entropy wants values from 0 to 1",
	} {
		file, err := os.Open(filepath.Join("testdata", "refused", name))
		if err != nil {
			t.Fatal(err)
		}
		_, err = Verify(file)
		file.Close()
		if err == nil || err.Error() != want {
			t.Errorf("%s: error\n%v, want\n%s", name, err, want)
		}
	}
}

// spot is a name or a value of a file.
type spot struct {
	from, to int
	key      bool
}

var spots = regexp.MustCompile(`"[^"]*"(\s*:)?|-?[0-9][0-9.e+-]*|true|false|null`)

// spotsOf returns the names and the plain values of a file without backslashes.
func spotsOf(text string) (list []spot) {
	for _, m := range spots.FindAllStringSubmatchIndex(text, -1) {
		s := spot{from: m[0], to: m[1], key: m[2] >= 0}
		if s.key {
			s.to = m[2]
		}
		list = append(list, s)
	}
	return list
}

// nullable are the fields in which null means that there is nothing; the names
// below them are passed over, and may hold anything.
var nullable = regexp.MustCompile(`(^|\.)(scheduler|lrs|lrs_alt|r|value|eta_raw|note|arch|seed|direction_kind|epochs_log|meaning|sigma_b|x0|x1|computation|H_pd|D_sing|fx0_positive|error|rel_suboptimality|hard_case|value_alt|reason|residual|min_eig_DinvHDinv|rel_component_along_min_eigvec|step|epoch|batch_start|eta_ema|updater\.lr)$`)

// Whatever is done to one name or one value of a good file, the reader refuses
// it there: a misspelt name, a name in other case, a name that comes twice, a
// null, a text cut off, text behind the end.
func TestEveryChangeIsRefused(t *testing.T) {
	texts := append(examples(t), tiny, tinyCubic, tinyTrajectory, window)
	golden, err := os.ReadFile("testdata/rosenbrock_d3.json") // with the names that are passed over
	if err != nil {
		t.Fatal(err)
	}
	texts = append(texts, string(golden))
	for n, text := range texts {
		refused := func(what string, changed string, at int) *strict.Error {
			t.Helper()
			_, err := Verify(strings.NewReader(changed))
			var e *strict.Error
			if !errors.As(err, &e) {
				t.Errorf("file %d, byte %d, %s: %v", n, at+1, what, err)
				return &strict.Error{}
			}
			if line := 1 + strings.Count(changed[:e.Byte-1], "\n"); e.Line != line {
				t.Errorf("file %d: byte %d is not in line %d", n, e.Byte, e.Line)
			}
			return e
		}
		passed := func(at int) bool { // whether what stands here is passed over
			e := refused("no value", text[:at]+"?"+text[at:], at)
			for path := e.Path; path != ""; path = path[:max(0, strings.LastIndexAny(path, ".["))] {
				if nullable.MatchString(path) {
					return true
				}
			}
			return false
		}
		for _, s := range spotsOf(text) {
			word := text[s.from:s.to]
			switch {
			case s.key && word == `"schema"`:
				continue // without it nothing is known of the file
			case s.key && !passed(s.from+strings.IndexByte(text[s.from:], ':')+1):
				name := strings.Trim(word, `"`)
				for _, other := range []string{name + "x", name[1:] + "_", swapped(name)} {
					e := refused(other, text[:s.from]+`"`+other+`"`+text[s.to:], s.from)
					if e.Byte != s.from+1 || !strings.HasSuffix("."+e.Path, "."+other) || !strings.Contains(e.Message, "no such field") {
						t.Errorf("file %d: %s for %s in byte %d: %v", n, other, name, s.from+1, e)
					}
				}
				twice := text[:s.from] + word + ":0, " + text[s.from:]
				if e := refused("twice "+name, twice, s.from); !strings.HasSuffix("."+e.Path, "."+name) && !strings.Contains(e.Message, "0 is no") {
					t.Errorf("file %d: %s twice: %v", n, name, e)
				}
				if strings.Contains(text, `"note"`) {
					continue
				}
				again := text[:s.from] + `"note":1, "note":2, ` + text[s.from:]
				if e := refused("note twice", again, s.from); !strings.HasSuffix(e.Path, "note") || e.Byte != s.from+11 {
					t.Errorf("file %d: note twice: %v", n, e)
				}
			case !s.key && word != `"hg/1"` && !strings.HasSuffix(word, `/1"`) && !passed(s.from):
				e := refused("null", text[:s.from]+"null"+text[s.to:], s.from)
				if e.Byte != s.from+1 || !strings.HasPrefix(e.Message, "null is n") || e.Path == "" {
					t.Errorf("file %d: null in byte %d: %v", n, s.from+1, e)
				}
			}
		}
		end := len(strings.TrimSpace(text))
		for at := 0; at < end; at += 1 + end/200 {
			if e := refused("cut", text[:at], at); !e.Cut || e.Byte != at+1 {
				t.Errorf("file %d cut off behind %q: %v", n, text[max(0, at-20):at], e)
			}
		}
		for _, more := range []string{"x", "{}", "\x00", text} {
			if e := refused("more", text+more, end); e.Byte != len(text)+1 && e.Byte != len(text)+1+strings.IndexByte(more, '{') {
				t.Errorf("file %d with %.10q behind: %v", n, more, e)
			}
		}
	}
}

// swapped is a name with its letters in the other case.
func swapped(name string) string {
	if upper := strings.ToUpper(name); upper != name {
		return upper
	}
	return strings.ToLower(name)
}

// A note may stand in every object and hold anything.
func TestNotes(t *testing.T) {
	for i, text := range examples(t) {
		noted := strings.ReplaceAll(text, "{", `{"note": {"any": [null, "thing"]}, `)
		v, err := Verify(strings.NewReader(noted))
		if err != nil || !v.Pass() {
			t.Errorf("example %d: %v", i, err)
		}
	}
}

// comesBack writes what was read and reads it again: the same.
func comesBack[T any](t *testing.T, file *T, read func(io.Reader) (*T, error)) {
	t.Helper()
	text, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	again, err := read(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if second, _ := json.Marshal(again); !bytes.Equal(text, second) {
		t.Fatalf("%s\ncomes back as\n%s", text, second)
	}
}

// Every golden file comes back as it was read.
func TestRoundTrip(t *testing.T) {
	for i, path := range files(t) {
		if strings.Contains(path, "nesterov") && i%5 > 0 { // all alike
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var head struct{ Schema string }
		if err := json.Unmarshal(text, &head); err != nil {
			t.Fatal(err)
		}
		switch head.Schema {
		case schemaCubic:
			again(t, text, ReadCubic)
		case schemaTrajectory:
			again(t, text, ReadTrajectory)
		default:
			again(t, text, ReadNetwork)
		}
	}
}

func again[T any](t *testing.T, text []byte, read func(io.Reader) (*T, error)) {
	t.Helper()
	file, err := read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	comesBack(t, file, read)
}

// endless is a file that does not end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// A file without end is read no further than the limit.
func TestTooLong(t *testing.T) {
	if _, _, err := load(endless{}, 1000); fmt.Sprint(err) != "exchange: the file has more than 1000 bytes" {
		t.Error(err)
	}
	unread := io.NewSectionReader(nil, 0, MaxFile+1) // reading it would panic
	if _, err := Verify(unread); fmt.Sprint(err) != "exchange: the file has more than 268435456 bytes" {
		t.Error(err)
	}
	if _, _, err := load(strings.NewReader(tiny), int64(len(tiny))); err != nil {
		t.Error(err)
	}
}

// Numbers that are not finite are read and compared where a file stores results,
// and refused by their place where something is computed with them.
func TestNotFinite(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`[1,2,-1]`, `[1,"nan",-1]`, "exchange: graph: entry 1 of the input is NaN"},
		{`[1,2,-1]`, `[1,2,"-inf"]`, "exchange: graph: entry 2 of the input is -Inf"},
		{`[0,0.5]`, `[0,"inf"]`, `exchange: params[1].data[1]: entry 1 of "l.bias" is +Inf: nothing can be computed with it`},
		{`"cases"`, `"direction":[{"name":"l.weight","shape":[2,1],"data":["nan",1]},{"name":"l.bias","shape":[2],"data":[1,1]}],"cases"`,
			`exchange: direction[0].data[0]: entry 0 of "l.weight" is NaN: nothing can be computed with it`},
		{`[0,1,1]`, `[0,"nan",1]`, "exchange: target.data[1]: NaN is no class"},
		{`[0,1,1]`, `[0,1,"inf"]`, "exchange: target.data[2]: +Inf is no class"},
		{`"divide_by":2`, `"divide_by":"inf"`, `exchange: line 1, byte 68: ops[1].divide_by: "inf" is no number`},
	} {
		changed := strings.Replace(tiny, c.old, c.new, 1)
		n, err := ReadNetwork(strings.NewReader(changed))
		if err == nil {
			_, err = n.Point()
		}
		if changed == tiny || fmt.Sprint(err) != c.want {
			t.Errorf("%s: %v, want %s", c.new, err, c.want)
		}
	}
	for _, c := range []struct {
		got, want []float64
		equal     bool
	}{
		{Numbers{1, nan}, Numbers{1, nan}, true}, {Numbers{1, inf}, Numbers{1, inf}, true}, {Numbers{1, -inf}, Numbers{1, inf}, false},
		{Numbers{1, 2}, Numbers{1, nan}, false}, {Numbers{1, nan}, Numbers{1, 2}, false}, {Numbers{nan, 2}, Numbers{1, 2}, false}, {Numbers{1, inf}, Numbers{1, 2}, false},
		{Numbers{1, 1}, Numbers{1, inf}, false}, {Numbers{1, 2}, Numbers{inf, 2}, false}, {Numbers{inf, 2}, Numbers{inf, 3}, false},
	} {
		v := new(Verdict)
		v.list("", c.got, c.want, 0, 1e-10)
		v.add("", entrywise(c.got, c.want), 1e-6)
		if v.Checks[0].Pass() != c.equal || v.Checks[1].Pass() != c.equal {
			t.Errorf("%v beside %v: %+v", c.got, c.want, v.Checks)
		}
	}
}

var nan, inf = math.NaN(), math.Inf(1)
