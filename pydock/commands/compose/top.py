"""``pydock compose top``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.commands.compose._runtime import found, project_or_name


@command()
@argument("services", many=True, optional=True, metavar="[SERVICES...]")
def top(app: App, services: tuple[str, ...]) -> None:
    """List the processes of services."""
    from pydock.render.table import align

    titles: list[str] = []
    rows: list[tuple[str, int, dict[str, str]]] = []
    for container in found(app, services, all_states=False, project=project_or_name(app)):
        answer = app.engine.containers.top(container.id)
        titles += [title for title in answer["Titles"] if title not in titles]
        for process in answer.get("Processes") or ():
            rows.append((container.service, container.number, dict(zip(answer["Titles"], process, strict=False))))
    if not rows:
        return
    lines = ["\t".join(("SERVICE", "#", *titles))]
    lines += ["\t".join((s, str(n), *(cells.get(t, "-") for t in titles))) for s, n, cells in rows]
    app.out(align("".join(f"{line}\n" for line in lines), minwidth=4, padding=2))
