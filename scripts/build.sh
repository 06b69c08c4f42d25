#!/usr/bin/env bash
# Builds jemput, jemput-server and jemput-desktop as they are handed out.
source "$(dirname "$0")/say.sh"

scripts/setup.sh build
scripts/screens.sh
step "Building jemput, jemput-server and jemput-desktop (several minutes the first time)"
# Not the whole workspace: the simulator would switch its faults on in all of them.
cargo build --release --bins -p jemput-cli -p jemput-server -p jemput-desktop
step "Writing down what they are made of"
node scripts/sbom.mjs >"$TARGET/release/jemput.cdx.json"
note "They are in $TARGET/release, with jemput.cdx.json: all that went into them, as CycloneDX"
