#!/usr/bin/env bash
# Judges our dependencies by deny.toml. Known weaknesses are looked up only in a database that is on the machine already
# (`cargo deny fetch db` brings it): what passes today must not fail tomorrow with nothing changed.
source "$(dirname "$0")/say.sh"

quiet() { "$CARGO_DENY" --log-level error "$@"; }

quiet check --hide-inclusion-graph bans licenses sources
if compgen -G "${CARGO_HOME:-$HOME/.cargo}/advisory-dbs/*" >/dev/null; then
  quiet --offline check --disable-fetch advisories
else
  note "No database of advisories on this machine: not looked at. Bring it with: cargo deny fetch db"
fi
