// Package screen ends a program in good order when there is no display to show
// its window on: imported for its effect, it writes one line and exits with
// code 1, where Ebiten would panic as soon as it is imported.
//
// It comes before Ebiten because Go initialises packages that wait for nothing
// in the order of their paths, and all that this one waits for Ebiten needs too.
package screen
