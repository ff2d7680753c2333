#!/bin/sh
# Make .venv with pydock in it, and install the system's packages for a real engine where they are missing.
# "setup.sh venv" leaves the system alone but for Python. Runs again in a moment where all is there.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
PATH=$PATH:/usr/sbin:/sbin

say() { printf 'setup: %s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else echo 'neither root nor sudo'; return 1
    fi
}

# quietly COMMAND...: what it says is shown when it fails
quietly() {
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then rm "$log"; else cat "$log" >&2; rm "$log"; return 1; fi
}

# install PROGRAM:PACKAGE...: those whose program is not there; fails where they cannot be had
install() {
    missing=''
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "missing:$missing. This is not Debian or Ubuntu: install them by its own means."
        return 1
    fi
    say "installing$missing"
    # shellcheck disable=SC2086  # a list of words
    quietly as_root apt-get update -qq &&
        quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing || {
        say "could not install$missing (this takes root or sudo, and a network)."
        return 1
    }
}

new_enough() { "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; }
makes_venvs() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

if [ ! -x .venv/bin/python ]; then
    command -v "$python" >/dev/null || install python3:python3 ensurepip:python3-venv || exit 1
    new_enough || { say "$python is older than 3.10, which pydock needs (make PYTHON=... chooses another)."; exit 1; }
    makes_venvs || install ensurepip:python3-venv || exit 1
    "$python" -m venv .venv
fi
if [ ! -e .venv/installed ] || [ pyproject.toml -nt .venv/installed ]; then
    say 'installing pydock into .venv'
    .venv/bin/python -m pip install -q --disable-pip-version-check -e '.[test]' || {
        say 'pip could not install pydock and what it needs (see above); it takes PyPI, or an index that pip is set to.'
        exit 1
    }
    touch .venv/installed
fi
[ "${1:-}" = venv ] && exit 0

static_busybox() { command -v busybox >/dev/null && ! ldd "$(command -v busybox)" >/dev/null 2>&1; }
static_busybox || install busybox-is-not-static:busybox-static || true
if ! install dockerd:docker.io iptables:iptables ip:iproute2 docker-registry:docker-registry openssl:openssl \
    nsenter:util-linux git:git xz:xz-utils ssh-agent:openssh-client; then
    say 'without these, tests that need a real engine are left out; DOCKER_HOST=... points make demo at yours.'
fi
