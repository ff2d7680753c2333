"""The images that services run: which are here, which are to be pulled or built, by each service's policy."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.compose.graph import Task, run_all
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.errors import ConfigError, ConnectError, NotFoundError

if TYPE_CHECKING:
    from pydock.engine.api import Engine

Json = dict[str, Any]
_REFRESH = {"daily": 24 * 3600, "weekly": 7 * 24 * 3600}


class Needs(NamedTuple):
    """Services whose image must be pulled or built first. A pull that fails is no harm where the image is built."""

    pull: list[str]
    build: list[str]


def inspect_images(engine: Engine, images: Sequence[str], width: int = -1) -> dict[str, Json]:
    """Those of ``images`` that the engine has, inspected."""
    found: dict[str, Json] = {}

    def inspect(image: str) -> None:
        try:
            found[image] = engine.images.inspect(image)
        except NotFoundError:
            pass
        except ConnectError as error:
            error.message = f"unable to get image '{image}': {error.message}"
            raise

    run_all([Task(image, partial(inspect, image)) for image in dict.fromkeys(images)], width)
    return found


def volume_images(service: Struct) -> list[str]:
    """Images that the service mounts."""
    return [str(mount["source"]) for mount in service.get("volumes") or () if mount.get("type") == "image"]


def needs(
    project: Project, here: Mapping[str, Json], *, build: bool = False, no_build: bool = False, policy: str = "policy"
) -> Needs:
    """What to get before containers can be made. ``policy`` is ``--pull``; "policy" leaves it to each service."""
    pull: list[str] = []
    made: list[str] = []
    for name, service in project.services.items():
        if service.get("provider") is not None:
            continue
        image = project.image(name)
        own = str(service.get("pull_policy", "")) if policy in ("", "policy") else policy
        if service.get("build") is not None and (build or own == "build") and not no_build:
            made.append(name)
            continue
        if service.get("image") and _must_pull(own, here.get(image), bool(service.get("build"))):
            pull.append(name)
        if image not in here and service.get("build") is not None:
            if no_build:
                raise ConfigError(f'service "{name}" needs to be built, but --no-build was given')
            made.append(name)
    return Needs(pull, made)


def _must_pull(policy: str, image: Json | None, buildable: bool) -> bool:
    if policy in ("never", "build"):
        return False
    if policy == "always":
        return not buildable or image is None
    if image is None:
        return True
    age = _REFRESH.get(policy) or (_every(policy[len("every_") :]) if policy.startswith("every_") else 0)
    if not age:
        return False
    tagged = str((image.get("Metadata") or {}).get("LastTagTime") or image.get("Created", ""))
    return time.time() - seconds(tagged) > age


def seconds(text: str) -> float:
    """An engine's time stamp as seconds since 1970; 0 for one that is none."""
    from datetime import datetime, timezone

    try:
        return datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc).timestamp()
    except ValueError:
        return 0.0


def _every(text: str) -> int:
    import re

    units = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}
    return sum(int(number) * units[unit] for number, unit in re.findall("([0-9]+)([wdhms])", text))
