// Package deploy brings a cloud assembly into AWS through CloudFormation change sets: stack
// after stack, over several Regions, with every step reported as an Event.
package deploy
