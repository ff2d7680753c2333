"""The builds of services: by BuildKit several at a time with one progress, else one after the other."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.commands.compose._runtime import width
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.node import Node
    from pydock.build.buildkit.run import Display
    from pydock.compose.events import Reporter
    from pydock.compose.model.project import Project
    from pydock.render.progress.buildkit_events import Batch

Build = tuple[str, dict[str, Any]]
DEFAULT_WIDTH = 4


def build_all(
    app: App, project: Project, builds: Mapping[str, Build], report: Reporter, *, quiet: bool = False
) -> None:
    """Run ``builds`` (context and flags by service, in the order in which they need each other).

    At most ``--parallel`` at once, :data:`DEFAULT_WIDTH` without it. Raises PydockError with the first that fails;
    those that run then are waited for.
    """
    from pydock.commands.image.build import has_buildkit, wants_buildkit
    from pydock.compose.events import DONE

    inner = _inner(app, project)
    ready = [(context, {**_defaults(inner), **flags}) for context, flags in builds.values()]
    names = list(builds)
    buildkit = bool(ready[0][1]["builder"]) or (wants_buildkit(inner) and has_buildkit(app))
    if not buildkit or len(builds) < 2 or any(flags["check"] for _, flags in ready):
        for name, (context, flags) in zip(names, ready, strict=True):
            _alone(inner, context, {**flags, "progress": "quiet" if quiet else _mode(app)}, buildkit)
            report.say(project.image(name), "Built", state=DONE, spaced=True)
        return
    _together(app, inner, project, dict(zip(names, ready, strict=True)), quiet)
    for name in names:
        report.say(project.image(name), "Built", state=DONE, spaced=True)


def _mode(app: App) -> str:
    return app.group_options.get("progress") or app.environ.get("BUILDKIT_PROGRESS") or "auto"


def _inner(app: App, project: Project) -> App:
    """The surroundings of a build: the project's environment and folder; progress goes to standard output.

    Progress for programs stays on standard error, as everywhere.
    """
    from pydock.terminal.streams import Streams

    streams = app.streams
    told = streams.stderr if "json" in (_mode(app), app.options.progress) else streams.stdout
    inner = App(
        Streams(streams.stdin, streams.stdout, told),
        {**app.environ, **project.environment},
        project.working_dir or app.cwd,
        app.clock,
        app.program,
        app.options,
    )
    inner.use_engine(app.engine)
    inner.command_path = "buildx build"
    return inner


def _defaults(inner: App) -> dict[str, Any]:
    from pydock.cli.command import Flag
    from pydock.commands.image.build import with_buildkit

    return {flag.name or "": flag.fresh(inner.environ) for flag in with_buildkit.params if isinstance(flag, Flag)}


def _alone(inner: App, context: str, flags: dict[str, Any], buildkit: bool) -> None:
    """One build, by BuildKit or where there is none the classic builder."""
    from pydock.commands.buildx._solve import build_image
    from pydock.commands.image.build import build_classic

    build = build_image if buildkit else build_classic
    inline = flags.pop("inline", None)
    if inline is None:
        build(inner, context, flags)
    else:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            flags["file"] = os.path.join(folder, "Dockerfile")
            with open(flags["file"], "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(inline)
            build(inner, context, flags)
    inner.streams.stdout.flush()


def _together(app: App, inner: App, project: Project, builds: dict[str, Build], quiet: bool) -> None:
    from pydock.commands.buildx._report import Report
    from pydock.commands.buildx._surroundings import choose
    from pydock.compose.building import contexts_of
    from pydock.compose.graph import Task, run_all

    told = Report(inner, {"progress": "quiet" if quiet else _mode(app)})
    try:
        node = choose(inner, next(iter(builds.values()))[1]["builder"])
    except PydockError as error:
        raise PydockError(f"ERROR: {error.message}", hint=error.hint) from error
    shared = Shared(told.begin(node))
    tasks = [
        Task(name, partial(_one, inner, node, name, *build, shared.named(name)), contexts_of(project, name))
        for name, build in builds.items()
    ]
    try:
        try:
            run_all(tasks, width(app, DEFAULT_WIDTH))
        finally:
            shared.close()
            told.finish()
    except PydockError as error:
        raise told.failed(error) from error
    told.warnings()
    inner.streams.stdout.flush()


def _one(inner: App, node: Node, name: str, context: str, flags: dict[str, Any], display: Display) -> None:
    from pydock.build.buildkit import run
    from pydock.commands.buildx._solve import build_options
    from pydock.commands.buildx._surroundings import push_all, surroundings

    inline = flags.pop("inline", None)
    options = build_options(inner, context, flags, "build")
    if inline is not None:
        options.dockerfile_inline = inline
    try:
        push_all(inner, run.build(node, options, surroundings(inner, context, node, options), display), display)
    except PydockError as error:
        error.message = f"target {name}: {error.message}"
        raise


class Shared:
    """One display for builds of several threads. After :meth:`close` it shows nothing more."""

    def __init__(self, inner: Display) -> None:
        from threading import Lock

        self.tick_seconds = inner.tick_seconds
        self._inner = inner
        self._lock = Lock()
        self._open = True

    def named(self, name: str) -> Display:
        """The display of one build; its steps carry ``name``."""
        from pydock.commands.buildx._baking import Prefixed

        return Prefixed(self, name)

    def update(self, batch: Batch) -> None:
        with self._lock:
            if self._open:
                self._inner.update(batch)

    def tick(self) -> None:
        with self._lock:
            if self._open:
                self._inner.tick()

    def close(self) -> None:
        """Leave the display to its owner."""
        with self._lock:
            self._open = False
