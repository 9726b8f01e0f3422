package data

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/archive"
)

// numbered returns a set whose sample i is the number i, in three uneven
// classes.
func numbered(t testing.TB, n int) *Set {
	inputs, labels := make([]float64, n), make([]int, n)
	for i := range n {
		inputs[i], labels[i] = float64(i), []int{0, 0, 0, 1, 0, 1, 2}[i%7]
	}
	return must[*Set](t)(NewClasses("numbered", []int{1}, inputs, 3, labels))
}

// Law: a split is a partition of the set, of exact sizes, each class in
// proportion to less than one sample, decided by the seed.
func TestSplitIsStratified(t *testing.T) {
	for _, n := range []int{10, 99, 1000} {
		for _, share := range []float64{0.1, 0.2, 0.5, 0.77} {
			s := numbered(t, n)
			train, held, err := Split(s, share, rand.NewPCG(1, 0))
			if err != nil {
				t.Fatal(err)
			}
			if want := int(math.Round(share * float64(n))); held.Len() != want || train.Len() != n-want {
				t.Errorf("%g of %d: %d + %d samples", share, n, train.Len(), held.Len())
			}
			a, la := rows(train)
			b, lb := rows(held)
			all := slices.Concat(a, b)
			slices.Sort(all)
			whole, labels := rows(s)
			if !slices.Equal(all, whole) || !slices.IsSorted(a) || !slices.IsSorted(b) {
				t.Errorf("%g of %d: no partition in order", share, n)
			}
			for class := range 3 {
				count := func(list []int) (k int) {
					for _, l := range list {
						if l == class {
							k++
						}
					}
					return k
				}
				exact := float64(count(labels)) * float64(held.Len()) / float64(n)
				if !(math.Abs(float64(count(lb))-exact) < 1) || count(la)+count(lb) != count(labels) {
					t.Errorf("%g of %d: %d of class %d held, want %.2f", share, n, count(lb), class, exact)
				}
			}
			for i, v := range b {
				if lb[i] != labels[int(v)] {
					t.Fatalf("sample %g lost its label", v)
				}
			}
			_, same, _ := Split(s, share, rand.NewPCG(1, 0))
			_, other, _ := Split(s, share, rand.NewPCG(2, 0))
			if c, _ := rows(same); !slices.Equal(b, c) {
				t.Error("one seed, two splits")
			}
			if c, _ := rows(other); n == 1000 && slices.Equal(b, c) {
				t.Error("two seeds, one split")
			}
		}
	}
	for _, share := range []float64{0, 1, -1, 0.01, 0.99, math.NaN()} {
		if _, _, err := Split(numbered(t, 10), share, rand.NewPCG(1, 0)); err == nil {
			t.Errorf("a share of %g of 10 is cut", share)
		}
	}
}

// Law: standardised inputs have mean 0 and deviation 1, and others are moved
// with them; a constant becomes 0.
func TestStandardise(t *testing.T) {
	make2 := func() *Set {
		return must[*Set](t)(NewValues("v", []int{3}, []float64{1, 5, 1e150, 3, 5, -1e150, 8, 5, 0}, 1, []float64{7, 8, 9}))
	}
	s, other := make2(), make2()
	Standardise(s, other)
	x, _ := rows(s)
	for j := range 3 {
		mean, square := (x[j]+x[3+j]+x[6+j])/3, (x[j]*x[j]+x[3+j]*x[3+j]+x[6+j]*x[6+j])/3
		want := 1.0
		if j == 1 {
			want = 0
		}
		if !(math.Abs(mean) <= 1e-15 && math.Abs(square-want) <= 1e-14) {
			t.Errorf("input %d: mean %g, square %g", j, mean, square)
		}
	}
	if y, _ := rows(other); !slices.Equal(x, y) {
		t.Errorf("the other set became %v, not %v", y, x)
	}
}

// numberedImages are two images of 1 and of 2 channels each 3×4 whose bytes count.
func numberedImages(t testing.TB, channels int) *Set {
	pixels := make([]byte, 2*channels*12)
	for i := range pixels {
		pixels[i] = byte(i + 1)
	}
	mean, deviation := make([]float64, channels), make([]float64, channels)
	for c := range channels {
		deviation[c] = 1.0 / 255 / float64(c+1)
	}
	return must[*Set](t)(NewImages("images", []int{channels, 3, 4}, 2, pixels, []int{0, 1}, mean, deviation))
}

// Law: each channel is standardised by its own mean and deviation.
func TestChannelsAreStandardisedApart(t *testing.T) {
	x, _ := rows(numberedImages(t, 2))
	for i, v := range x {
		if want := float64(i+1) * float64(i/12%2+1); !(math.Abs(v-want) <= 1e-12) {
			t.Fatalf("value %d is %g, want %g", i, v, want)
		}
	}
}

// Law: an augmented image is the image shifted by at most Crop, mirrored or not,
// 0 around it; all shifts come; and channels move together.
func TestAugmenterShiftsAndFlips(t *testing.T) {
	for _, channels := range []int{1, 2} {
		s := numberedImages(t, channels)
		s.Augment = Augmentation{Crop: 1, Flip: true}
		whole, _ := rows(s)
		possible := map[string]int{}
		for image := range 2 {
			for down := -1; down <= 1; down++ {
				for right := -1; right <= 1; right++ {
					for _, flip := range []bool{false, true} {
						want := make([]float64, s.Width())
						for at := range want {
							c, y, x := at/12, at/4%3-down, at%4-right
							if flip {
								x = 3 - x
							}
							if fx := at%4 - right; y >= 0 && y < 3 && fx >= 0 && fx < 4 {
								want[at] = whole[image*s.Width()+c*12+y*4+x]
							}
						}
						possible[fmt.Sprint(want)] = 0
					}
				}
			}
		}
		if len(possible) != 36 {
			t.Fatalf("%d pictures, want 36", len(possible))
		}
		a := NewAugmenter(s, rand.NewPCG(1, 0))
		x, labels := make([]float64, 2*s.Width()), make([]int, 2)
		for range 1000 {
			a.Gather(x, labels, []int{1, 0})
			if labels[0] != 1 || labels[1] != 0 {
				t.Fatal("labels went astray")
			}
			for k := range 2 {
				key := fmt.Sprint(x[k*s.Width():][:s.Width()])
				if _, ok := possible[key]; !ok {
					t.Fatalf("%s is no shifted image", key)
				}
				possible[key]++
			}
		}
		for picture, n := range possible {
			if n < 20 || n > 110 { // 2000/36 = 56 on average
				t.Errorf("%s came %d times", picture, n)
			}
		}
		if y, _ := rows(s); !slices.Equal(whole, y) {
			t.Error("the set itself was changed")
		}
	}
}

// Law: the images depend on the source alone, not on batches; nothing is
// allocated; without an Augmentation they are the set's own.
func TestAugmenterIsDeterministic(t *testing.T) {
	s := numberedImages(t, 1)
	plain, _ := rows(s)
	x := make([]float64, len(plain))
	NewAugmenter(s, rand.NewPCG(1, 0)).Gather(x, nil, []int{0, 1})
	if !slices.Equal(x, plain) {
		t.Error("the zero Augmentation changes images")
	}
	s.Augment = Augmentation{Crop: 2, Flip: true}
	a, b := NewAugmenter(s, rand.NewPCG(1, 0)), NewAugmenter(s, rand.NewPCG(1, 0))
	y := make([]float64, len(x))
	a.Gather(x, nil, []int{0, 1})
	b.Gather(y[:12], nil, []int{0})
	w := archive.New(nil)
	b.Archive(w)
	b = NewAugmenter(s, rand.NewPCG(9, 9))
	b.Archive(archive.Open(w.Written()))
	b.Gather(y[12:], nil, []int{1})
	if !slices.Equal(x, y) {
		t.Error("batches or a stop change the images")
	}
	if n := testing.AllocsPerRun(10, func() { a.Gather(x, nil, []int{0, 1}) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// Law: a sampler goes on from its archive as if it had not stopped.
func TestSamplerArchive(t *testing.T) {
	a := NewSampler(7, rand.NewPCG(1, 0))
	index, other := make([]int, 10), make([]int, 10)
	a.Next(index[:4])
	w := archive.New(nil)
	a.Archive(w)
	b := NewSampler(7, rand.NewPCG(5, 5))
	r := archive.Open(w.Written())
	if b.Archive(r); r.Close() != nil {
		t.Fatal(r.Err())
	}
	a.Next(index)
	b.Next(other)
	if !slices.Equal(index, other) || a.Epochs() != b.Epochs() {
		t.Errorf("%v goes on as %v", index, other)
	}
	r = archive.Open(w.Written())
	NewSampler(8, rand.NewPCG(1, 0)).Archive(r)
	if err := r.Err(); err == nil || !strings.Contains(err.Error(), "a sampler over 7 samples, want 8") {
		t.Errorf("error %v", err)
	}
	a.order[0] = a.order[1]
	w = archive.New(nil)
	a.Archive(w)
	r = archive.Open(w.Written())
	b.Archive(r)
	if err := r.Err(); err == nil || !strings.Contains(err.Error(), "no permutation") {
		t.Errorf("error %v", err)
	}
}
