#!/usr/bin/env bash
# Puts in place what a target needs and is missing: scripts/setup.sh build|run|test|lint
# Quick when all is there. Installs system packages with apt only, and never asks a question by itself.
source "$(dirname "$0")/say.sh"

target="${1:-build}"

# at_least HAVE WANT: is version HAVE the same as WANT or newer?
at_least() { [[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" == "$2" ]]; }

tools() {
  local rust node
  rust="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
  have cargo && have rustc || refuse "Rust is missing. Install Rust $rust or newer from https://rustup.rs, then run this again."
  at_least "$(rustc --version | cut -d ' ' -f 2)" "$rust" ||
    refuse "Rust $rust or newer is needed, here is $(rustc --version | cut -d ' ' -f 2). Run: rustup update stable"
  have node && have npm || refuse "Node.js is missing. Install Node.js 20.19 or newer with npm from https://nodejs.org, then run this again."
  node="$(node --version)"
  at_least "${node#v}" 20.19 || refuse "Node.js 20.19 or newer is needed, here is $node."
}

# Library packages by what pkg-config calls them, programs by their name: a machine that has them otherwise needs no apt.
missing_packages() {
  have cc && have c++ || echo build-essential
  have pkg-config || echo pkg-config
  local module package
  while read -r module package; do
    pkg-config --exists "$module" 2>/dev/null || echo "$package"
  done <<'MODULES'
webkit2gtk-4.1 libwebkit2gtk-4.1-dev
libsoup-3.0 libsoup-3.0-dev
librsvg-2.0 librsvg2-dev
libcrypto libssl-dev
MODULES
  if [[ "$target" == test ]] || [[ "$target" == run && -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]]; then
    have Xvfb || echo xvfb
  fi
  if [[ "$target" == test ]]; then
    have WebKitWebDriver || echo webkit2gtk-driver
    have python3 || echo python3
  fi
}

packages() {
  local missing=()
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || return 0
  local command="apt-get install --yes ${missing[*]}"
  have apt-get || refuse "These system packages are missing: ${missing[*]} (their names on Debian and Ubuntu)." \
    "This machine has no apt: install what they hold its own way, then run this again."
  local as=()
  if ((EUID != 0)); then
    # With a person at the keyboard sudo may ask for the password; without one it may not.
    if have sudo && { sudo -n true 2>/dev/null || [[ -t 0 && -t 2 ]]; }; then
      as=(sudo)
    else
      refuse "These system packages are missing, and this user may not install them: ${missing[*]}" \
        "Ask someone who may to run: sudo $command"
    fi
  fi
  step "Installing system packages: ${missing[*]}"
  local apt=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q)
  if ! { "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    refuse "apt could not install: ${missing[*]} (above is the end of what it said)." "Mend that, or run: sudo $command"
  fi
}

# npm writes a record of what it installed: older than the lock file, it is out of date.
screens() {
  [[ ! ui/node_modules/.package-lock.json -nt ui/package-lock.json ]] || return 0
  step "Installing the screens' npm packages"
  if ! (cd ui && npm ci --no-audit --no-fund) >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    refuse "npm ci did not succeed in ui/ (above is the end of what it said)."
  fi
}

# Rust's smallest installation comes without them.
components() {
  [[ "$target" == lint ]] || return 0
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return 0
  have rustup || refuse "rustfmt and clippy are missing. Install them for $(rustc --version)."
  step "Installing rustfmt and clippy"
  rustup component add rustfmt clippy >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    refuse "rustup could not add rustfmt and clippy (above is the end of what it said)."
  }
}

driver() {
  [[ "$target" == test && ! -x "$TAURI_DRIVER" ]] || return 0
  step "Building tauri-driver, which drives the window in tests (about a minute, once)"
  if ! env -u CARGO_TARGET_DIR cargo install tauri-driver --version '^2' --locked --root "$TOOLS" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    refuse "tauri-driver could not be built (above is the end of what cargo said)."
  fi
}

deny() {
  [[ "$target" == lint && ! -x "$CARGO_DENY" ]] || return 0
  step "Building cargo-deny, which judges licences and sources of dependencies (two minutes, once)"
  if ! env -u CARGO_TARGET_DIR cargo install cargo-deny --version '^0.20' --locked --root "$TOOLS" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    refuse "cargo-deny could not be built (above is the end of what cargo said)."
  fi
}

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
tools
components
packages
screens
driver
deny
