"""``develop.watch``: look at the files of services and refresh containers as they change."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.cli.app import App
from pydock.commands.compose._bring_up import Convergence, create_all
from pydock.commands.compose._images import build_services
from pydock.commands.compose._runtime import found, reporting, warner, width
from pydock.compose.changes import Changes
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.commands.compose._following import Follower
    from pydock.compose.model.project import Project
    from pydock.compose.model.shapes import Struct
    from pydock.compose.observe import Container


class Manner(NamedTuple):
    """How to watch: what to say and where, and what goes on beside it.

    ``beside``: output that is shown meanwhile; it learns of new containers, and no progress is drawn into it.
    """

    say: Callable[[str], None]
    quiet: bool = False
    prune: bool = True
    beside: Follower | None = None
    ended: Callable[[], bool] = lambda: False


Snapshot = dict[str, tuple[int, int]]


class Rule:
    """One entry of ``develop.watch``: what it matches, and the files as they were."""

    def __init__(self, service: str, trigger: Struct) -> None:
        from pydock.build.dockerignore import Matcher

        self.service = service
        self.trigger = trigger
        self.path = str(trigger["path"])
        self._ignored = Matcher([".git", *(trigger.get("ignore") or ())])
        self._included = Matcher(list(trigger["include"])) if trigger.get("include") else None
        self.seen = self.snapshot()

    def snapshot(self) -> Snapshot:
        """(modification time in nanoseconds, size) of every watched file by its path under :attr:`path`."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, tuple[int, int]]]:
        if os.path.isfile(self.path):
            status = os.stat(self.path)
            yield "", (status.st_mtime_ns, status.st_size)
            return
        for folder, below, files in self._walk():
            for name in files:
                relative = os.path.normpath(os.path.join(below, name))
                if self._skips(relative) or (self._included is not None and not self._included.matches(relative)):
                    continue
                try:
                    status = os.stat(os.path.join(folder, name))
                except OSError:
                    continue
                yield relative, (status.st_mtime_ns, status.st_size)

    def folders(self) -> Iterator[str]:
        """Every folder in which a change may matter; a file's own, as editors put a new file in its place."""
        if os.path.isdir(self.path):
            yield from (folder for folder, _, _ in self._walk())
        else:
            yield os.path.dirname(self.path)

    def _walk(self) -> Iterator[tuple[str, str, list[str]]]:
        """Each folder that is not ignored, its path under :attr:`path`, and its files."""
        for folder, folders, files in os.walk(self.path):
            below = os.path.relpath(folder, self.path)
            folders[:] = [name for name in folders if not self._skips(os.path.normpath(os.path.join(below, name)))]
            yield folder, below, files

    def _skips(self, relative: str) -> bool:
        return self._ignored.matches(relative)

    def changes(self) -> tuple[list[str], list[str]]:
        """(changed or new files, removed files) since the last call."""
        now, before = self.snapshot(), self.seen
        self.seen = now
        return [p for p, s in now.items() if before.get(p) != s], [p for p in before if p not in now]


def watch_project(app: App, project: Project, services: Sequence[str], manner: Manner) -> None:
    """Watch until interrupted or ended. Raises PydockError where no service has a ``develop.watch`` section."""
    names = list(services) or list(project.services)
    rules = [
        Rule(name, trigger)
        for name in names
        for trigger in (project.services[name].get("develop") or {}).get("watch") or ()
    ]
    if not rules:
        raise PydockError("none of the selected services is configured for watch, consider setting a 'develop' section")
    manner.say("Watch enabled")
    for rule in rules:
        if rule.trigger["action"] != "rebuild" and rule.trigger.get("initial_sync"):
            _sync(app, project, rule, list(rule.seen), [])
    changes = Changes()
    while not manner.ended():
        changes.follow(folder for rule in rules for folder in rule.folders())
        _refresh(app, project, rules, manner)
        changes.wait()
    changes.close()


def _refresh(app: App, project: Project, rules: Sequence[Rule], manner: Manner) -> None:
    """Do what the rules say about what changed since the last time."""
    rebuild: dict[str, None] = {}
    for rule in rules:
        changed, removed = rule.changes()
        if not changed and not removed:
            continue
        if rule.trigger["action"] == "rebuild":
            rebuild[rule.service] = None
            continue
        if not manner.quiet:
            manner.say(f'Syncing service "{rule.service}" after {len(changed) + len(removed)} changes were detected')
        _sync(app, project, rule, changed, removed)
    for name in rebuild:
        if not manner.quiet:
            manner.say(f'Rebuilding service "{name}" after changes were detected...')
        _rebuild(app, project, name, manner)


def _containers(app: App, project: Project, service: str) -> list[Container]:
    return found(app, [service], all_states=False, project=(project, project.name))


def _sync(app: App, project: Project, rule: Rule, changed: Sequence[str], removed: Sequence[str]) -> None:
    """Copy and delete files in the service's containers, then restart or run what the action says."""
    action = rule.trigger["action"]
    target = str(rule.trigger.get("target", ""))
    for container in _containers(app, project, rule.service):
        if action != "restart":
            if changed:
                app.engine.archives.put(container.id, "/", _archive(rule, target, changed))
            for relative in removed:
                _exec(app, container, ["rm", "-rf", os.path.join(target, relative) if relative else target])
        if action in ("restart", "sync+restart"):
            app.engine.containers.restart(container.id)
        if action == "sync+exec":
            from pydock.compose.start import run_hook

            run_hook(app.engine, container, rule.trigger["exec"], rule.service)


def _archive(rule: Rule, target: str, changed: Sequence[str]) -> Any:
    import io
    import tarfile

    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for relative in changed:
            source = os.path.join(rule.path, relative) if relative else rule.path
            if os.path.exists(source):
                name = os.path.join(target, relative) if relative else target
                archive.add(source, arcname=name.lstrip("/"), recursive=False)
    stream.seek(0)
    return stream


def _exec(app: App, container: Container, words: list[str]) -> None:
    body = {"Cmd": words, "AttachStdout": False, "AttachStderr": False}
    app.engine.exec.start(app.engine.exec.create(container.id, body), {"Detach": True, "Tty": False})


def _rebuild(app: App, project: Project, name: str, manner: Manner) -> None:
    from pydock.compose import labels
    from pydock.compose.start import Starter

    follower = manner.beside
    if follower is not None:
        follower.hold()  # the container goes away, and another comes
    try:
        with reporting(app, quiet=follower is not None) as report:
            build_services(app, project, [name], report, quiet=follower is not None)
            worker = create_all(app, project, [name], Convergence(), report)
            joined = None if follower is None else follower.follow
            Starter(app.engine, project, worker.live, report, warner(app), parallel=width(app), on_start=joined).run()
    finally:
        if follower is not None:
            follower.release()
    if manner.prune:
        mark = [f"{labels.PROJECT}={project.name}"]
        app.engine.images.prune({"dangling": ["true"], "label": mark})
