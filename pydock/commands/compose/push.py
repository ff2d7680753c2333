"""``pydock compose push``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import dry_run, reporting, width
from pydock.errors import PydockError


@command()
@option("--ignore-push-failures", kind=kinds.BOOL, help="Push what can be pushed")
@option("--include-deps", kind=kinds.BOOL, help="Push for what the services depend on, too")
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def push(app: App, services: tuple[str, ...], ignore_push_failures: bool, include_deps: bool, quiet: bool) -> None:
    """Send the images of services to their registries."""
    from functools import partial

    from pydock.compose.events import DONE, FAILED, SKIPPED
    from pydock.compose.graph import Task, run_all
    from pydock.config.credentials import registry_auth
    from pydock.engine.jsonlines import messages
    from pydock.values.references import parse

    project = load_project(app, services, dependencies=include_deps)

    def send(name: str, image: str) -> None:
        report.say(image, "Pushing")
        try:
            if not dry_run(app):
                reference = parse(image).with_default_tag()
                auth = registry_auth(app.config, image, app.environ)
                with app.engine.images.push(reference.familiar_name, reference.tag, auth=auth) as response:
                    for message in messages(response):
                        if message.get("error"):
                            raise PydockError(str(message["error"]))
        except PydockError as error:
            report.say(image, "Error", error.message, FAILED)
            if not ignore_push_failures:
                raise
            return
        report.say(image, "Pushed", state=DONE)

    with reporting(app, quiet=quiet) as report:
        tasks = []
        for name, service in project.services.items():
            if service.get("build") is None or not service.get("image"):
                report.say(name, "Skipped", "", SKIPPED)
                continue
            images = dict.fromkeys([service["image"], *(service["build"].get("tags") or ())])
            tasks += [Task(image, partial(send, name, image)) for image in images]
        run_all(tasks, width(app))
