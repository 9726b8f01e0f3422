package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/tools/serve/static"
	"github.com/cauchy-newton/playground/tools/simd"
)

// engines are the oldest browsers that the scripts and styles are written for:
// the first with light-dark() and the popover attribute.
var engines = []api.Engine{
	{Name: api.EngineChrome, Version: "123"},
	{Name: api.EngineFirefox, Version: "125"},
	{Name: api.EngineSafari, Version: "17.5"},
}

// styles bundles the style sheets of the pages and of the canvas's frame.
func styles(o Options, w *writer) error {
	for _, name := range []string{"page.css", "frame.css"} {
		content, err := bundle(o, "style/"+name, nil, made("formulas:style", api.LoaderCSS, w.formulas), made("groups:style", api.LoaderCSS, groups()))
		if err != nil {
			return err
		}
		if _, err := w.hashed(name, content); err != nil {
			return err
		}
	}
	for i := range climbs() {
		content := fmt.Sprintf("@import \"%s\";.up%d{display:inline!important}.up%d~.up{display:none!important}\n", w.manifest.Files["page.css"].Path, i, i)
		if _, err := w.hashed(climb(i), []byte(content)); err != nil {
			return err
		}
	}
	return nil
}

// climbs returns the folders above an address, from its own on, as far as the
// page for missing addresses looks for the root of the site.
func climbs() []string {
	all := []string{"./"}
	for i := 1; i < 8; i++ {
		all = append(all, strings.Repeat("../", i))
	}
	return all
}

// climb names the style sheet of the page for missing addresses that it finds i
// folders above its own: the style of all pages, and the link that climbs as far
// in place of those after it. Near the root of a host more than one is found, for
// nothing lies above the root; the first counts.
func climb(i int) string { return fmt.Sprintf("up%d.css", i) }

// scripts bundles the scripts: those of the kinds of pages, the theme's (it
// runs before the first paint), the engine's worker and the canvas's frame. The
// last two hold Go's support script.
func scripts(o Options, w *writer) error {
	for _, name := range []string{"page.js", "lesson.js", "home.js", "plain.js", "theme.js", "engine.js", "frame.js"} {
		content, err := bundle(o, "script/"+name, nil)
		if err != nil {
			return err
		}
		if _, err := w.hashed(name, content); err != nil {
			return err
		}
	}
	return nil
}

// Script bundles a script that is not part of the site; its path is below the root.
func Script(root, path string) ([]byte, error) {
	return bundle(Options{Root: root}, "../"+path, nil)
}

// made gives the bundle a source that is not a file, under a name that an
// import may use.
func made(name string, loader api.Loader, content string) api.Plugin {
	filter := "^" + regexp.QuoteMeta(name) + "$"
	return api.Plugin{
		Name: name,
		Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: filter}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: a.Path, Namespace: "made"}, nil
			})
			build.OnLoad(api.OnLoadOptions{Filter: filter, Namespace: "made"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
				return api.OnLoadResult{Contents: &content, Loader: loader}, nil
			})
		},
	}
}

// groups is the style sheet that gives the page the colours of the scenes, each as
// a variable, and those of the groups: a line below what belongs to one, since a light colour could not
// be read as text.
func groups() string {
	var out strings.Builder
	l, d := demos.Light, demos.Dark
	out.WriteString(":root{")
	for _, v := range []struct {
		name        string
		light, dark demos.Color
	}{
		{"back", l.Back, d.Back}, {"text", l.Text, d.Text}, {"soft", l.Soft, d.Soft}, {"line", l.Line, d.Line},
		{"card", l.Card, d.Card}, {"accent", l.Accent, d.Accent}, {"water", l.Water, d.Water},
	} {
		fmt.Fprintf(&out, "--%s:%s;", v.name, lightDark(v.light, v.dark))
	}
	out.WriteString("}\n")
	for i := range demos.Light.Groups {
		fmt.Fprintf(&out, "[data-place=\"%d\"]{--group:%s}\n", i, lightDark(l.Groups[i], d.Groups[i]))
	}
	return out.String()
}

// lightDark writes a colour of the style sheet that depends on the theme.
func lightDark(l, d demos.Color) string {
	return fmt.Sprintf("light-dark(#%02x%02x%02x,#%02x%02x%02x)", l.R, l.G, l.B, d.R, d.G, d.B)
}

// offline bundles the service worker. It keeps its name, so a release differs
// from the one before by its content: the list of all hashed files and a hash
// of the pages.
func offline(o Options, w *writer) error {
	files, pages := []string{}, []string{}
	for name, f := range w.manifest.Files {
		if strings.HasSuffix(name, previewSuffix) {
			continue // only other sites show it
		}
		if f.Path != name {
			files = append(files, f.Path)
		} else if strings.HasSuffix(name, ".html") && name != static.Missing || name == licencesFile {
			pages = append(pages, name)
		}
	}
	slices.Sort(files)
	list, err := json.Marshal(files)
	if err != nil {
		return err
	}
	slices.Sort(pages)
	names, err := json.Marshal(pages)
	if err != nil {
		return err
	}
	release := sha256.New()
	release.Write(list)
	for _, name := range pages {
		content, err := os.ReadFile(filepath.Join(w.out, name))
		if err != nil {
			return err
		}
		release.Write(content)
	}
	content, err := bundle(o, "script/offline.js", map[string]string{
		"FILES":   string(list),
		"PAGES":   string(names),
		"RELEASE": strconv.Quote(hex.EncodeToString(release.Sum(nil)[:6])),
	})
	if err != nil {
		return err
	}
	return w.fixed("offline.js", content)
}

// bundle packs one entry point of site/ with all that it imports. The imports that
// are no files are the SIMD modules, as bytes, the functions that call them, and what
// the plugins make.
func bundle(o Options, entry string, define map[string]string, plugins ...api.Plugin) ([]byte, error) {
	support, err := supportScript()
	if err != nil {
		return nil, err
	}
	root, err := filepath.Abs(filepath.Join(o.Root, "site"))
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     root,
		EntryPoints:       []string{entry},
		Bundle:            true,
		Format:            api.FormatIIFE,
		Platform:          api.PlatformBrowser,
		Engines:           engines,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsInline,
		Alias:             map[string]string{"wasm_exec": support},
		Define:            define,
		Plugins: append(plugins, made("simd:plain", api.LoaderBinary, string(simd.Module(false))),
			made("simd:relaxed", api.LoaderBinary, string(simd.Module(true))), made("simd:calls", api.LoaderJS, simd.Calls())),
		External: []string{"*.woff2"},
		Metafile: true,
		Write:    false,
	})
	if len(result.Errors) > 0 {
		text := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
		return nil, errors.New(strings.TrimSpace(strings.Join(text, "")))
	}
	if err := licensed(result.Metafile); err != nil {
		return nil, fmt.Errorf("%s: %w", entry, err)
	}
	return result.OutputFiles[0].Contents, nil
}

// licensed returns an error if anything in a bundle comes from an npm package: its
// licence has to be added first.
func licensed(metafile string) error {
	var about struct{ Inputs map[string]struct{} }
	if err := json.Unmarshal([]byte(metafile), &about); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(about.Inputs)) {
		if strings.Contains(name, "node_modules/") {
			return fmt.Errorf("%s is bundled, and %s has no licence of it (see licences.go)", name, licencesFile)
		}
	}
	return nil
}
