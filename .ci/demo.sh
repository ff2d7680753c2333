#!/bin/sh
# The main job on a real engine: a base image from this machine's busybox, a registry on loopback, build, run.
# Everything is temporary. DOCKER_HOST=... uses an engine that runs already instead of the embedded one.
set -eu
cd "$(dirname "$0")/.."
. .ci/sudo.sh

# As root, a network namespace of its own keeps the engine's bridge and firewall rules off this machine.
if [ -z "${DOCKER_HOST:-}" ] && [ -z "${PYDOCK_DEMO_INSIDE:-}" ]; then
    as_root=''
    if [ "$(id -u)" != 0 ] && may_sudo 'An engine of its own takes root.'; then
        echo 'An engine of its own takes root: going on through sudo.'
        as_root=sudo
    fi
    if [ "$(id -u)" = 0 ] || [ -n "$as_root" ]; then
        # shellcheck disable=SC2086  # empty or one word
        exec $as_root env PYDOCK_DEMO_INSIDE=yes PYTHONDONTWRITEBYTECODE=1 ${NO_COLOR:+NO_COLOR=1} "PATH=$PATH:/usr/sbin:/sbin" \
            sh -c 'unshare --net true 2>/dev/null && exec unshare --net sh -c "ip link set lo up; exec .ci/demo.sh"; exec .ci/demo.sh'
    fi
fi

PATH=$(pwd)/.venv/bin:$PATH:/usr/sbin:/sbin
name=demo-$$
image=$name/app:1
base=$name/base:latest
work=$(mktemp -d "${TMPDIR:-/tmp}/pydock-demo.XXXXXX")
engine=none
registry=''

step() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
fail() { printf 'demo: %s\n' "$*" >&2; exit 1; }
show() {
    printf '$ pydock'
    for word; do case $word in *[!A-Za-z0-9_./:=,@{}-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac; done
    printf '\n'
}
run() { show "$@"; pydock "$@"; }

# A rootless engine's files belong to users that only its own namespace has.
remove() {
    rm -rf --one-file-system "$1" 2>/dev/null || unshare --map-root-user --map-auto rm -rf "$1" 2>/dev/null
}

finish() {
    code=$?
    trap - EXIT
    trap '' HUP INT TERM
    [ "$code" = 0 ] || printf '\nRemoving what the demo made.\n'
    if [ "$engine" != none ]; then
        pydock ps -aq --filter "label=demo=$name" | xargs -r pydock rm -f >/dev/null 2>&1 || true
        for left in "$image" "$base" "$name/base"; do pydock rmi -f "$left" >/dev/null 2>&1 || true; done
    fi
    if [ -n "$registry" ]; then kill "$registry" 2>/dev/null && wait "$registry" 2>/dev/null || true; fi
    if [ "$engine" = embedded ]; then DOCKER_HOST='' pydock engine down || code=1; fi
    remove "$work" || { code=1; printf 'demo: could not remove %s\n' "$work" >&2; }
    [ "$code" != 0 ] || printf '\nDone, and nothing is left behind.\n'
    exit "$code"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
export HOME="$work/home"
mkdir "$HOME"

step 'An engine'
if [ -n "${DOCKER_HOST:-}" ]; then
    note "DOCKER_HOST is set: using $DOCKER_HOST"
    engine=given
else
    export XDG_RUNTIME_DIR="$work/run" XDG_STATE_HOME="$work/state" XDG_DATA_HOME="$work/data"
    show engine up
    engine=embedded
    DOCKER_HOST=$(pydock engine up) || {
        engine=none
        fail "no engine runs here (see above). DOCKER_HOST=unix:///... or tcp://... make demo uses one that runs elsewhere."
    }
    export DOCKER_HOST
    printf '%s\n' "$DOCKER_HOST"
fi
run version --format 'engine {{.Server.Version}}, API {{.Server.APIVersion}}'

step "A base image from this machine's busybox"
busybox=$(command -v busybox) || fail 'busybox is not installed (package busybox-static).'
mkdir -p "$work/root/bin" "$work/root/tmp" "$work/root/etc"
cp "$busybox" "$work/root/bin/busybox"
for applet in $("$busybox" --list); do [ "$applet" = busybox ] || ln -sf busybox "$work/root/bin/$applet"; done
tar -C "$work/root" -cf "$work/root.tar" .
run import --change 'CMD ["sh"]' --change 'ENV PATH=/bin' "$work/root.tar" "$base"

step 'To a registry on loopback and back'
if command -v docker-registry >/dev/null; then
    port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
    printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s/registry}}\nhttp: {addr: "127.0.0.1:%s"}\n' "$work" "$port" >"$work/registry.yml"
    docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
    registry=$!
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        python3 -c "import socket; socket.create_connection(('127.0.0.1', $port))" 2>/dev/null && break
        sleep 0.5
    done
    remote=localhost:$port/base:1
    run tag "$base" "$remote"
    if run push "$remote"; then
        run rmi "$remote" "$base"
        base=$remote
        run pull "$base"
    else
        pydock rmi "$remote" >/dev/null
        [ "$engine" = given ] || [ "$(id -u)" != 0 ] || fail 'the push to a registry on loopback failed'
        note "this engine does not take a plain registry on this machine's loopback: going on without"
    fi
else
    note 'docker-registry is not installed: push and pull are left out'
fi

step 'A build from a Dockerfile, with a .dockerignore'
mkdir "$work/app"
printf 'FROM %s\nLABEL demo=%s\nCOPY . /app\nRUN ls /app > /tmp/list\nWORKDIR /app\nCMD ["cat", "greeting"]\n' "$base" "$name" >"$work/app/Dockerfile"
echo 'Hello from a container.' >"$work/app/greeting"
echo 'keep me out' >"$work/app/secret.txt"
printf 'secret.*\nDockerfile\n.dockerignore\n' >"$work/app/.dockerignore"
sed "s/^/   /" "$work/app/Dockerfile"
run build -t "$image" "$work/app"
run images "${image%:*}"
note 'what the build saw of secret.txt, greeting, Dockerfile and .dockerignore:'
run run --rm "$image" cat /tmp/list

step 'Create, start, run'
run create --name "$name-made" "$image"
run start -a "$name-made"
run run --rm "$image"
run run -d --name "$name-server" "$image" sh -c 'echo ready; trap "echo bye; exit 0" TERM; while :; do sleep 1; done'
printf '$ echo "echo typed; exit 7" | pydock run -i --rm %s sh\n' "$image"
status=0
echo 'echo typed; exit 7' | pydock run -i --rm "$image" sh || status=$?
note "exit status: $status"
[ "$status" = 7 ] || fail "the container's exit status should be 7"

step 'Look'
run ps -a --filter "label=demo=$name"
run exec "$name-server" hostname
run logs "$name-server"

step 'Stop and remove'
run stop -t 5 "$name-server"
run logs "$name-server"
run rm "$name-made" "$name-server"
run rmi "$image" "$base"
