#!/bin/sh
# Make .venv with pydock in it, and install the system's packages for a real engine where they are missing.
# "setup.sh venv" leaves the system alone. Runs again in a moment where all is there.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else return 1
    fi
}

# install PROGRAM:PACKAGE...: those whose program is not there; fails where they cannot be had
install() {
    missing=''
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "setup: missing:$missing. This is not Debian or Ubuntu: install them by its own means."
        return 1
    fi
    say "setup: installing$missing"
    # shellcheck disable=SC2086  # a list of words
    if ! { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >&2; then
        say "setup: could not install$missing (this takes root or sudo, and a network)."
        return 1
    fi
}

venv_works() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || {
    command -v "$python" >/dev/null || install "$python:python3" "pip3:python3-venv"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { say "setup: Python 3.10 or newer is needed (PYTHON=... chooses one)."; exit 1; }
}
if [ ! -x .venv/bin/python ]; then
    venv_works || install "ensurepip:python3-venv" || exit 1
    "$python" -m venv .venv
fi
if [ ! -e .venv/installed ] || [ pyproject.toml -nt .venv/installed ]; then
    say "setup: installing pydock into .venv"
    .venv/bin/python -m pip install -q --disable-pip-version-check -e '.[test]'
    touch .venv/installed
fi
[ "${1:-}" = venv ] && exit 0

static_busybox() { command -v busybox >/dev/null && ! ldd "$(command -v busybox)" >/dev/null 2>&1; }
static_busybox || install "busybox-is-not-static:busybox-static" || true
if ! install dockerd:docker.io iptables:iptables ip:iproute2 docker-registry:docker-registry openssl:openssl nsenter:util-linux git:git; then
    say "setup: without these, tests that need a real engine are left out; DOCKER_HOST=... points make demo at yours."
fi
