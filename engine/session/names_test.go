package session

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Every command of the link has its handler, every panel says what it needs, and
// there are no others.
func TestTablesAreComplete(t *testing.T) {
	for do := range handlers {
		if !link.Known(do) {
			t.Errorf("there is no command %q", do)
		}
	}
	for do := range strings.SplitSeq(strings.SplitAfterN(link.Unknown("x").Error(), "none of ", 2)[1], ", ") {
		if handlers[do] == nil {
			t.Errorf("nothing handles %q", do)
		}
	}
	if got, want := slices.Sorted(maps.Keys(panels)), slices.Sorted(slices.Values(link.Panels)); !slices.Equal(got, want) {
		t.Errorf("panels %v, want %v", got, want)
	}
}

// Law: in whatever way an unknown name comes, it is answered by an error that
// lists the known ones, and the run stays as it is.
func TestUnknownNamesChangeNothing(t *testing.T) {
	s := New()
	talk(t, s, small)
	before := s.lanes[0].run.Config()
	wrong := func(list []string) []string {
		return append([]string{"ghost"}, strings.ToUpper(list[0]), " "+list[0], list[0]+" ")
	}
	lines := map[string]string{}
	for _, row := range setting.Settings {
		field, known := row.Name, row.Names()
		if row.Free || len(known) == 0 {
			continue
		}
		for _, name := range wrong(known) {
			lines[`{"do":"set","state":{"`+field+`":"`+name+`"}}`] = strings.Join(known, ", ")
		}
		lines[`{"do":"set","state":{"`+field+`":""}}`] = "empty"
		lines[`{"do":"set","state":{"`+strings.ToUpper(field)+`":"`+known[0]+`"}}`] = "no such field; known are data, "
	}
	for _, name := range wrong(link.Panels) {
		lines[`{"do":"look","what":"`+name+`"}`] = strings.Join(link.Panels, ", ")
	}
	for _, name := range wrong(link.Axes) {
		lines[`{"do":"look","axis":"`+name+`"}`] = strings.Join(link.Axes, ", ")
	}
	for _, name := range wrong([]string{"canonical"}) {
		lines[`{"do":"set","state":{"partition":"`+name+`"}}`] = "none of canonical, "
		lines[`{"do":"look","what":"compare","with":"`+name+`"}`] = "none of canonical, "
	}
	for _, name := range wrong([]string{"moons"}) {
		lines[`{"do":"set","state":{"data":"`+name+`"}}`] = "none of mnist, "
		lines[`{"do":"open","state":{"data":"`+name+`"}}`] = "none of mnist, "
	}
	for _, name := range wrong([]string{"play"}) {
		lines[`{"do":"`+name+`"}`] = "none of open, "
	}
	for line, want := range lines {
		events := s.Receive([]byte(line))
		if len(events) != 1 || events[0].Is != "error" || !strings.Contains(events[0].Message, want) {
			t.Errorf("%s: %+v, want an error that says %q", line, events, want)
		}
		if s.lanes[0].run.Config() != before {
			t.Fatalf("%s changed the run", line)
		}
	}
}
