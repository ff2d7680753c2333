"""What is compared with docker: one :class:`Work` a row of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tests.bench.data import Bench


class Work(NamedTuple):
    """One row. ``argv`` gives the words after the program, anew for each run; ``bar`` is the highest good ratio
    of wall time.

    ``needs``: a plugin that docker must have for it. ``peak``: most MiB that pydock may take.
    ``stdin``/``stdout``: files in place of /dev/null. ``before`` and ``after`` run around every run of either.
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
    before: Callable[[Bench], None] | None = None
    after: Callable[[Bench], None] | None = None

    @property
    def quick(self) -> bool:
        """Whether a run is so short that many, and slow tools, do no harm."""
        return self.repeat > 3


def everything() -> list[Work]:
    """All rows in order."""
    return [work for group in (starts, questions, streams, copies, images, projects) for work in group()]


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
    yield Work("exec true", 8, lambda bench: ["exec", _running(bench), "true"], repeat=7)
    yield Work("run --rm true", 1.5, fixed("run", "--rm", "--network=none", "busybox", "true"), repeat=7)


def streams() -> Iterator[Work]:
    """Much output."""
    yield Work("logs, 500,000 lines", 1.1, lambda bench: ["logs", bench.noisy(500_000)], peak=100)
    yield Work(
        "exec -i cat, 200 MB in and out",
        1.5,
        lambda bench: ["exec", "-i", _running(bench), "cat"],
        stdin=lambda bench: bench.blob(200),
        peak=100,
    )


def copies() -> Iterator[Work]:
    """Files in and out."""
    one = "one:/tmp/blob"
    yield Work("cp in, 512 MB", 1.3, lambda bench: ["cp", bench.blob(512), f"{_target(bench)}:/tmp/blob"], peak=70)
    yield Work(
        "cp out, 512 MB",
        1.3,
        lambda bench: ["cp", one, str(bench.folder / "out")],
        peak=70,
        after=lambda bench: (bench.folder / "out").unlink(),
    )
    yield Work("cp in, 20,000 files", 1.5, copy_in(20_000), peak=100)
    yield Work("cp out, 20,000 files", 1, copy_out(20_000), peak=100)


def images() -> Iterator[Work]:
    """Builds, save, load."""
    yield Work("classic build, 20,000 files", 1.3, build(20_000), environ=CLASSIC, peak=100)
    yield Work("BuildKit build, no change, 20,000 files", 2, build(20_000), needs="buildx", peak=100)
    yield Work("save, 540 MB", 1.2, lambda bench: ["save", bench.big_image(540)], stdout=_saved, peak=70)
    yield Work("load, 540 MB", 1.2, fixed("load"), stdin=_saved, peak=70)


def projects() -> Iterator[Work]:
    """Compose."""
    yield Work(
        "compose up, 60 services", 1.2, _compose("up", "-d"), needs="compose", after=Bench.remove_project, repeat=2
    )
    yield Work("compose down, 60 services", 1.2, _compose("down"), needs="compose", before=_up, repeat=2)


CLASSIC = {"DOCKER_BUILDKIT": "0"}


def fixed(*words: str) -> Callable[[Bench], list[str]]:
    return lambda bench: list(words)


def copy_in(files: int) -> Callable[[Bench], list[str]]:
    return lambda bench: ["cp", bench.tree(files), f"{_target(bench)}:/tmp/"]


def copy_out(files: int) -> Callable[[Bench], list[str]]:
    return lambda bench: ["cp", bench.filled(files), bench.fresh()]


def build(files: int) -> Callable[[Bench], list[str]]:
    def argv(bench: Bench) -> list[str]:
        dockerfile = bench.folder / "Dockerfile"
        dockerfile.write_text("FROM busybox\nCOPY . /app\n")
        return ["build", "-q", "-f", str(dockerfile), bench.tree(files)]

    return argv


def _target(bench: Bench) -> str:
    return bench.container("one", "true")


def _running(bench: Bench) -> str:
    return bench.container("up", "sleep", "9999", start=True)


def _three_hundred(bench: Bench) -> list[str]:
    for number in range(bench.count(300)):
        bench.container(f"many{number}", "true")
    return ["ps", "-a"]


def _saved(bench: Bench) -> str:
    path = bench.folder / "saved.tar"
    if not path.exists():
        bench.pydock("save", "-o", str(path), bench.big_image(540))
    return str(path)


def _compose(*words: str) -> Callable[[Bench], list[str]]:
    return lambda bench: ["compose", "-f", bench.project(60), *words]


def _up(bench: Bench) -> None:
    bench.pydock("compose", "-f", bench.project(60), "up", "-d")
