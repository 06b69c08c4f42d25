#!/usr/bin/env bash
# Builds jemput, jemput-server and jemput-desktop as they are handed out.
source "$(dirname "$0")/say.sh"

scripts/setup.sh build
scripts/screens.sh
step "Building jemput, jemput-server and jemput-desktop (several minutes the first time)"
cargo build --release --workspace --bins
step "Writing down what they are made of"
node scripts/sbom.mjs >"$TARGET/release/jemput.cdx.json"
note "They are in $TARGET/release, with jemput.cdx.json: all that went into them, as CycloneDX"
