package deploy

import "time"

// EventKind says what an event tells.
type EventKind string

// Kinds of events.
const (
	// StackStarted: work on a stack begins; Action and Total are set.
	StackStarted EventKind = "stack-started"
	// ResourceChanged: CloudFormation reports a new status of a resource.
	ResourceChanged EventKind = "resource"
	// StackFinished: a stack has come to rest; Status and, after a failure, Reason are set.
	StackFinished EventKind = "stack-finished"
	// Noted: something worth knowing that belongs to no resource, such as a call that is tried again; Reason is set.
	Noted EventKind = "note"
)

// Action is what is done to a stack or a resource.
type Action string

// Actions.
const (
	Create  Action = "create"
	Update  Action = "update"
	Replace Action = "replace"
	Delete  Action = "delete"
	// Keep is for a stack in which nothing changes, and a resource that outlives its stack.
	Keep Action = "keep"
)

// Event is one step of a deployment, as it is reported. Events of a stack come in the order
// in which CloudFormation lists them, each once.
type Event struct {
	Kind EventKind `json:"kind"`
	// Time is CloudFormation's own for what it reports, and the deployer's for the rest.
	Time time.Time `json:"time"`
	// Stack and Region say where; a note about the whole has neither.
	Stack  string `json:"stack,omitempty"`
	Region string `json:"region,omitempty"`
	// Action is what happens to the stack, or to the resource where that is known.
	Action Action `json:"action,omitempty"`
	// Total is how many resources of the stack will change; 0 if that is not known.
	Total int `json:"total,omitempty"`
	// LogicalID, Type and PhysicalID name the resource.
	LogicalID  string `json:"logicalId,omitempty"`
	Type       string `json:"type,omitempty"`
	PhysicalID string `json:"physicalId,omitempty"`
	// Status is CloudFormation's word, such as "CREATE_IN_PROGRESS".
	Status string `json:"status,omitempty"`
	// Reason is CloudFormation's or the deployer's sentence; often empty.
	Reason string `json:"reason,omitempty"`
}
