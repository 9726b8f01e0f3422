package setting

import (
	"regexp"
	"slices"
	"strings"
)

// Setting describes one field of a Config.
type Setting struct {
	Name    string   // in JSON, in an address and of the control; in kebab case that of the flag
	Group   string   // the heading of its flag: a Key of Groups
	Label   string   // of its control
	Help    string   // sentences, the first of which is enough for the help of a command line
	Default string   // as an address writes it; "" is zero, or said by the rows of methods and losses
	Like    string   // the setting whose value is the default
	Range   Range    // of a number
	None    bool     // 0 switches it off; in Go that is a negative value, as 0 is the default there
	Words   []Word   // what a text may be
	Free    bool     // Words are the beginnings of what a text may be, or examples
	Restart bool     // it belongs to the start of a run, and to all lanes of a race
	Model   string   // the only model that has it; "" is all
	Legend  []string // what tells lanes apart: a sign before the value, or words for no and yes; nil is nothing
	Control *Control // how a page lets it be set; nil: not at all
}

// Control describes the control of a setting on a page; its limits lie within the Range.
type Control struct {
	Min, Max, Step float64
	Log            bool
	Pattern        string // of a text; "" is made of the Words
	Lab            bool   // for experts: it is shown before the others
}

// Word is one value of a setting that has names for its values.
type Word struct {
	Name     string
	Label    string            // for people
	Help     string            // what it is, without a full stop
	Hidden   bool              // a control does not offer it
	Example  string            // what a control offers in place of Name
	Pattern  string            // of a Free setting: what begins with it; "" is Name alone
	Defaults map[string]string // of other settings, where it is chosen
}

// Group is a heading of settings.
type Group struct{ Key, Title, Page string }

// Groups are the headings of the flags, and the one of a page that stands for each.
var Groups = []Group{
	{"network", "Network and data:", "network"},
	{"method", "Method:", "method"},
	{"data", "Samples:", "data"},
	{"variants", "Variants of the method:", "method"},
	{"rivals", "Rivals:", "method"},
	{"plateau", "Plateau schedule:", "method"},
}

const far = "far longer than any run"

// coefficient is the range of a number from 0, or above it, whose square is finite.
func coefficient(above bool, why string) Range {
	return Range{Above: above, High: MaxCoefficient, Below: true, Why: why}
}

// whole is the range of a whole number.
func whole(low, high float64, why string) Range {
	return Range{Low: low, High: high, Whole: true, Why: why}
}

// share is the range of a weight of the past.
var share = Range{High: 1, Below: true, Why: "a moving average must forget"}

// Settings has a row for each field of a Config, in their order.
var Settings = []Setting{
	{Name: "data", Group: "network", Label: "data", Default: "mnist", Words: datasets, Free: true, Restart: true, Control: &Control{Pattern: `[a-z0-9]+(:[^?]{1,200})?(\?[^?]{1,400})?`, Lab: true},
		Help: "What is learned: the built-in digits, sets in the plane, the answers of a random network, or a file of yours. Options stand behind a question mark, such as moons?noise=0.3&n=500."},
	{Name: "model", Group: "network", Label: "model", Default: MLP, Words: models, Restart: true, Control: &Control{Lab: true},
		Help: "A stack of fully connected layers, or one of two convolutional networks. Those take long: make the batches small."},
	{Name: "layers", Group: "network", Label: "layer sizes", Default: "32-16-10", Restart: true, Model: MLP, Control: &Control{Pattern: `\s*(\d+\s*x\s*)?\d+\s*(-\s*(\d+\s*x\s*)?\d+\s*)*`},
		Help: "The widths of the layers behind the input; the last has one output for each class, 10 for the digits. 3x32-10 means three layers of 32."},
	{Name: "activation", Group: "network", Label: "activation", Default: "tanh", Words: activations, Restart: true, Control: &Control{},
		Help: "The curve that each hidden unit applies. ReLU has no curvature of its own, so D can vanish; the identity leaves the network linear."},
	{Name: "loss", Group: "network", Label: "loss", Default: "cross-entropy", Words: losses, Restart: true, Control: &Control{},
		Help: "What training makes small. With the squared error the last layer has D = 0, because the loss is a parabola there."},
	{Name: "seed", Group: "network", Label: "seed", Default: "1", Restart: true, Control: &Control{Min: 1, Max: 999999, Step: 1}, Range: whole(1, MaxSeed, "the largest that JavaScript holds exactly"),
		Help: "Fixes the first weights and the order of the samples. The same seed gives the same run, digit for digit."},
	{Name: "ntk", Group: "network", Label: "scaled inputs", Restart: true, Model: MLP,
		Help: "Divide each layer’s input by √fan_in instead of its initial weights."},
	{Name: "scale", Group: "network", Label: "scale of the first weights", Default: "1", Restart: true, Range: Range{Above: true, High: 1000, Why: "sums of inputs would leave the range of numbers"},
		Help: "Multiplies the first weights. Far below 1 gradients vanish from layer to layer, far above 1 units saturate."},
	{Name: "l2", Group: "network", Label: "c, penalty ½c‖θ‖²", Restart: true, Range: coefficient(false, "it would drown the loss"), Control: &Control{Max: 1, Step: 0.0001, Lab: true},
		Help: "c of the penalty ½c‖θ‖², which holds the parameters back. With it the Hessian of softmax has no flat direction, which Newton’s method needs."},
	{Name: "precision", Group: "network", Label: "precision", Default: "float64", Words: precisions,
		Help: "Of matrix products: doubles, or panels of float32 with sums over blocks in double."},

	{Name: "method", Group: "method", Label: "method", Default: GroupedNewton, Words: methodWords(), Control: &Control{},
		Help: "What makes a step of the gradient. " + methodHelp() + "A change takes the method’s own rate."},
	{Name: "partition", Group: "method", Label: "groups", Default: "canonical", Words: partitions, Free: true, Legend: []string{""}, Control: &Control{},
		Help: "Which parameters share a step size. Canonical: a group for each layer’s weights and each layer’s biases; trivial: one group; weights-biases: two; per-layer: one a layer; blocks:2: the layers in two halves. Or write your own, such as custom: w1+b1 | w2+b2 | w3+b3."},
	{Name: "adaptive", Group: "method", Label: "λ_int moves by itself", Legend: []string{"fixed λ", "adaptive"}, Control: &Control{},
		Help: "Lets λ_int move by itself, from its value on, so that nothing is to be tuned. After each summary the true change of the loss is held against the promised one: λ_int falls where the model was right and rises where it was wrong, and a step that keeps too little of its promise is taken back. λ₁ is 1 then, and η is not averaged."},
	{Name: "rate", Group: "method", Label: "λ₁, damping or learning rate", Legend: []string{"rate "}, Range: coefficient(true, "a step would leave the range of numbers"), Control: &Control{Min: 1e-4, Max: 2, Log: true},
		Help: "λ₁ multiplies the step sizes that grouped Newton computes: 1 takes the whole step. For the others it is the learning rate itself; each method brings one that suits it."},
	{Name: "lambda", Group: "method", Label: "λ_int, cubic term", Default: "1", None: true, Legend: []string{"λ "}, Range: coefficient(false, "the cubic term would drown the loss"), Control: &Control{Min: 1e-4, Max: 1e4, Log: true},
		Help: "λ_int says how much the model distrusts long steps; 0 leaves the cubic term out. Small values approach Newton’s step, large ones make every step short."},
	{Name: "momentum", Group: "method", Label: "μ, momentum", Default: "0.9", None: true, Range: share, Legend: []string{"μ "}, Control: &Control{Max: 0.99, Step: 0.01},
		Help: "μ, for Adam β₁, says how long past gradients are remembered in the direction of the step. At 0 only the present gradient counts."},
	{Name: "period", Group: "method", Label: "τ, steps per summary", Default: "10", Legend: []string{"τ "}, Range: whole(1, 1<<31-1, far), Control: &Control{Min: 1, Max: 1000, Step: 1},
		Help: "Curvature and step sizes are computed anew every τ steps and kept in between."},
	{Name: "batch", Group: "data", Label: "B, batch", Default: "100", Legend: []string{"B "}, Range: whole(1, MaxBatch, "the memory a minibatch may take"), Control: &Control{Min: 1, Max: 6000, Step: 1},
		Help: "How many samples each gradient is averaged over. Small batches are fast and noisy."},
	{Name: "summaryBatch", Group: "data", Label: "B_hg, summary batch", Default: "1000", Legend: []string{"B_hg "}, Range: whole(1, MaxBatch, "the memory a minibatch may take"), Control: &Control{Min: 1, Max: 6000, Step: 1},
		Help: "How many samples the curvature is averaged over. The paper takes τ times the batch."},
	{Name: "direction", Group: "variants", Label: "direction u", Default: "momentum", Words: directions, Control: &Control{Lab: true},
		Help: "What grouped Newton moves along before it scales each group."},
	{Name: "dampening", Group: "variants", Label: "μ_damp, dampening", Like: "momentum", None: true, Range: Range{High: 1, Why: "above 1 the gradient would change its sign"},
		Help: "μ_damp of m ← μm + (1 − μ_damp)g."},
	{Name: "average", Group: "variants", Label: "ρ, averaging of η", Default: "0", None: true, Range: share, Control: &Control{Max: 0.99, Step: 0.01},
		Help: "ρ of η ← ρη + (1 − ρ)η_new says how much of the old step sizes is kept when new ones are computed. At 0 they are replaced."},
	{Name: "window", Group: "variants", Label: "window", Default: "1", Range: whole(1, MaxWindow, "each is kept in memory"),
		Help: "Summaries whose mean the cubic step sees."},
	{Name: "bare", Group: "variants", Label: "without guards", Legend: []string{"", "bare"}, Control: &Control{},
		Help: "Takes the paper’s method as it is, without the guards that follow and with averaged step sizes in place of averaged summaries. Then it can blow up, and on small data sets often does."},
	{Name: "summaryAverage", Group: "variants", Label: "averaging of summaries", Default: "0.5", None: true, Range: share, Control: &Control{Max: 0.99, Step: 0.01, Lab: true},
		Help: "How much of the old is kept in the averages of ḡ, H̄ and the third derivatives of which the step sizes are made."},
	{Name: "bound", Group: "variants", Label: "κ, bound of a promise", Default: "10", None: true, Range: coefficient(false, "the cubic term would drown the loss"),
		Help: "κ: where the model promises a group more than the whole loss, or has no minimum, it is solved again with D³ ≥ κ·max(|H̄|^{3/2}/√L, |ḡ|³/L²). At 0 it never is."},
	{Name: "reach", Group: "variants", Label: "reach between summaries", Default: "1", None: true, Range: coefficient(false, "it would bound nothing"),
		Help: "Between two summaries no group moves farther than so many times what it moved when its step size was computed. At 0 there is no such bound."},
	{Name: "trial", Group: "variants", Label: "rise of a trial", Default: "0.1", None: true, Range: coefficient(false, "it would bound nothing"),
		Help: "New step sizes are halved while they raise the loss of their own minibatch by more than this share of it. At 0 they are not tried."},
	{Name: "clipFirst", Group: "variants", Label: "clip first",
		Help: "Clip step sizes at 0 before they are averaged instead of after."},
	{Name: "signed", Group: "variants", Label: "allow negative η", Control: &Control{},
		Help: "Lets negative step sizes pass. Where the loss curves downwards, the computed step size can be negative; normally it is then set to 0."},
	{Name: "ridge", Group: "variants", Label: "ridge on H̄", Legend: []string{"ridge "}, Range: coefficient(false, "it would drown H̄"), Control: &Control{Max: 10, Step: 0.001, Lab: true},
		Help: "What is added to the diagonal of H̄ before the step is computed."},
	{Name: "diagonal", Group: "variants", Label: "diagonal of H̄ only", Legend: []string{"full H̄", "diagonal"}, Control: &Control{Lab: true},
		Help: "Throws the interactions between the groups away. Each group then goes as far as if it moved alone."},
	{Name: "plateauFactor", Group: "plateau", Label: "f, factor", Range: coefficient(false, "the first plateau would drown the loss"),
		Help: "What the damping is multiplied by when the training loss stalls, below or above 1; 0 is never."},
	{Name: "plateauEvery", Group: "plateau", Label: "steps of a reading", Range: whole(0, 1<<31-1, far),
		Help: "Steps whose mean loss is one reading; 0 is an epoch."},
	{Name: "patience", Group: "plateau", Label: "patience", Range: whole(0, 1<<31-1, far),
		Help: "Readings without progress that are borne."},
	{Name: "plateauTarget", Group: "plateau", Label: "what is multiplied", Default: "rate", Words: targets,
		Help: "Which damping a stall multiplies."},
	{Name: "fisher", Group: "rivals", Label: "Fisher matrix", Words: fishers,
		Help: "Where K-FAC takes the targets of its factors from."},
	{Name: "factorDamping", Group: "rivals", Label: "γ, damping of the factors", Default: "0.03", Range: coefficient(true, "it would drown the factors"),
		Help: "γ, the damping of K-FAC’s factors before they are inverted."},
	{Name: "klClip", Group: "rivals", Label: "κ, bound of a step", Default: "0.001", Range: coefficient(true, "it would clip nothing"),
		Help: "κ, the most that a step of K-FAC may change the answers by, as a KL divergence."},
	{Name: "inner", Group: "rivals", Label: "iterations a step", Default: "5", Range: whole(1, MaxInner, "a step would hold the page up"),
		Help: "Iterations of L-BFGS on a minibatch, one step together."},
	{Name: "reuse", Group: "rivals", Label: "reuse of the first inverse",
		Help: "Of the network’s inputs K-FAC takes the mean factor of all minibatches so far, and inverts it only when these are twice as many or its damping has doubled or halved."},
	{Name: "factorBlock", Group: "rivals", Label: "blocks of input factors", Range: whole(0, MaxWidth, "no layer is wider"),
		Help: "Of K-FAC’s input factors only the diagonal blocks of at most so many inputs are inverted; 0 is all."},
	{Name: "rescale", Group: "rivals", Label: "exact rescaling with momentum",
		Help: "Takes the lengths of K-FAC’s direction and of the step before from the exact Fisher matrix on the minibatch, in place of rate, momentum and bound."},
	{Name: "weightDecay", Group: "rivals", Label: "decay of the parameters", None: true, Range: coefficient(false, "it would drown the loss"),
		Help: "λ of θ ← θ − rate·λθ beside the step, with Schedule-Free methods at the point of the gradient."},
	{Name: "warmup", Group: "rivals", Label: "steps of a warm-up", Range: whole(0, 1<<31-1, far),
		Help: "Steps in which the rate rises to its value in equal parts; 0 is none."},
	{Name: "cosine", Group: "rivals", Label: "steps of a cosine", Range: whole(0, 1<<31-1, far),
		Help: "Steps after which the rate has fallen to 0 along half a cosine, behind the warm-up: those of the run. One that goes on then stands still and says that it has arrived. 0 keeps the rate."},
	{Name: "adamRate", Group: "rivals", Label: "rate of Adam in Muon", Default: "0.003", Range: coefficient(true, "a step would leave the range of numbers"),
		Help: "The rate at which Muon moves the last layer and the biases, by Adam; warm-up and cosine multiply it, too."},
	{Name: "observe", Group: "rivals", Label: "watch the rivals’ curvature", Control: &Control{},
		Help: "Shows H̄ and the step sizes that grouped Newton would take also while another method trains. It does not change their path."},
}

// Of returns the row of a setting, nil when there is none of that name.
func Of(name string) *Setting {
	if i := slices.IndexFunc(Settings, func(s Setting) bool { return s.Name == name }); i >= 0 {
		return &Settings[i]
	}
	return nil
}

// Usual says the default in words, "" where it is zero: "1; cauchy 0, adaptive 1".
func (s *Setting) Usual() string {
	usual := s.Default
	if s.Like != "" {
		usual = "that of " + s.Like
	}
	add := func(by string, all ...map[string]string) {
		text := by
		for i, defaults := range all {
			if v, ok := defaults[s.Name]; ok {
				text += []string{" ", ", adaptive ", ", bare "}[i] + v
			}
		}
		if text != by {
			usual += "; " + text
		}
	}
	for _, m := range Methods {
		if !s.ofMethods() || slices.Contains(m.Uses, s.Name) {
			add(m.Name, m.Defaults, m.Adaptive, m.Bare)
		}
	}
	for _, l := range losses {
		add(l.Name, l.Defaults)
	}
	return strings.TrimPrefix(usual, "; ")
}

// ofMethods tells whether a setting belongs to some methods only.
func (s *Setting) ofMethods() bool {
	return slices.ContainsFunc(Methods, func(m Method) bool { return slices.Contains(m.Uses, s.Name) })
}

// Toggle tells whether a setting is a yes or no.
func (s *Setting) Toggle() bool {
	return s.Default == "" && s.Range == (Range{}) && s.Words == nil
}

// Page returns the heading of its control on a page.
func (s *Setting) Page() string {
	return Groups[slices.IndexFunc(Groups, func(g Group) bool { return g.Key == s.Group })].Page
}

// Names returns the values that there are names for, in the order of a control.
func (s *Setting) Names() (names []string) {
	for _, w := range s.Words {
		names = append(names, w.Name)
	}
	return names
}

// Names returns the values of a setting that there are names for.
func Names(field string) []string { return Of(field).Names() }

// Shape returns the regular expression that a free text matches as a whole, ""
// where any text does.
func (s *Setting) Shape() string {
	if s.Control != nil && s.Control.Pattern != "" {
		return s.Control.Pattern
	}
	var parts []string
	for _, w := range s.Words {
		if w.Pattern == "" {
			w.Pattern = regexp.QuoteMeta(w.Name)
		}
		parts = append(parts, w.Pattern)
	}
	return strings.Join(parts, "|")
}
