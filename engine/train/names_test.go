package train_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/train"
)
