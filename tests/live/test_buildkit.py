"""BuildKit builds on real engines: a table of Dockerfiles, beside the reference client where the machine has it.

``PYDOCK_TEST_BUILDX`` names a ``docker`` whose plugins include buildx; then exit status, image and plain progress
(times aside) must be the same.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import tarfile
import time
from pathlib import Path

import pytest

from tests.live.buildkit_cases import CASES, Case, files
from tests.live.buildkit_more_cases import MORE
from tests.support.live import LiveEngine, Result

_SINCE = {
    **dict.fromkeys(("targets", "outline", "copy-parents", "shm-size", "ulimit"), 23),
    **dict.fromkeys(("no-cache-filter", "network-none"), 23),
    **dict.fromkeys(("check", "mount-secret-env", "copy-ignored"), 28),
}
"""The first engine whose own frontend has a case and words it so."""
_UNTIL = {"copy-parents": 28, "security-insecure": 28}
"""The last one."""


@pytest.fixture
def context(tmp_path: Path) -> Path:
    for name, text in files().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "run.sh").chmod(0o755)
    return tmp_path


def _old(live: LiveEngine) -> bool:
    return _major(live) <= 20


def _major(live: LiveEngine) -> int:
    return int(live.version.partition(".")[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_dockerfile(live: LiveEngine, context: Path, case: Case) -> None:
    if live.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")
    early = _old(live) and (case.code or "<<" in case.dockerfile or "--link" in case.dockerfile)
    if early or not _SINCE.get(case.name, 0) <= _major(live) <= _UNTIL.get(case.name, 99):
        pytest.skip(f"the frontend of {live.version} lacks it or words it otherwise")
    _check(live, context, case)


@pytest.mark.parametrize("case", MORE, ids=lambda case: case.name)
def test_newer_dockerfile(live: LiveEngine, context: Path, case: Case) -> None:
    if live.kind != "dockerd" or not 28 <= _major(live) <= _UNTIL.get(case.name, 99):
        pytest.skip("the engine is too old or too new, or has no BuildKit")
    _check(live, context, case)


def _check(live: LiveEngine, context: Path, case: Case) -> None:
    (context / "Dockerfile").write_text(case.dockerfile)
    got = live.pydock("build", "--progress", "plain", *case.arguments, ".", cwd=context)
    assert got.exit_code == case.code, got
    assert case.expected in got.stderr + got.stdout, got
    reference = os.environ.get("PYDOCK_TEST_BUILDX")
    if reference:
        _compare(live, context, case, shlex.split(reference))


def _compare(live: LiveEngine, context: Path, case: Case, reference: list[str]) -> None:
    """Both clients on a warm cache: the same status, image and lines."""
    arguments = ("build", "--progress", "plain", *case.arguments, ".")
    environ = live.environ({"DOCKER_CONFIG": os.environ.get("PYDOCK_TEST_BUILDX_CONFIG", "")})
    command = live.inside([*reference, "buildx", *arguments])
    theirs = subprocess.run(command, capture_output=True, text=True, env=environ, cwd=context, check=False)
    ours = live.pydock(*arguments, cwd=context)
    assert ours.exit_code == theirs.returncode
    assert _neutral(ours.stdout) == _neutral(theirs.stdout)
    assert sorted(_neutral(ours.stderr)) == sorted(_neutral(theirs.stderr))


def _neutral(text: str) -> list[str]:
    """Lines without step numbers, times, sizes, and what comes by chance or beyond: warnings among steps, hints."""
    lines = []
    text = re.sub(r"\x1b\[\d+m", "", text)  # buildx colours the closing warnings in pipes too
    for line in text.replace("use pydock --debug", "use docker --debug").splitlines():
        line = re.sub(r"^#\d+ (?:\d+\.\d+ )?", "# ", line)
        line = re.sub(r"^\d+\.\d{1,3} ", "", line)
        line = re.sub(r" \d+(\.\d+)?s\b| \d+(\.\d+)?[kM]?B\b( / \S+)?|::[a-z0-9]{25}|ref [0-9a-f-]{36}", "", line)
        if line.startswith("# WARN: ") or " is left out: " in line:
            continue
        if line.strip() not in ("", "# ...", "# DONE", "# CACHED") and " transferring " not in line:
            lines.append(line.replace(" done", "").strip())
    return list(dict.fromkeys(lines))


def _needs_buildkit(live: LiveEngine) -> None:
    if live.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")


def test_standard_input_and_quiet(live: LiveEngine) -> None:
    _needs_buildkit(live)
    identifier = live.ok("build", "-q", "-", stdin=b"FROM busybox\nLABEL from=stdin\n").strip()
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", identifier)
    assert live.ok("inspect", "-f", '{{index .Config.Labels "from"}}', identifier) == "stdin\n"


def test_identifier_and_metadata_files(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    (context / "Dockerfile").write_text("FROM busybox\n")
    live.ok("build", "--iidfile", "id", "--metadata-file", "meta", "-t", "x:1", ".", cwd=context)
    identifier = (context / "id").read_text()
    meta = json.loads((context / "meta").read_text())
    assert identifier == meta.get("containerimage.config.digest", meta["containerimage.digest"])


def test_archives(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    (context / "Dockerfile").write_text("FROM scratch\nCOPY a.txt dir /x/\n")
    live.ok("build", "-o", "type=tar,dest=o.tar", ".", cwd=context)
    with tarfile.open(context / "o.tar") as archive:
        member = archive.extractfile("x/a.txt")
        assert member is not None and member.read() == b"alpha\n"
    live.ok("build", "-o", "out", ".", cwd=context)
    assert (context / "out/x/deep/three").read_text() == "3\n"
    assert live.pydock("build", "-o", "-", ".", cwd=context).stdout.startswith("x/")


def test_many_files_and_an_unchanged_context(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    for number in range(2000):
        (context / "dir" / f"f{number}").write_text(str(number))
    (context / "Dockerfile").write_text("FROM busybox\nCOPY dir /d\nRUN ls /d | wc -l\n")
    first = live.pydock("build", "--progress", "plain", ".", cwd=context)
    assert first.exit_code == 0 and "2003" in first.stderr
    again = live.pydock("build", "--progress", "plain", ".", cwd=context)
    assert again.stderr.count("CACHED") >= 2


def test_named_contexts_and_bake(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    if _old(live):
        pytest.skip("the frontend of 20.10 has no named contexts")
    (context / "Dockerfile").write_text("FROM base\nCOPY --from=more three /\nRUN cat /b /three\n")
    (context / "base.df").write_text("FROM busybox\nRUN echo basis > /b\n")
    (context / "docker-bake.hcl").write_text(
        'variable "N" { default = "app" }\n'
        'target "base" { dockerfile = "base.df" }\n'
        'target "default" {\n  contexts = { base = "target:base", more = "dir/deep" }\n  tags = ["${N}:1"]\n}\n'
    )
    got = live.pydock("buildx", "bake", "--progress", "plain", cwd=context)
    assert got.exit_code == 0 and "basis" in got.stderr, got
    assert "app:1" in live.ok("images", "--format", "{{.Repository}}:{{.Tag}}")


def test_pushing(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    name = f"{live.registry().address}/pushed:1"
    (context / "Dockerfile").write_text("FROM busybox\nCOPY a.txt /\n")
    got = live.pydock("build", "--push", "-t", name, ".", cwd=context)
    assert got.exit_code == 0 and f"pushing {name} with docker" in got.stderr
    live.ok("rmi", name)
    live.ok("pull", "-q", name)


def test_interrupt_cancels(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    (context / "Dockerfile").write_text("FROM busybox\nRUN echo began && sleep 600\n")
    process = subprocess.Popen(
        live.command("build", "--no-cache", "--progress", "plain", "."),
        stderr=subprocess.PIPE,
        env=live.environ(),
        cwd=context,
    )
    assert process.stderr is not None
    seen = b""
    while b" began" not in seen.replace(b"echo began", b""):
        line = process.stderr.readline()
        assert line, seen
        seen += line
    process.send_signal(2)
    rest = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() != 0 and "context canceled" in rest


def test_histories_and_builders(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    if _old(live):
        pytest.skip("20.10 keeps no history")
    (context / "Dockerfile").write_text("FROM busybox\nRUN echo remembered\n")
    live.ok("build", "-q", ".", cwd=context)
    assert "remembered" in live.pydock("buildx", "history", "logs").stderr
    assert live.ok("buildx", "history", "ls").startswith("BUILD ID")
    assert "Build Steps:" in live.ok("buildx", "history", "inspect")
    assert live.ok("buildx", "ls").startswith("NAME/NODE")
    assert "Reclaimable:" in live.ok("buildx", "du")
    assert "Total:" in live.ok("buildx", "prune", "-af")


def test_a_dry_run_of_the_caches_prune(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    (context / "Dockerfile").write_text("FROM busybox\nRUN echo a > /a\nRUN echo b > /b\n")
    live.ok("build", "-q", ".", cwd=context)
    before = sorted(live.ok("buildx", "du", "--format", "{{.ID}}").split())
    assert "Would delete " in live.ok("buildx", "prune", "--dry-run", "-af")
    assert sorted(live.ok("buildx", "du", "--format", "{{.ID}}").split()) == before
    done = live.pydock("buildx", "prune", "--dry-run", "-a", stdin=b"y\n")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Total reclaimed space: " in done.stdout
    assert live.ok("buildx", "prune", "--dry-run", "-af") == "Nothing would be deleted.\n"


@pytest.fixture(scope="module")
def repository(session_engine: LiveEngine) -> str:
    """The address of a git repository in the engine's network; its branch ``side`` has the folder ``sub``."""
    if session_engine.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")
    folder = session_engine.folder / "git"
    tree = folder / "app.git"
    (tree / "sub").mkdir(parents=True)
    (tree / "sub" / "Dockerfile").write_text("FROM busybox\nCOPY fact /\nRUN cat /fact\n")
    (tree / "sub" / "fact").write_text("told by git\n")
    (tree / "docker-bake.hcl").write_text(
        'target "default" {\n  context = "sub"\n  contexts = { mine = BAKE_CMD_CONTEXT }\n  tags = ["gitapp:1"]\n}\n'
        'target "top" {\n  dockerfile-inline = "FROM busybox\\nCOPY sub/fact /top\\n"\n}\n'
    )
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.com"]
    for words in (["init", "-q", "-b", "side"], ["add", "."], [*identity, "commit", "-qm", "first"]):
        subprocess.run(["git", "-C", str(tree), *words], check=True)
    daemon = ["git", "daemon", "--listen=127.0.0.1", "--export-all", f"--base-path={folder}", "--reuseaddr"]
    session_engine.spawn([*daemon, str(folder)], session_engine.folder / "git.log")
    remote = "git://127.0.0.1/app.git"
    asks = session_engine.inside(["git", "ls-remote", remote])
    while subprocess.run(asks, capture_output=True, check=False).returncode:
        time.sleep(0.1)
    return remote


def test_a_context_from_git(live: LiveEngine, repository: str) -> None:
    if _old(live):
        pytest.skip("the frontend of 20.10 takes no folder of a repository")
    got = live.pydock("build", "--progress", "plain", "--no-cache", f"{repository}#side:sub")
    assert got.exit_code == 0 and " told by git" in got.stderr, got


def test_bake_from_git(live: LiveEngine, context: Path, repository: str) -> None:
    if _old(live):
        pytest.skip("the frontend of 20.10 takes no folder of a repository")
    address = f"{repository}#side"
    printed = json.loads(live.ok("buildx", "bake", "--print", address, cwd=context))
    assert printed["target"]["default"]["context"] == "sub"
    assert printed["target"]["default"]["contexts"] == {"mine": "cwd://"}
    got = live.pydock("buildx", "bake", "--progress", "plain", "--no-cache", address, "default", "top", cwd=context)
    assert got.exit_code == 0 and " told by git" in got.stderr, got
    assert "gitapp:1" in live.ok("images", "--format", "{{.Repository}}:{{.Tag}}")
    missing = live.pydock("buildx", "bake", "--print", f"{address}:sub", cwd=context)
    assert missing.exit_code == 1 and "couldn't find a bake definition" in missing.stderr


def test_the_first_failure_of_a_bake_cancels_the_rest(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    (context / "slow.df").write_text("FROM busybox\nRUN echo slow one began && sleep 600\n")
    (context / "bad.df").write_text("FROM busybox\nRUN sleep 2 && exit 7\n")
    targets = [f'target "{name}" {{ dockerfile = "{name}.df" }}\n' for name in ("slow", "bad")]
    (context / "docker-bake.hcl").write_text('group "default" { targets = ["slow", "bad"] }\n' + "".join(targets))
    got = live.pydock("buildx", "bake", "--progress", "plain", "--no-cache", cwd=context)
    assert got.exit_code == 1, got
    last = next(line for line in got.stderr.splitlines() if line.startswith("ERROR: "))
    assert last.startswith("ERROR: target bad: failed to solve: ") and "exit code: 7" in last
    assert "CANCELED" in got.stderr and "slow" in got.stderr


def test_adding_from_git(live: LiveEngine, context: Path, repository: str) -> None:
    if _major(live) < 28:
        pytest.skip("older frontends add no repositories")
    (context / "Dockerfile").write_text(f"FROM busybox\nADD {repository}#side /r\nRUN cat /r/sub/fact\n")
    got = live.pydock("build", "--progress", "plain", ".", cwd=context)
    assert got.exit_code == 0 and " told by git" in got.stderr, got


def test_the_time_of_the_source(live: LiveEngine, context: Path) -> None:
    _needs_buildkit(live)
    if _major(live) < 28:
        pytest.skip("older engines know no SOURCE_DATE_EPOCH")
    (context / "Dockerfile").write_text("FROM scratch\nCOPY a.txt /\n")
    environ = {"SOURCE_DATE_EPOCH": "1700000000"}
    identifier = live.pydock("build", "-q", ".", environ=environ, cwd=context).stdout.strip()
    assert live.ok("inspect", "-f", "{{.Created}}", identifier) == "2023-11-14T22:13:20Z\n"


def test_results(live: LiveEngine) -> None:
    missing: Result = live.pydock("build", "nosuchfolder")
    assert missing.exit_code == 1 and 'path "nosuchfolder" not found' in missing.stderr
