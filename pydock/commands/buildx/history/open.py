"""``pydock buildx history open``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command


@command(counting=True)
@argument("ref", optional=True)
def open(app: App, ref: str | None) -> None:
    """Show a build record in Docker Desktop."""
    import subprocess
    from shutil import which

    from pydock.commands.buildx.history import _records
    from pydock.errors import PydockError

    with _records.opened(app) as found:
        record = _records.pick(found, ref)
        address = f"docker-desktop://dashboard/build/{found.builder}/{found.node}/{record.Ref}"
    names = ("xdg-open", "x-www-browser", "www-browser")
    program = next((path for name in names if (path := which(name, path=app.environ.get("PATH")))), None)
    if program is None:
        raise PydockError(f'exec: "{",".join(names)}": executable file not found in $PATH')
    subprocess.run([program, address], check=False)
