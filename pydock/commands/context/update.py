"""``pydock context update``."""

from __future__ import annotations

from pydock.cli import contexts, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.config.contextstore import DOCKER_ENDPOINT, check_name


@command()
@option("--description", default="", default_text="", help="Words about the context")
@option(
    "--docker",
    kind=kinds.STRING_TO_STRING,
    default_text="[]",
    help="The engine: host=, ca=, cert=, key=, skip-tls-verify=, or from= another context",
)
@option("--protected", kind=kinds.BOOL, help="Ask before commands that destroy something there")
@argument("context")
def update(app: App, context: str, description: str, docker: list[str], protected: bool) -> None:
    """Change a context."""
    check_name(context)
    store = contexts.store_of(app)
    changed = contexts.mark(store.load(context), description, protected if "protected" in app.changed else None)
    if docker:
        from pydock.config.contextedit import docker_endpoint

        edit = docker_endpoint(store, contexts.default_context(app), docker)
        store.save(changed._replace(endpoints={**changed.endpoints, DOCKER_ENDPOINT: edit.meta}))
        store.replace_tls(context, DOCKER_ENDPOINT, edit.tls)
    else:
        store.save(changed)
    app.echo(context)
    app.warn(f'Successfully updated context "{context}"')
