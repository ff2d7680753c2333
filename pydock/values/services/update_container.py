"""The container's part of a service's spec with the flags of ``service update`` put in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pydock.values.pairs import mapping
from pydock.values.services.fields import effective_capabilities, swarm_hosts

Values = Mapping[str, Any]
Container = dict[str, Any]

# Flags whose value replaces the field; an empty one takes it away.
_PLAIN = {
    "image": "Image",
    "args": "Args",
    "entrypoint": "Command",
    "workdir": "Dir",
    "user": "User",
    "hostname": "Hostname",
    "isolation": "Isolation",
    "stop-grace-period": "StopGracePeriod",
    "stop-signal": "StopSignal",
    "tty": "TTY",
    "read-only": "ReadOnly",
    "oom-score-adj": "OomScoreAdj",
}
_HEALTH = {
    "health-interval": "Interval",
    "health-timeout": "Timeout",
    "health-retries": "Retries",
    "health-start-period": "StartPeriod",
    "health-start-interval": "StartInterval",
}


def update_container(
    container: Container, values: Values, changed: Collection[str], environment: Sequence[str]
) -> None:
    """Put the given flags into ``container``; ``environment`` are the resolved ``--env-add`` texts."""
    for flag, field in _PLAIN.items():
        if flag in changed:
            _put(container, field, values[flag.replace("-", "_")])
    if "init" in changed:
        container["Init"] = values["init"]
    for field, flag in (("Labels", "container_label"), ("Sysctls", "sysctl")):
        gone = set(values[f"{flag}_rm"])
        kept = {key: value for key, value in (container.get(field) or {}).items() if key not in gone}
        _put(container, field, {**kept, **mapping(values[f"{flag}_add"])})
    _put(container, "Env", _environment(container.get("Env") or (), environment, values["env_rm"]))
    _put(container, "Mounts", _mounts(container.get("Mounts") or (), values["mount_add"], values["mount_rm"]))
    _put(container, "Ulimits", _ulimits(container.get("Ulimits") or (), values["ulimit_add"], values["ulimit_rm"]))
    if "group-add" in changed or "group-rm" in changed:
        wanted = [*(container.get("Groups") or ()), *values["group_add"]]
        _put(container, "Groups", sorted(group for group in wanted if group not in values["group_rm"]))
    if any(flag.startswith("dns-") for flag in changed):
        container["DNSConfig"] = _dns(container.get("DNSConfig") or {}, values)
    if "host-add" in changed or "host-rm" in changed:
        _put(container, "Hosts", _hosts(container.get("Hosts") or (), values["host_add"], values["host_rm"]))
    _update_health(container, values, changed)
    if "cap-add" in changed or "cap-drop" in changed:
        _update_capabilities(container, values)


def _put(fields: Container, name: str, value: Any) -> None:
    if value:
        fields[name] = value
    else:
        fields.pop(name, None)


def _environment(present: Iterable[str], add: Iterable[str], remove: Iterable[str]) -> list[str]:
    gone = set(remove)
    kept = {text.partition("=")[0]: text for text in present}
    kept = {name: text for name, text in kept.items() if name not in gone}
    return list({**kept, **{text.partition("=")[0]: text for text in add}}.values())


def _mounts(present: Iterable[Container], add: Sequence[Container], remove: Collection[str]) -> list[Container]:
    by_target = {mount["Target"]: mount for mount in add}
    if len(by_target) < len(add):
        raise ValueError("duplicate mount target")
    for mount in present:
        by_target.setdefault(mount["Target"], mount)
    kept = [mount for target, mount in by_target.items() if target not in remove]
    return sorted(kept, key=lambda mount: (mount.get("Source", ""), mount["Target"]))


def _ulimits(present: Iterable[Container], add: Iterable[Container], remove: Collection[str]) -> list[Container]:
    kept = {limit["Name"]: limit for limit in present if limit["Name"] not in remove}
    kept.update({limit["Name"]: limit for limit in add})
    return [kept[name] for name in sorted(kept)]


def _dns(present: Mapping[str, Any], values: Values) -> Container:
    config: Container = {}
    for field, flag in (("Nameservers", "dns"), ("Search", "dns_search"), ("Options", "dns_option")):
        wanted = {*(present.get(field) or ()), *values[f"{flag}_add"]} - set(values[f"{flag}_rm"])
        if wanted:
            config[field] = sorted(wanted)
    return config


def _hosts(present: Iterable[str], add: Iterable[str], remove: Iterable[str]) -> list[str]:
    """Entries ``ADDRESS NAME``; a removal names a host, and perhaps which of its addresses."""
    gone = [text.partition(":") for text in remove]

    def stays(entry: str) -> bool:
        address, _, name = entry.partition(" ")
        return not any(name == host and where in ("", address) for host, _, where in gone)

    return list(dict.fromkeys([*filter(stays, present), *swarm_hosts(add)]))


def _update_health(container: Container, values: Values, changed: Collection[str]) -> None:
    own = [flag for flag in (*_HEALTH, "health-cmd") if flag in changed]
    if "no-healthcheck" not in changed and not own:
        return
    if values["no_healthcheck"]:
        if own:
            raise ValueError("--no-healthcheck conflicts with --health-* options")
        container["Healthcheck"] = {"Test": ["NONE"]}
        return
    check = container["Healthcheck"] = dict(container.get("Healthcheck") or {})
    if (check.get("Test") or [""])[0] == "NONE":
        del check["Test"]
    for flag in own:
        if flag in _HEALTH:
            _put(check, _HEALTH[flag], values[flag.replace("-", "_")])
        else:
            command = values["health_cmd"]
            _put(check, "Test", ["CMD-SHELL", command] if command else None)


def _update_capabilities(container: Container, values: Values) -> None:
    """What is added now leaves the list of dropped ones, and the other way round; adding wins. RESET empties a list."""
    add, drop = _names(values["cap_add"]), _names(values["cap_drop"])
    added = set() if _RESET in add else _names(container.get("CapabilityAdd") or ())
    dropped = set() if _RESET in drop else _names(container.get("CapabilityDrop") or ())
    added = (added - (drop - add)) | add
    dropped = (dropped - add) | (drop - add)
    capability_add, capability_drop = effective_capabilities(added, dropped)
    _put(container, "CapabilityAdd", capability_add)
    _put(container, "CapabilityDrop", capability_drop)


_RESET = "CAP_RESET"


def _names(texts: Iterable[str]) -> set[str]:
    from pydock.values.security import capabilities

    return set(capabilities(texts) or ())
