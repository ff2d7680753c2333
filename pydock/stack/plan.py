"""How a service's spec differs from the one that is deployed: a pure comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Fields = Mapping[str, Any]


class Change(NamedTuple):
    """One attribute that changes, by its path in the API's ServiceSpec."""

    path: str
    old: Any
    new: Any

    def __str__(self) -> str:
        return f"{self.path}: {_shown(self.old)} -> {_shown(self.new)}"


# What the engine fills in by itself, and what is settled only when the stack is deployed.
_SETTLED = ("TaskTemplate.Runtime", "TaskTemplate.ForceUpdate", "TaskTemplate.Placement.Platforms")
_SECRET = ("Secrets", "Configs")
_DEFAULTS = {
    "EndpointSpec.Mode": "vip",
    "UpdateConfig.FailureAction": "pause",
    "UpdateConfig.Order": "stop-first",
    "RollbackConfig.FailureAction": "pause",
    "RollbackConfig.Order": "stop-first",
    "TaskTemplate.ContainerSpec.Isolation": "default",
}
_EMPTY: tuple[Any, ...] = (None, "", 0, False, [], {})


def changes(present: Fields, wanted: Fields, networks: Mapping[str, str]) -> Iterator[Change]:
    """The differences that a deployment would make; ``networks`` gives names to network ids."""
    yield from _compare(_plain(present, networks), _plain(wanted, networks), "")


def restarts(found: Sequence[Change]) -> bool:
    """Whether tasks are replaced: whatever is in their template does that, labels and counts do not."""
    return any(change.path.startswith("TaskTemplate.") for change in found)


def _plain(spec: Fields, networks: Mapping[str, str]) -> dict[str, Any]:
    """``spec`` without what cannot be compared: ids, digests, the engine's defaults."""
    task = dict(spec["TaskTemplate"])
    container = {key: value for key, value in task["ContainerSpec"].items() if key not in _SECRET}
    for field, name in (("Secrets", "SecretName"), ("Configs", "ConfigName")):
        if task["ContainerSpec"].get(field):
            container[field] = sorted(reference[name] for reference in task["ContainerSpec"][field])
    container["Image"] = _image(container.get("Image", ""))
    task["ContainerSpec"] = container
    task["Networks"] = [
        {**network, "Target": networks.get(network["Target"], network["Target"])}
        for network in task.get("Networks") or ()
    ]
    return {**spec, "TaskTemplate": task}


def _image(image: str) -> str:
    from pydock.values import references

    try:
        reference = references.parse(image).with_default_tag()
    except ValueError:
        return image
    return reference._replace(digest="").familiar() if reference.tag else image


def _compare(old: Any, new: Any, path: str) -> Iterator[Change]:
    empty = (*_EMPTY, _DEFAULTS.get(path))
    if path in _SETTLED or old == new or (old in empty and new in empty):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from _compare(old.get(key), new.get(key), f"{path}.{key}" if path else key)
    elif (old in _EMPTY and isinstance(new, dict)) or (new in _EMPTY and isinstance(old, dict)):
        yield from _compare(old or {}, new or {}, path)
    else:
        yield Change(path, old, new)


def _shown(value: Any) -> str:
    return "none" if value in _EMPTY and value != 0 else str(value)
