"""The main job, as a user types it: build, push, pull, run, look, stop, remove."""

from __future__ import annotations

import pytest

from tests.support.live import PASSWORD, USER, LiveEngine


def context(engine: LiveEngine, name: str) -> str:
    """A build context in the working folder."""
    folder = engine.work / name
    folder.mkdir(exist_ok=True)
    (folder / "Dockerfile").write_text('FROM busybox\nCOPY . /app\nRUN ls /app > /list\nCMD ["cat", "/app/greeting"]\n')
    (folder / "greeting").write_text("hello\n")
    (folder / "secret.txt").write_text("no\n")
    (folder / ".dockerignore").write_text("secret.*\nDockerfile\n.dockerignore\n")
    return str(folder)


def main_job(live: LiveEngine, environ: dict[str, str]) -> None:
    flags = live.run_flags
    folder = context(live, "main")
    built = live.pydock("build", "-q", "-t", "app:1", folder, environ=environ)
    assert built.exit_code == 0, built
    image = built.stdout.strip()
    assert live.ok("inspect", "-f", "{{.Id}}", "app:1").strip().endswith(image.removeprefix("sha256:"))
    assert live.ok("run", "--rm", *flags, "app:1", "cat", "/list") == "greeting\n"
    assert live.ok("run", "--rm", *flags, "app:1") == "hello\n"
    made = live.ok("create", "--name", "made", *flags, "app:1").strip()
    assert live.ok("start", "-a", "made") == "hello\n"
    script = 'echo ready; echo warn >&2; trap "echo bye; exit 6" TERM; while :; do sleep 0.1; done'
    live.ok("run", "-d", "--name", "server", *flags, "app:1", "sh", "-c", script)
    assert live.ok("exec", "server", "sh", "-c", "cat /app/greeting; exit 0") == "hello\n"
    assert live.pydock("exec", "server", "sh", "-c", "exit 9").exit_code == 9
    assert live.ok("exec", "-i", "server", "cat", stdin=b"through\n") == "through\n"
    assert "server" in live.ok("ps", "--format", "{{.Names}}").split()
    assert made[:12] in live.ok("ps", "-aq").split()
    assert live.ok("stop", "server") == "server\n"
    logs = live.pydock("logs", "server")
    assert (logs.stdout, logs.stderr) == ("ready\nbye\n", "warn\n")
    assert live.ok("wait", "server") == "6\n"
    live.ok("rename", "made", "renamed")
    live.ok("rm", "renamed", "server")
    typed = live.pydock("run", "-i", "--rm", *flags, "app:1", "sh", stdin=b"echo typed\nexit 7\n")
    assert (typed.exit_code, typed.stdout) == (7, "typed\n")
    live.ok("tag", "app:1", "app:2")
    live.ok("rmi", "app:1", "app:2")


def test_classic_builder(live: LiveEngine) -> None:
    main_job(live, {"DOCKER_BUILDKIT": "0"})


def test_buildkit(live: LiveEngine) -> None:
    main_job(live, {})


def test_podman(podman_engine: LiveEngine) -> None:
    """Podman's service builds by its own buildah, which needs limits that not every machine allows."""
    live = podman_engine
    flags = live.run_flags
    assert live.ok("run", "--rm", *flags, "busybox", "echo", "hello") == "hello\n"
    live.ok("run", "-d", "--name", "server", *flags, "busybox", "sh", "-c", "echo ready; exec sleep 1000")
    assert live.ok("exec", "server", "echo", "inside") == "inside\n"
    assert "server" in live.ok("ps", "--format", "{{.Names}}").split()
    assert live.ok("logs", "server") == "ready\n"
    live.ok("stop", "-t", "0", "server")
    live.ok("rm", "server")
    typed = live.pydock("run", "-i", "--rm", *flags, "busybox", "sh", stdin=b"echo typed\nexit 7\n")
    assert (typed.exit_code, typed.stdout) == (7, "typed\n")
    assert "busybox" in live.ok("images")
    live.clean()


@pytest.mark.parametrize("auth", [False, True])
@pytest.mark.parametrize("tls", [False, True])
def test_push_and_pull(live: LiveEngine, auth: bool, tls: bool) -> None:
    registry = live.registry(auth=auth, tls=tls)
    name = f"{registry.address}/team/app:1"
    live.ok("tag", "busybox", name)
    if auth:
        live.pydock("logout", registry.address)
        refused = live.pydock("push", name)
        assert refused.exit_code == 1
        assert "no basic auth credentials" in refused.stderr + refused.stdout
        live.ok("login", "-u", USER, "--password-stdin", registry.address, stdin=PASSWORD.encode())
    pushed = live.ok("push", name)
    assert "digest: sha256:" in pushed
    live.ok("rmi", name)
    assert live.pydock("run", "--rm", "--pull", "never", name, "true").exit_code == 125
    pulled = live.ok("pull", name)
    assert pulled.splitlines()[-1] == name
    assert live.ok("run", "--rm", name, "echo", "from the registry") == "from the registry\n"


def test_exit_codes(live: LiveEngine) -> None:
    run = live.pydock
    assert run("run", "--rm", "busybox", "sh", "-c", "exit 42").exit_code == 42
    assert run("run", "--rm", "busybox", "no-such-program").exit_code == 127
    assert run("run", "--rm", "busybox", "/etc").exit_code == 126
    assert run("run", "--nonsense").exit_code == 125
    assert run("run", "--rm", "busybox", "sh", "-c", "sh -c 'kill -9 $$'; exit $?").exit_code == 137
    assert run("rm", "nobody").exit_code == 1
    assert live.ok("ps", "-aq") == ""
