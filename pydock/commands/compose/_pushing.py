"""Push the images of services, as ``push`` does and ``publish`` before it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.compose._runtime import dry_run, width
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.compose.events import Reporter
    from pydock.compose.model.project import Project


def push_services(app: App, project: Project, report: Reporter, *, ignore_failures: bool = False) -> list[str]:
    """Push what services build and name; the failures, where they are to be ignored. Raises PydockError else."""
    from pydock.compose.events import SKIPPED
    from pydock.compose.graph import Task, run_all

    failures: list[str] = []

    def send(name: str, image: str) -> None:
        try:
            _push(app, image, report)
        except PydockError as error:
            if not ignore_failures:
                raise
            failures.append(f"Pushing {name}: {error.message}")

    tasks = []
    for name, service in project.services.items():
        if service.get("build") is None or not service.get("image"):
            report.say(name, "Skipped", "", SKIPPED)
            continue
        images = dict.fromkeys([service["image"], *(service["build"].get("tags") or ())])
        tasks += [Task(image, partial(send, name, image)) for image in images]
    run_all(tasks, width(app))
    return failures


def _push(app: App, image: str, report: Reporter) -> None:
    from pydock.compose.events import DONE, WORKING
    from pydock.config.credentials import registry_auth
    from pydock.engine.jsonlines import messages
    from pydock.values.references import parse

    title = f"Pushing {image}:"
    if dry_run(app):
        report.say(f"{title} {image}", "Pushed", state=DONE)
        return
    reference = parse(image).with_default_tag()
    auth = registry_auth(app.config, image, app.environ)
    told: dict[str, str] = {}
    with app.engine.images.push(reference.familiar_name, reference.tag, auth=auth) as response:
        for message in messages(response):
            if message.get("error"):
                raise PydockError(str(message["error"]))
            layer, status = str(message.get("id", "")), str(message.get("status", ""))
            if layer and status and told.get(layer) != status:
                told[layer] = status
                ready = status in ("Pushed", "Layer already exists") or status.startswith("Mounted from")
                report.say(f"{title} {layer}", status, state=DONE if ready else WORKING)
