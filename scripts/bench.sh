#!/usr/bin/env bash
# Measures: each of the house's numbers beside its floor, and the ratio.
# scripts/bench.sh [WORDS]: only those whose name has WORDS in it.
source "$(dirname "$0")/say.sh"

scripts/setup.sh build
scripts/screens.sh
step "Measuring (several minutes; keep the machine quiet)"
cargo bench --workspace --benches "$@"
