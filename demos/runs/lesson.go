package runs

// Lesson is the race that lesson 8 opens with: the settings of the first lane as
// JSON, then what differs in the others.
var Lesson = []string{`{}`, `{"method":"sgd","rate":0.05}`, `{"method":"adam","rate":0.01}`}
