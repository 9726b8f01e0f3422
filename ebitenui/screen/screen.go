// Package screen ends a program that has no display: imported for its effect, it
// writes one line and exits with code 1. Ebiten would panic.
//
// It is initialised before Ebiten: Go initialises packages whose imports are ready
// in the order of their paths, and Ebiten needs all imports of this one too.
package screen
