#!/usr/bin/env bash
# Builds the screens into ui/dist when something of theirs is newer than what stands there.
source "$(dirname "$0")/say.sh"

built=ui/dist/index.html
newer() {
  find ui \( -path ui/node_modules -o -path ui/dist -o -path ui/src/paraglide \) -prune -o -type f -newer $built -print -quit
}
if [[ -f $built && -z "$(newer)" ]]; then exit 0; fi
step "Building the screens"
(cd ui && npm run --silent build)
