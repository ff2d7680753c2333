"""``pydock compose alpha generate``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import ConfigError, PydockError

if TYPE_CHECKING:
    from pydock.compose.observe import Container


@command()
@option("--format", default="yaml", help="How to print it: yaml or json")
@option("--name", help="Name of the application")
@option("--project-dir", help="Folder of the application")
@argument("containers", many=True, optional=True, metavar="[CONTAINERS...]")
def generate(app: App, containers: tuple[str, ...], format: str, name: str | None, project_dir: str | None) -> None:
    """Write a compose file for containers."""
    from pydock.compose.generate import application
    from pydock.compose.model.emit import to_json, to_yaml

    app.warn("generate command is EXPERIMENTAL")
    if not containers:
        raise PydockError("at least one container must be specified")
    if format not in ("yaml", "json"):
        raise ConfigError(f'unsupported format "{format}"')
    found = _found(app, containers)
    project = application(name or "", [(c, app.engine.containers.inspect(c.id)) for c in found])
    document = project.document()
    if format == "json":
        app.echo(to_json(document))
        return
    if not name:
        del document["name"]
    app.echo(to_yaml(document))


def _found(app: App, words: Sequence[str]) -> list[Container]:
    """The containers that ``words`` name, as the engine's filters take names and ids. Raises PydockError for none."""
    from pydock.compose.observe import Container

    rows = {
        row["Id"]: row
        for kind in ("name", "id")
        for row in app.engine.containers.list(everything=True, filters={kind: words})
    }
    if not rows:
        raise PydockError(f"no container(s) found with the following name(s): {','.join(words)}")
    return [Container(row) for row in rows.values()]
