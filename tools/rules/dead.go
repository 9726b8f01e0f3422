package rules

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
)

// Reached is what the programs of one system are made of: which files are
// compiled, and the functions in them that no program reaches.
type Reached struct {
	Files []string
	Dead  []string // "engine/op/pool.go AvgPool"
}

// Reach asks golang.org/x/tools/cmd/deadcode about the programs below the folders
// for a system.
func Reach(root, goos string, folders ...string) (r Reached, err error) {
	listed, err := List(root, goos)
	if err != nil {
		return r, err
	}
	linked := map[string]bool{}
	for _, p := range listed {
		if anyHolds(folders, p.Path) {
			for _, path := range append(p.Deps, Module+"/"+p.Path) {
				linked[path] = true
			}
		}
	}
	for _, p := range listed {
		for _, name := range p.Compiled {
			if linked[Module+"/"+p.Path] {
				r.Files = append(r.Files, p.Path+"/"+name)
			}
		}
	}
	arguments := []string{"-json"}
	for _, f := range folders {
		arguments = append(arguments, "./"+path.Join(f, "..."))
	}
	command := exec.Command("go", "tool", "-n", "deadcode") // its path: the environment below is not for the tool
	command.Dir = root
	tool, err := command.Output()
	if err != nil {
		return r, fmt.Errorf("rules: go tool -n deadcode: %w", err)
	}
	command = exec.Command(strings.TrimSpace(string(tool)), arguments...)
	command.Dir, command.Env = root, append(environment(goos), "GOGC=400") // twice the memory, two thirds of the time
	if goos == "linux" {
		command.Env = append(command.Env, "CGO_ENABLED=1") // the window needs it
	}
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return r, fmt.Errorf("rules: deadcode: %w", err)
	}
	var packages []struct {
		Funcs []struct {
			Name     string
			Position struct{ File string }
		}
	}
	if err := json.Unmarshal(out, &packages); err != nil {
		return r, fmt.Errorf("rules: deadcode: %w", err)
	}
	for _, p := range packages {
		for _, f := range p.Funcs {
			r.Dead = append(r.Dead, f.Position.File+" "+f.Name)
		}
	}
	return r, nil
}

// Unreached returns the functions that no program of any system reaches.
func Unreached(systems ...Reached) []string {
	all := map[string]bool{}
	for _, s := range systems {
		for _, f := range s.Dead {
			all[f] = true
		}
	}
	for _, s := range systems {
		dead := map[string]bool{}
		for _, f := range s.Dead {
			dead[f] = true
		}
		for f := range all {
			file, _, _ := strings.Cut(f, " ")
			if slices.Contains(s.Files, file) && !dead[f] {
				delete(all, f)
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}
