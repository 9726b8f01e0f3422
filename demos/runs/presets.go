package runs

// Preset is a race to start from, successful or not, with a comment on the outcome.
type Preset struct {
	Slug    string   `json:"slug"`
	Name    string   `json:"name"`
	Comment string   `json:"comment"`
	Lanes   []string `json:"lanes"` // the settings of the first lane as JSON, then what differs in the others
	Steps   int      `json:"steps"` // after which the comment is true
	What    string   `json:"what"`  // of link.Panels
	Axis    string   `json:"axis"`  // of link.Axes
}

// moons is a data set in the plane, small enough for Newton's method on full batches.
const moons = `"data":"moons?n=500&noise=0.1","layers":"6-2","l2":0.001,"batch":500,"summaryBatch":500`

// unmoved are the settings whose defaults depend on "adaptive": they are fixed where
// two lanes are to differ in λ_int only.
const unmoved = `"bare":true,"rate":0.3,"average":0.5`

// Presets are all presets, the successful ones first. A test runs each and checks its
// comment.
var Presets = []Preset{
	{
		Slug: "rivals", Name: "Grouped Newton and its rivals",
		Comment: "By steps the four are close. By gradients, SGD with a rate that somebody has tuned is far ahead of all others: curvature is paid for. Grouped Newton was given no rate to tune.",
		Lanes:   []string{`{}`, `{"method":"sgd","rate":0.05}`, `{"method":"adam","rate":0.01}`, `{"method":"kfac"}`},
		Steps:   120, What: "method", Axis: "work",
	},
	{
		Slug: "cheap", Name: "Cheap summaries",
		Comment: "The paper’s method without guards: both lanes learn alike by steps, but the second takes its summaries from 200 digits every 20 steps in place of 1,000 every 10: its curvature costs less than a fifth, and 90 % come for half the work.",
		Lanes:   []string{`{"bare":true}`, `{"summaryBatch":200,"period":20}`},
		Steps:   150, What: "method", Axis: "work",
	},
	{
		Slug: "adaptive", Name: "λ_int finds its place",
		Comment: "Both lanes start with a cubic term ten thousand times too strong, and all else is equal. In the first λ_int falls as long as promises come true, and the loss follows; the second keeps it and crawls.",
		Lanes:   []string{`{"lambda":10000,"adaptive":true,` + unmoved + `}`, `{"adaptive":false}`},
		Steps:   100, What: "promise", Axis: "step",
	},
	{
		Slug: "newton", Name: "Newton’s method in the plane",
		Comment: "Two moons, the whole set in every step, and a group for each of the 32 parameters: this is Newton’s method with the cubic term, and after 40 steps it has the lowest loss. Four groups are nearly as good for a tenth of the work, and a well-tuned SGD for a fiftieth.",
		Lanes:   []string{`{` + moons + `,"method":"newton","adaptive":true}`, `{"method":"grouped-newton","adaptive":true,"period":1,"momentum":0}`, `{"method":"sgd","adaptive":false,"rate":1}`, `{"method":"sgd","adaptive":false}`},
		Steps:   40, What: "data", Axis: "step",
	},
	{
		Slug: "deep", Name: "A deeper network",
		Comment: "Six hidden layers of 16. Without guards and with λ_int = 1 the long steps of the beginning throw the first lane out, and it never comes back; ten times as much holds the second, and the third finds its own. Throwing the interactions away (the fourth) also keeps the steps short, at a price.",
		Lanes:   []string{`{"layers":"6x16-10","bare":true}`, `{"lambda":10}`, `{"adaptive":true}`, `{"diagonal":true}`},
		Steps:   100, What: "origins", Axis: "step",
	},
	{
		Slug: "cauchy", Name: "Cauchy, 1847",
		Comment: "One group, no momentum, a summary in every step: Cauchy’s rule needs no rate and learns steadily, step for step almost as well as the partition by tensors. But it asks for 1,000 digits of curvature at every step, and by gradients it is far behind.",
		Lanes:   []string{`{}`, `{"method":"cauchy"}`},
		Steps:   100, What: "compare", Axis: "work",
	},
	{
		Slug: "too-fast", Name: "SGD too fast",
		Comment: "SGD with the rates 0.05, 1 and 2. The first learns; the second wanders about, and the third falls back to guessing: nothing in the loss tells SGD that it is too fast.",
		Lanes:   []string{`{"method":"sgd","rate":0.05}`, `{"rate":1}`, `{"rate":2}`},
		Steps:   100, What: "method", Axis: "step",
	},
	{
		Slug: "diverging", Name: "A lane that diverges",
		Comment: "With ReLU and a rate of 1000 the second lane’s loss explodes in a few steps. It goes back to its best point and says why; the first goes on. Lower the rate of lane 2, or take it back with undo.",
		Lanes:   []string{`{"activation":"relu","layers":"32-16-10"}`, `{"method":"sgd","rate":1000}`},
		Steps:   30, What: "method", Axis: "step",
	},
	{
		Slug: "guards", Name: "What the guards hold",
		Comment: "Two moons and a small network, twice from the same start. The second lane is the paper’s method as it is: where a third derivative passes through 0 nothing bounds a step, and soon it blows up. In the first no group is promised more than the whole loss, none moves farther than it was measured for, and a step that raises the loss of its own minibatch is halved.",
		Lanes:   []string{`{"data":"moons","layers":"16-2"}`, `{"bare":true}`},
		Steps:   100, What: "promise", Axis: "step",
	},
	{
		Slug: "unbounded", Name: "The vanishing ruler",
		Comment: "With the squared error and ReLU the network’s third derivatives vanish: D = 0 in every group, the cubic term holds nothing back, and where H̄ is indefinite the model has no minimum. Without guards the first lane cannot move and says so. Choose tanh or cross-entropy, or let the guards make a D, and it goes on. SGD needs no model and moves.",
		Lanes:   []string{`{"loss":"squared-error","activation":"relu","bare":true}`, `{"method":"sgd","rate":0.01}`},
		Steps:   40, What: "method", Axis: "step",
	},
	{
		Slug: "no-ruler", Name: "Without the cubic term",
		Comment: "λ_int = 0 leaves the plain parabola. Far from a minimum H̄ is indefinite, the parabola has no minimum, and from then on the lane keeps the step sizes it has; with none, it stands still.",
		Lanes:   []string{`{}`, `{"lambda":0}`},
		Steps:   60, What: "method", Axis: "step",
	},
	{
		Slug: "dead", Name: "Dead units",
		Comment: "Three ReLU units and a rate of 1: soon no digit switches any of them on. Then nothing behind the first layer hears of the picture: ḡ of W₁, of b₁ and of W₂ is exactly 0, and only the last biases still learn, how often each digit comes.",
		Lanes:   []string{`{"layers":"3-10","activation":"relu","method":"sgd","rate":1}`},
		Steps:   100, What: "method", Axis: "step",
	},
	{
		Slug: "teacher", Name: "Values in place of classes",
		Comment: "A network learns the answers of another one, with the squared error. D of the last layer is 0 there; in the first lane λ_int grows where steps do not keep their promise, and the lane arrives. In the second it stays 1, all else is equal, and the lane diverges.",
		Lanes:   []string{`{"data":"teacher","layers":"20-1","loss":"squared-error","adaptive":true,` + unmoved + `}`, `{"adaptive":false}`, `{"method":"sgd","adaptive":false,"rate":0.1}`},
		Steps:   100, What: "promise", Axis: "step",
	},
}

// Lesson is the initial race of lesson 8: the settings of the first lane as JSON,
// then what differs in the others.
var Lesson = []string{`{}`, `{"method":"sgd","rate":0.05}`, `{"method":"adam","rate":0.01}`, `{"method":"subspace"}`}
