package arch

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
)

// report is what the CDK's validation leaves in the assembly.
type report struct {
	PluginReports []struct {
		Violations []struct {
			RuleName, Description, SuggestedFix, Severity string
			ViolatingConstructs                           []struct{ ConstructPath string }
		}
	}
}

// findings puts what the validation found into its error, which only names a file: Render
// removes that with the rest of a failed assembly. Another error stays as it is.
func findings(app awscdk.App, err error) error {
	if err == nil || !strings.Contains(err.Error(), "ValidationFailed") {
		return err
	}
	data, readErr := os.ReadFile(filepath.Join(*app.Outdir(), "validation-report.json"))
	var r report
	if readErr != nil || json.Unmarshal(data, &r) != nil {
		return err
	}
	text := "synth: the CDK's validation found"
	for _, plugin := range r.PluginReports {
		for _, v := range plugin.Violations {
			var where []string
			for _, c := range v.ViolatingConstructs {
				where = append(where, c.ConstructPath)
			}
			text += fmt.Sprintf("\n%s %s in %s: %s", v.Severity, v.RuleName, strings.Join(where, ", "), v.Description)
			if v.SuggestedFix != "" {
				text += ". " + v.SuggestedFix
			}
		}
	}
	return errors.New(text)
}
