package diagram_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
)

func TestASceneComesBackFromJSON(t *testing.T) {
	s := sample.Graph(sample.Shape{Zones: 3, Services: 8, Endpoints: 16, Login: true}).Layout()
	s.Title = `<chat> & "co"`
	var back diagram.Scene
	d := json.NewDecoder(strings.NewReader(string(s.JSON())))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&back))
	require.Equal(t, s, back)
	require.Contains(t, string(s.JSON()), `"title": "<chat> & \"co\""`)
}

// A field that forgets its tag would be written with a capital letter, one that hides another would be lost.
func TestNamesInJSONAreLowerCase(t *testing.T) {
	var look func(v any)
	look = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, value := range v {
				require.Equal(t, strings.ToLower(name), name)
				look(value)
			}
		case []any:
			for _, value := range v {
				look(value)
			}
		}
	}
	s := diagram.Scene{}
	fill(reflect.ValueOf(&s).Elem())
	var v any
	require.NoError(t, json.Unmarshal(s.JSON(), &v))
	look(v)
	var back diagram.Scene
	require.NoError(t, json.Unmarshal(s.JSON(), &back))
	require.Equal(t, s, back)
}

// fill gives every field a value other than its zero value.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.String:
		v.SetString("x")
	case reflect.Int:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	}
}
