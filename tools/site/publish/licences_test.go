package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An npm package that a script imports is refused, for nobody has added its licence.
func TestBundledWithoutALicence(t *testing.T) {
	root := t.TempDir()
	for name, content := range map[string]string{
		"site/script/alone.js":              "console.log(1);",
		"site/script/page.js":               `import "other"; console.log(1);`,
		"site/node_modules/other/index.js":  "console.log(2);",
		"site/node_modules/other/unused.js": "console.log(3);",
	} {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Script(root, "site/script/alone.js"); err != nil {
		t.Error(err)
	}
	if _, err := Script(root, "site/script/page.js"); err == nil || !strings.Contains(err.Error(), "node_modules/other/index.js is bundled") {
		t.Errorf("error %v", err)
	}
}
