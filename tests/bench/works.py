"""What is measured: one :class:`Work` a row of the table."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydock.engine.connection import Query
from tests.support.live import LiveEngine


class Bench:
    """The engine, a folder for data, and how big things are (1.0 is the full size)."""

    def __init__(self, engine: LiveEngine, folder: Path, scale: float) -> None:
        self.engine = engine
        self.folder = folder
        self.scale = scale

    def count(self, full: int) -> int:
        """``full`` scaled."""
        return max(1, int(full * self.scale))

    def tree(self, full: int) -> str:
        """A folder with that many small files, made once."""
        count = self.count(full)
        top = self.folder / f"tree{count}"
        if not top.exists():
            for number in range(count):
                folder = top / f"d{number // 200}"
                if number % 200 == 0:
                    folder.mkdir(parents=True)
                (folder / f"f{number}").write_bytes(b"%d\n" % number * 40)
        return str(top)

    def blob(self, megabytes: int) -> str:
        """A file of that many (scaled) megabytes of bytes that do not compress."""
        size = self.count(megabytes)
        path = self.folder / f"blob{size}"
        if not path.exists():
            block = os.urandom(1 << 20)
            with path.open("wb") as file:
                for _ in range(size):
                    file.write(block)
        return str(path)

    def container(self, name: str, *command: str, start: bool = False) -> str:
        """A container that stays for the whole bench."""
        call = self.engine.connection.call
        found = call("GET", "/containers/json", query={"all": True, "filters": f'{{"name":{{"^/{name}$":true}}}}'})
        if not found:
            call("POST", "/containers/create", query={"name": name}, body={"Image": "busybox", "Cmd": list(command)})
            if start:
                call("POST", f"/containers/{name}/start")
        return name

    def noisy(self, full: int) -> str:
        """A container that has written ``full`` (scaled) lines and ended."""
        lines = self.count(full)
        script = f"seq 1 {lines} | sed 's/^/this is a line of output number /'"
        name = self.container(f"noisy{lines}", "sh", "-c", script, start=True)
        self.engine.connection.call("POST", f"/containers/{name}/wait")
        return name

    def big_image(self, megabytes: int) -> str:
        """An image of that many (scaled) megabytes."""
        name = f"big:{self.count(megabytes)}"
        if any(name in (image["RepoTags"] or []) for image in self.engine.connection.call("GET", "/images/json")):
            return name
        path = self.folder / "image.tar"
        with tarfile.open(path, "w") as tar:
            tar.add(self.blob(megabytes), "blob")
        repository, _, tag = name.partition(":")
        with path.open("rb") as file:
            query = {"fromSrc": "-", "repo": repository, "tag": tag}
            self.engine.connection.call("POST", "/images/create", query=query, body=file)
        path.unlink()
        return name


class Work(NamedTuple):
    """One row. ``argv`` gives the words after the program, ``bar`` is the highest good ratio of wall time.

    ``needs``: a plugin that docker must have for it. ``peak``: most MiB that pydock may take.
    ``stdin``/``stdout``: files in place of /dev/null. ``undo`` runs after every run of either client.
    """

    name: str
    bar: float
    argv: Callable[[Bench], list[str]]
    code: int = 0
    repeat: int = 3
    peak: float = 0
    needs: str = ""
    environ: Mapping[str, str] = {}
    stdin: Callable[[Bench], str] | None = None
    stdout: Callable[[Bench], str] | None = None
    undo: Callable[[Bench], None] | None = None


def fixed(*words: str) -> Callable[[Bench], list[str]]:
    return lambda bench: list(words)


def starts() -> Iterator[Work]:
    """Start-up alone."""
    yield Work("--help", 5, fixed("--help"), repeat=15)
    yield Work("run --help", 5, fixed("run", "--help"), repeat=15)
    yield Work("--version", 5, fixed("--version"), repeat=15)
    yield Work("usage error", 5, fixed("ps", "--nonsense"), code=125, repeat=15)
    yield Work("__complete", 5, fixed("__complete", "run", "--net"), repeat=15)


def questions() -> Iterator[Work]:
    """One or two requests."""
    yield Work("ps", 8, fixed("ps"), repeat=15)
    yield Work("ps -a, 300 containers", 8, _three_hundred, repeat=7)
    yield Work("inspect", 8, lambda bench: ["inspect", bench.container("one", "true")], repeat=15)
    yield Work("logs, 1 line", 8, lambda bench: ["logs", bench.noisy(1)], repeat=15)
    yield Work("exec true", 8, lambda bench: ["exec", bench.container("up", "sleep", "9999", start=True), "true"])
    yield Work("run --rm true", 1.5, fixed("run", "--rm", "--network=none", "busybox", "true"), repeat=5)


def streams() -> Iterator[Work]:
    """Much output."""
    for lines in (10_000, 100_000, 500_000):
        yield Work(f"logs, {lines:,} lines", 1.1 if lines > 100_000 else 8, _logs(lines), peak=100)
    yield Work(
        "exec -i cat, 200 MB in and out",
        1.5,
        lambda bench: ["exec", "-i", bench.container("up", "sleep", "9999", start=True), "cat"],
        stdin=lambda bench: bench.blob(200),
        peak=100,
    )


def copies() -> Iterator[Work]:
    """Files in and out."""
    yield Work("cp in, 512 MB", 1.3, lambda bench: ["cp", bench.blob(512), f"{_target(bench)}:/tmp/blob"], peak=70)
    yield Work(
        "cp out, 512 MB",
        1.3,
        lambda bench: ["cp", f"{_target(bench)}:/tmp/blob", str(bench.folder / "out")],
        peak=70,
        undo=lambda bench: (bench.folder / "out").unlink(missing_ok=True),
    )
    for files, bars in ((2_000, (8.0, 8.0)), (20_000, (1.5, 1.0))):
        yield Work(f"cp in, {files:,} files", bars[0], _copy_in(files), peak=100)
        yield Work(f"cp out, {files:,} files", bars[1], _copy_out(files), peak=100, undo=_remove_out)


def images() -> Iterator[Work]:
    """Builds, save, load."""
    for files in (1_000, 20_000):
        yield Work(
            f"classic build, {files:,} files",
            1.3 if files > 1_000 else 8,
            _build(files),
            environ={"DOCKER_BUILDKIT": "0"},
            peak=100,
        )
    yield Work("BuildKit build, no change, 20,000 files", 2, _build(20_000), needs="buildx", peak=100)
    yield Work("save, 540 MB", 1.2, lambda bench: ["save", bench.big_image(540)], stdout=_saved, peak=70)
    yield Work("load, 540 MB", 1.2, fixed("load"), stdin=_saved, peak=70)


def projects() -> Iterator[Work]:
    """Compose."""
    yield Work("compose up, 60 services", 1.2, _compose("up", "-d"), needs="compose", undo=_compose_down, repeat=2)


def everything() -> list[Work]:
    """All rows in order."""
    return [work for group in (starts, questions, streams, copies, images, projects) for work in group()]


def _target(bench: Bench) -> str:
    return bench.container("one", "true")


def _three_hundred(bench: Bench) -> list[str]:
    for number in range(bench.count(300)):
        bench.container(f"many{number}", "true")
    return ["ps", "-a"]


def _logs(lines: int) -> Callable[[Bench], list[str]]:
    return lambda bench: ["logs", bench.noisy(lines)]


def _copy_in(files: int) -> Callable[[Bench], list[str]]:
    return lambda bench: ["cp", bench.tree(files), f"{_target(bench)}:/tmp/"]


def _copy_out(files: int) -> Callable[[Bench], list[str]]:
    def argv(bench: Bench) -> list[str]:
        name = os.path.basename(bench.tree(files))
        return ["cp", f"{_target(bench)}:/tmp/{name}", str(bench.folder / "out")]

    return argv


def _remove_out(bench: Bench) -> None:
    shutil.rmtree(bench.folder / "out", ignore_errors=True)


def _build(files: int) -> Callable[[Bench], list[str]]:
    def argv(bench: Bench) -> list[str]:
        dockerfile = bench.folder / "Dockerfile"
        dockerfile.write_text("FROM busybox\nCOPY . /app\n")
        return ["build", "-q", "-f", str(dockerfile), bench.tree(files)]

    return argv


def _saved(bench: Bench) -> str:
    return str(bench.folder / "saved.tar")


def _compose(*words: str) -> Callable[[Bench], list[str]]:
    def argv(bench: Bench) -> list[str]:
        path = bench.folder / "compose.yaml"
        text = io.StringIO()
        text.write("name: bench\nservices:\n")
        for number in range(bench.count(60)):
            text.write(f"  s{number}:\n    image: busybox\n    command: sleep 9999\n    network_mode: none\n")
            text.write("    stop_signal: SIGKILL\n")
        path.write_text(text.getvalue())
        return ["compose", "-f", str(path), *words]

    return argv


def _compose_down(bench: Bench) -> None:
    call = bench.engine.connection.call
    query: Query = {"all": True, "filters": '{"label":{"com.docker.compose.project=bench":true}}'}
    for container in call("GET", "/containers/json", query=query):
        call("DELETE", f"/containers/{container['Id']}", query={"force": True})
