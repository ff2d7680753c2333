"""The spec of a service with the flags of ``service update`` put in.

A spec stays as the engine gave it where no flag touches it: a field that comes or goes without need would restart
the service's tasks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pydock.values.pairs import mapping
from pydock.values.services.create import (
    RESTART_DEFAULTS,
    RESTART_FIELDS,
    drop_empty,
    merged,
    update_policy,
)
from pydock.values.services.fields import generic_resources
from pydock.values.services.update_container import update_container

Values = Mapping[str, Any]


def update_spec(spec: dict[str, Any], values: Values, changed: Collection[str], environment: Sequence[str]) -> None:
    """Put the given flags into ``spec``, but for networks, secrets and configs, which the cluster must be asked for.

    ``environment`` are the resolved ``--env-add`` texts. ValueError in Docker's words.
    """
    task = spec["TaskTemplate"]
    _put(spec, "Labels", changed_map(spec.get("Labels"), values["label_add"], values["label_rm"]), keep=True)
    update_container(task["ContainerSpec"], values, changed, environment)
    _update_resources(task, values, changed)
    restart = merged(task.get("RestartPolicy"), RESTART_DEFAULTS, RESTART_FIELDS, values, changed)
    if restart is not None:
        task["RestartPolicy"] = restart
    _update_placement(task, values, changed)
    _update_mode(spec["Mode"], values, changed)
    for flag, field in (("update", "UpdateConfig"), ("rollback", "RollbackConfig")):
        policy = update_policy(spec.get(field), flag, values, changed)
        if policy is not None:
            spec[field] = policy
    _update_endpoint(spec, values, changed)
    if values["log_driver"]:
        task["LogDriver"] = drop_empty({"Name": values["log_driver"], "Options": mapping(values["log_opt"])})
    if values["force"]:
        task["ForceUpdate"] = task.get("ForceUpdate", 0) + 1


def changed_map(present: Mapping[str, str] | None, add: Iterable[str], remove: Iterable[str]) -> dict[str, str]:
    """A map of labels or settings: what is removed goes first, what is added wins."""
    gone = set(remove)
    return {**{key: value for key, value in (present or {}).items() if key not in gone}, **mapping(add)}


def _put(fields: dict[str, Any], name: str, value: Any, *, keep: bool = False) -> None:
    """Set a field; an empty one is left out, or (``keep``) left as it was if it was there."""
    if value or (keep and name in fields):
        fields[name] = value
    else:
        fields.pop(name, None)


def _update_resources(task: dict[str, Any], values: Values, changed: Collection[str]) -> None:
    places = {
        "limit-cpu": ("Limits", "NanoCPUs"),
        "limit-memory": ("Limits", "MemoryBytes"),
        "limit-pids": ("Limits", "Pids"),
        "reserve-cpu": ("Reservations", "NanoCPUs"),
        "reserve-memory": ("Reservations", "MemoryBytes"),
    }
    touched = [flag for flag in places if flag in changed]
    generic = "generic-resource-add" in changed or "generic-resource-rm" in changed
    if not touched and not generic:
        return
    resources = task.setdefault("Resources", {})
    for part in ("Limits", "Reservations"):
        if resources.get(part) is None:
            resources[part] = {}
    for flag in touched:
        part, field = places[flag]
        _put(resources[part], field, values[flag.replace("-", "_")])
    if generic:
        _update_generic(resources["Reservations"], values)


def _update_generic(reservations: dict[str, Any], values: Values) -> None:
    present = {
        resource["DiscreteResourceSpec"]["Kind"]: resource
        for resource in reservations.get("GenericResources") or ()
        if "DiscreteResourceSpec" in resource
    }
    for resource in generic_resources(values["generic_resource_add"]):
        present[resource["DiscreteResourceSpec"]["Kind"]] = resource
    for kind in values["generic_resource_rm"]:
        if kind not in present:
            raise ValueError(f"could not find generic-resource `{kind}` to remove it")
        del present[kind]
    _put(reservations, "GenericResources", [present[kind] for kind in sorted(present)])


def _update_placement(task: dict[str, Any], values: Values, changed: Collection[str]) -> None:
    flags = ("constraint-add", "constraint-rm", "placement-pref-add", "placement-pref-rm", "replicas-max-per-node")
    if not any(flag in changed for flag in flags):
        return
    placement = task["Placement"] = task.get("Placement") or {}
    if "constraint-add" in changed or "constraint-rm" in changed:
        wanted = [*(placement.get("Constraints") or ()), *values["constraint_add"]]
        _put(placement, "Constraints", sorted(text for text in wanted if text not in values["constraint_rm"]))
    if "placement-pref-add" in changed or "placement-pref-rm" in changed:
        kept = [item for item in placement.get("Preferences") or () if item not in values["placement_pref_rm"]]
        _put(placement, "Preferences", [*kept, *values["placement_pref_add"]])
    if "replicas-max-per-node" in changed:
        _put(placement, "MaxReplicas", values["replicas_max_per_node"])


def _update_mode(mode: dict[str, Any], values: Values, changed: Collection[str]) -> None:
    job = mode.get("ReplicatedJob")
    if "replicas" in changed:
        if mode.get("Replicated") is None and job is None:
            raise ValueError("replicas can only be used with replicated or replicated-job mode")
        if job is None:
            mode["Replicated"]["Replicas"] = values["replicas"]
        else:
            job["TotalCompletions"] = values["replicas"]
    if "max-concurrent" in changed:
        if job is None:
            raise ValueError("max-concurrent can only be used with replicated-job mode")
        job["MaxConcurrent"] = values["max_concurrent"]


def _update_endpoint(spec: dict[str, Any], values: Values, changed: Collection[str]) -> None:
    published = "publish-add" in changed or "publish-rm" in changed
    if "endpoint-mode" not in changed and not published:
        return
    endpoint = spec["EndpointSpec"] = spec.get("EndpointSpec") or {}
    if "endpoint-mode" in changed:
        endpoint["Mode"] = values["endpoint_mode"]
    if published:
        ports = _changed_ports(endpoint.get("Ports") or (), values["publish_add"], values["publish_rm"])
        _put(endpoint, "Ports", ports)


def _changed_ports(
    present: Iterable[dict[str, Any]], add: Iterable[dict[str, Any]], remove: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Ports by what they publish. A removal names the target port, the protocol and the mode."""
    known = {_port_text(port): port for port in present}
    gone = {_target(port) for port in remove}
    kept = [port for port in known.values() if _target(port) not in gone]
    added = [port for port in add if _port_text(port) not in known]
    return sorted([*kept, *added], key=_port_text)


def _port_text(port: Mapping[str, Any]) -> str:
    words = (port.get("PublishedPort", 0), port.get("TargetPort", 0), port.get("Protocol"), port.get("PublishMode"))
    return "{}:{}/{}/{}".format(*words)


def _target(port: Mapping[str, Any]) -> tuple[Any, str, str]:
    return port.get("TargetPort", 0), port.get("Protocol") or "tcp", port.get("PublishMode") or "ingress"
