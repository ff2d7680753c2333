"""``pydock batch``."""

from __future__ import annotations

import json
import os
import shlex
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import Exit, PydockError
from pydock.portable.files import read_from_start
from pydock.terminal.streams import Input, Output, Streams


class Job(NamedTuple):
    """One command line of the batch. ``cwd`` and ``env`` are what it runs in."""

    id: Any
    argv: list[str]
    cwd: str
    env: dict[str, str]


class Result(NamedTuple):
    """What came of a job; ``seconds`` is its duration, ``started`` the time of day it began, in Unix seconds."""

    job: Job
    exit_code: int
    stdout: bytes
    stderr: bytes
    started: float
    seconds: float


@command()
@option("-j", "--jobs", kind=kinds.UINT, default=1, help="How many lines to run at once")
@option("--format", kind=kinds.STRING, default="plain", choices=("plain", "json"), help="plain or json")
@option("--fail-fast", kind=kinds.BOOL, help="Start no more lines after one has failed (the default)")
@option("--continue", "continue_", kind=kinds.BOOL, help="Run every line, whatever comes of the others")
@argument("file", optional=True, metavar="[FILE|-]")
def batch(app: App, file: str | None, jobs: int, format: str, fail_fast: bool, continue_: bool) -> None:
    """Run many command lines in one process

    Each line of FILE (or standard input) is a command line in shell words, a JSON array of words, or a JSON
    object: {"id": ..., "args": [...], "cwd": "...", "env": {...}}. Each runs as if it were typed alone, over
    connections that stay open. The exit code is that of the first line that failed.
    """
    if fail_fast and continue_:
        raise PydockError("conflicting options: cannot specify both --fail-fast and --continue")
    if format not in ("plain", "json"):
        raise PydockError(f"unknown format {format!r}: use plain or json")
    if not jobs:
        raise PydockError("--jobs must be at least 1")
    run = _Batch(app, list(_read(app, file)), keep_going=continue_, as_json=format == "json")
    try:
        code = run.in_order() if jobs == 1 else run.at_once(jobs)
    finally:
        run.close()
    if code:
        raise Exit(code)


class _Batch:
    def __init__(self, app: App, jobs: list[Job], *, keep_going: bool, as_json: bool) -> None:
        self._app = app
        self._jobs = iter(jobs)
        self._keep_going = keep_going
        self._as_json = as_json
        self._lock = threading.Lock()
        self._engines = app.engines if app.engines is not None else {}
        self._first_failure = 0

    def in_order(self) -> int:
        while (job := self._next()) is not None:
            self._settle(self._run(job))
        return self._first_failure

    def at_once(self, width: int) -> int:
        workers = [threading.Thread(target=self.in_order, daemon=True) for _ in range(width)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return self._first_failure

    def close(self) -> None:
        """Let go of the connections, unless they are those of a batch around this one."""
        if self._app.engines is None:
            for engine in self._engines.values():
                engine.connection.close()

    def _next(self) -> Job | None:
        with self._lock:
            if self._first_failure and not self._keep_going:
                return None
            return next(self._jobs, None)

    def _run(self, job: Job) -> Result:
        from pydock.cli.main import execute

        app = self._app
        nowhere = os.open(os.devnull, os.O_RDONLY)
        out, err = _memory(), _memory()
        started, begun = app.clock(), time.monotonic()
        try:
            streams = Streams(Input(nowhere), Output(out), Output(err))
            inner = App(streams, job.env, job.cwd, app.clock, app.program, app.options._replace(timeout=0))
            inner.engines = self._engines
            if os.path.isdir(job.cwd):
                code = execute(inner, job.argv)
            else:
                code = 1
                inner.warn(f"chdir {job.cwd}: no such directory")
                inner.streams.stderr.flush()
            elapsed = time.monotonic() - begun
            return Result(job, code, _content(out), _content(err), started, elapsed)
        finally:
            for fd in (nowhere, out, err):
                os.close(fd)

    def _settle(self, result: Result) -> None:
        with self._lock:
            if result.exit_code and not self._first_failure:
                self._first_failure = result.exit_code
            if self._as_json:
                self._app.echo(_document(result))
                self._app.streams.stdout.flush()
                return
            self._app.out(result.stdout)
            self._app.streams.stdout.flush()
            self._app.streams.stderr.write(result.stderr)
            self._app.streams.stderr.flush()


def _document(result: Result) -> str:
    return json.dumps(
        {
            "id": result.job.id,
            "exit_code": result.exit_code,
            "stdout": result.stdout.decode("utf-8", "replace"),
            "stderr": result.stderr.decode("utf-8", "replace"),
            "started": round(result.started, 6),
            "seconds": round(result.seconds, 6),
        },
        ensure_ascii=False,
    )


def _read(app: App, file: str | None) -> Iterator[Job]:
    if file in (None, "-"):
        data = app.streams.stdin.read()
    else:
        try:
            with open(os.path.join(app.cwd, file or ""), "rb") as source:
                data = source.read()
        except OSError as error:
            raise PydockError(f"open {file}: {(error.strerror or str(error)).lower()}") from error
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").splitlines(), 1):
        try:
            job = _parse(app, number, line.strip())
        except ValueError as error:
            raise PydockError(f"line {number}: {error}", hint="Nothing was run.") from None
        if job is not None:
            yield job


def _parse(app: App, number: int, line: str) -> Job | None:
    job = Job(number, [], app.cwd, dict(app.environ))
    if line[:1] == "{":
        job = _described(job, json.loads(line))
    elif line[:1] == "[":
        job = job._replace(argv=_words(json.loads(line)))
    else:
        job = job._replace(argv=shlex.split(line, comments=True))
    if job.argv and job.argv[0] in ("pydock", "docker"):
        job = job._replace(argv=job.argv[1:])
    return job if job.argv else None


def _described(job: Job, document: dict[str, Any]) -> Job:
    unknown = sorted(document.keys() - {"id", "args", "cwd", "env"})
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r}: a line has id, args, cwd and env")
    folder, env = document.get("cwd", ""), document.get("env", {})
    if not isinstance(folder, str):
        raise ValueError("cwd must be a string")
    if not isinstance(env, dict) or not all(isinstance(value, str) for value in env.values()):
        raise ValueError("env must be an object of strings")
    argv = _words(document.get("args"))
    return Job(document.get("id", job.id), argv, os.path.join(job.cwd, folder), {**job.env, **env})


def _words(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError("the command line must be an array of strings")
    return value


def _memory() -> int:
    """A file descriptor of an unnamed file: a command that writes much never waits for a reader."""
    if sys.platform == "linux":
        return os.memfd_create("pydock-batch", os.MFD_CLOEXEC)
    import tempfile

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _content(fd: int) -> bytes:
    return read_from_start(fd, os.fstat(fd).st_size)
