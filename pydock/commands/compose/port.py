"""``pydock compose port``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import one_container
from pydock.errors import PydockError


@command(spare=True)
@option("--index", kind=kinds.INT, default_text="0", help="Number of the container")
@option("--protocol", default="tcp", help="tcp or udp")
@argument("service")
@argument("private_port")
def port(app: App, service: str, private_port: str, index: int | None, protocol: str) -> None:
    """Show where a service's port is published."""
    if not private_port.isdigit():
        raise PydockError(f'strconv.ParseUint: parsing "{private_port}": invalid syntax')
    if int(private_port) > 65535:
        raise PydockError(f'strconv.ParseUint: parsing "{private_port}": value out of range')
    container = one_container(app, service, index or 0)
    ports = container.summary.get("Ports") or []
    for entry in ports:
        if entry.get("PrivatePort") == int(private_port) and entry.get("Type") == protocol:
            address = entry.get("IP", "")
            app.echo(f"{f'[{address}]' if ':' in address else address}:{entry.get('PublicPort', 0)}")
            return
    known = ", ".join(f"{p.get('PublicPort', 0)}->{p.get('PrivatePort')}/{p.get('Type')}" for p in ports)
    raise PydockError(f"no port {private_port}/{protocol} for container {container.name}: {known}")
