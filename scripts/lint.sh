#!/usr/bin/env bash
# Everything that judges the text without running it.
source "$(dirname "$0")/say.sh"

scripts/setup.sh lint
scripts/screens.sh # the shell does not compile without them
step "Formatting"
cargo fmt --all --check
step "The screens' linter"
(cd ui && npm run --silent --if-present lint)
step "The screens' types"
(cd ui && npm run --silent --if-present check)
step "Clippy"
cargo clippy --workspace --all-targets -- -D warnings
if have shellcheck; then
  step "Scripts"
  shellcheck --external-sources --source-path=scripts --severity=warning scripts/*.sh .ci/run
fi
step "What is handed out has none of the simulator's switches"
tree=$(cargo tree --offline -p jemput-cli -p jemput-server -p jemput-desktop -e features,no-dev)
if grep -E 'feature "(mutants|simulated)"' <<<"$tree"; then
  exit 1
fi
step "Licences, sources and bans of dependencies"
scripts/deny.sh
