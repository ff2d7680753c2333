"""From the command line's options to the engine: which endpoint, and a client of its API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.api import Engine
    from pydock.engine.transport.endpoint import Endpoint


def resolve(app: App) -> Endpoint:
    """The engine's address. With nothing configured and nothing at the default, the embedded engine's."""
    from pydock.config.contexts import TLSFlags, resolve_endpoint

    options = app.options
    if options.hosts and options.context:
        raise PydockError("conflicting options: cannot specify both --host and --context")
    tls = TLSFlags(options.tls or None, options.tls_verify, options.tls_ca, options.tls_cert, options.tls_key)
    return resolve_endpoint(options.hosts, options.context, app.environ, app.config, tls)


def connect(app: App) -> Engine:
    """A client of the API at the app's endpoint."""
    from pydock.engine.api import Engine

    options = app.options
    trace = options.log_level in ("debug", "trace")
    if options.explain or options.retry or trace:
        from pydock.engine.observed import ObservedConnection

        return Engine(
            ObservedConnection(
                app.endpoint,
                headers=app.config.http_headers,
                environ=app.environ,
                note=app.warn,
                explain=options.explain,
                trace=trace,
                retries=options.retry,
            )
        )
    from pydock.engine.connection import Connection

    return Engine(Connection(app.endpoint, headers=app.config.http_headers, environ=app.environ))
