"""One build from options to result: contexts, session (services.py), solve (solving.py), progress."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pydock.build.buildkit import caches, events, inputs, request
from pydock.build.buildkit.auth import Accounts
from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.layout import Layout
from pydock.build.buildkit.node import Node
from pydock.build.buildkit.notes import Noted, Notes
from pydock.build.buildkit.options import Options
from pydock.build.buildkit.services import services
from pydock.build.buildkit.session import Session
from pydock.build.buildkit.solving import run_solve, solve_request
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.render.progress.buildkit_events import Batch


class Display(Protocol):
    """Progress: :meth:`update` with every batch of events, :meth:`tick` every ``tick_seconds`` between them."""

    tick_seconds: float

    def update(self, batch: Batch) -> None: ...
    def tick(self) -> None: ...


def _no_load(archive: str, display: Display) -> None:
    """Where no engine is to have the result."""


@dataclass
class Surroundings:
    """What a build sees of the outside.

    ``load`` puts an image archive into the engine, whose store takes indexes where ``loads_indexes`` says so.
    """

    cwd: str
    environ: Mapping[str, str]
    stdin: inputs.Stream | None
    write: Callable[[bytes], object]
    stdout_is_terminal: bool
    accounts: Accounts
    warn: Callable[[str], None]
    shared_key: str = ""
    note: Callable[[str], None] | None = None
    load: Callable[[str, Display], None] = _no_load
    loads_indexes: Callable[[], bool] = bool


@dataclass
class Result:
    """``response``: what the exporters said (image digests and names); ``reference`` names the build's record.

    ``unused``: the result went nowhere but to the cache. ``files``: fingerprints of the context's files.
    """

    reference: str
    response: dict[str, str] = field(default_factory=dict)
    metadata: dict[str, bytes] = field(default_factory=dict)
    pushes: list[str] = field(default_factory=list)
    definition: bytes = b""
    unused: bool = False
    files: dict[str, str] = field(default_factory=dict)

    @property
    def image(self) -> str:
        """The image's id, or its manifest's digest; empty where no image was made."""
        return self.response.get("containerimage.config.digest") or self.response.get("containerimage.digest", "")


class Prepared:
    """A build whose session is open: its result may be the input of others until :meth:`close`."""

    def __init__(self, node: Node, options: Options, around: Surroundings) -> None:
        request.take_environment(options, around.environ)
        asked = request.make(options, node.driver)
        for output in asked.exporters:
            output.check(around.stdout_is_terminal)
        self._asked = asked
        self._around = around
        self._caches = caches.checked_exports(options.cache_to)
        options.cache_from = caches.usable_imports(options.cache_from, around.cwd, around.warn)
        self._found = inputs.load(options, around.cwd, around.stdin)
        self._loads: list[str] = []
        self._solving: list[Call] = []
        self._unused = False
        self._notes = Notes()
        if not node.driver.moby:
            self._settle(options, around)
        try:
            handlers = services(options, asked, self._found, around, self._notes)
            self._session = Session(handlers, shared_key=around.shared_key)
            self.solve = solve_request(options, asked, self._found, self._session)
            self.control = node.control()
        except BaseException:
            self._found.clean()
            raise
        try:
            node.lend(self._session, self.control)
        except BaseException:
            self.close()
            raise

    def add_input(self, name: str, result: Result) -> None:
        """Make another build's result the context ``name``."""
        encoded = {key: base64.b64encode(value).decode() for key, value in result.metadata.items()}
        self.solve.FrontendInputs[name].ParseFromString(result.definition)
        self.solve.FrontendAttrs[f"context:{name}"] = f"input:{name}"
        self.solve.FrontendAttrs[f"input-metadata:{name}"] = json.dumps(encoded)

    def define(self, display: Display) -> Result:
        """Run the frontend only: its answer, or the result as an input for others."""
        from pydock.build.buildkit.gateway import call_frontend

        return call_frontend(self.control, self.solve, Noted(display, self._notes))

    def build(self, display: Display) -> Result:
        """Run the frontend and the exporters."""
        try:
            response = run_solve(self.control, self.solve, Noted(display, self._notes), self._solving.append)
        finally:
            self._notes.show(display)
            if self._found.changed:
                display.update(events.changed_files(self._found.changed))
        for path in self._loads:
            self._around.load(path, display)
        said = dict(response.ExporterResponse)
        self._keep(said)
        files = self._found.listed.get("context", {})
        return Result(self.solve.Ref, said, pushes=self._asked.pushes, unused=self._unused, files=files)

    def _keep(self, response: Mapping[str, str]) -> None:
        """Name what the engine wrote into layouts of ours."""
        caches.keep_exported(self._caches, self._around.cwd, response.get("cache.manifest", ""))
        descriptor = response.get("containerimage.descriptor")
        for output in self._asked.exporters:
            if output.is_layout and descriptor:
                names = [name for name in response.get("image.name", "").split(",") if name]
                Layout(output.dest).put(json.loads(base64.b64decode(descriptor)), names)

    def _settle(self, options: Options, around: Surroundings) -> None:
        """Where the result of a builder that is no engine goes: an archive for our engine, or nowhere."""
        indexes = request.makes_index(options)
        for output in self._asked.exporters:
            if output.kind != "docker":
                continue
            if not output.dest and around.loads_indexes():
                output.kind = "oci"
            elif indexes:
                advice = "support exporting manifest lists, use the oci exporter instead"
                advice = advice if output.dest else "currently support exporting manifest lists"
                raise PydockError(f"docker exporter does not {advice}")
            if not output.dest:
                output.dest = os.path.join(self._found.empty_folder(), "image.tar")
                self._loads.append(output.dest)
        self._unused = not self._asked.exporters and options.call == "build" and not options.cache_to

    def cancel(self) -> None:
        """Cancel what :meth:`build` runs in another thread."""
        for call in self._solving:
            call.cancel()

    def close(self) -> None:
        """End the session and remove what was made for it."""
        self._session.close()
        self.control.close()
        self._found.clean()


def build(node: Node, options: Options, around: Surroundings, display: Display) -> Result:
    """Build on ``node``. Raises PydockError; a failed solve raises GrpcError whose details name the source."""
    node.boot(display)
    prepared = Prepared(node, options, around)
    try:
        if around.note is not None:
            around.note(prepared.solve.Ref)
        return prepared.build(display) if options.call == "build" else prepared.define(display)
    finally:
        prepared.close()
