"""The engine's progress streams on a command's own output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.render.progress.messages import OnAux, checked

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.response import Response
    from pydock.terminal.streams import Output


def show(app: App, response: Response, *, output: Output | None, on_aux: OnAux | None = None) -> None:
    """Read the stream to its end. Without an ``output`` only errors count, which raise StreamError;
    ``on_aux`` gets the machine-readable messages, which are never shown."""
    from pydock.engine.jsonlines import messages

    stream = checked(messages(response), on_aux)
    if output is not None:
        from pydock.cli.progress import progress
        from pydock.render.progress.events import event_of

        with progress(app, output) as shown:
            for message in stream:
                shown.event(event_of(message))
        return
    for _ in stream:
        pass
