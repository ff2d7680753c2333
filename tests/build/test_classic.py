from __future__ import annotations

import io
import json
import tarfile
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from pathlib import Path

import pytest

from pydock.build import classic, context
from pydock.build.archive import Entry
from pydock.errors import PydockError
from tests.support.command import Result, Runner
from tests.support.engine import CUT, FakeEngine

SENT = "Sending build context to Docker daemon"


def _lines(*messages: Mapping[str, object]) -> list[bytes]:
    return [json.dumps(message).encode() + b"\r\n" for message in messages]


STEPS = _lines(
    {"stream": "Step 1/1 : FROM x\n"}, {"aux": {"ID": "sha256:abc"}}, {"stream": "Successfully built abc\n"}
)


@pytest.fixture
def build(fake: FakeEngine, run: Runner) -> Runner:
    (run.cwd / "Dockerfile").write_text("FROM x\n")
    run.environ["DOCKER_BUILDKIT"] = "0"
    fake.on("POST", "/build", chunks=STEPS)
    return run


def _build(run: Runner, *argv: str, stdin: bytes = b"") -> Result:
    result = run("build", *argv, stdin=stdin)
    notice, _, rest = result.stderr.partition("environment-variable.\n\n")
    assert notice.startswith("DEPRECATED: ")
    return result._replace(stderr=rest)


def test_a_build_in_a_pipe(build: Runner, fake: FakeEngine) -> None:
    result = _build(build, "-t", "img", ".")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{SENT}  2.048kB\r\r\nStep 1/1 : FROM x\nSuccessfully built abc\n"
    request = fake.requests[0]
    assert request.query == {"dockerfile": ["Dockerfile"], "t": ["img"], "version": ["1"]}
    assert request.headers["content-type"] == "application/x-tar"
    assert urlsafe_b64decode(request.headers["x-registry-config"]) == b"{}"


def test_quiet_prints_what_the_engine_says(build: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/build", chunks=_lines({"stream": "sha256:abc\n"}))
    assert _build(build, "-q", ".").stdout == "sha256:abc\n"


def test_quiet_shows_all_when_it_fails(build: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/build", chunks=_lines({"stream": "Step 1\n"}, {"errorDetail": {"code": 7, "message": "no"}}))
    result = _build(build, "-q", ".")
    assert (result.exit_code, result.stdout) == (7, "")
    assert result.stderr == f"{SENT}  2.048kB\r\r\nStep 1\nno\n"


def test_the_exit_code_is_the_failed_commands(build: Runner, fake: FakeEngine) -> None:
    failed = {"errorDetail": {"code": 3, "message": "The command returned 3"}, "error": "The command returned 3"}
    fake.on("POST", "/build", chunks=_lines({"stream": "Step 1\n"}, failed))
    result = _build(build, ".")
    assert (result.exit_code, result.stderr) == (3, "The command returned 3\n")


def test_the_id_is_kept_in_a_file(build: Runner) -> None:
    assert _build(build, "--iidfile", "iid", ".").exit_code == 0
    assert (build.cwd / "iid").read_text() == "sha256:abc"


def test_a_failed_build_leaves_no_old_id(build: Runner, fake: FakeEngine) -> None:
    (build.cwd / "iid").write_text("sha256:old")
    fake.on("POST", "/build", chunks=[STEPS[0], CUT])
    result = _build(build, "--iidfile", "iid", ".")
    assert (result.exit_code, result.stderr) == (1, "unexpected EOF\n")
    assert not (build.cwd / "iid").exists()


def test_an_id_that_did_not_come_is_missed(build: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/build", chunks=_lines({"stream": "done\n"}))
    result = _build(build, "--iidfile", "iid", ".")
    assert result.stderr == "server did not provide an image ID. Cannot write iid\n"


def test_an_engine_that_answers_at_once_is_heard(build: Runner, fake: FakeEngine) -> None:
    (build.cwd / "big").write_bytes(bytes(5_000_000))
    fake.on("POST", "/build", status=400, json={"message": "bad platform"}, early=True)
    result = _build(build, ".")
    assert (result.exit_code, result.stderr) == (1, "Error response from daemon: bad platform\n")


def test_a_dockerfile_on_stdin(build: Runner, fake: FakeEngine) -> None:
    assert _build(build, "-", stdin=b"FROM y\n").exit_code == 0
    with tarfile.open(fileobj=io.BytesIO(fake.requests[0].body)) as found:
        assert found.getnames() == ["Dockerfile"]


def test_a_dockerfile_outside_the_context(build: Runner, fake: FakeEngine) -> None:
    (build.cwd / "ctx").mkdir()
    (build.cwd / "ctx" / "a").write_text("a")
    assert _build(build, "-f", "Dockerfile", "ctx").exit_code == 0
    (name,) = fake.requests[0].query["dockerfile"]
    with tarfile.open(fileobj=io.BytesIO(fake.requests[0].body)) as found:
        assert found.getnames() == ["a", name, ".dockerignore"]


def test_a_compressed_context(build: Runner, fake: FakeEngine) -> None:
    assert _build(build, "--compress", ".").exit_code == 0
    assert fake.requests[0].body.startswith(b"\x1f\x8b")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("nosuch",), 'unable to prepare context: path "nosuch" not found'),
        (("",), 'unable to prepare context: path "" not found'),
        (("-f", "-", "-"), "invalid argument: can't use stdin for both build context and dockerfile"),
        (("-f", "nosuch", "."), "unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat "),
    ],
)
def test_contexts_that_cannot_be(run: Runner, argv: tuple[str, ...], message: str) -> None:
    run.environ["DOCKER_BUILDKIT"] = "0"
    result = _build(run, *argv)
    assert result.exit_code == 1
    assert result.stderr.startswith(message)


def test_a_dockerfile_that_is_a_link_out_of_the_context(run: Runner) -> None:
    run.environ["DOCKER_BUILDKIT"] = "0"
    (run.cwd / "ctx").mkdir()
    (run.cwd / "real").write_text("FROM x\n")
    (run.cwd / "ctx" / "Dockerfile").symlink_to("../real")
    assert _build(run, "ctx").stderr == "unable to open Dockerfile: open : no such file or directory\n"


def test_options_leave_out_what_is_default() -> None:
    assert {key: value for key, value in classic.options({}, {}, {}).items() if value} == {"version": "1"}


def test_options_as_the_api_names_them() -> None:
    flags = {
        "tag": ["a", "b"],
        "rm": False,
        "force_rm": True,
        "isolation": "hyperv",
        "network": "none",
        "memory": 1 << 30,
        "ulimit": [{"Name": "nofile", "Hard": 2, "Soft": 1}, {"Name": "core", "Hard": 0, "Soft": 0}],
        "build_arg": ["A=1", "B", "C"],
        "label": ["x=y", "z"],
        "cache_from": ["i"],
        "platform": ["Linux/ARM64"],
    }
    found = classic.options(flags, {"HTTP_PROXY": "p", "A": "proxy"}, {"B": "from-environment"})
    assert {key: value for key, value in found.items() if value is not None} == {
        "t": ["a", "b"],
        "rm": "0",
        "forcerm": "1",
        "isolation": "hyperv",
        "networkmode": "none",
        "memory": 1 << 30,
        "ulimits": '[{"Name":"core","Hard":0,"Soft":0},{"Name":"nofile","Hard":2,"Soft":1}]',
        "buildargs": '{"HTTP_PROXY":"p","A":"1","B":"from-environment","C":null}',
        "labels": '{"x":"y","z":""}',
        "cachefrom": '["i"]',
        "platform": "linux/arm64",
        "version": "1",
    }


def test_one_platform_at_a_time() -> None:
    with pytest.raises(PydockError, match="one platform at a time"):
        classic.options({"platform": ["a", "b"]}, {}, {})


def test_a_file_that_vanishes_ends_the_build(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "walk", lambda root, matcher: iter([Entry(b"/nosuch/file", b"file")]))
    (run.cwd / "Dockerfile").write_text("FROM x\n")
    engine = FakeEngine(str(tmp_path / "sock"))  # of its own: it may or may not see the request before it is dropped
    run.environ.update(DOCKER_BUILDKIT="0", DOCKER_HOST=engine.host)
    try:
        result = _build(run, ".")
    finally:
        engine.close()
    assert (result.exit_code, result.stderr) == (1, "/nosuch/file vanished while it was being archived\n")


def test_a_folder_in_the_ids_place_is_told(run: Runner) -> None:
    run.environ["DOCKER_BUILDKIT"] = "0"
    (run.cwd / "iid").mkdir()
    result = _build(run, "--iidfile", "iid", ".")
    assert result.exit_code == 1
    assert result.stderr.startswith("Removing image ID file: remove ")
