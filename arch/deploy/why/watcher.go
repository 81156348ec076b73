package why

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/archblocks/archblocks/arch/deploy"
)

// Watcher looks at ECS services while a deployment waits for them. Put Report in the way of
// the deployment's events; Close waits until nobody is looking any more.
type Watcher struct {
	// Clients gives who is asked in a Region.
	Clients func(region string) Clients
	// Tell hears of each finding once, from one goroutine at a time.
	Tell func(stack string, f Finding)
	// Every is how long to wait between two looks. Default 10 s.
	Every time.Duration

	ctx    context.Context
	cancel context.CancelFunc
	wait   sync.WaitGroup
	mu     sync.Mutex
	told   map[string]bool
	open   map[string]context.CancelFunc
}

// Report begins to look at a service when CloudFormation begins to wait for it, and ends when
// CloudFormation does.
func (w *Watcher) Report(e deploy.Event) {
	if e.Kind != deploy.ResourceChanged || e.Type != "AWS::ECS::Service" {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.open == nil {
		w.open, w.told = map[string]context.CancelFunc{}, map[string]bool{}
		w.ctx, w.cancel = context.WithCancel(context.Background())
	}
	key := e.Region + "/" + e.Stack + "/" + e.LogicalID
	if !strings.HasSuffix(e.Status, "_IN_PROGRESS") {
		if cancel := w.open[key]; cancel != nil {
			cancel()
			delete(w.open, key)
		}
		return
	}
	// The first event has no physical id yet: arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/SERVICE.
	_, path, ok := strings.Cut(e.PhysicalID, ":service/")
	cluster, service, named := strings.Cut(path, "/")
	if !ok || !named || w.open[key] != nil {
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	w.open[key] = cancel
	w.wait.Add(1)
	go func() {
		defer w.wait.Done()
		w.look(ctx, e.Stack, w.Clients(e.Region), cluster, service)
	}()
}

func (w *Watcher) look(ctx context.Context, stack string, c Clients, cluster, service string) {
	every := w.Every
	if every == 0 {
		every = 10 * time.Second
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		r := Explain(ctx, c, cluster, service)
		w.mu.Lock()
		for _, f := range r.Findings {
			if key := service + "\x00" + f.Reason; !w.told[key] && ctx.Err() == nil {
				w.told[key] = true
				w.Tell(stack, f)
			}
		}
		w.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Close ends all looking.
func (w *Watcher) Close() {
	w.mu.Lock()
	if w.cancel != nil {
		w.cancel()
	}
	w.mu.Unlock()
	w.wait.Wait()
}
