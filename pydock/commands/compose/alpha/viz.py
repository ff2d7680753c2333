"""``pydock compose alpha viz``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.commands.compose._project import load_project


@command()
@option("--image", kind=kinds.BOOL, help="Show images")
@option("--indentation-size", kind=kinds.INT, default=1, help="Width of one level of indentation")
@option("--networks", kind=kinds.BOOL, help="Show networks")
@option("--ports", kind=kinds.BOOL, help="Show published ports")
@option("--spaces", kind=kinds.BOOL, help="Indent with spaces instead of tabs")
def viz(app: App, image: bool, indentation_size: int, networks: bool, ports: bool, spaces: bool) -> None:
    """Draw the application as a graph."""
    project = load_project(app)
    tab = (" " if spaces else "\t") * indentation_size
    app.warn("viz command is EXPERIMENTAL")
    lines = [f"digraph {_quoted(project.name)} {{", f"{tab}layout=dot;"]
    for name in sorted(project.services):
        service = project.services[name]
        parts = [f'<font point-size="15">{name}</font>']
        if image:
            parts.append(project.image(name))
        if networks:
            parts += [f"network {key}" for key in sorted(service.get("networks") or ())]
        if ports:
            parts += [f"{p.get('published', '')}:{p['target']}/{p['protocol']}" for p in service.get("ports") or ()]
        lines.append(f'{tab}{_quoted(name)} [style="filled" label=<{"<br/>".join(parts)}>];')
    for name in sorted(project.services):
        links = project.services[name].get("depends_on") or {}
        lines += [f"{tab}{_quoted(name)} -> {_quoted(other)};" for other in sorted(links)]
    app.echo("\n".join([*lines, "}"]))


def _quoted(text: str) -> str:
    return f'"{text}"'
