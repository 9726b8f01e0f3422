package rules

import (
	"fmt"
	"slices"
	"strings"
)

// Package is what the rules need to know of one package.
type Package struct {
	Path      string   // relative to the module
	Imports   []string // of its code, whatever the build tags
	Tests     []string // imports of its tests
	Deps      []string // everything its code is linked from
	OnlyTests bool     // there is no code: nobody can import it, so it needs no room

	// Of a package that List has found.
	Dir   string
	Files []string // its Go files outside the tests, also those that build tags leave out
}

// Imports returns what is wrong with a package's imports, one sentence each.
func Imports(p Package) []string {
	var wrong []string
	say := func(format string, args ...any) {
		wrong = append(wrong, p.Path+" "+fmt.Sprintf(format, args...))
	}
	room, ok := roomOf(p.Path)
	if !ok && !p.OnlyTests {
		say("has no room in rules.Rooms")
		return wrong
	}
	for _, path := range p.Imports {
		if own, inside := strings.CutPrefix(path, Module+"/"); inside {
			if other, ok := roomOf(own); !ok || !standsOn(room, other) {
				say("may not import %s: %s does not stand on it", own, room)
			}
		} else if foreign(path) && !supplied(room, path) {
			say("may not import %s: not a module that %s is supplied with", path, room)
		}
	}
	for _, ban := range Bans {
		imports := p.Imports
		if ban.In == "" {
			imports = slices.Concat(p.Imports, p.Tests)
		}
		if !within(p.Path, ban.In) || anyHolds(ban.Except, p.Path) {
			continue
		}
		for _, path := range imports {
			if within(path, ban.Import) && !anyHolds(ban.Except, path) {
				say("may not import %s: %s", path, ban.Why)
			}
		}
	}
	for _, ban := range Programs {
		for _, path := range p.Deps {
			if within(p.Path, ban.In) && within(path, ban.Import) {
				say("may not depend on %s: %s", path, ban.Why)
			}
		}
	}
	return wrong
}

// within reports whether a path is a folder or lies below it; "" holds everything.
func within(path, folder string) bool {
	return folder == "" || path == folder || strings.HasPrefix(path, folder+"/")
}

// anyHolds reports whether one of the folders holds the path.
func anyHolds(folders []string, path string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return within(path, f) })
}

// roomOf returns the longest room that holds a package.
func roomOf(path string) (name string, ok bool) {
	for _, room := range Rooms {
		if within(path, room.Name) && len(room.Name) > len(name) {
			name, ok = room.Name, true
		}
	}
	return name, ok
}

// standsOn reports whether a room is another or stands on it, at any depth.
func standsOn(room, other string) bool {
	i := slices.IndexFunc(Rooms, func(r Room) bool { return r.Name == room })
	return room == other || i >= 0 && slices.ContainsFunc(Rooms[i].Above, func(below string) bool { return standsOn(below, other) })
}

// foreign reports whether a package is of a module and not of the standard library:
// its path begins with a host.
func foreign(path string) bool {
	host, _, _ := strings.Cut(path, "/")
	return strings.Contains(host, ".")
}

// supplied reports whether a room may use a foreign package.
func supplied(room, path string) bool {
	for _, s := range Supplies {
		if within(room, s.Room) && (slices.Contains(s.Modules, "*") || anyHolds(s.Modules, path)) {
			return true
		}
	}
	return false
}
