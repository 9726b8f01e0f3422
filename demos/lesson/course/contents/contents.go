// Package contents names what the playground shows. It imports nothing, so that
// every program can use it.
package contents

// Entry is a lesson, or the lab.
type Entry struct {
	Slug  string // of its address, its text (site/lessons/SLUG.md) and its picture
	Title string
	Claim string // what it teaches, in a sentence
	Short string // the same in few words, below its image
	Image string // what that shows
}

// Lessons are all lessons, in the order in which they are taught.
var Lessons = []Entry{
	{
		"one-step", "One step, one number",
		"Two numbers, the slope and the curvature along the gradient, say how far to go.",
		"The slope and the curvature along it say how far to go.",
		"A loss along the gradient, and the parabola that touches it where we stand; its lowest point is Cauchy’s step.",
	},
	{
		"partition-matrix", "The partition matrix",
		"When groups merge, the cells of H̄ and ḡ add up exactly; third derivatives do not.",
		"Six rows and columns fold into three, and nothing is lost.",
		"A matrix of six rows and columns, and an arrow to the matrix of three into which it folds.",
	},
	{
		"cauchy-to-newton", "From Cauchy to Newton",
		"The finer the partition, the larger the promised drop; one group is Cauchy’s step, one per parameter Newton’s.",
		"Cut the gradient, and the arrow turns.",
		"A bowl from above: the arrow of one piece points across the valley, that of two less, that of three, built of its pieces, ends near the minimum.",
	},
	{
		"saddles", "Saddles and the cubic term",
		"Newton’s step climbs to a saddle; with the cubic term the same equation leads down, and one number r says how far.",
		"Newton climbs to the pass; one term sends it down.",
		"Level lines of two valleys and the pass between them: from one point Newton’s arrow leads up to the pass, the cubic one down into a valley.",
	},
	{
		"network", "A network",
		"The tensors of a network disturb each other’s steps: the whole H̄ keeps what it promises, its diagonal does not.",
		"Every tensor has a say in every other’s step.",
		"A small network, every tensor in a colour of its own, the larger weights darker.",
	},
	{
		"change-of-units", "Change of units",
		"Write a layer in other units: grouped Newton takes the same steps, every method with a ruler of its own takes others.",
		"Two runs in other units: one method does not notice.",
		"The way of a run with the rings of a second one, in other units, on it; the rings of another method lie off its way.",
	},
	{
		"vanishing-ruler", "The vanishing ruler",
		"Where the loss has no third derivative the cubic term does not see, and the model may have no minimum.",
		"No third derivative, no step.",
		"A loss that levels out, and the model of it, which falls through the floor where the loss is 0.",
	},
	{
		"mnist", "A real network learns real digits",
		"On a real network the step sizes differ by orders of magnitude; curvature is paid for, and a tuned SGD reads as well for less.",
		"A network learns to read in this page. Write one for it.",
		"A piece of a wall of handwritten digits; those that a network reads wrong after some steps are in red frames.",
	},
	{
		"deep", "Deep and long-range",
		"At the start groups many layers apart disturb each other as much as neighbours; training lets this fade, and the inverse of H̄ has less of it.",
		"Far layers interact, until they learn.",
		"Two large matrices: how strongly every two groups of a deep network disturb each other, at the start and after five steps.",
	},
	{
		"method", "The method, step by step",
		"Every iteration of Algorithm 1 is eleven small steps, each a formula that this page fills with its numbers.",
		"Algorithm 1 under a debugger: eleven micro-steps, your numbers in every formula.",
		"",
	},
}

// Lab is the page for runs with settings of your own.
var Lab = Entry{
	"lab", "The lab",
	"Races of your own: up to four runs from the same start, on data, networks and methods that you choose.",
	"Any data, network, partition and method; up to four runs from one start.", "",
}
