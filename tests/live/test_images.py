"""Images on real engines: registries, archives, commits."""

from __future__ import annotations

import io
import json
import tarfile

from tests.support.live import PASSWORD, USER, LiveEngine


def test_push_and_pull(live: LiveEngine) -> None:
    name = f"{live.registry().address}/team/app"
    live.ok("tag", "busybox", f"{name}:1")
    live.ok("tag", "busybox", f"{name}:2")
    pushed = live.ok("push", f"{name}:1")
    assert pushed.startswith(f"The push refers to repository [{name}") and "1: digest: sha256:" in pushed
    assert live.ok("push", "-q", f"{name}:2") == f"{name}:2\n"
    live.ok("rmi", f"{name}:1", f"{name}:2")
    pulled = live.ok("pull", f"{name}:1")
    assert pulled.startswith("1: Pulling from team/app\n")
    assert pulled.endswith(f"Status: Downloaded newer image for {name}:1\n{name}:1\n")
    assert live.ok("pull", "-a", "-q", name) == f"{name}\n"
    digest = pulled.partition("Digest: ")[2].partition("\n")[0]
    assert live.ok("pull", "-q", f"{name}@{digest}") == f"{name}@{digest}\n"
    missing = live.pydock("pull", f"{name}:nosuch")
    assert missing.exit_code == 1 and "manifest unknown" in missing.stderr


def test_credentials_of_the_configuration_are_used(live: LiveEngine) -> None:
    address = live.registry(auth=True).address
    name = f"{address}/private/app:1"
    live.ok("tag", "busybox", name)
    refused = live.pydock("push", name)
    assert refused.exit_code == 1 and "no basic auth credentials" in refused.stderr
    live.ok("login", "-u", USER, "--password-stdin", address, stdin=PASSWORD.encode())
    try:
        live.ok("push", "-q", name)
        live.ok("rmi", name)
        live.ok("pull", "-q", name)
    finally:
        live.ok("logout", address)


def test_save_and_load(live: LiveEngine) -> None:
    live.ok("tag", "busybox", "one:1")
    live.ok("tag", "busybox", "two:2")
    live.ok("save", "-o", "both.tar", "one:1", "two:2")
    piped = live.pydock("save", "one:1")
    assert piped.exit_code == 0 and len(piped.stdout) > 100_000
    live.ok("rmi", "one:1", "two:2")
    assert sorted(live.ok("load", "-i", "both.tar").splitlines()) == ["Loaded image: one:1", "Loaded image: two:2"]
    live.ok("rmi", "one:1")
    data = piped.stdout.encode("utf-8", "surrogateescape")
    assert live.ok("load", "-q", stdin=data) == "Loaded image: one:1\n"
    missing = live.pydock("save", "-o", "none.tar", "nosuch")
    assert missing.exit_code == 1 and not (live.work / "none.tar").exists()


def test_commit_diff_export_import(live: LiveEngine) -> None:
    live.ok("run", "--name", "c1", *live.run_flags, "busybox", "sh", "-c", "echo new > /tmp/new; rm /etc/group")
    changes = live.ok("diff", "c1").splitlines()
    assert {"C /tmp", "A /tmp/new", "C /etc", "D /etc/group"} <= set(changes)
    image = live.ok("commit", "-m", "why", "-a", "me", "-c", 'CMD ["cat", "/tmp/new"]', "c1", "made:1").strip()
    assert image.startswith("sha256:")
    assert live.ok("run", "--rm", *live.run_flags, "made:1") == "new\n"
    live.ok("export", "-o", "root.tar", "c1")
    with tarfile.open(live.work / "root.tar") as root:
        names = set(root.getnames())
    assert "tmp/new" in names and "etc/group" not in names
    live.ok("import", "-c", 'CMD ["cat", "/tmp/new"]', "-c", "ENV PATH=/bin", "root.tar", "imported:1")
    assert live.ok("run", "--rm", *live.run_flags, "imported:1") == "new\n"
    (found,) = json.loads(live.ok("inspect", "imported:1"))
    assert found["Config"]["Cmd"] == ["cat", "/tmp/new"]


def test_commit_with_podman(podman_engine: LiveEngine) -> None:
    """It wants a body where Docker's client sends none."""
    podman_engine.ok("create", "--name", "c1", *podman_engine.run_flags, "busybox")
    assert podman_engine.ok("commit", "c1", "made:1").strip()
    podman_engine.clean()


def test_import_from_standard_input(live: LiveEngine) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as root:
        root.addfile(tarfile.TarInfo("empty"))
    assert live.ok("import", "-", "tiny:1", stdin=buffer.getvalue()).startswith("sha256:")
    assert live.ok("images", "-q", "tiny:1").strip()


def test_rmi_of_an_image_in_use(live: LiveEngine) -> None:
    live.ok("tag", "busybox", "used:1")
    live.ok("create", "--name", "c1", *live.run_flags, "used:1")
    live.ok("rmi", "used:1")
    refused = live.pydock("rmi", "busybox", "nosuch")
    assert refused.exit_code == 1
    assert refused.stderr.count("Error response from daemon: ") == 2
