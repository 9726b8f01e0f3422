// Package contents names what the playground shows. It imports nothing, so that
// every program can use it.
package contents

// Entry is a lesson, or the lab.
type Entry struct {
	Slug  string // of its address, its text (site/lessons/SLUG.md) and its picture
	Title string
	Claim string // what it teaches, in a sentence
}

// Lessons are all lessons, in the order in which they are taught.
var Lessons = []Entry{
	{
		"one-step", "One step, one number",
		"Two numbers, the slope and the curvature along the gradient, say how far to go.",
	},
	{
		"partition-matrix", "The partition matrix",
		"When groups merge, the cells of H̄ and ḡ add up exactly; third derivatives do not.",
	},
	{
		"cauchy-to-newton", "From Cauchy to Newton",
		"The finer the partition, the larger the promised drop; one group is Cauchy’s step, one per parameter Newton’s.",
	},
	{
		"saddles", "Saddles and the cubic term",
		"Newton’s step climbs to a saddle; with the cubic term the same equation leads down, and one number r says how far.",
	},
	{
		"network", "A network",
		"The tensors of a network disturb each other’s steps: the whole H̄ keeps what it promises, its diagonal does not.",
	},
	{
		"change-of-units", "Change of units",
		"Write a layer in other units: grouped Newton takes the same steps, every method with a ruler of its own takes others.",
	},
	{
		"vanishing-ruler", "The vanishing ruler",
		"Where the loss has no third derivative the cubic term does not see, and the model may have no minimum.",
	},
	{
		"mnist", "A real network learns real digits",
		"On a real network the step sizes differ by orders of magnitude; tuned rivals are as good, and need tuning.",
	},
	{
		"deep", "Deep and long-range",
		"At the start groups many layers apart disturb each other as much as neighbours; training lets this fade, and the inverse of H̄ has less of it.",
	},
	{
		"method", "The method, step by step",
		"Every iteration of Algorithm 1 is eleven small steps, each a formula that this page fills with its numbers.",
	},
}

// Lab is the page for runs with settings of your own.
var Lab = Entry{
	"lab", "The lab",
	"Races of your own: up to four runs from the same start, on data, networks and methods that you choose.",
}
