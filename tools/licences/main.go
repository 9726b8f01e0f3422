// Command licences writes the licences of what the native programs contain into
// the files that they embed. Those of the site are gathered when it is published.
//
//	go run ./tools/licences
package main

//go:generate go run . -root ../..

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/cauchy-newton/playground/tools/licences/notices"
)

// products are the programs and the files that they embed.
var products = []struct {
	notices.Program
	file string
}{
	{notices.Program{Name: "gn", Package: "tools/gn", Systems: notices.Native}, "tools/gn/licences.txt"},
	{notices.Program{Name: "desktop", Package: "ebitenui/desktop", Systems: notices.Native}, "ebitenui/desktop/arguments/licences.txt"},
}

func main() {
	root := flag.String("root", ".", "the `folder` of the repository")
	flag.Parse()
	for _, p := range products {
		parts, err := notices.Linked(*root, p.Program)
		if err == nil {
			err = os.WriteFile(filepath.Join(*root, p.file), notices.Format(p.Name, p.Systems, parts), 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "licences:", err)
			os.Exit(1)
		}
	}
}
