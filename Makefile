.DEFAULT_GOAL := help
SHELL := /bin/bash

# Packages that reach the CDK take seconds to link and need Node.js; the others are pure Go.
CDK  := ./arch ./network ./edge ./compute ./auth ./observability ./internal/cdkkit ./internal/cdktest ./examples/full ./examples/minimal ./examples/custom
PURE := $(shell go list ./... | grep -v -x -F -f <(go list $(CDK)))
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.0

.PHONY: help fmt lint test test-cdk golden docs bench check

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

fmt: ## Format the code
	gofmt -w $$(git ls-files '*.go')

lint: ## gofmt, vet, staticcheck
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

test: ## Test the pure packages, with the race detector
	go test -race $(PURE)

test-cdk: ## Test the packages that render, one Node.js process at a time
	go test -p 1 $(CDK)

golden: ## Rewrite the golden files; read the diff before committing it
	go test -p 1 $$(grep -rl --include='*_test.go' 'internal/golden"' . | xargs -n1 dirname | sort -u) -update

docs: ## Rewrite what is generated: re-exports, and the pages of the examples
	go generate ./...
	rm -rf out
	go run ./examples/full && cp out/docs/* examples/full/docs/
	go run ./examples/minimal && cp out/docs/* examples/minimal/docs/

bench: ## Benchmarks of the pure packages
	go test -run '^$$' -bench . -benchmem $(PURE)

check: ## All that decides whether a change lands
	bash .ci/run
