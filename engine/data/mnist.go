package data

// MNIST returns the embedded subset of the MNIST digits, 6,000 to train and
// 1,000 to test, as many of each class, pixels standardised to
// (x/255 − 0.1307)/0.3081. Each call decodes it anew.
func MNIST() (train, test *Set, err error) {
	panic("data: mnist: the embedded subset is not packed yet")
}
