// Package rules checks the structure of this repository. Its folders are called
// rooms. The rules say who may import whom, what nobody may import, which functions
// may not be called, what no text may name, and that a switch over names refuses
// unknown ones. The rules are
// the tables of this file; a test holds the repository against them, seen by Linux
// and by the browser.
//
// Paths of packages are relative to the module: "engine/op". A folder stands
// for everything below it.
package rules

import "regexp"

// Module is the import path of this repository.
const Module = "github.com/cauchy-newton/playground"

// Room is a folder, with all below it, that has a place in the order of imports.
type Room struct {
	Name  string
	Above []string // the rooms it stands on: it may import these and what they stand on
}

// Rooms is the order of imports, from the tensor to the screen.
// The room of a package is the longest Name that holds it; a package without a
// room is a violation, so a new folder has to take its place here.
var Rooms = []Room{
	{"engine/strict", nil}, // reads JSON
	{"engine/tensor", []string{"engine/strict"}},
	{"engine/kernel", nil},
	{"engine/activation", nil},
	{"engine/op", []string{"engine/tensor", "engine/kernel", "engine/activation"}},
	{"engine/param", []string{"engine/tensor"}},
	{"engine/graph", []string{"engine/op", "engine/param"}},
	{"engine/partition", []string{"engine/param", "engine/setting"}},
	{"engine/summary", []string{"engine/graph", "engine/partition"}},
	{"engine/kfac", []string{"engine/graph"}},
	{"engine/model", []string{"engine/graph"}},
	{"engine/spectrum", []string{"engine/kernel"}},
	{"engine/cubic", nil}, // stands on gonum alone
	{"engine/archive", nil},
	{"engine/optim", []string{"engine/archive", "engine/summary", "engine/kfac", "engine/model", "engine/cubic", "engine/setting"}},
	{"engine/exchange", []string{"engine/optim"}},
	{"engine/data", []string{"engine/archive"}},
	{"engine/setting", []string{"engine/strict", "engine/activation"}},
	{"engine/frame", nil},
	{"engine/train", []string{"engine/optim", "engine/spectrum", "engine/data", "engine/setting", "engine/frame"}},
	{"engine/link", []string{"engine/setting", "engine/frame"}},
	{"engine/session", []string{"engine/link", "engine/train", "engine/exchange"}},
	{"demos", []string{"engine/link", "engine/cubic"}},                                    // what a picture carries to every visitor
	{"demos/lesson", []string{"demos", "engine/optim", "engine/data", "engine/spectrum"}}, // a lesson computes by itself
	{"site/lessons", nil}, // the texts, to be read without a page
	{"ebitenui", []string{"demos/lesson", "engine/session", "site/lessons"}},
	{"tools/measure", []string{"engine/summary", "engine/model", "engine/setting"}},
	{"wasm", []string{"ebitenui", "tools/measure"}}, // its benchmarks measure what the native ones do
	{"site/worker", nil},
	{"tools", []string{"demos/lesson", "engine/session", "tools/measure", "site/lessons"}},
}

// Supply names the foreign modules a room may import.
type Supply struct {
	Room    string
	Modules []string // prefixes of import paths; "*" is all
}

// Supplies: the engine needs linear algebra, what draws needs glyphs and
// shapes, the window a display server to ask. A room that is not listed may import the
// standard library only.
var Supplies = []Supply{
	{"engine", []string{"gonum.org/v1/gonum"}},
	{"engine/kernel", []string{"golang.org/x/sys/cpu"}},
	{"demos", []string{"gonum.org/v1/gonum", "golang.org/x/image"}},
	{"ebitenui", []string{"github.com/hajimehoshi/ebiten/v2", "golang.org/x/image", "github.com/jezek/xgb"}},
	{"wasm", []string{"github.com/hajimehoshi/ebiten/v2"}},
	{"site/worker", []string{"github.com/syumai/workers"}},
	{"tools", []string{"*"}},
}

// Ban forbids an import in a part of the repository.
type Ban struct {
	Import string // an import path; with what lies below it
	In     string // the folder; "" is the whole repository
	Except []string
	Why    string
}

// Bans holds for the code; those of the whole repository hold for tests too.
var Bans = []Ban{
	{"syscall/js", "", []string{"wasm", "site/worker"}, "only the browser's and the edge's entry points know JavaScript"},
	{"github.com/hajimehoshi/ebiten/v2", "", []string{"ebitenui", "wasm"}, "importing Ebiten needs a display; what is worth testing lives without"},
	{"C", "", nil, "a plain go build works everywhere"},
	{"math/rand", "", []string{"math/rand/v2"}, "its global source is not ours to seed; math/rand/v2 has PCG"},
	{"unsafe", "engine", []string{"engine/kernel"}, "only a kernel may look at memory"},
	{"time", "engine", []string{"engine/session"}, "the engine has no clock: the same seed gives the same bits; a session works in slices"},
	{"log", "engine", nil, "the engine does not print: errors are values"},
	{"os", "engine", []string{"engine/data"}, "only data are read from files"},
	{"io/fs", "engine", []string{"engine/data", "engine/session"}, "only data are read from files; a session keeps those of a visitor"},
	{"path/filepath", "engine", []string{"engine/data"}, "only data are read from files"},
	{"net", "engine", nil, "the engine knows no network"},
	{"os", "demos", []string{"demos/demotest"}, "a scene knows no system; tests write pictures"},
	{"net", "demos", nil, "a scene knows no network"},
}

// Programs are bans on everything that a program is linked from, not only on what
// it imports itself.
var Programs = []Ban{
	{"github.com/hajimehoshi/ebiten/v2", "wasm/engine", nil, "Ebiten panics in a Web Worker"},
	{"gonum.org/v1/plot", "wasm", nil, "it brings 9 MB of fonts"},
	{Module + "/engine/train", "wasm/canvas", nil, "the digits are in the engine's program already"},
	{"github.com/hajimehoshi/ebiten/v2", "site/worker", nil, "the edge has 3 MB"},
}

// Silence forbids calls of a package's functions in a folder.
type Silence struct {
	Package string
	Names   []string // the functions; empty: all of them
	Allowed []string // except these
	In      string
	Why     string
}

// Silences holds for the code, not for tests.
var Silences = []Silence{
	{"fmt", []string{"Print", "Printf", "Println"}, nil, "engine", "the engine does not print"},
	{"fmt", []string{"Print", "Printf", "Println"}, nil, "demos", "a scene draws, it does not print"},
	{"builtin", []string{"print", "println"}, nil, "", "left over from debugging"},
	{"math/rand/v2", nil, constructors, "engine", "randomness is an argument"},
	{"math/rand/v2", nil, constructors, "demos", "randomness is an argument"},
}

// constructors of math/rand/v2 make a source or use one that the caller owns;
// every other function of it draws from the global source. The types stand
// here too, because a parser cannot distinguish them from functions.
var constructors = []string{"New", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "Source", "PCG", "ChaCha8", "Zipf"}

// Secret is something that no text of the repository names.
type Secret struct {
	Pattern *regexp.Regexp
	Files   *regexp.Regexp // which paths; nil is all
	Why     string
}

// Secrets: a clone has to work on any machine.
var Secrets = []Secret{
	{regexp.MustCompile(`(?:^|[^\w.~/-])/(?:home|root|Users|work|workspace)/\w`), nil, "a path of one machine"},
	{regexp.MustCompile(`(?i)\b[a-z]:\\(?:users|work)\b`), nil, "a path of one machine"},
	{regexp.MustCompile(`"resolved":`), regexp.MustCompile(`(?:^|/)package-lock\.json$`), "a lock names versions and hashes, not a registry"},
	{regexp.MustCompile(`(?m)^replace\b.*=>\s*[./]`), regexp.MustCompile(`(?:^|/)go\.mod$`), "a module of one machine"},
}

// Unreachable are the functions that no program reaches and that stay. In is a
// folder, a file, or a file and a function.
var Unreachable = []struct{ In, Why string }{
	{"demos/demotest/", "helps tests to look at scenes"},
	{"demos/recorder.go", "notes for tests what a scene draws"},
	{"ebitenui/displaytest/", "gives tests a display"},
	{"tools/rules/", "is run by its own tests"},
	{"engine/op/pointwise.go Activations", "the list for users of the library"},
	{"engine/optim/newton.go Paper", "the paper's options, for users of the library"},
	{"engine/data/mnist.go ReadMNIST", "for users of the library whose digits are in no folder"},
	{"engine/model/autoencoder.go", "a network of the paper, for users of the library"},
}
