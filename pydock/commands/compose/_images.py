"""Pull and build what services need, with events; the digests that containers are labelled with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.commands.compose._runtime import dry_run, width
from pydock.errors import EngineError, PydockError

if TYPE_CHECKING:
    from pydock.compose.events import Reporter
    from pydock.compose.model.project import Project
    from pydock.compose.model.shapes import Struct


def ready_images(
    app: App,
    project: Project,
    report: Reporter,
    *,
    build: bool = False,
    no_build: bool = False,
    policy: str = "policy",
    quiet_build: bool = False,
    quiet_pull: bool = False,
) -> dict[str, str]:
    """Make sure that every service's image is here; returns each service's image digest, "" where there is none."""
    from pydock.compose.images import inspect_images, needs, volume_images

    images = {name: project.image(name) for name, service in project.services.items() if "provider" not in service}
    others = [image for service in project.services.values() for image in volume_images(service)]
    here = inspect_images(app.engine, [*images.values(), *others], width(app))
    wanted = needs(project, here, build=build, no_build=no_build, policy=policy)
    pull_services(app, project, wanted.pull, report, quiet=quiet_pull)
    if wanted.pull and not dry_run(app):
        fresh = inspect_images(app.engine, [images[name] for name in wanted.pull], width(app))
        here.update(fresh)
        wanted = wanted._replace(build=[n for n in wanted.build if n not in wanted.pull or images[n] not in fresh])
    if wanted.build:
        build_services(app, project, wanted.build, report, quiet=quiet_build)
        if not dry_run(app):
            here.update(inspect_images(app.engine, [images[name] for name in wanted.build], width(app)))
    return {name: str(here.get(image, {}).get("Id", "")) for name, image in images.items()}


def pull_services(
    app: App,
    project: Project,
    names: Sequence[str],
    report: Reporter,
    *,
    quiet: bool = False,
    ignore_failures: bool = False,
) -> None:
    """Pull each service's image, every image once. A service that is built as well may fail."""
    from pydock.compose.graph import Task, run_all

    first: dict[str, str] = {}
    for name in names:
        first.setdefault(project.services[name]["image"], name)
    tasks = [
        Task(name, partial(_pull, app, project.services[name], name, report, quiet, ignore_failures))
        for name in first.values()
    ]
    run_all(tasks, width(app))


def _pull(app: App, service: Struct, name: str, report: Reporter, quiet: bool, lenient: bool) -> None:
    from pydock.compose.events import DONE, FAILED, WARNING
    from pydock.config.credentials import registry_auth
    from pydock.values.references import parse

    image = str(service["image"])
    report.say(name, "Pulling")
    if dry_run(app):
        report.say(name, "Pulled", state=DONE)
        return
    try:
        reference = parse(image).with_default_tag()
        auth = registry_auth(app.config, image, app.environ)
        platform = service.get("platform") or app.environ.get("DOCKER_DEFAULT_PLATFORM", "")
        with app.engine.images.pull(
            reference.familiar_name, reference.digest or reference.tag, platform=platform, auth=auth
        ) as response:
            _follow(response, name, report, quiet)
    except ValueError as error:
        raise PydockError(str(error)) from error
    except PydockError as error:
        detail = error.detail if isinstance(error, EngineError) else error.message
        if lenient or service.get("build") is not None:
            report.say(name, "Warning", detail, WARNING)
            return
        report.say(name, "Error", detail, FAILED)
        raise
    report.say(name, "Pulled", state=DONE)


def _follow(response: Any, name: str, report: Reporter, quiet: bool) -> None:
    from pydock.engine.jsonlines import messages
    from pydock.render.progress.events import layer_state

    last: dict[str, str] = {}
    for message in messages(response):
        if message.get("error"):
            raise PydockError(str(message["error"]))
        layer, status = str(message.get("id", "")), str(message.get("status", ""))
        if quiet or not layer or not status or status.startswith("Pulling from"):
            continue
        detail = message.get("progressDetail") or {}
        fresh = last.get(layer) != status
        last[layer] = status
        report.layer(
            layer,
            status,
            layer_state(status),
            current=int(detail.get("current") or 0),
            total=int(detail.get("total") or 0),
            group=name,
            plain=fresh,
        )


def build_services(
    app: App, project: Project, names: Sequence[str], report: Reporter, *, quiet: bool = False, **given: Any
) -> None:
    """Build each service's image, those that another build takes as a context first."""
    from pydock.compose.building import build_flags, build_order
    from pydock.compose.events import DONE

    order = build_order(project, names)
    if dry_run(app):
        for name in order:
            report.say(project.image(name), "Built", state=DONE, spaced=True)
        return
    from pydock.commands.compose._building import build_all

    if order:
        build_all(app, project, {name: build_flags(project, name, **given) for name in order}, report, quiet=quiet)
