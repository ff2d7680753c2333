"""``build --explain-context`` and ``build --why``."""

from __future__ import annotations

from pydock.cli.app import App

_MOST = 50


def explain(app: App, path: str, dockerfile: str, why: str) -> None:
    """Print what the context at ``path`` sends, or why one path is in or out."""
    import os

    from pydock.build.buildkit import explain as explaining
    from pydock.errors import PydockError
    from pydock.render.units import human_size

    context = os.path.join(app.cwd, path)
    if not os.path.isdir(context):
        raise PydockError(f'ERROR: unable to prepare context: path "{path}" not found')
    found = explaining.rules(path if not os.path.isabs(path) and app.cwd == os.getcwd() else context, dockerfile)
    if why:
        app.echo(explaining.decide(context, found, why))
        return
    files = explaining.sizes(context, found)
    for name, size in files[:_MOST]:
        app.echo(f"{human_size(size):>10}  {name}")
    if len(files) > _MOST:
        rest = sum(size for _, size in files[_MOST:])
        app.echo(f"{human_size(rest):>10}  in {len(files) - _MOST} more files")
    app.echo(f"{human_size(sum(size for _, size in files)):>10}  in {len(files)} files")
    if found.path:
        app.echo(f"{len(found.patterns)} rules in {found.path}")
