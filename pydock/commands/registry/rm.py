"""``pydock registry rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.prompts import confirm
from pydock.cli.registries import open_registry, reference
from pydock.errors import PydockError, RegistryError


@command()
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask")
@option("--insecure", kind=kinds.BOOL, help="Accept a registry without TLS or with a bad certificate")
@argument("name", metavar="NAME[:TAG|@DIGEST]")
def rm(app: App, name: str, force: bool, insecure: bool) -> None:
    """Delete a tag's manifest from a registry."""
    target = reference(name)
    with open_registry(app, target.domain, insecure=insecure) as registry:
        digest = target.digest or registry.digest(target.path, target.tag)
        if digest is None:
            raise PydockError(f"no such manifest: {target.familiar()}")
        question = f"Delete {digest} from {target.name}, with every tag that it has there?"
        if not force and not app.options.yes and not confirm(app, question):
            raise PydockError(
                f"{target.familiar()} was not deleted: it was not confirmed", hint="Give --force to delete it unasked."
            )
        try:
            registry.delete_manifest(target.path, digest)
        except RegistryError as error:
            if error.status == 405:
                error.hint = "This registry does not allow deletion (REGISTRY_STORAGE_DELETE_ENABLED)."
            raise
    app.echo(f"{target.familiar_name}@{digest}")
