"""From a service to the body of ``POST /containers/create``, field for field as docker compose sends it."""

from __future__ import annotations

from typing import Any

from pydock.compose import labels
from pydock.compose.model.confighash import service_hash
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.errors import ConfigError
from pydock.values.endpoints import endpoint_settings

Json = dict[str, Any]


def container_name(project: Project, name: str, number: int, separator: str = "-") -> str:
    """The name of a service's container: its own, or ``project-service-number``."""
    own = project.services[name].get("container_name")
    return str(own) if own else separator.join((project.name, name, str(number)))


def container_labels(project: Project, name: str, service: Struct, number: int, image_digest: str) -> dict[str, str]:
    """The labels of a new container; ``service`` has its references to other services resolved."""
    found: dict[str, str] = dict(service.get("labels") or {})
    links = project.services[name].get("depends_on") or {}
    dependencies = [
        f"{other}:{link.get('condition', '')}:{str(bool(link.get('restart'))).lower()}"
        for other, link in sorted(links.items())
    ]
    found.update(
        {
            labels.HASH: service_hash(service),
            labels.NUMBER: str(number),
            labels.DEPENDS: ",".join(dependencies),
            labels.IMAGE: image_digest,
            labels.ONEOFF: "False",
            labels.PROJECT: project.name,
            labels.CONFIG_FILES: ",".join(project.files),
            labels.WORKING_DIR: project.working_dir,
            labels.SERVICE: name,
            labels.VERSION: labels.VERSION_VALUE,
        }
    )
    if not image_digest:
        del found[labels.IMAGE]
    if project.env_files:
        found[labels.ENVIRONMENT_FILE] = ",".join(project.env_files)
    return found


def create_body(
    project: Project,
    name: str,
    service: Struct,
    *,
    container: str,
    labels: dict[str, str],
    mounts: tuple[list[str], list[Json]],
    links: list[str],
    stdin: bool = False,
    aliases: bool = True,
) -> Json:
    """The whole body. ``container`` is the final name, ``links`` the legacy links, ``stdin`` attaches input."""
    exposed, bindings = _ports(service)
    body: Json = {
        "Hostname": service.get("hostname", ""),
        "Domainname": service.get("domainname", ""),
        "User": service.get("user", ""),
        "AttachStdin": stdin,
        "AttachStdout": True,
        "AttachStderr": True,
        "Tty": bool(service.get("tty")),
        "OpenStdin": bool(service.get("stdin_open")),
        "StdinOnce": stdin and bool(service.get("stdin_open")),
        "Env": [k if v is None else f"{k}={v}" for k, v in sorted((service.get("environment") or {}).items())] or None,
        "Cmd": service.get("command"),
        "Image": project.image(name) if "image" not in service else service["image"],
        "Volumes": None,
        "WorkingDir": service.get("working_dir", ""),
        "Entrypoint": service.get("entrypoint"),
        "OnBuild": None,
        "Labels": labels,
    }
    if exposed:
        body["ExposedPorts"] = exposed
    if service.get("healthcheck") is not None:
        body["Healthcheck"] = _health(service["healthcheck"])
    if service.get("network_mode") == "disabled":
        body["NetworkDisabled"] = True
    if service.get("stop_signal"):
        body["StopSignal"] = service["stop_signal"]
    if service.get("stop_grace_period") is not None:
        body["StopTimeout"] = int(service["stop_grace_period"] // 10**9)
    primary, endpoints = _networks(project, name, service, container, links, aliases)
    body["HostConfig"] = {**_host(service, primary, bindings, links), **_mounted(mounts), **_resources(service)}
    body["NetworkingConfig"] = {"EndpointsConfig": endpoints}
    return body


def _mounted(mounts: tuple[list[str], list[Json]]) -> Json:
    binds, others = mounts
    return {"Binds": binds or None, **({"Mounts": others} if others else {})}


def _host(service: Struct, network_mode: str, bindings: Json, links: list[str]) -> Json:
    security, unconfined = _security(service)
    logging = service.get("logging") or {}
    host: Json = {
        "ContainerIDFile": "",
        "LogConfig": {"Type": logging.get("driver", ""), "Config": logging.get("options")},
        "NetworkMode": network_mode,
        "PortBindings": bindings,
        "RestartPolicy": _restart(service),
        "AutoRemove": False,
        "VolumeDriver": service.get("volume_driver", ""),
        "VolumesFrom": service.get("volumes_from"),
        "ConsoleSize": [0, 0],
        "CapAdd": None,
        "CapDrop": None,
        "CgroupnsMode": service.get("cgroup", ""),
        "Dns": service.get("dns"),
        "DnsOptions": service.get("dns_opt"),
        "DnsSearch": service.get("dns_search"),
        "ExtraHosts": [host.replace("=", ":", 1) for host in service.get("extra_hosts") or ()],
        "GroupAdd": service.get("group_add"),
        "IpcMode": service.get("ipc", ""),
        "Cgroup": "",
        "Links": links or None,
        "OomScoreAdj": service.get("oom_score_adj", 0),
        "PidMode": service.get("pid", ""),
        "Privileged": bool(service.get("privileged")),
        "PublishAllPorts": False,
        "ReadonlyRootfs": bool(service.get("read_only")),
        "SecurityOpt": security or None,
        "UTSMode": service.get("uts", ""),
        "UsernsMode": service.get("userns_mode", ""),
        "ShmSize": service.get("shm_size", 0),
        "Isolation": service.get("isolation", ""),
        "MaskedPaths": [] if unconfined else None,
        "ReadonlyPaths": [] if unconfined else None,
    }
    host["CapAdd"], host["CapDrop"] = _capabilities(service)
    for name, key in (
        ("Annotations", "annotations"),
        ("Sysctls", "sysctls"),
        ("StorageOpt", "storage_opt"),
        ("Runtime", "runtime"),
    ):
        if service.get(key):
            host[name] = service[key]
    if service.get("init") is not None:
        host["Init"] = service["init"]
    if service.get("tmpfs"):
        host["Tmpfs"] = {path: options for path, _, options in (line.partition(":") for line in service["tmpfs"])}
    return host


def _capabilities(service: Struct) -> tuple[list[str] | None, list[str] | None]:
    from pydock.values.security import capabilities

    add = capabilities(service.get("cap_add") or ()) or []
    drop = [name for name in capabilities(service.get("cap_drop") or ()) or () if name not in add]
    return (["ALL"] if "ALL" in add else add or None), (["ALL"] if "ALL" in drop else drop or None)


def _security(service: Struct) -> tuple[list[str], bool]:
    parsed: list[str] = []
    unconfined = False
    for option in service.get("security_opt") or ():
        if option == "systempaths=unconfined":
            unconfined = True
            continue
        key, separator, value = option.partition("=")
        if not separator and key != "no-new-privileges":
            key, separator, value = option.partition(":")
            if not separator:
                raise ConfigError(f'Invalid security-opt: "{option}"')
        if key == "seccomp" and value not in ("unconfined", "builtin"):
            parsed.append(f"seccomp={_profile(value)}")
            continue
        parsed.append(option)
    return parsed, unconfined


def _profile(path: str) -> str:
    """A seccomp profile's JSON, compact."""
    import json

    try:
        with open(path, encoding="utf-8") as file:
            return json.dumps(json.load(file), separators=(",", ":"))
    except OSError as error:
        raise ConfigError(f"opening seccomp profile ({path}) failed: {error}") from None


def _restart(service: Struct) -> Json:
    text = service.get("restart", "")
    if text:
        name, _, count = text.partition(":")
        if count and not count.isdigit():
            raise ConfigError(f"maximum retry count must be an integer: {count}")
        return {"Name": name, "MaximumRetryCount": int(count or 0)}
    policy = (service.get("deploy") or {}).get("restart_policy")
    if policy is None:
        return {"Name": "", "MaximumRetryCount": 0}
    condition = policy.get("condition", "")
    names = {"none": "no", "": "always", "any": "always"}
    return {"Name": names.get(condition, condition), "MaximumRetryCount": policy.get("max_attempts") or 0}


def _health(check: Struct) -> Json:
    if check.get("disable"):
        return {"Test": ["NONE"]}
    health: Json = {}
    if check.get("test"):
        health["Test"] = check["test"]
    if check.get("start_interval") and not check.get("start_period"):
        raise ConfigError("healthcheck.start_interval requires healthcheck.start_period to be set")
    for name, key in (
        ("Interval", "interval"),
        ("Timeout", "timeout"),
        ("StartPeriod", "start_period"),
        ("StartInterval", "start_interval"),
        ("Retries", "retries"),
    ):
        if check.get(key):
            health[name] = check[key]
    return health


def _ports(service: Struct) -> tuple[Json, Json]:
    exposed: Json = {port: {} for port in service.get("expose") or ()}
    bindings: dict[str, list[Json]] = {}
    for port in service.get("ports") or ():
        key = f"{port['target']}/{port.get('protocol', 'tcp')}"
        exposed[key] = {}
        bindings.setdefault(key, []).append({"HostIp": port.get("host_ip", ""), "HostPort": port.get("published", "")})
    return exposed, bindings


def primary_first(service: Struct) -> list[str]:
    """The networks of a service, highest priority first, equals by name."""
    networks = service.get("networks") or {}
    return sorted(networks, key=lambda name: (-((networks[name] or {}).get("priority") or 0), name))


def _networks(
    project: Project, name: str, service: Struct, container: str, links: list[str], use_aliases: bool
) -> tuple[str, Json | None]:
    mode = service.get("network_mode", "")
    if mode:
        return mode, None
    order = primary_first(service)
    if not order:
        return "none", None
    endpoints: Json = {}
    for index, key in enumerate(order):
        network = str(project.networks[key].get("name", key))
        endpoints[network] = endpoint(name, service, key, container, links, use_aliases, primary=index == 0)
    return str(project.networks[order[0]].get("name", order[0])), endpoints


def endpoint(
    name: str, service: Struct, key: str, container: str, links: list[str], use_aliases: bool = True, *, primary: bool
) -> Json:
    """How a container joins one network."""
    config = service["networks"][key]
    given = config or {}
    aliases = [container, *([name] if use_aliases else []), *(given.get("aliases") or ())]
    mac = given.get("mac_address", "") or (service.get("mac_address", "") if primary else "")
    ipam: Json | None = None
    if config is not None:
        ipam = {}
        for field, option in (
            ("IPv4Address", "ipv4_address"),
            ("IPv6Address", "ipv6_address"),
            ("LinkLocalIPs", "link_local_ips"),
        ):
            if given.get(option):
                ipam[field] = given[option]
    return endpoint_settings(
        IPAMConfig=ipam,
        Links=links or None,
        Aliases=aliases,
        MacAddress=mac,
        DriverOpts=given.get("driver_opts"),
        GwPriority=given.get("gw_priority", 0),
        IPAddress=given.get("ipv4_address", ""),
        IPv6Gateway=given.get("ipv6_address", ""),
    )


def _resources(service: Struct) -> Json:
    deploy = (service.get("deploy") or {}).get("resources") or {}
    limits, reservations = deploy.get("limits") or {}, deploy.get("reservations") or {}
    blkio = service.get("blkio_config") or {}

    def devices(key: str, field: str) -> list[Json] | None:
        items = blkio.get(key)
        return [{"Path": item.get("path", ""), field: item.get(field.lower(), 0)} for item in items] if items else None

    cores = limits.get("cpus") or service.get("cpus") or 0
    pids = limits.get("pids") or service.get("pids_limit") or None
    mapped, cdi = _devices(service)
    requests = [
        *cdi,
        *(_device_request(item) for item in [*(service.get("gpus") or ()), *(reservations.get("devices") or ())]),
    ]
    return {
        "CpuShares": service.get("cpu_shares", 0),
        "Memory": limits.get("memory") or service.get("mem_limit", 0),
        "NanoCpus": round(float(cores) * 10**9),
        "CgroupParent": service.get("cgroup_parent", ""),
        "BlkioWeight": blkio.get("weight", 0),
        "BlkioWeightDevice": devices("weight_device", "Weight"),
        "BlkioDeviceReadBps": devices("device_read_bps", "Rate"),
        "BlkioDeviceWriteBps": devices("device_write_bps", "Rate"),
        "BlkioDeviceReadIOps": devices("device_read_iops", "Rate"),
        "BlkioDeviceWriteIOps": devices("device_write_iops", "Rate"),
        "CpuPeriod": service.get("cpu_period", 0),
        "CpuQuota": service.get("cpu_quota", 0),
        "CpuRealtimePeriod": service.get("cpu_rt_period", 0),
        "CpuRealtimeRuntime": service.get("cpu_rt_runtime", 0),
        "CpusetCpus": service.get("cpuset", ""),
        "CpusetMems": "",
        "Devices": mapped or None,
        "DeviceCgroupRules": service.get("device_cgroup_rules"),
        "DeviceRequests": requests or None,
        "MemoryReservation": reservations.get("memory") or service.get("mem_reservation", 0),
        "MemorySwap": service.get("memswap_limit", 0),
        "MemorySwappiness": service.get("mem_swappiness"),
        "OomKillDisable": bool(service.get("oom_kill_disable")),
        "PidsLimit": pids,
        "Ulimits": _ulimits(service),
        "CpuCount": service.get("cpu_count", 0),
        "CpuPercent": int(float(service.get("cpu_percent", 0)) * 100),
        "IOMaximumIOps": 0,
        "IOMaximumBandwidth": 0,
    }


def _devices(service: Struct) -> tuple[list[Json], list[Json]]:
    """(mapped devices, requests for devices named the CDI way: ``vendor/class=name``)."""
    mapped: list[Json] = []
    requests: list[Json] = []
    for device in service.get("devices") or ():
        source = device.get("source", "")
        if "=" in source and "/" in source and not source.startswith("/"):
            requests.append({"Driver": "cdi", "Count": 0, "DeviceIDs": [source], "Capabilities": None, "Options": None})
            continue
        mapped.append(
            {
                "PathOnHost": source,
                "PathInContainer": device.get("target", ""),
                "CgroupPermissions": device.get("permissions", ""),
            }
        )
    return mapped, requests


def _device_request(item: Struct) -> Json:
    capabilities = list(item.get("capabilities") or ())
    if "gpu" not in capabilities and item.get("capabilities") is None:
        capabilities.append("gpu")
    return {
        "Driver": item.get("driver", ""),
        "Count": item.get("count", 0),
        "DeviceIDs": item.get("device_ids"),
        "Capabilities": [capabilities],
        "Options": item.get("options"),
    }


def _ulimits(service: Struct) -> list[Json] | None:
    limits = []
    for name, value in sorted((service.get("ulimits") or {}).items()):
        hard, soft = (value, value) if isinstance(value, int) else (value["hard"], value["soft"])
        limits.append({"Name": name, "Hard": hard, "Soft": soft})
    return limits or None
