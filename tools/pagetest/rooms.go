package pagetest

// Room is a package of the engine whose tests run in a page, where there is no
// repository.
type Room struct {
	Name  string
	Apart bool     // it does not compute with the kernels, so one set of loops is enough
	Once  string   // a pattern of the tests that look at what no set of loops changes
	Reads []string // files, or folders, that its tests read
}

// Everything is a pattern of all tests.
const Everything = "."

// Rooms are all packages of the engine that have tests.
var Rooms = []Room{
	{Name: "engine", Reads: []string{"README.md", "site/library.md", "docs/data.md", "engine/example_test.go"}},
	{Name: "engine/archive", Apart: true},
	{Name: "engine/cubic", Apart: true, Reads: []string{"engine/cubic/testdata"}},
	{Name: "engine/data", Apart: true, Reads: []string{"engine/data/testdata/table"}},
	{Name: "engine/data/pack", Apart: true},
	{
		Name: "engine/exchange", Reads: []string{"engine/exchange/testdata", "engine/cubic/testdata", "docs/exchange.md"},
		// How files are read; TestVerify has the numbers of TestGolden and TestReplay.
		Once: "^(TestEveryChangeIsRefused|TestVerifyComparesWhatIsThere|TestRoundTrip|TestVerify)$",
	},
	{Name: "engine/frame", Apart: true},
	{Name: "engine/graph", Once: "^TestLateSums$"}, // about many processors
	{Name: "engine/kernel"},
	{Name: "engine/kfac"},
	{Name: "engine/link", Apart: true},
	{Name: "engine/model"},
	{Name: "engine/op", Once: "^TestDecidedTaylor$"}, // no loop has Taylor coefficients
	{Name: "engine/optim", Reads: []string{"engine/exchange/testdata"}},
	{Name: "engine/param", Apart: true},
	{Name: "engine/partition", Apart: true},
	{Name: "engine/setting", Apart: true},
	{Name: "engine/session", Once: Everything},
	{Name: "engine/spectrum"},
	{Name: "engine/strict", Apart: true},
	{Name: "engine/summary", Once: "^TestNoAllocation$"}, // both SIMD sets have the same Go code around them
	{Name: "engine/tensor", Apart: true},
	{Name: "engine/train",
		Once: "^(TestResumeIsSameBits|FuzzResume|TestStepAllocatesNothing|TestStepReusesItsFrame|TestLooksDoNotDisturb|TestBackToTheBestPoint)$"},
	{Name: "engine/train/trace", Once: Everything},
}
