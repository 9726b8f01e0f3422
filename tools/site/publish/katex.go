package publish

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// katex typesets formulas by KaTeX, in one call of Node.js. The result is HTML
// for the eye and MathML for screen readers.
func katex(o Options, all []formula) ([]string, error) {
	if len(all) == 0 {
		return nil, nil
	}
	input, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	var out, complaint bytes.Buffer
	node := exec.Command("node", "render.mjs")
	node.Dir = filepath.Join(o.Root, "site", "formula")
	node.Stdin, node.Stdout, node.Stderr = bytes.NewReader(input), &out, &complaint
	if err := node.Run(); err != nil {
		return nil, fmt.Errorf("formulas: %w (is `npm ci` done in site/formula?)\n%s", err, strings.TrimSpace(complaint.String()))
	}
	var set []string
	if err := json.Unmarshal(out.Bytes(), &set); err != nil {
		return nil, fmt.Errorf("formulas: %w", err)
	}
	if len(set) != len(all) {
		return nil, fmt.Errorf("formulas: %d came back of %d", len(set), len(all))
	}
	return set, nil
}
