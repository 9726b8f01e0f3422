package training

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// group is one group of the partition as the picture knows it.
type group struct {
	name  string // as the engine says it
	short string // as the picture writes it
	role  string
	place int // of its colour in demos.Theme.Groups
}

// groupsOf pairs names with roles, short names and colours. Roles may be
// missing.
func groupsOf(names, roles []string) []group {
	full := make([]string, len(names))
	copy(full, roles)
	places := demos.Paint(nil, full)
	out := make([]group, len(names))
	for i, n := range names {
		out[i] = group{n, demos.Short(n), full[i], places[i]}
	}
	return out
}

// order is demos.Order of groups.
func order(groups []group) ([]int, int) {
	roles := make([]string, len(groups))
	for i, g := range groups {
		roles[i] = g.role
	}
	return demos.Order(roles)
}

// same reports whether the groups have these names and roles.
func same(groups []group, names, roles []string) bool {
	if len(groups) != len(names) {
		return false
	}
	return slices.EqualFunc(groups, names, func(g group, n string) bool { return g.name == n }) &&
		(len(roles) != len(groups) || slices.EqualFunc(groups, roles, func(g group, r string) bool { return g.role == r }))
}
