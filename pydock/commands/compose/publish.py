"""``pydock compose publish``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._project import load_project, warner
from pydock.commands.compose._prompts import agreed
from pydock.commands.compose._pushing import push_services
from pydock.commands.compose._runtime import dry_run, reporting
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.compose.events import Reporter
    from pydock.compose.model.project import Project
    from pydock.compose.publishing import Layer
    from pydock.registry.client import Registry
    from pydock.values.references import Reference


@command(wordy=True)
@option("--app", "application", kind=kinds.BOOL, help="Store the images that are referred to as well")
@option("--oci-version", help="Form of the manifest: 1.0 or 1.1")
@option("--resolve-image-digests", kind=kinds.BOOL, help="Pin images to their digests")
@option("--with-env", kind=kinds.BOOL, help="Store the services' environment as well")
@option("-y", "--yes", kind=kinds.BOOL, help="Answer every question with yes")
@argument("repository", metavar="REPOSITORY[:TAG]")
def publish(app: App, repository: str, **flags: Any) -> None:
    """Store the application in a registry."""
    publish_application(app, repository, **flags)


def publish_application(
    app: App,
    repository: str,
    *,
    application: bool,
    oci_version: str | None,
    resolve_image_digests: bool,
    with_env: bool,
    yes: bool,
) -> None:
    """Ask about what would leave this machine, push the images that are built here, and store the files."""
    from pydock.compose.concerns import check_images, questions
    from pydock.compose.model.environment import resolve_services

    project = load_project(app, resolve_environment=False)
    project.enable_profiles(["*"])
    check_images(project)
    resolve_services(project, warner(app), discard_files=False)
    for question in questions(project, with_env=with_env):
        if not (yes or app.options.yes or agreed(app, question)):
            return
    from pydock.compose.events import DONE

    with reporting(app) as report:
        failures = push_services(app, project, report, ignore_failures=True)
        layers = _layers(app, project, with_env=with_env, pinned=resolve_image_digests or application)
        report.say(repository, "publishing")
        if not dry_run(app):
            _store(app, project, repository, layers, report, form=oci_version or "", application=application)
        report.say(repository, "published", state=DONE)
    for failure in failures:
        app.warn(failure)


def _layers(app: App, project: Project, *, with_env: bool, pinned: bool) -> list[Layer]:
    from pydock.compose.publishing import compose_layer, project_layers

    layers = project_layers(project, with_env=with_env)
    if pinned:
        from pydock.commands.compose._digests import locked, pin_images

        pin_images(app, project)
        layers.append(compose_layer("image-digests.yaml", locked(project).encode()))
    return layers


def _store(
    app: App, project: Project, name: str, layers: list[Layer], report: Reporter, *, form: str, application: bool
) -> None:
    import time

    from pydock.cli.registries import open_registry, reference
    from pydock.compose import publishing
    from pydock.compose.events import FAILED
    from pydock.registry.manifests import OCI_INDEX, digest_of

    target = reference(name)
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(app.clock()))
    with open_registry(app, target.domain) as registry:
        try:
            form, manifest = publishing.push(registry, target.path, target.tag, layers, form, created)
        except PydockError:
            report.say(name, "publishing", state=FAILED)
            raise
        if application:
            images = [_copied(app, service["image"], registry, target) for service in project.services.values()]
            index = publishing.application(manifest, form, images)
            registry.put_manifest(target.path, digest_of(index), OCI_INDEX, index)


def _copied(app: App, image: str, registry: Registry, target: Reference) -> dict[str, Any]:
    """Copy a service's image beside the artifact; its descriptor, which tells where it came from."""
    from pydock.cli.registries import open_registry, reference
    from pydock.registry.copy import Copier

    source = reference(image)
    with open_registry(app, source.domain) as origin:
        copied = Copier(origin, source.path, registry, target.path).copy(source.digest or source.tag, "")
    host = source.domain.partition(":")[0]
    return copied.descriptor(annotations={f"containerd.io/distribution.source.{host}": source.path})
