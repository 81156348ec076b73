package rehearse

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// account is all that a rehearsal knows, as the state file keeps it.
type account struct {
	Note    string
	Version int
	ID      string
	// Clock counts the steps: times in events are its ticks, so the same deployment leaves the same bytes.
	Clock int
	// Made counts resources, which their physical ids depend on.
	Made   int
	Stacks []*stack
	// Kept are resources that outlived their stacks.
	Kept []*resource

	file  string
	rules int // the quota of rules of a security group
}

type stack struct {
	ID, Name, Region string
	Status           string
	Reason           string `json:",omitempty"`
	// Template, Parameters, Tags and Capabilities are those of the last change that was begun.
	Template     string
	Parameters   map[string]string
	Tags         []tag
	Capabilities []string
	Outputs      []output
	Resources    []*resource
	Events       []event
	ChangeSets   []*changeSet
	Operation    *operation `json:",omitempty"`
	// Halted is the way back that failed, to be gone on with.
	Halted    *operation `json:",omitempty"`
	Protected bool       `json:",omitempty"`
	Created   int
	Updated   int

	want *desired // what the operation works towards, evaluated once
}

type tag struct{ Key, Value string }

type output struct{ Key, Value, Description, Export string }

type resource struct {
	Stack, Region    string
	LogicalID, Type  string
	PhysicalID       string
	Status           string
	Properties       map[string]any
	Needs            []string
	OnDelete, OnSwap string // DeletionPolicy and UpdateReplacePolicy
	// New is set until the stack has been created with it.
	New bool `json:",omitempty"`
}

type event struct {
	ID                          int
	LogicalID, PhysicalID, Type string
	Status                      string
	Reason                      string `json:",omitempty"`
	Token                       string `json:",omitempty"`
	Time                        int
}

type changeSet struct {
	ID, Name, Kind    string
	Status, Execution string
	Reason            string `json:",omitempty"`
	OnFailure         string
	Template          string
	Parameters        map[string]string
	Tags              []tag
	Capabilities      []string
	Changes           []change
	Invalid           []invalid `json:",omitempty"`
	Created           int
}

// invalid is a finding of the validation before deployment.
type invalid struct{ LogicalID, Type, Path, Reason string }

const version = 1

// epoch is when the clock of every rehearsal starts.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func at(tick int) string { return epoch.Add(time.Duration(tick) * time.Second).Format(time.RFC3339) }

// open reads the state and locks it, so that two runs do not write over each other.
func open(file, id string) (*account, func() error, error) {
	a := &account{Note: "What a rehearsed deployment has made. Nothing of it is on AWS. Delete this file to begin anew.", Version: version, ID: id, file: file}
	if file == "" {
		return a, func() error { return nil }, nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, nil, fmt.Errorf("rehearse: %w", err)
	}
	release, err := lock(file + ".lock")
	if err != nil {
		return nil, nil, err
	}
	text, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return a, release, nil
	case err == nil:
		if err = json.Unmarshal(text, a); err == nil && a.Version != version {
			err = fmt.Errorf("it is of version %d, and this program reads %d", a.Version, version)
		}
		for _, s := range a.Stacks {
			if s == nil {
				err = errors.New("a stack is null")
			}
		}
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("rehearse: the state %s cannot be read: %w: delete it to begin anew, nothing on AWS depends on it", file, err), release())
	}
	a.file = file
	return a, release, nil
}

// save replaces the state as a whole: a crash leaves the old one or the new one.
func (a *account) save() error {
	if a.file == "" {
		return nil
	}
	text, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		return err
	}
	staged, err := os.CreateTemp(filepath.Dir(a.file), "."+filepath.Base(a.file)+"-")
	if err != nil {
		return err
	}
	defer os.Remove(staged.Name())
	_, err = staged.Write(append(text, '\n'))
	err = errors.Join(err, staged.Sync(), staged.Close())
	if err != nil {
		return err
	}
	return os.Rename(staged.Name(), a.file)
}

func (a *account) tick() int { a.Clock++; return a.Clock }
