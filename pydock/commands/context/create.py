"""``pydock context create``."""

from __future__ import annotations

from pydock.cli import contexts, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.config.contextstore import DOCKER_ENDPOINT, Context
from pydock.errors import ConfigError


@command()
@option("--description", default="", default_text="", help="Words about the context")
@option(
    "--docker",
    kind=kinds.STRING_TO_STRING,
    default_text="[]",
    help="The engine: host=, ca=, cert=, key=, skip-tls-verify=, or from= another context",
)
@option("--from", "from_", default="", default_text="", help="Context to copy")
@option("--protected", kind=kinds.BOOL, help="Ask before commands that destroy something there")
@argument("context")
def create(app: App, context: str, description: str, docker: list[str], from_: str, protected: bool) -> None:
    """Define a context."""
    contexts.check_new(app, context)
    if docker and not from_:
        _create(app, context, description, docker, protected)
    else:
        if docker:
            raise ConfigError("cannot use --docker flag when --from is set")
        _copy(app, context, description, from_ or contexts.current(app), protected)
    app.echo(context)
    app.warn(f'Successfully created context "{context}"')


def _create(app: App, name: str, description: str, docker: list[str], protected: bool) -> None:
    from pydock.config.contextedit import docker_endpoint

    store = contexts.store_of(app)
    edit = docker_endpoint(store, contexts.default_context(app), docker)
    store.save(contexts.mark(Context(name, {}, {DOCKER_ENDPOINT: edit.meta}), description, protected or None))
    store.replace_tls(name, DOCKER_ENDPOINT, edit.tls)


def _copy(app: App, name: str, description: str, source: str, protected: bool) -> None:
    from pydock.config.contextarchive import import_context

    store = contexts.store_of(app)
    import_context(store, name, contexts.archive_of(app, source))
    store.save(contexts.mark(store.load(name), description, protected or None))
