package train

import (
	"strings"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/setting"
)

// vggWidth is the number of channels of the paper's VGG-11' behind its first
// convolution.
const vggWidth = 64

// network builds the network that valid settings ask for on data of this kind.
func network(c Config, train *data.Set) (*graph.Graph, error) {
	g, err := networks[c.Model](c, train)
	if err != nil {
		return nil, err
	}
	if p := g.Params().Size(); p > setting.MaxParameters {
		return nil, setting.WrongLayers("%d parameters, at most %d fit into a browser's memory", p, setting.MaxParameters)
	}
	return g.Penalised(c.L2), nil
}

// networks build the network of each of setting.Models.
var networks = map[string]func(Config, *data.Set) (*graph.Graph, error){
	setting.MLP:   perceptron,
	setting.LeNet: convolutional(model.LeNet),
	setting.VGG11: convolutional(func(m op.Image, classes int, activation string) (*graph.Graph, error) {
		return model.VGG11(m, classes, vggWidth, activation)
	}),
}

// convolutional returns how the settings ask for a network of images.
func convolutional(build func(m op.Image, classes int, activation string) (*graph.Graph, error)) func(Config, *data.Set) (*graph.Graph, error) {
	return func(c Config, train *data.Set) (*graph.Graph, error) {
		if len(train.Shape) != 3 {
			return nil, &FieldError{Field: "model", Message: c.Model + " needs images, but " + train.Name + " has none"}
		}
		if c.Loss != op.CrossEntropy.Name() {
			return nil, &FieldError{Field: "loss", Message: c.Model + " ends in " + op.CrossEntropy.Name()}
		}
		g, err := build(op.Image{Channels: train.Shape[0], Height: train.Shape[1], Width: train.Shape[2]}, train.Classes, c.Activation)
		if err != nil {
			return nil, &FieldError{Field: "model", Message: strings.TrimPrefix(err.Error(), "model: ")}
		}
		return g, nil
	}
}

func perceptron(c Config, train *data.Set) (*graph.Graph, error) {
	widths, err := setting.ParseLayers(c.Layers)
	if err != nil {
		return nil, err
	}
	if n := widths[len(widths)-1]; n != train.Outputs() {
		of := "classes"
		if train.Classes == 0 {
			of = "values to be predicted"
		}
		return nil, setting.WrongLayers("the last layer has %d units, but %s has %d %s", n, train.Name, train.Outputs(), of)
	}
	widths = append([]int{train.Width()}, widths...)
	if p := setting.Parameters(widths); p > setting.MaxParameters {
		return nil, setting.WrongLayers("%d parameters, at most %d fit into a browser's memory", p, setting.MaxParameters)
	}
	g, err := model.MLP(model.Shape{Widths: widths, Activation: c.Activation, Loss: c.Loss, NTK: c.NTK})
	if err != nil {
		return nil, setting.WrongLayers("%v", err)
	}
	return g, nil
}
