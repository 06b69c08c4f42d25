#!/usr/bin/env bash
# Removes what was built. Data, npm packages and downloaded tools stay.
source "$(dirname "$0")/say.sh"

step "Removing $TARGET and ui/dist"
cargo clean --quiet
rm -rf ui/dist
