"""From flags to the body of ``POST /containers/create``: a pure function but for the files that flags name.

Every field that Docker sends is there, those that hold nothing too. ValueError says what is wrong with the
flags together, in Docker's words.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pydock.commands.container._files import Files
from pydock.commands.container._networks import networking
from pydock.commands.container._options import ContainerOptions

Json = dict[str, Any]


class Configuration(NamedTuple):
    """The three parts of a create request."""

    config: Json
    host: Json
    networking: Json

    @property
    def body(self) -> Json:
        return {**self.config, "HostConfig": self.host, "NetworkingConfig": self.networking}


def configure(
    options: ContainerOptions, image: str, command: tuple[str, ...], files: Files, env: list[str]
) -> Configuration:
    """``env`` are the variables beside ``--env-file``: those of ``-e`` and the proxies of config.json."""
    if options.mac_address:
        from pydock.values.addresses import is_mac

        if not is_mac(options.mac_address):
            raise ValueError(f"{options.mac_address} is not a valid mac address")
    if options.memory_swappiness != -1 and not 0 <= options.memory_swappiness <= 100:
        raise ValueError(f"invalid value: {options.memory_swappiness}. Valid memory swappiness range is 0-100")
    binds, volumes = _volumes(options, files.cwd)
    exposed, bindings = _ports(options)
    devices, requests = _devices(options)
    env = files.lines(options.env_file, env, lookup=True)
    labels = _pairs(files.lines(options.label_file, options.label))
    _check_namespaces(options)
    restart = _restart(options)
    log_config = {"Type": options.log_driver, "Config": _log_options(options)}
    security, unconfined_paths = _security(options, files)
    storage = _storage(options)
    health = _health(options)
    config = _config(options, image, command)
    config |= {"Env": env or None, "Volumes": volumes, "Labels": labels}
    if exposed:
        config["ExposedPorts"] = exposed
    if health is not None:
        config["Healthcheck"] = health
    host = _host(options)
    host |= _resources(options)
    host |= {
        "Binds": binds or None,
        "LogConfig": log_config,
        "PortBindings": bindings,
        "RestartPolicy": restart,
        "SecurityOpt": security,
        "Devices": devices,
        "DeviceRequests": requests or None,
    }
    if unconfined_paths:
        host |= {"MaskedPaths": [], "ReadonlyPaths": []}
    if storage:
        host["StorageOpt"] = storage
    if options.mount:
        host["Mounts"] = _mounts(options, files.cwd)
    if options.rm and restart["Name"] not in ("", "no"):
        raise ValueError("conflicting options: cannot specify both --restart and --rm")
    mode, endpoints = networking(options)
    host["NetworkMode"] = mode
    return Configuration(config, host, {"EndpointsConfig": endpoints})


def _config(options: ContainerOptions, image: str, command: tuple[str, ...]) -> Json:
    attach_stdin = options.interactive or "stdin" in options.attach
    entrypoint = [options.entrypoint] if options.entrypoint or "entrypoint" in options.changed else None
    config: Json = {
        "Hostname": options.hostname,
        "Domainname": options.domainname,
        "User": options.user,
        "AttachStdin": attach_stdin,
        "AttachStdout": "stdout" in options.attach or not options.attach,
        "AttachStderr": "stderr" in options.attach or not options.attach,
        "Tty": options.tty,
        "OpenStdin": options.interactive,
        "StdinOnce": options.interactive and attach_stdin,
        "Env": None,
        "Cmd": list(command) or None,
        "Image": image,
        "Volumes": {},
        "WorkingDir": options.workdir,
        "Entrypoint": entrypoint,
        "OnBuild": None,
        "Labels": {},
    }
    if options.stop_signal:
        config["StopSignal"] = options.stop_signal
    if "stop-timeout" in options.changed:
        config["StopTimeout"] = options.stop_timeout
    return config


def _host(options: ContainerOptions) -> Json:
    host: Json = {
        "Binds": None,
        "ContainerIDFile": options.cidfile,
        "LogConfig": {},
        "NetworkMode": "default",
        "PortBindings": {},
        "RestartPolicy": {},
        "AutoRemove": options.rm,
        "VolumeDriver": options.volume_driver,
        "VolumesFrom": options.volumes_from or None,
        "ConsoleSize": [0, 0],
        "CapAdd": _capabilities(options.cap_add),
        "CapDrop": _capabilities(options.cap_drop),
        "CgroupnsMode": options.cgroupns,
        "Dns": options.dns,
        "DnsOptions": options.dns_option,
        "DnsSearch": options.dns_search,
        "ExtraHosts": options.add_host or None,
        "GroupAdd": options.group_add or None,
        "IpcMode": options.ipc,
        "Cgroup": "",
        "Links": options.link or None,
        "OomScoreAdj": options.oom_score_adj,
        "PidMode": options.pid,
        "Privileged": options.privileged,
        "PublishAllPorts": options.publish_all,
        "ReadonlyRootfs": options.read_only,
        "SecurityOpt": None,
        "UTSMode": options.uts,
        "UsernsMode": options.userns,
        "ShmSize": options.shm_size,
        "Isolation": options.isolation,
        "MaskedPaths": None,
        "ReadonlyPaths": None,
    }
    optional: dict[str, Any] = {
        "Annotations": _pairs(options.annotation),
        "Runtime": options.runtime,
        "Sysctls": _pairs(options.sysctl),
        "Tmpfs": {path: rest for path, _, rest in (text.partition(":") for text in options.tmpfs)},
    }
    host |= {key: value for key, value in optional.items() if value}
    if "init" in options.changed:
        host["Init"] = options.init
    return host


def _resources(options: ContainerOptions) -> Json:
    return {
        "CpuShares": options.cpu_shares,
        "Memory": options.memory,
        "NanoCpus": options.cpus,
        "CgroupParent": options.cgroup_parent,
        "BlkioWeight": options.blkio_weight,
        "BlkioWeightDevice": options.blkio_weight_device,
        "BlkioDeviceReadBps": options.device_read_bps,
        "BlkioDeviceWriteBps": options.device_write_bps,
        "BlkioDeviceReadIOps": options.device_read_iops,
        "BlkioDeviceWriteIOps": options.device_write_iops,
        "CpuPeriod": options.cpu_period,
        "CpuQuota": options.cpu_quota,
        "CpuRealtimePeriod": options.cpu_rt_period,
        "CpuRealtimeRuntime": options.cpu_rt_runtime,
        "CpusetCpus": options.cpuset_cpus,
        "CpusetMems": options.cpuset_mems,
        "DeviceCgroupRules": options.device_cgroup_rule or None,
        "MemoryReservation": options.memory_reservation,
        "MemorySwap": options.memory_swap,
        "MemorySwappiness": options.memory_swappiness,
        "OomKillDisable": options.oom_kill_disable,
        "PidsLimit": options.pids_limit,
        "Ulimits": _ulimits(options),
        "CpuCount": options.cpu_count,
        "CpuPercent": options.cpu_percent,
        "IOMaximumIOps": options.io_maxiops,
        "IOMaximumBandwidth": options.io_maxbandwidth,
    }


def _pairs(texts: list[str]) -> dict[str, str]:
    if not texts:
        return {}
    from pydock.values.pairs import mapping

    return mapping(texts)


def _capabilities(texts: list[str]) -> list[str] | None:
    if not texts:
        return None
    from pydock.values.security import capabilities

    return capabilities(texts)


def _ulimits(options: ContainerOptions) -> list[Json]:
    if not options.ulimit:
        return []
    from pydock.values.ulimits import by_name

    return by_name(options.ulimit)


def _volumes(options: ContainerOptions, cwd: str) -> tuple[list[str], dict[str, Json]]:
    """``Binds``, and ``Volumes`` for those without a source. Each text counts once."""
    binds: list[str] = []
    volumes: dict[str, Json] = {}
    if options.volume:
        from pydock.values.mounts import bind_spec

        for text in dict.fromkeys(options.volume):
            bind = bind_spec(text, cwd)
            if bind is None:
                volumes[text] = {}
            else:
                binds.append(bind)
    return binds, volumes


def _mounts(options: ContainerOptions, cwd: str) -> list[Json]:
    from pydock.values.mounts import absolute_source

    return [
        {**mount, "Source": absolute_source(mount["Source"], cwd)} if "Source" in mount else mount
        for mount in options.mount
    ]


def _ports(options: ContainerOptions) -> tuple[dict[str, Json], dict[str, list[dict[str, str]]]]:
    exposed: dict[str, Json] = {}
    bindings: dict[str, list[dict[str, str]]] = {}
    if options.publish or options.expose:
        from pydock.values.ports import parse_expose, parse_port_specs, short_form

        published, bindings = parse_port_specs([short_form(text) for text in options.publish])
        exposed.update(published)
        exposed.update({port: {} for text in options.expose for port in parse_expose(text)})
    return exposed, bindings


def _devices(options: ContainerOptions) -> tuple[list[dict[str, str]], list[Json]]:
    """``Devices`` and ``DeviceRequests``: GPUs, then the devices named by CDI."""
    devices: list[dict[str, str]] = []
    requests = list(options.gpus)
    if options.device:
        from pydock.values.devices import is_cdi, parse_device

        devices = [parse_device(text) for text in options.device if not is_cdi(text)]
        names = [text for text in options.device if is_cdi(text)]
        if names:
            request = {"Driver": "cdi", "Count": 0, "DeviceIDs": names, "Capabilities": None, "Options": None}
            requests.append(request)
    return devices, requests


def _check_namespaces(options: ContainerOptions) -> None:
    if options.pid or options.uts or options.userns or options.cgroupns:
        from pydock.values import namespaces

        namespaces.check_pid(options.pid)
        namespaces.check_uts(options.uts)
        namespaces.check_userns(options.userns)
        namespaces.check_cgroupns(options.cgroupns)


def _restart(options: ContainerOptions) -> Json:
    if options.restart == "no":
        return {"Name": "no", "MaximumRetryCount": 0}
    from pydock.values.restart import parse_restart

    return parse_restart(options.restart)


def _log_options(options: ContainerOptions) -> dict[str, str]:
    if not options.log_opt:
        return {}
    from pydock.values.security import logging_options

    return logging_options(options.log_driver, options.log_opt)


def _security(options: ContainerOptions, files: Files) -> tuple[list[str] | None, bool]:
    if not options.security_opt:
        return None, False
    from pydock.values.security import security_options, without_system_paths

    return without_system_paths(security_options(options.security_opt, files.seccomp_profile))


def _storage(options: ContainerOptions) -> dict[str, str]:
    if not options.storage_opt:
        return {}
    from pydock.values.security import storage_options

    return storage_options(options.storage_opt)


def _health(options: ContainerOptions) -> Json | None:
    if not options.no_healthcheck and not any(name.startswith("health-") for name in options.changed):
        return None
    from pydock.values.health import healthcheck

    return healthcheck(
        command=options.health_cmd,
        interval=options.health_interval,
        timeout=options.health_timeout,
        retries=options.health_retries,
        start_period=options.health_start_period,
        start_interval=options.health_start_interval,
        disabled=options.no_healthcheck,
    )
