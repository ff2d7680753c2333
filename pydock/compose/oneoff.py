"""The container of ``compose run``: a service's, with a name and labels that keep it out of the service's count."""

from __future__ import annotations

import secrets

from pydock.compose import labels
from pydock.compose.container import container_labels, create_body
from pydock.compose.execute import Executor
from pydock.compose.mounts import mounts_of
from pydock.compose.observe import Container
from pydock.compose.plan import resolve_references


def create_oneoff(
    worker: Executor, name: str, *, title: str, remove: bool, use_aliases: bool, stdin: bool
) -> Container:
    """Make the container. ``remove``: the engine removes it when it ends."""
    project = worker.project
    service = resolve_references(project.services[name], worker.first_id)
    service.setdefault("image", project.image(name))
    slug = secrets.token_hex(32)
    actual = title or f"{project.name}-{name}-run-{slug[:12]}"
    marks = container_labels(project, name, service, 1, worker.images.get(name, ""))
    del marks[labels.NUMBER]
    marks |= {labels.ONEOFF: "True", labels.SLUG: slug}
    body = create_body(
        project,
        name,
        service,
        container=actual,
        labels=marks,
        mounts=mounts_of(project, service, worker.warn, None, None),
        links=worker.links(name, service),
        stdin=stdin,
        aliases=use_aliases,
    )
    body["HostConfig"]["AutoRemove"] = remove
    late = worker.late_endpoints(body)
    made = worker.engine.containers.create(body, name=actual, platform=service.get("platform", ""))
    for network, settings in late.items():
        worker.engine.networks.connect(network, made["Id"], settings)
    return worker.adopt(made["Id"])
