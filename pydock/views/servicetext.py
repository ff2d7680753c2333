"""A service as ``service inspect --pretty`` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydock.render.units import bytes_size, go_duration, human_duration, parse_time

Fields = Mapping[str, Any]


def text(service: Fields, networks: Iterable[str], now: float) -> str:
    """``networks`` are the names of the networks its tasks join; ``now`` is Unix seconds."""
    spec = service["Spec"]
    task = spec["TaskTemplate"]
    container = task.get("ContainerSpec") or {}
    lines = ["", f"ID:\t\t{service['ID']}", f"Name:\t\t{spec['Name']}"]
    lines += _map("Labels:", spec.get("Labels"), "=")
    lines += [*_mode(spec["Mode"]), *_status(service.get("UpdateStatus"), now), *_placement(task)]
    lines += _policy("UpdateConfig", "Update order:      ", spec.get("UpdateConfig"))
    lines += _policy("RollbackConfig", "Rollback order:    ", spec.get("RollbackConfig"))
    lines += [*_container(container), *_references(container), *_log_driver(task.get("LogDriver"))]
    lines += _resources(task.get("Resources"))
    if names := list(networks):
        lines.append(f"Networks: {' '.join(names)} ")
    endpoint = spec.get("EndpointSpec") or {}
    lines.append(f"Endpoint Mode:\t{endpoint.get('Mode', '')}")
    lines += [*_ports((service.get("Endpoint") or {}).get("Ports")), *_health(container.get("Healthcheck"))]
    return "\n".join(lines) + "\n"


def _map(title: str, values: Mapping[str, str] | None, between: str, indent: str = " ") -> list[str]:
    if not values:
        return []
    pairs = [f"{key}{between}{values[key]}" if values[key] else key for key in sorted(values)]
    return [title, *(f"{indent}{pair}" for pair in pairs)]


def _mode(mode: Fields) -> list[str]:
    if mode.get("Global") is not None:
        return ["Service Mode:\tGlobal"]
    replicated = mode.get("Replicated")
    if replicated is None:
        return ["Service Mode:"]
    lines = ["Service Mode:\tReplicated"]
    if replicated.get("Replicas") is not None:
        lines.append(f" Replicas:\t{replicated['Replicas']}")
    return lines


def _status(status: Fields | None, now: float) -> list[str]:
    if not status or not status.get("State"):
        return []
    lines = ["UpdateStatus:", f" State:\t\t{status['State']}"]
    if status.get("StartedAt"):
        lines.append(f" Started:\t{_ago(status['StartedAt'], now)}")
    if status["State"] == "completed" and status.get("CompletedAt"):
        lines.append(f" Completed:\t{_ago(status['CompletedAt'], now)}")
    return [*lines, f" Message:\t{status.get('Message', '')}"]


def _ago(moment: str, now: float) -> str:
    then = parse_time(moment)
    return f"{human_duration(now - then.seconds - then.nanoseconds / 1e9)} ago"


def _placement(task: Fields) -> list[str]:
    placement = task.get("Placement") or {}
    lines = ["Placement:"]
    if placement.get("Constraints"):
        lines.append(f" Constraints:\t[{' '.join(placement['Constraints'])}]")
    preferences = [
        item["Spread"]["SpreadDescriptor"] for item in placement.get("Preferences") or () if "Spread" in item
    ]
    if preferences:
        lines.append(f" Preferences:   [{' '.join(f'spread={name}' for name in preferences)}]")
    if placement.get("MaxReplicas"):
        lines.append(f" Max Replicas Per Node:   {placement['MaxReplicas']}")
    return lines


def _policy(title: str, order: str, policy: Fields | None) -> list[str]:
    if policy is None:
        return []
    lines = [f"{title}:", f" Parallelism:\t{policy.get('Parallelism', 0)}"]
    if policy.get("Delay"):
        lines.append(f" Delay:\t\t{go_duration(policy['Delay'])}")
    lines.append(f" On failure:\t{policy.get('FailureAction', '')}")
    if policy.get("Monitor"):
        lines.append(f" Monitoring Period: {go_duration(policy['Monitor'])}")
    lines.append(f" Max failure ratio: {policy.get('MaxFailureRatio', 0):g}")
    return [*lines, f" {order}{policy.get('Order', '')}"]


def _container(container: Fields) -> list[str]:
    lines = ["ContainerSpec:", f" Image:\t\t{container.get('Image', '')}"]
    for title, field in (("Args:\t\t", "Args"), ("Env:\t\t", "Env")):
        if container.get(field):
            lines.append(f" {title}{' '.join(container[field])} ")
    if container.get("Dir"):
        lines.append(f" Dir:\t\t{container['Dir']}")
    if container.get("Init") is not None:
        lines.append(f" Init:\t\t{'true' if container['Init'] else 'false'}")
    if container.get("User"):
        lines.append(f" User:\t\t{container['User']}")
    capabilities = [
        f" {word}:\t\t{', '.join(container[f'Capability{word}'])}"
        for word in ("Add", "Drop")
        if container.get(f"Capability{word}")
    ]
    if capabilities:
        lines += ["Capabilities:", *capabilities]
    lines += _map("SysCtls:", container.get("Sysctls"), ": ")
    limits = {item["Name"]: f"{item.get('Soft', 0)}:{item.get('Hard', 0)}" for item in container.get("Ulimits") or ()}
    return lines + _map("Ulimits:", limits, ": ")


def _references(container: Fields) -> list[str]:
    lines = []
    if container.get("Mounts"):
        lines.append("Mounts:")
    for mount in container.get("Mounts") or ():
        lines += [f" Target:\t{mount.get('Target', '')}", f"  Source:\t{mount.get('Source', '')}"]
        lines.append(f"  ReadOnly:\t{'true' if mount.get('ReadOnly') else 'false'}")
        lines.append(f"  Type:\t\t{mount.get('Type', '')}")
    for title, name in (("Configs", "ConfigName"), ("Secrets", "SecretName")):
        if container.get(title):
            lines.append(f"{title}:")
        for reference in container.get(title) or ():
            lines += [f" Target:\t{(reference.get('File') or {}).get('Name', '')}", f"  Source:\t{reference[name]}"]
    return lines


def _log_driver(driver: Fields | None) -> list[str]:
    if driver is None:
        return []
    lines = ["Log Driver:"]
    if driver.get("Name"):
        lines.append(f" Name:\t\t{driver['Name']}")
    return lines + _map(" LogOpts:", driver.get("Options"), ": ", "  ")


def _resources(resources: Fields | None) -> list[str]:
    if resources is None:
        return []
    lines = ["Resources:"]
    for title in ("Reservations", "Limits"):
        part = resources.get(title) or {}
        values = []
        if part.get("NanoCPUs"):
            values.append(f"  CPU:\t\t{part['NanoCPUs'] / 1e9:g}")
        if part.get("MemoryBytes"):
            values.append(f"  Memory:\t{bytes_size(part['MemoryBytes'])}")
        if part.get("Pids"):
            values.append(f"  PIDs:\t\t{part['Pids']}")
        if values:
            lines += [f" {title}:", *values]
    return lines


def _ports(ports: Iterable[Fields] | None) -> list[str]:
    if not ports:
        return []
    lines = ["Ports:"]
    for port in ports:
        lines += [f" PublishedPort = {port.get('PublishedPort', 0)}", f"  Protocol = {port.get('Protocol', '')}"]
        lines += [f"  TargetPort = {port.get('TargetPort', 0)}", f"  PublishMode = {port.get('PublishMode', '')}"]
    lines[-1] += " "
    return lines


def _health(check: Fields | None) -> list[str]:
    if not check:
        return []
    lines = [" Healthcheck:", f"  Interval = {go_duration(check.get('Interval', 0))}"]
    lines.append(f"  Retries = {check.get('Retries', 0)}")
    lines.append(f"  StartPeriod =\t{go_duration(check.get('StartPeriod', 0))}")
    lines.append(f"  Timeout =\t{go_duration(check.get('Timeout', 0))}")
    if check.get("Test"):
        lines += ["  Tests:", *(f"\t Test = {word}" for word in check["Test"])]
        lines[-1] += " "
    return lines
