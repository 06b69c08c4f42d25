# To be sourced: the words that every script here says, and where things are.
# shellcheck shell=bash
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"

# shellcheck disable=SC2034 # for who sources this
TARGET="${CARGO_TARGET_DIR:-$ROOT/target}"
TOOLS="${JEMPUT_CACHE:-$ROOT/.cache}"
export TAURI_DRIVER="${TAURI_DRIVER:-$TOOLS/bin/tauri-driver}"
export CARGO_DENY="${CARGO_DENY:-$(command -v cargo-deny || echo "$TOOLS/bin/cargo-deny")}"

bold='' plain=''
if [[ -t 1 ]]; then bold=$'\e[1m' plain=$'\e[0m'; fi

# step WORDS: what starts now, with the seconds since the script began.
step() { printf '%s==> %s%s  (%d s)\n' "$bold" "$*" "$plain" "$SECONDS"; }

# note WORDS: a line that belongs to the step before.
note() { printf '    %s\n' "$*"; }

# refuse WORDS...: the reason why it cannot go on, one line each.
refuse() {
  printf '\n' >&2
  printf '%s\n' "$@" >&2
  exit 1
}

# have PROGRAM: is it there?
have() { command -v "$1" >/dev/null 2>&1; }
