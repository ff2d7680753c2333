"""The contexts as commands see them: the stored ones and ``default``, which flags and environment make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.config.contexts import TLSFlags, context_name, default_endpoint
from pydock.config.contextstore import DEFAULT_NAME, DOCKER_ENDPOINT, Context, ContextStore
from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.transport.endpoint import Endpoint

DEFAULT_DESCRIPTION = "Current DOCKER_HOST based configuration"


def store_of(app: App) -> ContextStore:
    """The store in the configuration directory."""
    return ContextStore(app.config.directory)


def current(app: App) -> str:
    """The name of the context in use, which need not exist."""
    return context_name(app.options.hosts, app.options.context, app.environ, app.config)[0]


def default_of(app: App) -> Endpoint:
    """The endpoint of ``default``. Raises ConfigError for a bad address or a TLS file that is not there."""
    options = app.options
    flags = TLSFlags(options.tls or None, options.tls_verify, options.tls_ca, options.tls_cert, options.tls_key)
    return default_endpoint(options.hosts, app.environ, app.config, flags, "default")


def default_context(app: App) -> Context:
    """``default`` in the form of a stored context."""
    endpoint = default_of(app)
    meta = {"Host": endpoint.host, "SkipTLSVerify": endpoint.tls is not None and endpoint.tls.skip_verify}
    return Context(DEFAULT_NAME, {"Description": DEFAULT_DESCRIPTION}, {DOCKER_ENDPOINT: meta})


def default_tls(app: App) -> dict[str, dict[str, bytes]]:
    """The certificate material of ``default``, in the store's form."""
    tls = default_of(app).tls
    if tls is None:
        return {}
    files = {}
    for name, path in (("ca.pem", tls.ca), ("cert.pem", tls.cert), ("key.pem", tls.key)):
        if path:
            with open(path, "rb") as stream:
                files[name] = stream.read()
    return {DOCKER_ENDPOINT: files} if files else {}


def load(app: App, name: str) -> Context:
    """The context of that name, ``default`` too. Raises ContextNotFound, ConfigError."""
    return default_context(app) if name == DEFAULT_NAME else store_of(app).load(name)


def archive_of(app: App, name: str) -> bytes:
    """The archive of the context of that name."""
    from pydock.config.contextarchive import export_context, pack

    if name == DEFAULT_NAME:
        return pack(default_context(app), default_tls(app))
    return export_context(store_of(app), name)


def check_new(app: App, name: str) -> None:
    """Raises ConfigError for a name that cannot be given to a new context."""
    from pydock.config.contextstore import check_name

    check_name(name)
    if store_of(app).exists(name):
        raise ConfigError(f'context "{name}" already exists')


def mark(context: Context, description: str, protected: bool | None) -> Context:
    """``context`` with its description and protection changed where they are given."""
    metadata = dict(context.metadata)
    if description:
        metadata["Description"] = description
    if protected is not None:
        metadata.pop("protected", None)
        if protected:
            metadata["protected"] = True
    return context._replace(metadata=metadata)
