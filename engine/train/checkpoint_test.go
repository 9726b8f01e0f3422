package train

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc64"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
)

// saved returns a run's checkpoint.
func saved(t testing.TB, r *Run) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := r.Save(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// open returns a run on the sets that its own Data names.
func open(t testing.TB, c Config) *Run {
	t.Helper()
	train, test, err := data.Open(c.Filled().Data, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(c, train, test)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// variants are settings that together use every part of the state.
func variants() map[string]Config {
	moons := Config{Data: "moons?n=300", Layers: "5-2", Batch: 20, SummaryBatch: 40, Period: 4}
	list := map[string]Config{}
	for _, method := range setting.Names("method") {
		c := moons
		c.Method = method
		// Alone neither's full step is safe on so few samples.
		c.Adaptive = setting.MethodOf(method).Partition != ""
		list[method] = c
		c.Observe = true
		list[method+", observed"] = c
		for _, direction := range setting.Names("direction") {
			c := c
			c.Direction = direction
			c.PlateauFactor, c.PlateauEvery = 0.5, 2
			list[method+", "+direction+", plateau"] = c
		}
	}
	c := moons
	c.PlateauFactor, c.PlateauEvery, c.PlateauTarget, c.Partition = 0.5, 2, "lambda", "weights-biases"
	list["plateau of lambda"] = c
	c = moons
	c.Adaptive = true
	list["adaptive"] = c
	c = moons
	c.Data, c.Layers, c.Loss = "teacher?n=300&inputs=4", "5-1", "squared-error"
	list["values"] = c
	c = moons
	c.Method, c.Reuse, c.FactorBlock, c.Rescale = setting.KFAC, true, 2, true
	list["K-FAC's options"] = c
	for _, method := range []string{setting.SGD, setting.Muon, setting.ScheduleFreeAdamW} {
		c = moons
		c.Method, c.Warmup, c.Cosine = method, 3, 14
		list[method+", scheduled"] = c
	}
	c = moons
	c.Data, c.Layers = "mnist?crop=2&flip=yes", "5-10"
	list["augmented"] = c
	return list
}

// Law: 20 steps are 10 steps, saved and resumed, and 10 steps: every bit of every
// frame and of θ. At whatever step the cut is made.
func TestResumeIsSameBits(t *testing.T) {
	for name, c := range variants() {
		t.Run(name, func(t *testing.T) {
			whole := open(t, c)
			want := walk(t, whole, 20)
			for _, cut := range []int{0, 1, 4, 10} {
				first := open(t, c)
				walk(t, first, cut)
				file := saved(t, first)
				second, err := Resume(bytes.NewReader(file), first.train, first.test)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
				if second.Steps() != cut || !bytes.Equal(saved(t, second), file) {
					t.Errorf("%s: resumed at step %d and saved, the file is another one", name, second.Steps())
				}
				got := walk(t, second, 20-cut)
				if !slices.Equal(bits(got), bits(want[cut:])) || !slices.Equal(second.theta, whole.theta) || got[0].Epoch != want[cut].Epoch {
					t.Errorf("%s: resumed at step %d it takes another path", name, cut)
				}
				if !slices.Equal(saved(t, second), saved(t, whole)) {
					t.Errorf("%s: resumed at step %d it ends in another state", name, cut)
				}
			}
		})
	}
}

// Law: a divergence after a resume is taken back to the same point.
func TestResumedDivergence(t *testing.T) {
	c := small
	c.Method, c.Activation, c.Rate = setting.SGD, "relu", 1e80
	end := func(r *Run) (string, []float64) {
		for _, err := range r.Frames(50) {
			if err != nil {
				return err.Error(), slices.Clone(r.Theta())
			}
		}
		t.Fatal("no divergence")
		return "", nil
	}
	whole, first := begin(t, c), begin(t, c)
	walk(t, first, 1)
	second, err := Resume(bytes.NewReader(saved(t, first)), first.train, first.test)
	if err != nil {
		t.Fatal(err)
	}
	why, theta := end(whole)
	if again, back := end(second); again != why || !slices.Equal(theta, back) {
		t.Errorf("%s; resumed: %s", why, again)
	}
}

// A file of the version before grouped Newton had guards goes on without them, to the bit.
func TestUnguardedCheckpoint(t *testing.T) {
	r := open(t, Config{Data: "moons?n=300", Layers: "5-2", Batch: 20, SummaryBatch: 40, Period: 4, Bare: true})
	walk(t, r, 6)
	file, text := saved(t, r), ""
	state := archive.Open(file[16 : len(file)-8])
	state.Text(&text)
	rest := file[len(file)-8-state.Left() : len(file)-8]
	for _, field := range []string{`"bare":true,`, `"summaryAverage":0,`, `"bound":0,`, `"reach":0,`, `"trial":0,`} {
		if !strings.Contains(text, field) {
			t.Fatalf("%s is not in %s", field, text)
		}
		text = strings.Replace(text, field, "", 1)
	}
	old := archive.New(nil)
	old.Text(&text)
	again, err := Resume(bytes.NewReader(sealedAs(unguarded, append(old.Written(), rest...))), r.train, r.test)
	if err != nil {
		t.Fatal(err)
	}
	if !again.Config().Bare || !slices.Equal(bits(walk(t, r, 10)), bits(walk(t, again, 10))) {
		t.Error("it takes another path")
	}
}

// sealed returns a checkpoint file around a state.
func sealed(state []byte) []byte { return sealedAs(checkpointVersion, state) }

func sealedAs(version byte, state []byte) []byte {
	file := append([]byte(checkpointMagic), version)
	file = binary.LittleEndian.AppendUint64(file, uint64(len(state)))
	file = append(file, state...)
	return binary.LittleEndian.AppendUint64(file, crc64.Checksum(file, checksum))
}

func TestResumeRefuses(t *testing.T) {
	r := open(t, Config{Data: "moons?n=300", Layers: "5-2", Batch: 20, SummaryBatch: 40, Period: 4})
	walk(t, r, 3)
	good := saved(t, r)
	changed := func(at int, b byte) []byte {
		file := slices.Clone(good)
		file[at] = b
		return file
	}
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"nothing", nil, "train: checkpoint: cut off within the header (0 of 16 bytes)"},
		{"a cut", good[:100], fmt.Sprintf("train: checkpoint: cut off within the state (84 of %d bytes)", len(good)-16)},
		{"foreign", []byte("\x89PNG\r\n\x1a\n12345678"), `train: checkpoint: no checkpoint (it starts with "\x89PNG\r\n\x1a")`},
		{"future", changed(7, 9), "train: checkpoint: of version 9, this program reads versions 2 and 3"},
		{"a false claim", changed(15, 1), "train: checkpoint: the header claims 7205759"},
		{"damaged", changed(len(good)/2, good[len(good)/2]^1), "train: checkpoint: the checksum does not fit: the file is damaged"},
		{"more", append(slices.Clone(good), 0), "train: checkpoint: the file goes on behind its checksum"},
		{"empty state", sealed(nil), "train: checkpoint: byte 0: no whole number"},
		{"no settings", sealed([]byte("\x02[]\x00")), "train: checkpoint: settings: setting: settings: line 1, byte 1: a list is no object"},
		{"bad settings", sealed([]byte("\x0d{\"layers\":\"\"}\x00")), "train: checkpoint: settings: setting: layers: it is empty"},
	} {
		_, err := Resume(bytes.NewReader(c.file), r.train, r.test)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := ReadCheckpoint(bytes.NewReader(changed(len(good)/2, good[len(good)/2]^1))); !errors.Is(err, ErrChecksum) {
		t.Errorf("error %v, want ErrChecksum", err)
	}
	other, test, err := data.Open("moons?n=300&seed=2", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Resume(bytes.NewReader(good), other, test)
	if err == nil || !strings.Contains(err.Error(), "moons train is not the set that the run was saved with") {
		t.Errorf("error %v", err)
	}
}

// Whatever the state behind a right checksum, Resume returns: an error with our
// prefixes, or a run whose steps end in frames or in a divergence.
func FuzzResume(f *testing.F) {
	var train, test *data.Set
	for _, c := range variants() {
		if c.Data != "moons?n=300" {
			continue
		}
		r := open(f, c)
		train, test = r.train, r.test
		for range r.Frames(5) {
		}
		file := saved(f, r)
		f.Add(file[16 : len(file)-8])
	}
	f.Fuzz(func(t *testing.T, state []byte) {
		r, err := Resume(bytes.NewReader(sealed(state)), train, test)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "train: ") && !strings.HasPrefix(err.Error(), "setting: ") {
				t.Errorf("error without prefix: %v", err)
			}
			return
		}
		for _, err := range r.Frames(3) {
			if err != nil && !errors.Is(err, optim.ErrDiverged) {
				t.Fatal(err)
			}
		}
		for _, v := range r.Theta() {
			if math.IsNaN(v) {
				t.Fatal("NaN in θ")
			}
		}
	})
}

// full is a file on a disk with no room behind so many bytes.
type full int

func (f *full) Write(p []byte) (int, error) {
	if *f -= full(len(p)); *f < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

// A checkpoint that did not get onto the disk whole is an error, wherever it was
// cut.
func TestSaveReportsTheDisk(t *testing.T) {
	r := open(t, Config{Data: "moons?n=50", Layers: "4-2", Batch: 20, SummaryBatch: 40})
	size := len(saved(t, r))
	for _, room := range []int{0, 15, 16, 100, size - 8, size - 1} {
		disk := full(room)
		if err := r.Save(&disk); err == nil || err.Error() != "train: checkpoint: no space left" {
			t.Errorf("%d bytes of room: error %v", room, err)
		}
	}
	disk := full(size)
	if err := r.Save(&disk); err != nil {
		t.Error(err)
	}
}
