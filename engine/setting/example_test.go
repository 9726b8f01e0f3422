package setting_test

import (
	"encoding/json"
	"fmt"

	"github.com/cauchy-newton/playground/engine/setting"
)

// Settings are read from JSON, changed by a patch, and refused by name.
func ExampleConfig() {
	var c setting.Config
	err := json.Unmarshal([]byte(`{"layers":"64-10","momentum":0}`), &c)
	fmt.Println(c.Filled().Layers, c.Filled().Method, err)

	c, err = c.With([]byte(`{"method":"adam"}`))
	fmt.Println(c.Filled().Method, c.Filled().Rate, err)

	c.Layers = "64-ten"
	fmt.Println(c.Validate())
	// Output:
	// 64-10 grouped-newton <nil>
	// adam 0.001 <nil>
	// setting: layers: "ten" is no width: write 32-16-10
}
