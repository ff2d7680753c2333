"""From the command line's options to the engine: which endpoint, and a client of its API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.api import Engine
    from pydock.engine.transport.endpoint import Endpoint

_TRACING = ("debug", "trace")


def resolve(app: App) -> Endpoint:
    """The engine's address. With nothing configured and nothing at the default, the embedded engine's."""
    from pydock.config.contexts import TLSFlags, resolve_endpoint

    options = app.options
    if options.hosts and options.context:
        raise PydockError("conflicting options: cannot specify both --host and --context")
    tls = TLSFlags(options.tls or None, options.tls_verify, options.tls_ca, options.tls_cert, options.tls_key)
    return resolve_endpoint(options.hosts, options.context, app.environ, app.config, tls)


def connect(app: App) -> Engine:
    """A client of the API at the app's endpoint: a batch's commands with the same options share one."""
    if app.engines is None:
        return _client(app)
    options = app.options
    headers = app.config.http_headers
    pinned = app.environ.get("DOCKER_API_VERSION"), app.environ.get("DOCKER_CUSTOM_HEADERS")
    key = (app.endpoint, tuple(headers.items()), pinned)
    if options.explain or options.retry or options.log_level in _TRACING:
        return _client(app)
    if key not in app.engines:
        app.engines[key] = _client(app)
    return app.engines[key]


def _client(app: App) -> Engine:
    from pydock.engine.api import Engine

    options = app.options
    trace = options.log_level in _TRACING
    endpoint = app.endpoint
    if not endpoint.configured:
        from pydock.embedded.fallback import fallback

        endpoint = fallback(endpoint, app.environ, app.warn)
    if not (options.explain or options.retry or trace):
        from pydock.engine.connection import Connection

        return Engine(Connection(endpoint, headers=app.config.http_headers, environ=app.environ))
    from pydock.engine.observed import ObservedConnection

    observed = ObservedConnection(
        endpoint,
        headers=app.config.http_headers,
        environ=app.environ,
        note=app.warn,
        explain=options.explain,
        trace=trace,
        retries=options.retry,
    )
    return Engine(observed)
