#!/usr/bin/env bash
# Kills the real programs at random instants and proves after each that nothing told is missing.
# scripts/crash.sh [KILLS]: so often; other instants each time that JEMPUT_SEED is another number.
source "$(dirname "$0")/say.sh"

export JEMPUT_KILLS="${1:-2000}" JEMPUT_SEED="${JEMPUT_SEED:-$RANDOM}"
cargo build --workspace --bins --tests
step "Killing the laptop's programs $JEMPUT_KILLS times, and the server (JEMPUT_SEED=$JEMPUT_SEED gives these instants again)"
cargo test -p jemput-tests --test whole -- --nocapture crash::laptop crash::server
