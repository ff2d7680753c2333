"""``pydock compose alpha viz``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.commands.compose._project import load_project
from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.compose.model.shapes import Struct


@command(spare=True)
@option("--image", kind=kinds.BOOL, help="Show images")
@option("--indentation-size", kind=kinds.INT, default=1, help="Width of one level of indentation")
@option("--networks", kind=kinds.BOOL, help="Show networks")
@option("--ports", kind=kinds.BOOL, help="Show published ports")
@option("--spaces", kind=kinds.BOOL, help="Indent with spaces instead of tabs")
def viz(app: App, image: bool, indentation_size: int, networks: bool, ports: bool, spaces: bool) -> None:
    """Draw the application as a graph."""
    if indentation_size < 0:
        raise ConfigError(f"invalid indentation size: {indentation_size}")
    app.warn("viz command is EXPERIMENTAL")
    project = load_project(app)
    tab = (" " if spaces else "\t") * indentation_size
    nodes, edges = [], []
    for name, service in sorted(project.services.items()):
        label = f'<font point-size="15">{name}</font>'
        if networks:
            label += _part("Networks", sorted(service.get("networks") or ()))
        if ports:
            label += _part("Ports", [_port(port) for port in service.get("ports") or ()])
        if image:
            label += _part("Image", [project.image(name)])
        nodes.append(f'{tab}"{name}" [style="filled" label=<{label}>];')
        edges += [f'{tab}"{name}" -> "{other}";' for other in sorted(service.get("depends_on") or ())]
    app.echo("\n".join([f'digraph "{project.name}" {{', f"{tab}layout=dot;", *nodes, "", *edges, "}", ""]))


def _part(title: str, lines: Sequence[str]) -> str:
    """A paragraph of a label in small print; nothing without lines."""
    if not lines:
        return ""
    return f'<font point-size="10"><br/><br/><b>{title}:</b><br/>{"<br/>".join(lines)}</font>'


def _port(port: Struct) -> str:
    host = f"{port['host_ip']}:" if port.get("host_ip") else ""
    return f"{host}{port.get('published', '')}:{port['target']} ({port['protocol']}, {port['mode']})"
