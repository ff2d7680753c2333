"""``--driver-opt`` and ``--buildkitd-flags`` of builders that run BuildKit in a container."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydock.errors import PydockError
from pydock.values.gpus import parse_gpus
from pydock.values.numbers import parse_bool, parse_int
from pydock.values.restart import parse_restart
from pydock.values.sizes import parse_bytes, parse_memory_swap

IMAGE = "moby/buildkit:buildx-stable-1"
NETWORK_HOST = "--allow-insecure-entitlement=network.host"
_RESTART = "unless-stopped"
_HOST: dict[str, tuple[str, Callable[[str], Any]]] = {
    "network": ("NetworkMode", str),
    "memory": ("Memory", parse_bytes),
    "memory-swap": ("MemorySwap", parse_memory_swap),
    "cpu-period": ("CpuPeriod", parse_int),
    "cpu-quota": ("CpuQuota", parse_int),
    "cpu-shares": ("CpuShares", parse_int),
    "cpuset-cpus": ("CpusetCpus", str),
    "cpuset-mems": ("CpusetMems", str),
    "cgroup-parent": ("CgroupParent", str),
    "restart-policy": ("RestartPolicy", parse_restart),
    "gpus": ("DeviceRequests", lambda text: [parse_gpus(text)]),
}


class Settings(NamedTuple):
    """``host``: fields of the container's HostConfig; ``load``: whether results go to the engine unasked."""

    image: str
    environment: tuple[str, ...]
    host: dict[str, Any]
    load: bool


def parse_settings(options: Mapping[str, str]) -> Settings:
    """Driver options by name. Raises PydockError for those that there are not and for bad values."""
    image, load, environment = IMAGE, False, []
    host: dict[str, Any] = {"RestartPolicy": {"Name": _RESTART, "MaximumRetryCount": 0}}
    for name, text in sorted(options.items()):
        try:
            if name in _HOST:
                field, parse = _HOST[name]
                host[field] = parse(text)
            elif name == "image":
                image = text
            elif name == "default-load":
                load = parse_bool(text)
            elif name == "provenance-add-gha":
                parse_bool(text)
            elif name.startswith("env."):
                environment.append(_variable(name, text))
            else:
                raise PydockError(f"invalid driver option {name} for docker-container driver")
        except ValueError as error:
            raise PydockError(str(error)) from error
    return Settings(image, tuple(environment), host, load)


def _variable(name: str, value: str) -> str:
    key = name.removeprefix("env.")
    if not key:
        raise PydockError(f'invalid env option "{name}", expecting env.FOO=bar')
    return f"{key}={value}"


def daemon_flags(text: str, network: str, config: str) -> list[str]:
    """The flags of a new node's daemon: builds may use its network unless flags or configuration rule on that."""
    try:
        flags = shlex.split(text)
    except ValueError as error:
        raise PydockError(f"failed to parse buildkit flags: {error}") from error
    granted = _entitlements(flags)
    if network == "host":
        wanted = "network.host" not in granted
    else:
        wanted = not granted and '"network.host"' not in config
    return [*flags, NETWORK_HOST] if wanted else flags


def _entitlements(flags: Sequence[str]) -> list[str]:
    name = "--allow-insecure-entitlement"
    joined = [flag.partition("=")[2] for flag in flags if flag.startswith(f"{name}=")]
    return joined + [flags[n + 1] for n, flag in enumerate(flags[:-1]) if flag == name]
