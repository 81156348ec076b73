package network_test

import (
	"testing"

	"github.com/archblocks/archblocks/internal/cdktest"
)

func TestMain(m *testing.M) { cdktest.Main(m) }
