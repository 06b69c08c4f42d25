# Everything a person does with this house. Each target says what it is doing and can be run again.
#   make test ONLY='window'       runs the tests whose name has this in it
#   RUN_ONCE=1 make run           ends as soon as the window stands

.DEFAULT_GOAL := help
.PHONY: help run test lint crash bench build clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build it, start the server and a demo, open the window
	@scripts/run.sh

test: ## Run every test there is, the real window included
	@scripts/test.sh $(ONLY)

lint: ## Formatting, clippy, the screens' linter and type check
	@scripts/lint.sh

crash: ## Kill the real programs at random instants, N times (2,000 if not said)
	@scripts/crash.sh $(N)

bench: ## Measure, each number beside its floor
	@scripts/bench.sh $(ONLY)

build: ## Build the three programs as they are handed out
	@scripts/build.sh

clean: ## Remove what was built; data and downloaded tools stay
	@scripts/clean.sh
