package data

import (
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Disk is the whole file system of this machine: unlike os.DirFS it takes
// absolute paths and paths above the present folder.
type Disk struct{}

// Open opens a file for reading.
func (Disk) Open(name string) (fs.File, error) { return os.Open(name) }

// kind is what the value of an option must be.
type kind int

const (
	count  kind = iota // whole number from low to high
	amount             // number from low to high
	choice             // yes or no
	guess              // yes, no or auto
	text
)

// option is one that may follow the ? of a name.
type option struct {
	name      string
	kind      kind
	byDefault string
	low, high float64
}

// The options that several sources have.
var (
	seedOption       = option{"seed", count, "1", 0, 1<<53 - 1}
	validationOption = option{"validation", amount, "0", 0, 0.9}
	cropOption       = option{"crop", count, "0", 0, 16}
	flipOption       = option{"flip", choice, "no", 0, 0}
	transposeOption  = option{"transpose", choice, "no", 0, 0}
)

// source is a kind of data set that a name may stand for.
type source struct {
	name    string
	place   string // what follows the colon, in words; "" for nothing
	needed  bool   // whether it must follow
	options []option
	open    func(s setting, files fs.FS) (train, test *Set, err error)
}

// sources returns the registry, in the order in which a control lists them. It is a
// function, because a variable would link the digits into every program that only
// uses a toy.
func sources() []source {
	list := []source{
		{"mnist", "folder", false, []option{transposeOption, cropOption, flipOption, validationOption, seedOption}, openMNISTSource},
		{"mnist60k", "", false, []option{cropOption, flipOption, validationOption, seedOption}, openFullSource},
	}
	for _, t := range toys {
		options := []option{{"n", count, "2000", 1, MaxSamples}, {"test", count, "1000", 1, MaxSamples},
			{"noise", amount, strconv.FormatFloat(t.noise, 'g', -1, 64), 0, 1e6}, validationOption, seedOption}
		if t.classes == 0 {
			options = append(options, option{"classes", count, "4", 2, MaxClasses})
		}
		list = append(list, source{t.name, "", false, options, openToy})
	}
	return append(list, []source{
		{"teacher", "", false, []option{
			{"inputs", count, "10", 1, maxTeacher}, {"hidden", count, "20", 1, maxTeacher}, {"outputs", count, "1", 1, maxTeacher},
			{"n", count, "2000", 1, MaxSamples}, {"test", count, "1000", 1, MaxSamples},
			{"noise", amount, "0.1", 0, 1e6}, validationOption, seedOption}, openTeacher},
		{"cifar10", "folder", true, []option{{"batches", count, "5", 1, cifarBatches}, cropOption, flipOption, validationOption, seedOption}, openCIFARSource},
		{"idx", "file of images", true, []option{{"labels", text, "", 0, 0}, {"test", amount, "0.2", 0.001, 0.9}, transposeOption, cropOption, flipOption, validationOption, seedOption}, openIDXSource},
		{"csv", "file", true, []option{{"label", text, "", 0, 0}, {"target", text, "", 0, 0}, {"header", guess, "auto", 0, 0},
			{"scale", choice, "yes", 0, 0}, {"test", amount, "0.2", 0.001, 0.9}, validationOption, seedOption}, openCSVSource},
	}...)
}

// Names returns the kinds of data sets that a name may stand for.
func Names() []string {
	var names []string
	for _, s := range sources() {
		names = append(names, s.name)
	}
	return names
}

// Open returns the sets to train and to test with that a name stands for,
//
//	kind[:place][?option=value&option=value…]
//
// for instance "mnist", "moons?noise=0.2", "cifar10:folder?crop=4&flip=yes",
// "csv:iris.csv?label=species". The kinds and their options:
//
//	mnist[:folder]                                      the built-in digits, or the four full files; transpose [no]
//	mnist60k                                            all 60,000 + 10,000 digits, which gn data mnist fetches; not on a page
//	moons spirals circles xor blobs                     n [2000] test [1000] noise; blobs: classes [4]
//	teacher                                             inputs [10] hidden [20] outputs [1] n [2000] test [1000] noise [0.1]
//	cifar10:folder                                      batches [5]
//	cifar10:file.bin                                    one file of records, a fifth of it to test with
//	idx:file                                            labels=file; test [0.2], a share; transpose [no]: a pair of IDX files, images of any size
//	csv:file                                            label, or target=a,b,…; header [auto] yes no; scale [yes]; test [0.2], a share
//	images (mnist, mnist60k, cifar10)                      crop [0] flip [no]: augmentation of what is trained with
//	transpose                                           the images are stored column by column, as EMNIST's are
//	all                                                 seed [1]; validation [0]: test with this share of the training samples instead
//
// A place and a value reach to the next ? or &; the seed is that of the data and
// not of the run. The features of a CSV file are standardised by what is trained
// with, unless scale=no. Files are opened in the given file system; it is nil where
// there are none, as on a page. The error says what in the name, or in the
// file, is wrong. It is a *LabelError where the column of a table's classes has to
// be named: two may be meant, or there is one class, or, in a column that was not
// asked for, more than a tenth as many as samples.
func Open(name string, files fs.FS) (train, test *Set, err error) {
	return OpenWithin(name, files, 0)
}

// OpenWithin is Open where at most so many bytes of images are kept of an IDX
// file; 0 is any number.
func OpenWithin(name string, files fs.FS, maxBytes int) (train, test *Set, err error) {
	s, err := parse(name)
	if err != nil {
		return nil, nil, err
	}
	s.maxBytes = maxBytes
	if s.place != "" && files == nil {
		return nil, nil, fmt.Errorf("data: %s: no files can be opened here", s.name)
	}
	train, test, err = s.source.open(s, files)
	if err != nil {
		return nil, nil, err
	}
	if share := s.number("validation"); share > 0 {
		train, test, err = Split(train, share, rand.NewPCG(s.seed(), splitStream))
		if err != nil {
			return nil, nil, err
		}
	}
	if s.source.has("scale") && s.value("scale") == "yes" {
		Standardise(train, test)
	}
	if s.source.has(cropOption.name) {
		train.Augment = Augmentation{Crop: int(s.number(cropOption.name)), Flip: s.value(flipOption.name) == "yes"}
	}
	return train, test, nil
}

// Check returns the error that Open would have for the name alone, before it
// opens anything.
func Check(name string) error {
	_, err := parse(name)
	return err
}

// Effort returns roughly how many numbers have to be drawn and multiplied to make
// the set of that name; 0 for files. The error is that of Check.
func Effort(name string) (float64, error) {
	s, err := parse(name)
	if err != nil || !s.has("n") {
		return 0, err
	}
	n := s.number("n") + s.number("test")
	if !s.has("hidden") {
		return n, nil
	}
	return n * (s.number("inputs")*s.number("hidden") + s.number("hidden")*s.number("outputs")), nil
}

// The streams of a data seed.
const (
	trainStream uint64 = iota
	testStream
	splitStream
	teacherStream
)

// setting is a parsed name.
type setting struct {
	source
	place  string
	values map[string]string // of the options that were given

	maxBytes int // of images that are kept; 0 is any number
}

// maxName bounds a name.
const maxName = 4096

func parse(name string) (setting, error) {
	if len(name) > maxName {
		return setting{}, fmt.Errorf("data: a name of %d bytes, at most %d are read", len(name), maxName)
	}
	head, options, given := strings.Cut(name, "?")
	kindName, place, _ := strings.Cut(head, ":")
	known := sources()
	i := slices.IndexFunc(known, func(s source) bool { return s.name == kindName })
	if i < 0 {
		return setting{}, fmt.Errorf("data: %s is none of %s", quote(kindName), strings.Join(Names(), ", "))
	}
	s := setting{source: known[i], place: place, values: map[string]string{}}
	switch {
	case place != "" && s.source.place == "":
		return s, fmt.Errorf("data: %s: it has no place, but %s is given", s.name, quote(place))
	case place == "" && s.needed:
		return s, fmt.Errorf("data: %s: the %s is missing: write %s:%[2]s", s.name, s.source.place, s.name)
	}
	if !given {
		return s, nil
	}
	for part := range strings.SplitSeq(options, "&") {
		key, value, ok := strings.Cut(part, "=")
		switch {
		case !ok:
			return s, fmt.Errorf("data: %s: %s is no option: write name=value", s.name, quote(part))
		case !s.has(key):
			return s, fmt.Errorf("data: %s: %s is none of its options %s", s.name, quote(key), strings.Join(s.optionNames(), ", "))
		case s.values[key] != "":
			return s, fmt.Errorf("data: %s: %s is given twice", s.name, key)
		}
		if err := s.option(key).check(value); err != nil {
			return s, fmt.Errorf("data: %s: %s: %w", s.name, key, err)
		}
		s.values[key] = value
	}
	switch {
	case s.values["label"] != "" && s.values["target"] != "":
		return s, fmt.Errorf("data: %s: label and target cannot be given together", s.name)
	case s.place == "" && s.values[transposeOption.name] != "":
		return s, fmt.Errorf("data: %s: transpose is of files: the built-in digits stand upright", s.name)
	}
	return s, nil
}

// check returns an error for a value that the option cannot have.
func (o option) check(value string) error {
	switch o.kind {
	case count, amount:
		v, err := strconv.ParseFloat(value, 64)
		switch {
		case err != nil:
			return fmt.Errorf("%s is not a number", quote(value))
		case o.kind == count && v != math.Trunc(v):
			return fmt.Errorf("%s is not a whole number", quote(value))
		case !(v >= o.low && v <= o.high):
			return fmt.Errorf("%s is not between %.16g and %.16g", quote(value), o.low, o.high)
		}
	case choice:
		if value != "yes" && value != "no" {
			return fmt.Errorf("%s is neither yes nor no", quote(value))
		}
	case guess:
		if _, ok := headers[value]; !ok {
			return fmt.Errorf("%s is none of auto, yes, no", quote(value))
		}
	case text:
		if value == "" {
			return fmt.Errorf("it is empty")
		}
	}
	return nil
}

func (s source) has(name string) bool { return slices.Contains(s.optionNames(), name) }

func (s source) optionNames() []string {
	var names []string
	for _, o := range s.options {
		names = append(names, o.name)
	}
	return names
}

func (s source) option(name string) option {
	return s.options[slices.IndexFunc(s.options, func(o option) bool { return o.name == name })]
}

// value returns the text of an option.
func (s setting) value(name string) string {
	if v, ok := s.values[name]; ok {
		return v
	}
	return s.option(name).byDefault
}

// number returns an option that is a number, as parse has checked.
func (s setting) number(name string) float64 {
	v, err := strconv.ParseFloat(s.value(name), 64)
	if err != nil {
		panic("data: " + err.Error()) // a default of ours is no number
	}
	return v
}

func (s setting) seed() uint64 { return uint64(s.number("seed")) }

func openMNISTSource(s setting, files fs.FS) (train, test *Set, err error) {
	if s.place == "" {
		return MNIST()
	}
	return openMNIST(files, s.place, s.idx())
}

func (s setting) idx() IDX { return IDX{s.values[transposeOption.name] == "yes", s.maxBytes} }

// cifarTest is the share of a single CIFAR-10 file that is tested with.
const cifarTest = 0.2

func openCIFARSource(s setting, files fs.FS) (train, test *Set, err error) {
	if strings.HasSuffix(strings.TrimSuffix(s.place, ".gz"), ".bin") {
		file, err := files.Open(s.place)
		if err != nil {
			return nil, nil, fmt.Errorf("data: cifar10: %w", err)
		}
		defer file.Close()
		all, err := ReadCIFAR(path.Base(s.place), file)
		if err != nil {
			return nil, nil, err
		}
		return halves(all, cifarTest, s)
	}
	return OpenCIFAR(files, s.place, int(s.number("batches")))
}

func openToy(s setting, _ fs.FS) (train, test *Set, err error) {
	classes := 2
	if s.has("classes") {
		classes = int(s.number("classes"))
	}
	half := func(size string, stream uint64) (*Set, error) {
		return Toy(s.name, int(s.number(size)), classes, s.number("noise"), rand.NewPCG(s.seed(), stream))
	}
	if train, err = half("n", trainStream); err != nil {
		return nil, nil, err
	}
	if test, err = half("test", testStream); err != nil {
		return nil, nil, err
	}
	train.Name, test.Name = s.name+" train", s.name+" test"
	return train, test, nil
}

func openTeacher(s setting, _ fs.FS) (train, test *Set, err error) {
	t, err := NewTeacher(int(s.number("inputs")), int(s.number("hidden")), int(s.number("outputs")), rand.NewPCG(s.seed(), teacherStream))
	if err != nil {
		return nil, nil, err
	}
	noise := s.number("noise")
	if train, err = t.Set("teacher train", int(s.number("n")), noise, rand.NewPCG(s.seed(), trainStream)); err != nil {
		return nil, nil, err
	}
	test, err = t.Set("teacher test", int(s.number("test")), noise, rand.NewPCG(s.seed(), testStream))
	return train, test, err
}

var headers = map[string]Header{"auto": HeaderAuto, "yes": HeaderYes, "no": HeaderNo}

func openCSVSource(s setting, files fs.FS) (train, test *Set, err error) {
	c := CSV{Label: s.value("label"), Header: headers[s.value("header")]}
	if targets := s.value("target"); targets != "" {
		c.Targets = strings.Split(targets, ",")
	}
	file, err := files.Open(s.place)
	if err != nil {
		return nil, nil, fmt.Errorf("data: csv: %w", err)
	}
	defer file.Close()
	all, err := ReadCSV(path.Base(s.place), file, c)
	if err != nil {
		return nil, nil, err
	}
	if reason := all.Table.doubt(); reason != "" {
		return nil, nil, &LabelError{all.Name, all.Table, reason}
	}
	return halves(all, s.number("test"), s)
}

// halves splits what one file holds.
func halves(all *Set, share float64, s setting) (train, test *Set, err error) {
	train, test, err = Split(all, share, rand.NewPCG(s.seed(), testStream))
	if err != nil {
		return nil, nil, err
	}
	train.Name, test.Name = all.Name+" train", all.Name+" test"
	return train, test, nil
}

func openIDXSource(s setting, files fs.FS) (train, test *Set, err error) {
	if s.value("labels") == "" {
		return nil, nil, fmt.Errorf("data: idx: the file of labels is missing: write idx:%s?labels=file", s.place)
	}
	images, err := files.Open(s.place)
	if err != nil {
		return nil, nil, fmt.Errorf("data: idx: %w", err)
	}
	defer images.Close()
	labels, err := files.Open(s.value("labels"))
	if err != nil {
		return nil, nil, fmt.Errorf("data: idx: %w", err)
	}
	defer labels.Close()
	all, err := ReadIDX(path.Base(s.place), images, labels, s.idx())
	if err != nil {
		return nil, nil, err
	}
	return halves(all, s.number("test"), s)
}
