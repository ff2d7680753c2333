#!/bin/sh
# The main job on a real engine: a base image from this machine's busybox, a registry on loopback, build, run.
# Everything is temporary. DOCKER_HOST=... uses an engine that runs already instead of the embedded one.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd)
PATH=$here/.venv/bin:$PATH:/usr/sbin:/sbin
work=$(mktemp -d "${TMPDIR:-/tmp}/pydock-demo.XXXXXX")
registry=''
engine=''
name=pydock-demo-$$
image=$name/app
failed=yes

step() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
run() { printf '$ pydock'; for word; do case $word in *[!A-Za-z0-9_./:=,@{}-]*) printf " '%s'" "$word";; *) printf ' %s' "$word";; esac; done; printf '\n'; pydock "$@"; }
fail() { printf 'demo: %s\n' "$*" >&2; exit 1; }

finish() {
    code=$?
    trap - EXIT INT TERM
    if [ -n "$engine" ]; then
        pydock ps -aq --filter "label=demo=$name" | xargs -r pydock rm -f >/dev/null 2>&1 || true
        for left in "$image:1" "$base" "$name/base"; do pydock rmi -f "$left" >/dev/null 2>&1 || true; done
    fi
    [ -n "$registry" ] && kill "$registry" 2>/dev/null && wait "$registry" 2>/dev/null || true
    if [ "$engine" = embedded ]; then
        unset DOCKER_HOST
        pydock engine down || code=1
        [ -n "$bridge" ] || ip link delete docker0 2>/dev/null || true
    fi
    rm -rf "$work"
    [ "$failed" = no ] && [ "$code" = 0 ] && printf '\nDone, and nothing is left behind.\n'
    exit "$code"
}
base=''
bridge=$(ls -d /sys/class/net/docker0 2>/dev/null || true)
trap finish EXIT
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
    if ! run engine up >"$work/host"; then
        fail "no engine runs here (see above). DOCKER_HOST=unix:///... or tcp://... make demo uses one that runs elsewhere."
    fi
    tail -n 1 "$work/host"
    DOCKER_HOST=$(tail -n 1 "$work/host")
    export DOCKER_HOST
    engine=embedded
fi
run version --format 'engine {{.Server.Version}}, API {{.Server.APIVersion}}'

step 'A base image from this machine'"'"'s busybox'
busybox=$(command -v busybox) || fail 'busybox is not installed (package busybox-static).'
mkdir -p "$work/root/bin" "$work/root/tmp" "$work/root/etc"
cp "$busybox" "$work/root/bin/busybox"
for applet in $("$busybox" --list); do [ "$applet" = busybox ] || ln -sf busybox "$work/root/bin/$applet"; done
tar -C "$work/root" -cf "$work/root.tar" .
run import --change 'CMD ["sh"]' --change 'ENV PATH=/bin' "$work/root.tar" "$name/base"

if command -v docker-registry >/dev/null; then
    step 'To a registry on loopback and back'
    port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
    printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s/registry}}\nhttp: {addr: "127.0.0.1:%s"}\n' "$work" "$port" >"$work/registry.yml"
    docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
    registry=$!
    base=localhost:$port/base:1
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        python3 -c "import socket; socket.create_connection(('127.0.0.1', $port))" 2>/dev/null && break
        sleep 0.5
    done
    run tag "$name/base" "$base"
    run push "$base"
    run rmi "$base"
    run rmi "$name/base"
    run pull "$base"
else
    note 'docker-registry is not installed: push and pull are left out'
    base=$name/base:latest
fi

step 'A build from a Dockerfile, with a .dockerignore'
mkdir "$work/app"
printf 'FROM %s\nLABEL demo=%s\nCOPY . /app\nRUN ls /app > /app/list\nWORKDIR /app\nCMD ["cat", "greeting"]\n' "$base" "$name" >"$work/app/Dockerfile"
echo 'Hello from a container.' >"$work/app/greeting"
echo 'keep me out' >"$work/app/secret.txt"
printf 'secret.*\nDockerfile\n.dockerignore\n' >"$work/app/.dockerignore"
run build -t "$image:1" "$work/app"
run images "$image"
run run --rm "$image:1" cat list

step 'Create, start, run'
run create --name "$name-made" "$image:1"
run start -a "$name-made"
run run --rm "$image:1"
run run -d --name "$name-server" "$image:1" sh -c 'echo ready; trap "echo bye; exit 0" TERM; while :; do sleep 1; done'
printf '$ echo "echo typed; exit 7" | pydock run -i --rm %s sh\n' "$image:1"
status=0
echo 'echo typed; exit 7' | pydock run -i --rm "$image:1" sh || status=$?
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
run rmi "$image:1"
run rmi "$base"
failed=no
