package demos

import (
	"regexp"
	"strconv"
	"strings"
)

// Group is one group of a partition as it is drawn.
type Group struct {
	Name  string // as the engine writes it
	Short string // as the picture writes it
	Role  string // weight, bias, mixed
	Place int    // index of its colour in Theme.Groups
}

// Groups pairs names with roles, short names and colours. Roles may be missing.
func Groups(names, roles []string) []Group {
	full := make([]string, len(names))
	copy(full, roles)
	places := Paint(nil, full)
	groups := make([]Group, len(names))
	for i, n := range names {
		groups[i] = Group{n, Short(n), full[i], places[i]}
	}
	return groups
}

// Order returns the indices of the groups in the order of the rows of a matrix,
// weights and mixed groups before biases, and the number before the first bias.
func Order(groups []Group) (order []int, split int) {
	var biases []int
	for i, g := range groups {
		if g.Role == "bias" {
			biases = append(biases, i)
		} else {
			order = append(order, i)
		}
	}
	return append(order, biases...), len(order)
}

var (
	tensorName = regexp.MustCompile(`^layers\.(\d+)\.(weight|bias)(\[\d+\])?$`)
	letterName = regexp.MustCompile(`^([WwBb])(\d+)(\[\d+\])?$`)
)

// These names come from partition.go and layers.go of engine/partition.
var (
	layerName = regexp.MustCompile(`^layer (\d+)(?: neuron (\d+))?$`)
	blockName = regexp.MustCompile(`^\w+ (\d+) (weight|bias)$`)
)

// Short returns a group's name as the picture writes it: "layers.0.weight" is
// W₁, "b2" is b₂, "weights" is W, "layer 2" is L₂, "block 1 bias" is b·1; sums
// are shortened part by part, and unknown names are unchanged.
func Short(name string) string {
	parts := strings.Split(name, "+")
	for i, p := range parts {
		parts[i] = shortTensor(strings.TrimSpace(p))
	}
	return strings.Join(parts, "+")
}

func shortTensor(name string) string {
	if m := tensorName.FindStringSubmatch(name); m != nil {
		layer, err := strconv.Atoi(m[1])
		if err != nil { // more digits than an int has
			return name
		}
		return roleLetters[m[2]] + subscript(strconv.Itoa(layer+1)) + m[3]
	}
	if m := letterName.FindStringSubmatch(name); m != nil {
		letter := "W"
		if m[1] == "b" || m[1] == "B" {
			letter = "b"
		}
		return letter + subscript(m[2]) + m[3]
	}
	if m := layerName.FindStringSubmatch(name); m != nil {
		short := "L" + subscript(m[1])
		if m[2] != "" {
			short += "n" + subscript(m[2])
		}
		return short
	}
	if m := blockName.FindStringSubmatch(name); m != nil {
		return roleLetters[m[2]] + "·" + m[1]
	}
	if letter, ok := roleLetters[name]; ok {
		return letter
	}
	return name
}

// roleLetters are the letters of weights and biases.
var roleLetters = map[string]string{"weight": "W", "weights": "W", "bias": "b", "biases": "b"}

func subscript(digits string) string {
	return strings.Map(func(r rune) rune { return '₀' + r - '0' }, digits)
}
