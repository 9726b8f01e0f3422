package main

import (
	_ "embed"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// licences is made by tools/licences from what gn is linked from.
//
//go:embed licences.txt
var licences string

// licencesFlag prints the licences as soon as it is read, whatever else is there.
type licencesFlag bool

// BeforeReset is called by kong.
func (licencesFlag) BeforeReset(app *kong.Kong) error {
	if _, err := io.WriteString(app.Stdout, licences); err != nil {
		fmt.Fprintf(app.Stderr, "gn: %v\n", err)
		app.Exit(failed)
	}
	app.Exit(done)
	return nil
}
