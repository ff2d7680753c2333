"""``pydock compose run``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._bring_up import Convergence, check_pull, create_all
from pydock.commands.compose._images import ready_images
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import dry_run, reporting, warner, width
from pydock.errors import ConfigError, Exit

if TYPE_CHECKING:
    from pydock.compose.execute import Executor
    from pydock.compose.model.project import Project
    from pydock.compose.observe import Container


@command(interspersed=False)
@option("--build", kind=kinds.BOOL, help="Build the image first")
@option("--cap-add", kind=kinds.LIST, help="Add a capability")
@option("--cap-drop", kind=kinds.LIST, help="Drop a capability")
@option("-d", "--detach", kind=kinds.BOOL, help="Leave the container running and print its id")
@option("--entrypoint", help="Run this instead of the image's entrypoint")
@option("-e", "--env", kind=kinds.STRING_ARRAY, help="Set an environment variable")
@option("--env-from-file", kind=kinds.STRING_ARRAY, help="Set the environment variables of this file")
@option("-i", "--interactive", kind=kinds.BOOL, default=True, help="Keep stdin open")
@option("-l", "--label", kind=kinds.STRING_ARRAY, help="Add a label")
@option("--name", help="Name of the container")
@option("-T", "--no-TTY", "no_tty", kind=kinds.BOOL, default_text="", help="Give the command no terminal")
@option("--no-deps", kind=kinds.BOOL, help="Leave what the service depends on alone")
@option("-p", "--publish", kind=kinds.STRING_ARRAY, help="Publish a port")
@option("--pull", default="policy", help="When to pull the image: always, missing, never or policy")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print the command's output only")
@option("--quiet-build", kind=kinds.BOOL, help="Show no progress of the build")
@option("--quiet-pull", kind=kinds.BOOL, help="Show no progress of the pull")
@option("--remove-orphans", kind=kinds.BOOL, help="Remove containers of services that are not in the files")
@option("--rm", kind=kinds.BOOL, help="Remove the container when it ends")
@option("-P", "--service-ports", kind=kinds.BOOL, help="Publish the service's ports")
@option("-t", "--tty", kind=kinds.BOOL, default=True, hidden=True, help="Give the command a terminal")
@option("--use-aliases", kind=kinds.BOOL, help="Take the service's names on its networks")
@option("-u", "--user", help="User and perhaps group")
@option("-v", "--volume", kind=kinds.STRING_ARRAY, help="Mount a volume")
@option("-w", "--workdir", help="Working directory of the command")
@argument("service")
@argument("words", many=True, optional=True, metavar="[COMMAND] [ARGS...]")
def run(app: App, service: str, words: tuple[str, ...], **flags: Any) -> None:
    """Run a one-off command in a new container of a service."""
    check_pull(flags["pull"])
    project = load_project(app, [service], dependencies=not flags["no_deps"])
    _change(app, project, service, words, flags)
    with reporting(app, quiet=flags["quiet"]) as report:
        worker = _dependencies(app, project, service, flags, report)
        container = None if dry_run(app) else _create(app, worker, project, service, flags)
    if container is None:
        return
    if flags["detach"]:
        app.engine.containers.start(container.id)
        app.echo(container.id)
        return
    _converse(app, container, project, service, flags)


def _change(app: App, project: Project, name: str, words: tuple[str, ...], flags: dict[str, Any]) -> None:
    """Apply the flags to the service."""
    from pydock.compose.model.decode import decode
    from pydock.compose.model.shapes import SERVICE
    from pydock.compose.model.shortforms import parse_mount, parse_ports, split_command

    service = project.services[name]
    if words:
        service["command"] = list(words)
    if flags["entrypoint"] is not None:
        service["entrypoint"] = split_command(flags["entrypoint"])
        if not words:
            service.pop("command", None)
    for key, flag in (("user", "user"), ("working_dir", "workdir")):
        if flags[flag] is not None:
            service[key] = flags[flag]
    given = _environment(app, project, flags)
    if given:
        service["environment"] = {**(service.get("environment") or {}), **given}
    marks = dict(text.partition("=")[::2] for text in flags["label"])
    if marks:
        service["labels"] = {**(service.get("labels") or {}), **marks}
    for key in ("cap_add", "cap_drop"):
        if flags[key]:
            service[key] = [*(service.get(key) or ()), *flags[key]]
    if not flags["service_ports"]:
        service.pop("ports", None)
    extra: dict[str, Any] = {
        "ports": [port for text in flags["publish"] for port in parse_ports(text)],
        "volumes": [parse_mount(text) for text in flags["volume"]],
    }
    decoded = decode("services", {"services": {name: extra}}, SERVICE)[name]
    for key in ("ports", "volumes"):
        if decoded.get(key):
            service[key] = [*(service.get(key) or ()), *decoded[key]]
    service.pop("container_name", None)
    service.pop("restart", None)
    service["tty"] = _tty(app, flags)
    service["stdin_open"] = flags["interactive"]
    service["scale"] = 1


def _environment(app: App, project: Project, flags: dict[str, Any]) -> dict[str, str]:
    """The variables of ``--env`` and then of ``--env-from-file``: the first to set one wins.

    A file refers to these variables only, not to those of the shell.
    """
    import os

    from pydock.compose.model import dotenv

    given: dict[str, str] = {}
    for text in flags["env"]:
        key, equals, value = text.partition("=")
        found = value if equals else project.environment.get(key)
        if found is not None:
            given[key] = found
    for path in flags["env_from_file"]:
        try:
            with open(os.path.join(app.cwd, path), encoding="utf-8", errors="surrogateescape") as file:
                content = file.read()
        except OSError as error:
            raise ConfigError(f"open {path}: {(error.strerror or str(error)).lower()}") from None
        given = {**dotenv.parse(content, given.get, warner(app), path), **given}
    return given


def _tty(app: App, flags: dict[str, Any]) -> bool:
    terminal = app.streams.stdout.is_terminal and app.streams.stdin.is_terminal
    return bool(flags["tty"] and not flags["no_tty"] and terminal)


def _dependencies(app: App, project: Project, name: str, flags: dict[str, Any], report: Any) -> Executor:
    """Bring what the service depends on up; the executor can then make the one-off container."""
    from pydock.compose.start import Starter

    own = project.services.pop(name)
    convergence = Convergence(
        remove_orphans=flags["remove_orphans"], quiet_pull=flags["quiet_pull"], quiet_build=flags["quiet_build"]
    )
    project.disabled[name] = own
    worker = create_all(app, project, [], convergence, report)
    if project.services:
        Starter(app.engine, project, worker.live, report, warner(app), parallel=width(app), dry_run=dry_run(app)).run()
    del project.disabled[name]
    others, project.services = project.services, {name: own}
    images = ready_images(
        app,
        project,
        report,
        build=flags["build"],
        policy=flags["pull"],
        quiet_build=flags["quiet_build"],
        quiet_pull=flags["quiet_pull"],
    )
    project.services = {**others, name: own}
    worker.images.update(images)
    if own.get("depends_on"):
        Starter(app.engine, project, worker.live, report, warner(app), dry_run=dry_run(app)).wait_dependencies(name)
    return worker


def _create(app: App, worker: Executor, project: Project, name: str, flags: dict[str, Any]) -> Container:
    from pydock.compose.oneoff import create_oneoff

    return create_oneoff(
        worker,
        name,
        title=flags["name"] or "",
        remove=flags["rm"],
        use_aliases=flags["use_aliases"],
        stdin=flags["interactive"],
    )


def _converse(app: App, container: Container, project: Project, name: str, flags: dict[str, Any]) -> None:
    from contextlib import ExitStack

    from pydock.commands.container import _session as session
    from pydock.engine.containers import ending

    tty = bool(project.services[name].get("tty"))
    containers = app.engine.containers
    tells = not flags["rm"] or containers.removal_tells_status
    with ExitStack() as stack:
        stream = stack.enter_context(
            containers.attach(container.id, stdin=flags["interactive"], stdout=True, stderr=True)
        )
        condition = "removed" if flags["rm"] and tells else "next-exit"
        waiting = stack.enter_context(containers.open_wait(container.id, condition))
        stack.enter_context(session.proxied_signals(app, container.id, not tty))
        containers.start(container.id)
        with session.sized(app, session.container_resizer(app, container.id), tty):
            session.converse(app, stream, tty=tty, stdin=flags["interactive"], keys=app.config.detach_keys)
        ended = ending(waiting)
        if not tells:
            session.await_removal(app, container.id)
    if ended.status:
        raise Exit(ended.status)
