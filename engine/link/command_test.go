package link

import (
	"strings"
	"testing"
)

func TestDecodeCommand(t *testing.T) {
	c, err := DecodeCommand([]byte(`{"id":7,"do":"step","n":3}`))
	if err != nil || c.Do != "step" || c.N != 3 || c.ID != 7 {
		t.Errorf("%+v, %v", c, err)
	}
	for _, text := range []string{
		``, `null`, `[]`, `"play"`, `{}`, `{"do":""}`, `{"do":"Play"}`, `{"do":"play"}x`, `{"do":"play"}{"do":"play"}`,
		`{"do":"step","n":null}`, `{"do":"step","N":3}`, `{"do":"step","n":1,"n":2}`, `{"do":"stop","stop":null}`, `{"do":"stop","stop":{"Loss":1}}`, "\ufeff{\"do\":\"play\"}",
		`{"do":1}`, `{"do":"step","n":1e9}`, `{"do":"step","n":1.5}`, `{"do":"step","n":1000001}`,
		`{"do":"reset","seed":-1}`, `{"do":"reset","seed":9007199254740992}`,
		`{"do":"set","state":{"partition":"` + strings.Repeat("a", MaxCommand) + `"}}`,
		`{"do":"` + strings.Repeat("a", 1000) + `"}`,
	} {
		if c, err := DecodeCommand([]byte(text)); err == nil || len(err.Error()) > 200 {
			t.Errorf("%.60q: %+v, %v", text, c, err)
		}
	}
	// The ID of a refused command is known, so that its sender can be told.
	if c, err := DecodeCommand([]byte(`{"do":"play","fast":true,"id":7}`)); err == nil || c.ID != 7 {
		t.Errorf("%+v, %v; want an error for ID 7", c, err)
	}
}

// Whatever the text, DecodeCommand returns a command that a session may be
// given, or an error.
func FuzzDecodeCommand(f *testing.F) {
	f.Add([]byte(`{"do":"open","state":{"layers":"32-16-10","rate":0.3},"id":1}`))
	f.Add([]byte(`{"do":"step","n":10}`))
	f.Add([]byte(`{"do":"reset","seed":4}`))
	f.Add([]byte(`{"do":"set","state":[1,{"a":null}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := DecodeCommand(text)
		if err != nil {
			if c.Do != "" || c.N != 0 || len(c.State) != 0 {
				t.Fatalf("%q: half a command %+v beside %v", text, c, err)
			}
			return
		}
		if !Known(c.Do) || c.N < 0 || c.N > MaxSteps {
			t.Fatalf("%q: %+v passes", text, c)
		}
	})
}
