"""An application of a repository or registry: where it lies, and whether its variables may be what they are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.compose.explain import Variable
    from pydock.compose.model.load import Loader


def agree(app: App, *, yes: bool) -> None:
    """Tell and ask, where one of the files is remote; others pass in silence. Raises PydockError for a no."""
    from pydock.compose.model.remote import is_remote

    if not any(is_remote(name) for name in app.group_options.get("file") or ()):
        return
    from pydock.commands.compose._project import request
    from pydock.compose.explain import collect
    from pydock.compose.model.load import Loader

    loader = Loader(request(app, warn=lambda message: None, interpolate=False))
    for checkout in loader.checkouts:
        app.echo(f'Your compose stack "{checkout.named}" is stored in "{checkout.root}"')
    variables = sorted(collect(loader).values())
    if yes or app.options.yes or not variables:
        return
    app.out("\n" + _table(loader, variables) + "\nDo you want to proceed with these variables? [Y/n]: ")
    app.streams.stdout.flush()
    answer = app.streams.stdin.readline()
    if not answer or answer.strip().lower() not in ("", "y", "yes"):
        raise PydockError("operation cancelled by user")


def _table(loader: Loader, variables: list[Variable]) -> str:
    from pydock.render.table import align

    lines = ["VARIABLE\tVALUE\tSOURCE\tREQUIRED\tDEFAULT\n"]
    for variable in variables:
        value, source = "<unset>", "none"
        if variable.name in loader.environment:
            value, source = loader.environment[variable.name], "environment"
        elif variable.default:
            value, source = variable.default, "compose file"
        required = "yes" if variable.required else "no"
        lines.append(f"{variable.name}\t{value}\t{source}\t{required}\t{variable.default}\n")
    return "Found the following variables in configuration:\n" + align("".join(lines), minwidth=0)
