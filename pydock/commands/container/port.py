"""``pydock container port``."""

from __future__ import annotations

from typing import Any

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.errors import PydockError
from pydock.values.numbers import parse_decimal_uint


@command()
@argument("container")
@argument("private_port", optional=True, metavar="[PRIVATE_PORT[/PROTO]]")
def port(app: App, container: str, private_port: str | None) -> None:
    """Show where a container's ports are published."""
    published: dict[str, list[dict[str, str]] | None] = app.engine.containers.inspect(container)["NetworkSettings"][
        "Ports"
    ]
    if private_port:
        number, _, protocol = private_port.partition("/")
        try:
            parse_decimal_uint(number, 16)
        except ValueError as error:
            raise PydockError(f"Error: invalid port ({number}): {error}") from error
        bindings = published.get(f"{number}/{protocol or 'tcp'}")
        if not bindings:
            raise PydockError(f"Error: No public port '{private_port}' published for {container}")
        lines = [_address(binding) for binding in bindings]
    else:
        lines = [
            f"{inside} -> {_address(binding)}" for inside, bindings in published.items() for binding in bindings or ()
        ]
    for line in sorted(lines, key=_natural):
        app.echo(line)


def _address(binding: dict[str, Any]) -> str:
    host = binding["HostIp"]
    return f"[{host}]:{binding['HostPort']}" if ":" in host else f"{host}:{binding['HostPort']}"


def _natural(text: str) -> list[tuple[int, str]]:
    """The numbers in a text count by value: port 80 comes before 443."""
    import re

    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text)]
