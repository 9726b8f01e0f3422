package data

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"
)

// Law: every kind of set that needs no file opens by its name alone, twice the
// same, with shapes that fit.
func TestOpenByName(t *testing.T) {
	for _, s := range sources() {
		if s.needed || s.name == "mnist60k" { // which is a file, too
			continue
		}
		train, test, err := Open(s.name, nil)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		again, other, err := Open(s.name+"?seed=1", nil)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		if train.Width() != test.Width() || train.Outputs() != test.Outputs() || train.Classes != test.Classes {
			t.Errorf("%s: training and test set differ in shape", s.name)
		}
		if train.Fingerprint() != again.Fingerprint() || test.Fingerprint() != other.Fingerprint() {
			t.Errorf("%s: opened twice it is another one", s.name)
		}
		if train.Fingerprint() == test.Fingerprint() {
			t.Errorf("%s: tested on what was trained with", s.name)
		}
	}
}

func TestOpenOptions(t *testing.T) {
	files := fstest.MapFS{"dir/iris.csv": {Data: []byte(strings.Repeat("1,2,a\n3,4,b\n", 10))}}
	for name, want := range map[string][4]int{ // train, test, width, outputs
		"moons?n=30&test=7&noise=0":                      {30, 7, 2, 2},
		"blobs?classes=5&n=10":                           {10, 1000, 2, 5},
		"moons?n=100&validation=0.25":                    {75, 25, 2, 2},
		"teacher?inputs=3&outputs=2&n=20&test=5&noise=0": {20, 5, 3, 2},
		"csv:dir/iris.csv":                               {16, 4, 2, 2},
		"csv:dir/iris.csv?target=2&label=":               {},
		"csv:dir/iris.csv?test=0.5&label=3&header=no":    {10, 10, 2, 2},
	} {
		train, test, err := Open(name, files)
		if want == [4]int{} {
			if err == nil {
				t.Errorf("%s: no error", name)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := [4]int{train.Len(), test.Len(), train.Width(), train.Outputs()}; got != want || test.Width() != want[2] {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	// Standardised by what is trained with: every column of two values becomes ±1.
	train, _, err := Open("csv:dir/iris.csv", files)
	if err != nil {
		t.Fatal(err)
	}
	if x, _ := rows(train); !(math.Abs(x[0]*x[0]-1) <= 1e-14) {
		t.Errorf("standardised to %g", x[0])
	}
	if train, _, _ = Open("csv:dir/iris.csv?scale=no", files); train == nil {
		t.Fatal("scale=no")
	}
	if x, _ := rows(train); x[0] != 1 && x[0] != 3 {
		t.Errorf("not standardised, yet %g", x[0])
	}
}

// badNames is the table of docs/data.md.
var badNames = []struct{ name, want string }{
	{"", `data: "" is none of mnist, mnist60k, moons, spirals, circles, xor, blobs, teacher, cifar10, idx, csv`},
	{"imagenet", `data: "imagenet" is none of mnist`},
	{"moons:dir", `data: moons: it has no place, but "dir" is given`},
	{"cifar10", "data: cifar10: the folder is missing: write cifar10:folder"},
	{"idx", "data: idx: the file of images is missing: write idx:file of images"},
	{"csv:?label=a", "data: csv: the file is missing: write csv:file"},
	{"moons?colour=red", `data: moons: "colour" is none of its options n, test, noise, validation, seed`},
	{"moons?n", `data: moons: "n" is no option: write name=value`},
	{"moons?n=1&n=2", "data: moons: n is given twice"},
	{"moons?n=many", `data: moons: n: "many" is not a number`},
	{"moons?n=1.5", `data: moons: n: "1.5" is not a whole number`},
	{"moons?n=0", `data: moons: n: "0" is not between 1 and 1048576`},
	{"moons?noise=NaN", `data: moons: noise: "NaN" is not between 0 and 1000000`},
	{"moons?seed=-1", `data: moons: seed: "-1" is not between 0 and 9007199254740991`},
	{"mnist?flip=maybe", `data: mnist: flip: "maybe" is neither yes nor no`},
	{"csv:f?header=perhaps", `data: csv: header: "perhaps" is none of auto, yes, no`},
	{"csv:f?label=", "data: csv: label: it is empty"},
	{strings.Repeat("x", 5000), "data: a name of 5000 bytes, at most 4096 are read"},
}

func TestOpenRefuses(t *testing.T) {
	for _, c := range badNames {
		err := Check(c.name)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.60q: error %v, want %q", c.name, err, c.want)
		}
		if _, _, open := Open(c.name, fstest.MapFS{}); err != nil && (open == nil || open.Error() != err.Error()) {
			t.Errorf("%.60q: Check says %v, Open %v", c.name, err, open)
		}
	}
	for name, want := range map[string]string{
		"csv:f":                     "data: csv: open f: file does not exist",
		"mnist:d":                   "data: mnist train: neither d/train-images-idx3-ubyte nor",
		"xor?n=1&validation=0.5":    "data: xor train: a share of 0.5 of 1 samples leaves a part empty",
		"teacher?inputs=4096&n=1e6": "data: teacher train: 1000000 samples of 4097 numbers",
	} {
		if _, _, err := Open(name, fstest.MapFS{}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", name, err, want)
		}
	}
	if _, _, err := Open("csv:f", nil); err == nil || err.Error() != "data: csv: no files can be opened here" {
		t.Errorf("error %v", err)
	}
}

// Whatever the name, Check returns; what it lets pass has a kind.
func FuzzCheck(f *testing.F) {
	f.Add("csv:a?b.csv?label=x&test=0.5")
	for _, c := range badNames {
		f.Add(c.name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		err := Check(name)
		if err != nil && !strings.HasPrefix(err.Error(), "data: ") {
			t.Errorf("error without prefix: %v", err)
		}
	})
}

func TestEffort(t *testing.T) {
	for name, want := range map[string]float64{
		"mnist": 0, "csv:f": 0, "moons?n=30&test=12": 42, "teacher?inputs=3&hidden=5&outputs=2&n=10&test=10": 500,
	} {
		if got, err := Effort(name); err != nil || got != want {
			t.Errorf("%s: %g, %v; want %g", name, got, err, want)
		}
	}
	if _, err := Effort("faces"); err == nil {
		t.Error("a set that does not exist costs something")
	}
}
