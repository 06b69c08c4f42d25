#!/usr/bin/env bash
# Measures: each of the house's numbers beside its floor, and the ratio.
# scripts/bench.sh [NAME...]: only these benchmarks: acts, search, take_in, counted, server, large.
source "$(dirname "$0")/say.sh"

scripts/setup.sh build
(($#)) || set -- '*'
step "Measuring (several minutes; keep the machine quiet)"
named=()
for name in "$@"; do named+=(--bench "$name"); done
cargo bench --workspace "${named[@]}"
