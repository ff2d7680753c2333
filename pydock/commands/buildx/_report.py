"""What a build shows and leaves: progress, the failed step, warnings, id, metadata file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.cli.progress import is_live
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.node import Node
    from pydock.build.buildkit.run import Display, Result
    from pydock.render.progress.buildkit_events import Batch

_INTERRUPTED = 130
MODES = ("auto", "plain", "tty", "quiet", "json", "rawjson", "none")


class Silent:
    """No progress; warnings and failures are kept all the same."""

    tick_seconds = 60.0

    def __init__(self, app: App) -> None:
        from pydock.render.progress.buildkit_trace import Trace

        self.trace = Trace(app.clock)

    def update(self, batch: Batch) -> None:
        self.trace.update(batch)

    def tick(self) -> None:
        """Nothing to show."""

    def finish(self) -> None:
        """Nothing to end."""


def display_for(app: App, mode: str, title: str, builder: str) -> Any:
    """The renderer of a progress mode. ``title`` is plain progress's first line, ``builder`` stands on terminals."""
    stderr = app.streams.stderr
    if mode == "plain":
        from pydock.render.progress.buildkit_plain import Plain
        from pydock.render.sanitise import visible

        once = bool(app.environ.get("CI"))
        return Plain(stderr, app.clock, title, once=once, shown=partial(visible, stderr))
    if mode == "tty":
        from pydock.render.progress.buildkit_live import Live

        return Live(stderr, app.clock, builder)
    if mode == "rawjson":
        from pydock.render.progress.buildkit_json import RawJson

        return RawJson(stderr, app.clock)
    if mode == "json":
        from pydock.render.progress.buildkit_lines import Lines

        return Lines(stderr, app.clock)
    return Silent(app)


def check_mode(app: App, mode: str) -> None:
    """Raises PydockError for a mode that there is not, or that needs a terminal where there is none."""
    if mode not in MODES:
        raise PydockError(f"invalid progress mode {mode}")
    if mode == "tty" and not app.streams.stderr.is_terminal:
        raise PydockError("failed to get console: provided file is not a console")


class Report:
    """``flags``: progress, quiet, iidfile, metadata_file. Raises PydockError for values that cannot be."""

    def __init__(self, app: App, flags: dict[str, Any]) -> None:
        self.app = app
        self.quiet: bool = flags.get("quiet", False)
        self.iidfile: str = flags.get("iidfile") or ""
        self.metadata_file: str = flags.get("metadata_file") or ""
        self.mode = self._mode(flags)
        self.display: Any = Silent(app)
        if self.metadata_file:
            folder = os.path.dirname(os.path.join(app.cwd, self.metadata_file))
            if not os.path.isdir(folder):
                raise PydockError(f"ERROR: invalid output path: stat {folder}: no such file or directory")

    def _mode(self, flags: dict[str, Any]) -> str:
        mode = str(flags.get("progress") or "auto")
        if mode == "auto":
            mode = self.app.options.progress or self.app.environ.get("BUILDKIT_PROGRESS", "") or "auto"
        check_mode(self.app, mode)
        if self.quiet:
            if mode not in ("auto", "quiet") and mode != self.app.options.progress:
                raise PydockError(f"progress={mode} and quiet cannot be used together")
            return "quiet"
        if mode == "auto":
            return "tty" if is_live(self.app, self.app.streams.stderr) else "plain"
        return mode

    def begin(self, node: Node | None) -> Display:
        """Start to show progress, of something that needs no builder without ``node``."""
        self.app.streams.stdout.flush()
        if node is None:
            self.display = display_for(self.app, self.mode, "", "")
            return self.display  # type: ignore[no-any-return]
        title = f'building with "{node.builder}" instance using {node.driver.name} driver'
        self.display = display_for(self.app, self.mode, title, f"{node.driver.name}:{node.builder}")
        return self.display  # type: ignore[no-any-return]

    def finish(self) -> None:
        """End the progress."""
        self.display.finish()

    def failed(self, error: PydockError, prefix: str = "failed to build: ") -> PydockError:
        """Print the warnings and where the Dockerfile failed; returns the error as it is to be told."""
        from pydock.build.buildkit.grpc.status import CANCELLED, GrpcError
        from pydock.build.buildkit.sources import excerpts

        self.warnings()
        details = error.status.details if isinstance(error, GrpcError) else b""
        for text in excerpts(details):
            self.app.streams.stderr.write(text)
        self.app.streams.stderr.flush()
        code = _INTERRUPTED if isinstance(error, GrpcError) and error.code == CANCELLED else error.exit_code
        return PydockError(f"ERROR: {prefix}{error.message}", hint=error.hint, exit_code=code)

    def warnings(self) -> None:
        """Tell of the warnings of a build that went well."""
        found = self.display.trace.warnings()
        if not found or self.mode in ("quiet", "none", "json", "rawjson"):
            return
        from pydock.build.buildkit.sources import warning_text

        stderr = self.app.streams.stderr
        stderr.write(warning_text(found, self.app.program, self.app.debug, stderr.colour))
        stderr.flush()

    def tell_unused(self, node: Node, results: Iterable[Result]) -> None:
        """Warn of results that only the cache has."""
        if any(result.unused for result in results):
            self.app.warn(
                f"WARNING: No output specified with {node.driver.name} driver."
                " Build result will only remain in the build cache."
                " To push result image into registry use --push or to load image into docker use --load"
            )

    def done(self, node: Node, result: Result) -> None:
        """Write what was asked for: id file, metadata file, the id itself when quiet."""
        if self.iidfile:
            self._write(self.iidfile, result.image.encode(), "writing image ID file: ")
        if self.metadata_file:
            from pydock.build.buildkit.metadata import metadata

            mode = self.app.environ.get("BUILDX_METADATA_PROVENANCE", "min")
            data = dict(sorted(metadata(node, result, mode).items()))
            text = json.dumps(data, indent=2, ensure_ascii=False)
            self._write(self.metadata_file, text.encode(), "")
        self.warnings()
        self.tell_unused(node, [result])
        if self.quiet and result.image:
            self.app.echo(result.image)

    def _write(self, path: str, data: bytes, prefix: str) -> None:
        try:
            with open(os.path.join(self.app.cwd, path), "wb") as file:
                file.write(data)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PydockError(f"ERROR: {prefix}open {path}: {reason}") from error
