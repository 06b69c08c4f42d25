#!/usr/bin/env bash
# Builds Jemput, starts the central server and, the first time, a demo; opens the window. Ctrl-C or closing the window
# ends what was started here, and nothing else.
#   JEMPUT_RUN_DIR   where its data lies             (default: jemput-demo in the user's data folder)
#   JEMPUT_PORT      where the server listens        (default: 8787)
#   RUN_ONCE=1       ends as soon as the window stands and its picture is taken (so does CI)
source "$(dirname "$0")/say.sh"

data="${JEMPUT_RUN_DIR:-${XDG_DATA_HOME:-${HOME:-$ROOT/.cache}/.local/share}/jemput-demo}"
port="${JEMPUT_PORT:-8787}"
once="${RUN_ONCE:-${CI:-}}"
bin="$TARGET/release"
address="http://127.0.0.1:$port"

server='' window='' screen='' frames=''
finish() {
  trap - EXIT INT TERM
  local each
  for each in "$window" "$server" "$screen"; do
    [[ -z "$each" ]] || { kill -TERM "$each" && wait "$each"; } 2>/dev/null || true
  done
  [[ -z "$frames" ]] || rm -rf "$frames"
}
trap finish EXIT
trap 'printf "\n"; note "Stopping the window and the server."; exit 130' INT
trap 'exit 143' TERM

# listening: does anything listen on the port?
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

# until_true SECONDS COMMAND...: asks again and again; fails when the time is over.
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

ready() { [[ "$(node scripts/ready.mjs "$address/ready" 2>/dev/null)" == ready ]]; }

! listening || refuse "Port $port is in use by another program: another make run, perhaps." \
  "Stop that, or choose another port: JEMPUT_PORT=8788 make run"
mkdir -p "$data" 2>/dev/null || refuse "The folder $data cannot be made. Choose another: JEMPUT_RUN_DIR=DIR make run"

scripts/setup.sh run
scripts/screens.sh
step "Building jemput, jemput-server and jemput-desktop (several minutes the first time)"
cargo build --release --bins -p jemput-cli -p jemput-server -p jemput-desktop

step "Starting the central server on $address"
# Each in a session of its own: Ctrl-C is this script's, which then ends them in order.
setsid "$bin/jemput-server" --listen "127.0.0.1:$port" --data "$data/server" >"$data/server.trace" 2>&1 </dev/null &
server=$!
answers() { ready || ! kill -0 "$server" 2>/dev/null; }
if ! until_true 30 answers || ! kill -0 "$server" 2>/dev/null; then
  tail -n 5 "$data/server.trace" >&2
  refuse "The server does not start. All it said is in $data/server.trace"
fi
note "Its data: $data/server"

jemput() { "$bin/jemput" --home "$data/laptop" "$@"; }
if [[ -e "$data/laptop/holders" && ! -e "$data/laptop/secret" ]]; then
  # Protected since: only its operator opens it, in the window. It keeps the server that it knows.
  note "The laptop's data are an operator's own now; sign in at the window."
elif visits="$(jemput --json visit list 2>/dev/null)" && [[ "$visits" != '[]' ]]; then
  jemput server "$address" >/dev/null
else
  step "Loading the demo: SMA Negeri 55, 452 invented students, three days"
  jemput demo --server "$address" >"$data/demo.trace" || refuse "The demo was not loaded; the sentence above says why."
fi

picture=''
if [[ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]]; then
  step "No display here: opening the window on a screen that nobody sees (Xvfb)"
  frames="$(mktemp -d)"
  number="$frames/number"
  setsid Xvfb -displayfd 3 -nolisten tcp -screen 0 1280x800x24 -fbdir "$frames" 3>"$number" >/dev/null 2>&1 </dev/null &
  screen=$!
  until_true 15 test -s "$number" || refuse "Xvfb does not start."
  DISPLAY=":$(cat "$number")"
  export DISPLAY
  picture="$data/window.png"
else
  step "Opening the window"
fi

setsid "$bin/jemput-desktop" --home "$data/laptop" >"$data/window.trace" 2>&1 </dev/null &
window=$!
opened() { grep -q 'the window is open' "$data/window.trace" || ! kill -0 "$window" 2>/dev/null; }
if ! until_true 60 opened || ! kill -0 "$window" 2>/dev/null; then
  tail -n 5 "$data/window.trace" >&2
  refuse "The window does not open. All it said is in $data/window.trace"
fi
note "This laptop's data: $data/laptop"
if [[ -n "$picture" ]]; then
  node scripts/screenshot.mjs "$frames/Xvfb_screen0" "$picture"
  note "A picture of the window: $picture"
fi
if [[ -n "$once" ]]; then
  note "The window stands. Ending, as asked."
  exit 0
fi

note "Running. Close the window or press Ctrl-C to stop it and the server."
set +e
wait -n "$window" "$server"
set -e
if kill -0 "$window" 2>/dev/null; then
  tail -n 5 "$data/server.trace" >&2
  refuse "The server ended by itself. All it said is in $data/server.trace"
fi
