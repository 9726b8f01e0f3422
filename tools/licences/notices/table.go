package notices

import _ "embed"

// The licence of Go, which some distributions do not lay beside it.
var (
	//go:embed go/LICENSE
	goLicence string
	//go:embed go/PATENTS
	goPatents string
)

// Own is the name of this repository's own code.
const Own = "Cauchy–Newton playground"

// embed says whose the files are that a package of this repository embeds. All
// of them are listed: a new one is an error until it has its line.
type embed struct {
	files         string // a pattern of path.Match
	name, version string
	licences      []string // files of the repository
}

var embedded = []embed{
	{"engine/data/mnist.pack", "MNIST, a subset", "", []string{"engine/data/LICENSE-MNIST", "engine/data/CC-BY-SA-3.0.txt"}},
	{"demos/typeface/font/Inter-*.otf", "Inter", "3.19", []string{"demos/typeface/font/Inter-OFL.txt"}},
	{"demos/typeface/font/Math-Italic.ttf", "The italic of KaTeX's formulas", "1.1", []string{"demos/typeface/font/KaTeX-OFL.txt"}},
	{"demos/typeface/font/DejaVuSans*.ttf", "DejaVu", "2.37", []string{"demos/typeface/font/DejaVu-LICENSE.txt"}},
	{"site/lessons/*.md", Own, "", nil},
	{"*/*/licences.txt", Own, "", nil},
	{"*/*/*/licences.txt", Own, "", nil},
}

// copied are licences that the rule for folders does not find: of works that a
// module has taken over and that lie elsewhere.
var copied = []struct {
	by      string // import paths with this beginning
	name    string // of the work; "" is the module, and licence a file of it
	licence string
}{
	{"gonum.org/v1/gonum/blas/gonum", "BLAS and LAPACK, translated by gonum", "tools/licences/notices/LAPACK.txt"},
}

// unused are files that the rule for folders finds and that do not hold here.
var unused = map[string]string{
	"github.com/golang/freetype/licenses/gpl.txt": "one of two licences to choose from; the other is taken",
}
