"""A solve on its way: asked for, followed to its end, cancelled by an interrupt."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydock.build.buildkit import events
from pydock.build.buildkit.control import Control, exporters
from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.status import GrpcError
from pydock.build.buildkit.proto import control_pb2 as messages
from pydock.build.buildkit.session import new_identifier

if TYPE_CHECKING:
    from pydock.build.buildkit.inputs import Inputs
    from pydock.build.buildkit.options import Options
    from pydock.build.buildkit.request import Request
    from pydock.build.buildkit.run import Display
    from pydock.build.buildkit.session import Session

_GRACE = 3.0


def solve_request(options: Options, asked: Request, found: Inputs, session: Session) -> messages.SolveRequest:
    """What the engine is asked to build."""
    solve = messages.SolveRequest(Ref=new_identifier(), Session=session.identifier, Frontend="dockerfile.v0")
    solve.FrontendAttrs.update(asked.attributes)
    solve.FrontendAttrs.update(found.attributes)
    solve.Entitlements.extend(asked.entitlements)
    pairs = [(output.kind, output.attributes) for output in asked.exporters]
    solve.Exporters.extend(exporters(pairs))
    if pairs:
        solve.ExporterDeprecated = pairs[0][0]
        solve.ExporterAttrsDeprecated.update(pairs[0][1])
    for cache in options.cache_from:
        solve.Cache.Imports.add(Type=cache.kind, Attrs=cache.attributes)
    for cache in options.cache_to:
        solve.Cache.Exports.add(Type=cache.kind, Attrs=cache.attributes)
    if options.cache_from:  # for frontends that are images
        imports = [{"Type": cache.kind, "Attrs": cache.attributes} for cache in options.cache_from]
        solve.FrontendAttrs["cache-imports"] = json.dumps(imports, separators=(",", ":"), sort_keys=True)
    return solve


def run_solve(
    control: Control, solve: messages.SolveRequest, display: Display, begun: Callable[[Call], object] = id
) -> messages.SolveResponse:
    """Solve and show the progress meanwhile. A keyboard interrupt cancels the solve and waits for its end.

    ``begun`` gets the solve's call, to cancel it from elsewhere.
    """
    call = control.solve(solve)
    begun(call)
    follow(control.status(solve.Ref), call, display)
    answer = call.receive()
    try:
        call.check()
    except GrpcError as error:
        raise solve_error(error) from error
    return messages.SolveResponse.FromString(answer or b"")


def solve_error(error: GrpcError) -> GrpcError:
    """A solve's failure as people read it."""
    from pydock.build.buildkit.sources import subrequest

    text = "Canceled: context canceled" if error.code == 1 else error.message
    name = subrequest(error.status.details)
    text = f"unsupported request {name}: {text}" if name else text
    return GrpcError(error.code, f"failed to solve: {text}", error.status.details)


def follow(status: Call, solve: Call, display: Display) -> None:
    """Hand the status stream to ``display`` until it ends, shortly after the solve at the latest.

    The first interrupt cancels the solve and lets its end be shown; the second one is a KeyboardInterrupt.
    """
    threading.Thread(target=_stop_after, args=(solve, status), daemon=True).start()
    with interrupts(solve.cancel):
        while True:
            try:
                data = status.receive(display.tick_seconds)
            except TimeoutError:
                display.tick()
                continue
            if data is None:
                return
            display.update(events.batch(messages.StatusResponse.FromString(data)))


@contextmanager
def interrupts(first: Callable[[], None]) -> Iterator[None]:
    """Run ``first`` at the first SIGINT instead of raising; a thread does it, for it takes locks."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handler(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        threading.Thread(target=first, daemon=True).start()

    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stop_after(solve: Call, status: Call) -> None:
    solve.result()
    with status.changed:
        status.changed.wait_for(lambda: status.status is not None, _GRACE)
    status.cancel()
