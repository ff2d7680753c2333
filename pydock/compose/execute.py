"""Carry out the create phase of a plan: networks, volumes, containers; one event for each change.

The executor knows at any time which containers each service has, so that later steps can refer to new ones.
With ``dry_run`` it reports and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pydock.compose import labels
from pydock.compose.container import container_labels, create_body, endpoint, primary_first
from pydock.compose.events import DONE, Reporter
from pydock.compose.graph import Task, run_all
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.compose.mounts import mounts_of
from pydock.compose.observe import Container, Observed
from pydock.compose.plan import CREATE, RECREATE, REMOVE, Step, resolve_references
from pydock.compose.resources import network_spec, volume_spec
from pydock.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from pydock.engine.api import Engine

Json = dict[str, Any]
Warn = Callable[[str], None]


class Executor:
    """Runs steps against one engine for one project."""

    def __init__(
        self,
        engine: Engine,
        project: Project,
        observed: Observed,
        report: Reporter,
        warn: Warn,
        *,
        images: dict[str, str] | None = None,
        parallel: int = -1,
        timeout: int | None = None,
        renew_anonymous: bool = False,
        dry_run: bool = False,
        confirm: Callable[[str], bool] | None = None,
    ) -> None:
        from threading import Lock

        self.engine = engine
        self.project = project
        self.observed = observed
        self.report = report
        self.warn = warn
        self.images = images or {}
        self.parallel = parallel
        self.timeout = timeout
        self.renew_anonymous = renew_anonymous
        self.dry_run = dry_run
        self._confirm = confirm
        self._lock = Lock()
        self._image_details: dict[str, Json | None] = {}
        self.live: dict[str, list[Container]] = {name: observed.of(name) for name in project.services}

    def run(self, steps: Sequence[Step]) -> None:
        """Every step, side by side where they do not wait for each other. Raises the first step's error."""
        run_all([Task(step.id, partial(self._step, step), step.after) for step in steps], self.parallel)

    def _step(self, step: Step) -> None:
        if step.kind == "network":
            self._network(step)
        elif step.kind == "volume":
            self._volume(step)
        elif step.action == REMOVE and step.container is not None:
            if not self._gone(step):
                self.remove(step.container)
        elif step.action == CREATE or self._gone(step):
            with self.report.doing(f"Container {step.name}", "Creating", "Created"):
                self._create(step)
        elif step.action == RECREATE:
            self._recreate(step)
        elif step.container is not None:
            self._keep(step, step.container)

    def _keep(self, step: Step, container: Container) -> None:
        """Leave a container as it is; one that replaced another and was cut short gets its own name at last."""
        if container.name != step.name:
            if not self.dry_run:
                self.engine.containers.rename(container.id, step.name)
            container.name = step.name
            container.names = [step.name]
        if container.running:
            self.report(f"Container {step.name}", "Running", DONE)

    def _gone(self, step: Step) -> bool:
        """Whether the step's container of a service went with the volume that it had mounted."""
        mine = self.live.get(step.key)
        return mine is not None and step.container is not None and all(c.id != step.container.id for c in mine)

    # Networks and volumes

    def _network(self, step: Step) -> None:
        attached: list[Container] = []
        if step.action == RECREATE:
            attached = self._detach_all(step)
            self.report(f"Network {step.name}", "Removed", DONE)
        with self.report.doing(f"Network {step.name}", "Creating", "Created"):
            if not self.dry_run:
                self.engine.networks.create(step.name, network_spec(self.project, step.key))
        for container in attached:
            if not self.dry_run:
                settings = self.connect_settings(container.service, step.key, container.name)
                self.engine.networks.connect(step.name, container.id, settings)

    def _detach_all(self, step: Step) -> list[Container]:
        """Stop and take off what is on the network, and remove it."""
        names = [n for n, service in self.project.services.items() if step.key in (service.get("networks") or {})]
        attached = [container for name in names for container in self.live.get(name, ())]
        for container in attached:
            self.stop(container)
        if not self.dry_run:
            for container in attached:
                self.engine.networks.disconnect(step.name, container.id, force=True)
            self.engine.networks.remove(step.name)
        return attached

    def _volume(self, step: Step) -> None:
        if step.action == RECREATE:
            question = (
                f'Volume "{step.name}" exists but doesn\'t match configuration in compose file. '
                "Recreate (data will be lost)?"
            )
            if self._confirm is None or not self._confirm(question):
                return
            for name, service in self.project.services.items():
                if any(mount.get("source") == step.key for mount in service.get("volumes") or ()):
                    for container in list(self.live.get(name, ())):
                        self.remove(container)
            if not self.dry_run:
                self.engine.volumes.remove(step.name, force=True)
        with self.report.doing(f"Volume {step.name}", "Creating", "Created"):
            if not self.dry_run:
                self.engine.volumes.create(volume_spec(self.project, step.key))

    # Containers

    def stop(self, container: Container, *, timeout: int | None = None) -> None:
        """Stop a container and say so; one that is not running is told as stopped."""
        with self.report.doing(f"Container {container.name}", "Stopping", "Stopped"):
            if not self.dry_run:
                self.engine.containers.stop(container.id, timeout=self.timeout if timeout is None else timeout)
        container.state = "exited"

    def remove(self, container: Container, *, volumes: bool = False) -> None:
        """Stop and remove a container and say so."""
        self.stop(container)
        with self.report.doing(f"Container {container.name}", "Removing", "Removed"):
            if not self.dry_run:
                self.engine.containers.remove(container.id, force=True, volumes=volumes)
        with self._lock:
            kept = [c for c in self.live.get(container.service, ()) if c.id != container.id]
            if container.service in self.live:
                self.live[container.service] = kept

    def first_id(self, service: str) -> str:
        """The id of a service's first container. Raises ConfigError when it has none."""
        containers = self.live.get(service)
        if not containers:
            raise ConfigError(f"cannot share namespace with service {service}: container missing")
        return containers[0].id

    def _create(self, step: Step, replaced: Container | None = None) -> Container:
        if self.dry_run:
            container = Container(
                {
                    "Id": f"dry-run-{step.name}",
                    "Names": [f"/{step.name}"],
                    "State": "created",
                    "Labels": self._dry(step),
                }
            )
        else:
            container = self.create_container(step.key, step.name, step.number, replaced)
        with self._lock:
            others = [c for c in self.live.get(step.key, ()) if replaced is None or c.id != replaced.id]
            self.live[step.key] = sorted([*others, container], key=lambda c: c.number)
        return container

    def _dry(self, step: Step) -> dict[str, str]:
        return {labels.SERVICE: step.key, labels.NUMBER: str(step.number), labels.PROJECT: self.project.name}

    def detailed(self, step: Step) -> list[str]:
        """Why a container is recreated, down to the attributes that changed where its configuration did."""
        from pydock.compose.plan import CONFIGURATION
        from pydock.compose.reasons import changes

        if CONFIGURATION not in step.reasons or step.container is None:
            return list(step.reasons)
        detail = self.engine.containers.inspect(step.container.id)
        service = resolve_references(self.project.services[step.key], self.first_id)
        service.setdefault("image", self.project.image(step.key))
        body = create_body(
            self.project,
            step.key,
            service,
            container=step.name,
            labels=dict(service.get("labels") or {}),
            mounts=mounts_of(self.project, service, lambda message: None, None, None),
            links=self.links(step.key, service),
        )
        found = [str(change) for change in changes(body, detail, self._image(detail["Image"]))]
        return [reason for reason in step.reasons if reason != CONFIGURATION or not found] + found

    def create_container(self, name: str, title: str, number: int, replaced: Container | None = None) -> Container:
        """``POST /containers/create`` for a service, and the container as it is then."""
        service = resolve_references(self.project.services[name], self.first_id)
        service.setdefault("image", self.project.image(name))
        detail = None
        if replaced is not None and not self.renew_anonymous:
            detail = self.engine.containers.inspect(replaced.id)
        marks = container_labels(self.project, name, self._hashed(name, service), number, self.images.get(name, ""))
        actual = title
        if replaced is not None:
            actual = f"{replaced.id[:12]}_{title}"
            own = self.project.services[name].get("container_name")
            marks[labels.REPLACE] = str(own) if own else f"{name}-{number}"
        image = self._image(service["image"]) if detail is not None else None
        body = create_body(
            self.project,
            name,
            service,
            container=title,
            labels=marks,
            mounts=mounts_of(self.project, service, self.warn, detail, image),
            links=self.links(name, service),
        )
        late = self.late_endpoints(body)
        made = self.engine.containers.create(body, name=actual, platform=service.get("platform", ""))
        for warning in made.get("Warnings") or ():
            self.warn(warning)
        for network, settings in late.items():
            self.engine.networks.connect(network, made["Id"], settings)
        return self.adopt(made["Id"])

    def _hashed(self, name: str, service: Struct) -> Struct:
        """The service as the hash sees it: with its own image attribute only."""
        if "image" in self.project.services[name]:
            return service
        copy = service.copy()
        copy.pop("image", None)
        return copy

    def late_endpoints(self, body: Json) -> Json:
        """Engines before API 1.44 take one network at creation; the others are taken out of ``body`` and returned."""
        endpoints = body["NetworkingConfig"]["EndpointsConfig"]
        if not endpoints or len(endpoints) < 2 or self.engine.connection.at_least("1.44"):
            return {}
        primary = body["HostConfig"]["NetworkMode"]
        body["NetworkingConfig"]["EndpointsConfig"] = {primary: endpoints[primary]}
        return {network: settings for network, settings in endpoints.items() if network != primary}

    def adopt(self, identity: str) -> Container:
        """A new container, inspected."""
        detail = self.engine.containers.inspect(identity)
        config = detail.get("Config") or {}
        container = Container(
            {
                "Id": detail["Id"],
                "Names": [detail["Name"]],
                "State": (detail.get("State") or {}).get("Status", "created"),
                "Labels": config.get("Labels") or {},
                "Image": config.get("Image", ""),
                "ImageID": detail.get("Image", ""),
                "Mounts": detail.get("Mounts") or [],
                "NetworkSettings": detail.get("NetworkSettings") or {},
            }
        )
        container.detail = detail
        return container

    def _image(self, image: str) -> Json | None:
        if image not in self._image_details:
            try:
                self._image_details[image] = self.engine.images.inspect(image)
            except NotFoundError:
                self._image_details[image] = None
        return self._image_details[image]

    def links(self, name: str, service: Struct) -> list[str]:
        """Legacy links: ``CONTAINER:ALIAS`` for every container of linked services and for external ones."""
        found: list[str] = []
        for link in service.get("links") or ():
            other, _, alias = link.partition(":")
            for container in self.live.get(other, ()):
                number = container.number
                found += [
                    f"{container.name}:{alias or other}",
                    f"{container.name}:{other}-{number}",
                    f"{container.name}:{self.project.name}-{other}-{number}",
                ]
        for link in service.get("external_links") or ():
            other, _, alias = link.partition(":")
            found.append(f"{other}:{alias or other}")
        return found

    def _recreate(self, step: Step) -> None:
        old = step.container
        assert old is not None
        self._stop_dependents(step.key)
        with self.report.doing(f"Container {step.name}", "Recreate", "Recreated"):
            container = self._create(step, old)
            if self.dry_run:
                return
            self.engine.containers.stop(old.id, timeout=self.timeout)
            self.engine.containers.remove(old.id)
            self.engine.containers.rename(container.name, step.name)
        container.name = step.name
        container.names = [step.name]

    def _stop_dependents(self, name: str) -> None:
        """Stop the services that want to restart with this one."""
        for other in self.project.dependents(name):
            if self.project.services[other]["depends_on"][name].get("restart"):
                for container in self.live.get(other, ()):
                    if container.running:
                        self.stop(container)

    def connect_settings(self, name: str, key: str, title: str) -> Json:
        """The endpoint settings with which a service's container joins network ``key``."""
        service = self.project.services[name]
        return endpoint(name, service, key, title, [], primary=primary_first(service)[:1] == [key])
