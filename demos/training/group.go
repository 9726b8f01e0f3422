package training

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// same reports whether the groups have these names and roles.
func same(groups []demos.Group, names, roles []string) bool {
	if len(groups) != len(names) {
		return false
	}
	return slices.EqualFunc(groups, names, func(g demos.Group, n string) bool { return g.Name == n }) &&
		(len(roles) != len(groups) || slices.EqualFunc(groups, roles, func(g demos.Group, r string) bool { return g.Role == r }))
}
