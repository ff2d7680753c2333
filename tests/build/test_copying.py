from __future__ import annotations

import io
import os
import tarfile
from base64 import b64encode
from collections.abc import Iterator
from json import dumps
from pathlib import Path

import pytest

from pydock.build import copying
from pydock.build.copying import End, Plan
from pydock.engine.archives import Archives
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import PydockError
from tests.support.engine import Answer, FakeEngine, Request

DIR, LINK, DEVICE = 1 << 31, 1 << 27, 1 << 26
ARCHIVE = "/containers/c1/archive"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("c1:/a", ("c1", "/a")),
        ("c1:", ("c1", "")),
        ("c1:a:b", ("c1", "a:b")),
        ("/c1:/a", ("", "/c1:/a")),
        ("./c1:a", ("", "./c1:a")),
        (".:a", ("", ".:a")),
        ("plain", ("", "plain")),
        (":/a", ("", "/a")),
    ],
)
def test_split_argument(text: str, found: tuple[str, str]) -> None:
    assert copying.split_argument(text) == found


FILE, FOLDER = End("/s/f"), End("/s/d", is_dir=True)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (FILE, End("/t/d", is_dir=True), Plan("/t/d")),
        (FOLDER, End("/t/d", is_dir=True), Plan("/t/d")),
        (FILE, End("/t/g"), Plan("/t", "f", "g")),
        (FILE, End("/t/new", False), Plan("/t", "f", "new")),
        (FOLDER, End("/t/new", False), Plan("/t", "d", "new")),
        (FOLDER, End("/t/new/", False), Plan("/t", "d", "new")),
        (End("/s/d/.", is_dir=True), End("/t/new", False), Plan("/t", ".", "new")),
        (End("/s/f", rename="l"), End("/t/new", False), Plan("/t", "l", "new")),
        (End("/", is_dir=True), End("/t/new", False), Plan("/t", "/", "new")),
    ],
)
def test_plan(source: End, target: End, expected: Plan) -> None:
    assert copying.plan(source, target) == expected


def test_plans_that_cannot_be() -> None:
    with pytest.raises(PydockError, match="cannot copy directory"):
        copying.plan(FOLDER, End("/t/f"))
    with pytest.raises(PydockError, match="no such directory"):
        copying.plan(FILE, End("/t/new/", False))


def _stat(mode: int, link: str = "") -> dict[str, str]:
    text = dumps({"name": "x", "size": 1, "mode": mode, "mtime": "2024-01-01T00:00:00Z", "linkTarget": link})
    return {"X-Docker-Container-Path-Stat": b64encode(text.encode()).decode()}


def _paths(fake: FakeEngine, known: dict[str, dict[str, str]]) -> None:
    def answer(request: Request) -> Answer:
        found = known.get(request.query["path"][0])
        return Answer(404) if found is None else Answer(headers=found)

    fake.on("HEAD", ARCHIVE, answer)


def _sent(fake: FakeEngine) -> tuple[str, list[str]]:
    put = fake.of("PUT", ARCHIVE)[-1]
    with tarfile.open(fileobj=io.BytesIO(put.body)) as found:
        return put.query["path"][0], found.getnames()


@pytest.fixture
def archives(fake: FakeEngine) -> Iterator[Archives]:
    connection = Connection(Endpoint("test", fake.host))
    yield Archives(connection)
    connection.close()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "f").write_text("one")
    (tmp_path / "d" / "sub").mkdir(parents=True)
    (tmp_path / "d" / "sub" / "b").write_text("b")
    (tmp_path / "lf").symlink_to("f")
    (tmp_path / "ld").symlink_to("d")
    return tmp_path


@pytest.mark.parametrize(
    ("source", "target", "follow", "folder", "names"),
    [
        ("f", "/tmp", False, "/tmp", ["f"]),
        ("f", "/tmp/new", False, "/tmp", ["new"]),
        ("f", "/old", False, "/", ["old"]),
        ("f", "/link", False, "/tmp", ["f"]),
        ("f", "/dangling", False, "/no", ["where"]),
        ("d", "/tmp", False, "/tmp", ["d", "d/sub", "d/sub/b"]),
        ("d/.", "/tmp", False, "/tmp", [".", "./sub", "./sub/b"]),
        ("d/.", "/tmp/new", False, "/tmp", ["new", "new/sub", "new/sub/b"]),
        ("lf", "/tmp", False, "/tmp", ["lf"]),
        ("lf", "/tmp", True, "/tmp", ["lf"]),
        ("lf", "/old", True, "/", ["old"]),
        ("ld", "/tmp/new", True, "/tmp", ["new", "new/sub", "new/sub/b"]),
        ("ld/", "/tmp", False, "/tmp", ["ld", "ld/sub", "ld/sub/b"]),
    ],
)
def test_copy_in(
    fake: FakeEngine,
    archives: Archives,
    here: Path,
    source: str,
    target: str,
    follow: bool,
    folder: str,
    names: list[str],
) -> None:
    known = {
        "/tmp": _stat(DIR | 0o777),
        "/old": _stat(0o644),
        "/link": _stat(LINK, "tmp"),
        "/dangling": _stat(LINK, "/no/where"),
    }
    _paths(fake, known)
    fake.on("PUT", ARCHIVE)
    counts: list[int] = []
    copying.copy_in(archives, source, "c1", target, cwd=str(here), follow=follow, count=counts.append)
    assert _sent(fake) == (folder, names)
    assert sum(counts) == len(fake.of("PUT", ARCHIVE)[0].body)
    query = fake.of("PUT", ARCHIVE)[0].query
    assert query["noOverwriteDirNonDir"] == ["true"] and "copyUIDGID" not in query


def test_archive_mode_is_passed_on(fake: FakeEngine, archives: Archives, here: Path) -> None:
    _paths(fake, {"/tmp": _stat(DIR)})
    fake.on("PUT", ARCHIVE)
    copying.copy_in(archives, "f", "c1", "/tmp", cwd=str(here), copy_uidgid=True)
    assert fake.of("PUT", ARCHIVE)[0].query["copyUIDGID"] == ["true"]


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("nosuch", "/tmp", r"lstat .*/nosuch: no such file or directory"),
        ("f/", "/tmp", "not a directory"),
        ("d", "/old", "cannot copy directory"),
        ("f", "/tmp/new/", "no such directory"),
        ("f", "/dev", 'destination "c1:/dev" must be a directory or a regular file: got a device'),
    ],
)
def test_copies_in_that_cannot_be(
    fake: FakeEngine, archives: Archives, here: Path, source: str, target: str, message: str
) -> None:
    _paths(fake, {"/tmp": _stat(DIR), "/old": _stat(0o644), "/dev": _stat(DEVICE)})
    with pytest.raises(PydockError, match=message):
        copying.copy_in(archives, source, "c1", target, cwd=str(here))


def test_a_stream_goes_into_a_folder_only(fake: FakeEngine, archives: Archives, here: Path) -> None:
    _paths(fake, {"/tmp": _stat(DIR), "/old": _stat(0o644)})
    fake.on("PUT", ARCHIVE)
    fd = os.open(here / "f", os.O_RDONLY)
    try:
        with pytest.raises(PydockError, match='destination "c1:/old" must be a directory'):
            copying.copy_stream_in(archives, fd, "c1", "/old")
        copying.copy_stream_in(archives, fd, "c1", "/tmp")
    finally:
        os.close(fd)
    assert fake.of("PUT", ARCHIVE)[0].body == b"one"


def _tar(*names: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as made:
        for name in names:
            info = tarfile.TarInfo(name.rstrip("/"))
            if name.endswith("/"):
                info.type = tarfile.DIRTYPE
                info.mode = 0o755
                made.addfile(info)
            else:
                info.size = 4
                made.addfile(info, io.BytesIO(b"data"))
    return buffer.getvalue()


def _below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("out", ["f", "out"]),
        ("f", ["f"]),
        (".", ["data", "f"]),
        ("link", ["f", "link"]),
        ("dangling", ["dangling", "f", "nowhere"]),
    ],
)
def test_copy_a_file_out(
    fake: FakeEngine, archives: Archives, tmp_path: Path, target: str, expected: list[str]
) -> None:
    (tmp_path / "f").write_text("old")
    if target in ("link", "dangling"):
        (tmp_path / target).symlink_to("f" if target == "link" else "nowhere")
    fake.on("GET", ARCHIVE, body=_tar("data"), headers=_stat(0o644))
    response, origin = copying.open_out(archives, "c1", "/app/data")
    with response:
        assert copying.copy_out(response, origin, f"{tmp_path}/{target}") == []
    assert _below(tmp_path) == expected
    reached = {"out": "out", "f": "f", ".": "data", "link": "f", "dangling": "nowhere"}[target]
    assert (tmp_path / reached).read_text() == "data"


@pytest.mark.parametrize(
    ("source", "names", "target", "expected"),
    [
        ("/app", ("app/", "app/x"), "out", ["out", "out/x"]),
        ("/app/.", ("./", "./x"), "out", ["out", "out/x"]),
        ("/app/.", ("./", "./.x"), "out", ["out", "out/.x"]),
        ("/app/.", ("x", ".y/"), "out", ["out", "out/.y", "out/x"]),
        ("/app", ("app/", "app/x"), ".", ["app", "app/x"]),
        ("/", ("/", "/x"), "out", ["out", "out/x"]),
        ("/", ("/", "/x"), ".", ["x"]),
    ],
)
def test_copy_a_folder_out(
    fake: FakeEngine,
    archives: Archives,
    tmp_path: Path,
    source: str,
    names: tuple[str, ...],
    target: str,
    expected: list[str],
) -> None:
    fake.on("GET", ARCHIVE, body=_tar(*names), headers=_stat(DIR))
    response, origin = copying.open_out(archives, "c1", source)
    with response:
        copying.copy_out(response, origin, f"{tmp_path}/{target}")
    assert _below(tmp_path) == expected


@pytest.mark.parametrize(("target", "expected"), [("out", ["old", "out"]), (".", ["link", "old"]), ("old", ["old"])])
def test_a_followed_link_keeps_its_own_name(
    fake: FakeEngine, archives: Archives, tmp_path: Path, target: str, expected: list[str]
) -> None:
    (tmp_path / "old").write_text("old")
    _paths(fake, {"/app/link": _stat(LINK, "data")})
    fake.on("GET", ARCHIVE, body=_tar("data"), headers=_stat(0o644))
    response, origin = copying.open_out(archives, "c1", "/app/link", follow=True)
    with response:
        copying.copy_out(response, origin, f"{tmp_path}/{target}")
    assert fake.of("GET", ARCHIVE)[0].query == {"path": ["/app/data"]}
    assert _below(tmp_path) == expected


def test_targets_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    for path, message in (
        ("nodir/x", r"stat .*/nodir: no such file or directory"),
        ("f/x", r"lstat .*/f/x: not a directory"),
        ("loop", r"too many symlinks in .*/loop"),
    ):
        with pytest.raises(PydockError, match=message):
            copying.local_target(f"{tmp_path}/{path}")


def test_outputs_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(PydockError, match=r'invalid output path: directory ".*/nodir" does not exist'):
        copying.check_output(f"{tmp_path}/nodir/x")
    with pytest.raises(PydockError, match="must be a directory or a regular file: got a device"):
        copying.check_output("/dev/null")
    copying.check_output("-")
    copying.check_output(str(tmp_path))
    (tmp_path / "d").mkdir()
    copying.check_output("d/x", str(tmp_path))
    with pytest.raises(PydockError, match='directory "e" does not exist'):
        copying.check_output("e/x", str(tmp_path))


def test_an_engine_that_breaks_off_leaves_the_old_file(fake: FakeEngine, archives: Archives, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("old")
    fake.on("GET", ARCHIVE, chunks=[_tar("data")[:514]], headers=_stat(0o644))
    response, origin = copying.open_out(archives, "c1", "/data")
    with response, pytest.raises(PydockError, match="unexpected EOF"):
        copying.copy_out(response, origin, f"{tmp_path}/f")
    assert _below(tmp_path) == ["f"]
    assert (tmp_path / "f").read_text() == "old"
