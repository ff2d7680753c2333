"""The classic builder's path: context to the engine, its output back, as ``DOCKER_BUILDKIT=0`` asks for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.build import context, git
from pydock.build.context import Context
from pydock.build.gopaths import reason
from pydock.engine.bodies import PIECE
from pydock.errors import PydockError
from pydock.render.progress.events import Lines, event_of
from pydock.render.progress.messages import StreamError, checked, display, progress_text
from pydock.terminal.outfile import OutFile
from pydock.terminal.streams import Output

if TYPE_CHECKING:
    from pydock.config.file import ConfigFile
    from pydock.engine.api import Engine
    from pydock.engine.response import Response
    from pydock.progress import Progress
    from pydock.terminal.streams import Streams

SENDING = "Sending build context to Docker daemon"
_UPDATE = 1 << 19
_PERIOD = 0.1


class Gathered:
    """Output kept back until it is known whether it is wanted."""

    is_terminal = False
    width = 80

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes | str) -> None:
        self.data += data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data

    def flush(self) -> None:
        """Nothing to do: it is memory."""


Sink = Output | Gathered | Lines


def build(
    engine: Engine,
    streams: Streams,
    cwd: str,
    path: str,
    flags: Mapping[str, Any],
    *,
    config: ConfigFile,
    environ: Mapping[str, str],
    told: Progress | None = None,
) -> None:
    """Build ``path`` (a folder, a URL or ``-``) by ``flags``, which are those of ``pydock build`` by their names.

    ``told`` gets the progress that else goes to standard output in Docker's form.
    Raises PydockError with the failed step's exit code.
    """
    from time import time

    from pydock.engine.jsonlines import messages

    quiet = bool(flags.get("quiet"))
    shown = Lines(told) if told else streams.stdout
    progress: Sink = Gathered() if quiet else shown
    output: Sink = Gathered() if quiet else shown
    iidfile = flags.get("iidfile") or ""
    if iidfile:
        _forget(os.path.join(cwd, iidfile))
    with _Prepared(path, flags.get("file") or "", cwd, streams, progress, environ) as prepared:
        body = context.compress(prepared.body) if flags.get("compress") else prepared.body
        query = options(flags, config.proxies(engine.connection.dialer.host), environ)
        query["dockerfile"] = prepared.dockerfile or None
        found = ""

        def learn(aux: Any) -> None:
            nonlocal found
            found = str(aux.get("ID") or found) if isinstance(aux, Mapping) else found

        try:
            with _started(engine, _counted(body, progress), query, config, environ) as response:
                stream = checked(messages(response), learn)
                if told is None or quiet:
                    display(stream, output, time)
                else:
                    for message in stream:
                        told.event(event_of(message))
        except StreamError as error:
            if quiet:
                streams.stderr.write(bytes(progress.data + output.data))  # type: ignore[union-attr]
            raise PydockError(error.message, exit_code=error.code or 1) from error
        except PydockError:
            if quiet:
                streams.stderr.write(bytes(progress.data))  # type: ignore[union-attr]
            raise
    if isinstance(output, Gathered):
        found = output.data.decode()
        streams.stdout.write(bytes(output.data))
    if iidfile:
        _keep(iidfile, cwd, found.strip())


def options(flags: Mapping[str, Any], proxies: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, Any]:
    """The query of ``POST /build`` without the Dockerfile's name. What is empty or the engine's default stays out."""

    def get(name: str) -> Any:
        return flags.get(name) or None

    isolation, network = str(flags.get("isolation") or ""), str(flags.get("network") or "")
    platform = flags.get("platform") or ""
    query = {
        "t": get("tag"),
        "securityopt": get("security_opt"),
        "extrahosts": get("add_host"),
        "q": "1" if flags.get("quiet") else None,
        "nocache": "1" if flags.get("no_cache") else None,
        "rm": "0" if flags.get("rm") is False else None,
        "forcerm": "1" if flags.get("force_rm") else None,
        "pull": "1" if flags.get("pull") else None,
        "squash": "1" if flags.get("squash") else None,
        "isolation": isolation if isolation.lower() not in ("", "default") else None,
        "networkmode": network if network not in ("", "default") else None,
        "cpusetcpus": get("cpuset_cpus"),
        "cpusetmems": get("cpuset_mems"),
        "cpushares": get("cpu_shares"),
        "cpuquota": get("cpu_quota"),
        "cpuperiod": get("cpu_period"),
        "memory": get("memory"),
        "memswap": get("memory_swap"),
        "cgroupparent": get("cgroup_parent"),
        "shmsize": get("shm_size"),
        "target": get("target"),
        "ulimits": _json(_ulimits(flags.get("ulimit") or ())),
        "buildargs": _json({**proxies, **_build_args(flags.get("build_arg") or (), environ)}),
        "labels": _json(dict(_pair(label) for label in flags.get("label") or ())),
        "cachefrom": _json(list(flags.get("cache_from") or ())),
        "platform": _one_platform(platform).lower() or None,
        "version": "1",
    }
    return query


def _started(
    engine: Engine, body: Iterator[bytes], query: Mapping[str, Any], config: ConfigFile, environ: Mapping[str, str]
) -> Response:
    from pydock.config.credentials import registry_config

    if query.get("squash"):
        engine.connection.require("1.25", '"squash"')
    return engine.build.run(
        body, query, registry_config=registry_config(config, environ), content_type="application/x-tar"
    )


class _Prepared:
    """The context with what must be cleared away after it."""

    def __init__(
        self,
        path: str,
        dockerfile: str,
        cwd: str,
        streams: Streams,
        progress: Sink,
        environ: Mapping[str, str],
    ) -> None:
        self._path = path
        self._dockerfile = dockerfile
        self._cwd = cwd
        self._streams = streams
        self._progress = progress
        self._environ = environ
        self._temporary = ""

    def __enter__(self) -> Context:
        if self._dockerfile == "-" == self._path:
            raise PydockError("invalid argument: can't use stdin for both build context and dockerfile")
        try:
            try:
                return self._context()
            except PydockError as error:
                if not error.message.startswith(("error checking context", "unable to open Dockerfile")):
                    error.message = f"unable to prepare context: {error.message}"
                raise
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        if self._temporary:
            from shutil import rmtree

            rmtree(self._temporary, ignore_errors=True)

    def _context(self) -> Context:
        path, dockerfile = self._path, self._dockerfile
        instead = self._streams.stdin.read() if dockerfile == "-" else None
        if path == "-":
            return context.from_stream(_pieces(self._streams.stdin.fd), dockerfile)
        if path and os.path.exists(os.path.join(self._cwd, path)):
            folder = context.locate(path, dockerfile, self._cwd)
            if folder.dockerfile.startswith("../"):
                instead = self._outside()
            return context.from_folder(folder, instead)
        if git.is_git(path):
            from tempfile import mkdtemp

            self._temporary = mkdtemp(prefix="docker-build-git")
            try:
                root = git.clone(path, self._temporary, self._environ)
            except PydockError as error:
                error.message = f"unable to 'git clone' to temporary context directory: {error.message}"
                raise
            found = dockerfile if dockerfile == "-" else context.find_dockerfile(os.path.realpath(root), dockerfile)
            if found.startswith("../"):
                raise PydockError(f"the Dockerfile ({dockerfile}) must be within the build context")
            return context.from_folder(context.Folder(os.path.realpath(root), found), instead)
        if git.is_url(path):
            from pydock.build.remote import download

            made = context.from_stream(download(path, self._progress), dockerfile)
            return made if instead is None else context.with_dockerfile(made, instead)
        raise PydockError(f'path "{path}" not found')

    def _outside(self) -> bytes:
        """A Dockerfile that is not in the context."""
        try:
            if not self._dockerfile:
                raise FileNotFoundError(2, "No such file or directory")
            with open(os.path.join(self._cwd, self._dockerfile), "rb") as file:
                return file.read()
        except OSError as error:
            raise PydockError(f"unable to open Dockerfile: open {self._dockerfile}: {reason(error)}") from error


def _counted(body: Iterator[bytes], progress: Sink) -> Iterator[bytes]:
    """The body, with the bytes sent so far shown: again and again on a terminal, at the end in a pipe."""
    from time import monotonic

    sent = shown = 0
    when = 0.0
    held: bytes | None = None
    for piece in body:
        if held is not None:
            yield held
        held = piece
        sent += len(piece)
        if progress.is_terminal and sent - shown > _UPDATE and monotonic() - when >= _PERIOD:
            shown, when = sent, monotonic()
            progress.write(f"{SENDING} {_amount(sent)}\r")
    progress.write(f"{SENDING} {_amount(sent)}\r\r\n")
    progress.flush()
    if held is not None:
        yield held


def _amount(sent: int) -> str:
    return progress_text({"current": sent}, 80, float)


def _pieces(fd: int) -> Iterator[bytes]:
    while piece := os.read(fd, PIECE):
        yield piece


def _json(value: Any) -> str | None:
    from json import dumps

    return dumps(value, separators=(",", ":")) if value else None


def _ulimits(limits: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One limit a name, the last given, by name."""
    return [limit for _, limit in sorted({limit["Name"]: limit for limit in limits}.items())]


def _build_args(given: Sequence[str], environ: Mapping[str, str]) -> dict[str, str | None]:
    """``NAME`` alone takes its value from the environment; None (JSON null) where it has none there."""
    found: dict[str, str | None] = {}
    for text in given:
        name, equals, value = text.partition("=")
        found[name] = value if equals else environ.get(name)
    return found


def _pair(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    return key, value


def _one_platform(platform: str | Sequence[str]) -> str:
    """The classic builder takes one platform; the flag of the other one may be given several times."""
    if isinstance(platform, str):
        return platform
    if len(platform) > 1:
        raise PydockError("the classic builder builds for one platform at a time")
    return platform[0]


def _forget(path: str) -> None:
    """An id of an earlier build must not be taken for that of one that failed."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    except NotADirectoryError:
        pass
    except OSError as error:
        raise PydockError(f"Removing image ID file: remove {path}: {reason(error)}") from error


def _keep(path: str, cwd: str, image: str) -> None:
    if not image:
        raise PydockError(f"server did not provide an image ID. Cannot write {path}")
    with OutFile(path, cwd, mode=0o666, masked=True) as file:
        file.write(image.encode())
