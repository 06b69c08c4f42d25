#!/usr/bin/env bash
# Runs every test: the screens' own, then the workspace's with the real window among them.
# scripts/test.sh [WORDS]: of the workspace, only those whose name has WORDS in it.
source "$(dirname "$0")/say.sh"

scripts/setup.sh test
scripts/screens.sh
if (($# == 0)); then
  step "Testing the screens"
  (cd ui && npm run --silent --if-present check && npm run --silent --if-present test)
fi
# Bins and tests in one go: both are then built from the same dependencies, once.
step "Building the programs and the tests (several minutes the first time)"
cargo build --workspace --bins --tests
if have cargo-nextest; then
  if (($# == 0)); then
    step "Testing the examples in the documentation"
    cargo test --quiet --workspace --doc
  fi
  step "Testing the workspace"
  cargo nextest run --workspace "$@"
else
  step "Testing the workspace"
  cargo test --workspace "$@"
fi
