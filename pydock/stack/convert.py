"""From a stack's configuration to what the engine's API takes: networks, secrets, configs and services.

Names and labels are Docker's: a stack that Docker deployed can be updated here and back, and no task restarts for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.errors import ConfigError
from pydock.stack.mounts import convert_mount
from pydock.values.durations import parse_duration
from pydock.values.networks import is_user_defined
from pydock.values.services.create import drop_empty
from pydock.values.services.fields import effective_capabilities, swarm_hosts
from pydock.values.sizes import parse_cpus

Fields = dict[str, Any]
NAMESPACE = "com.docker.stack.namespace"
IMAGE = "com.docker.stack.image"
DEFAULT = "default"


class Namespace:
    """The stack's name before everything that belongs to it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def scope(self, name: str) -> str:
        return f"{self.name}_{name}"

    def labels(self, labels: Mapping[str, str] | None) -> dict[str, str]:
        """``labels`` and the stack's own."""
        return {**(labels or {}), NAMESPACE: self.name}


def networks(stack: Namespace, config: Fields) -> tuple[dict[str, Fields], list[str]]:
    """The networks that services use: bodies of ``POST /networks/create`` by name, and the external ones' names."""
    known = config.get("networks") or {}
    wanted: dict[str, None] = {}
    for service in (config.get("services") or {}).values():
        wanted.update(dict.fromkeys(service.get("networks") or (DEFAULT,)))
    bodies: dict[str, Fields] = {}
    external = []
    for name in wanted:
        network = known.get(name) or {}
        if network.get("external"):
            external.append(network["name"])
            continue
        bodies[network.get("name") or stack.scope(name)] = {
            "Driver": network.get("driver") or "overlay",
            "Scope": "",
            "IPAM": _ipam(network.get("ipam") or {}),
            "Internal": network.get("internal", False),
            "Attachable": network.get("attachable", False),
            "Ingress": False,
            "ConfigOnly": False,
            "ConfigFrom": None,
            "Options": network.get("driver_opts"),
            "Labels": stack.labels(network.get("labels")),
        }
    return bodies, external


def _ipam(ipam: Fields) -> Fields | None:
    if not ipam.get("driver") and not ipam.get("config"):
        return None
    pools = [drop_empty({"Subnet": pool.get("subnet", "")}) for pool in ipam.get("config") or ()]
    return {"Driver": ipam.get("driver", ""), "Options": None, "Config": pools or None}


def stored(stack: Namespace, name: str, item: Fields, data: bytes | None) -> Fields:
    """The spec of a secret or config; ``data`` is its file's content, None where a driver has it."""
    from base64 import b64encode

    spec: Fields = {"Name": item.get("name") or stack.scope(name), "Labels": stack.labels(item.get("labels"))}
    if data is not None:
        spec["Data"] = b64encode(data).decode()
    if item.get("driver"):
        spec["Driver"] = drop_empty({"Name": item["driver"], "Options": item.get("driver_opts")})
    if item.get("template_driver"):
        spec["Templating"] = {"Name": item["template_driver"]}
    return spec


def references(stack: Namespace, kind: str, wanted: list[Fields], known: Fields) -> list[Fields]:
    """SecretReferences or ConfigReferences (``kind`` is ``secret`` or ``config``) without their ids, by name."""
    made = []
    for reference in wanted:
        source = reference.get("source", "")
        if source not in known:
            raise ConfigError(f'undefined {kind} "{source}"')
        name = known[source].get("name") or stack.scope(source)
        file = {
            "Name": reference.get("target") or source,
            "UID": reference.get("uid") or "0",
            "GID": reference.get("gid") or "0",
            "Mode": reference.get("mode", 0o444),
        }
        made.append({"File": file, f"{kind.capitalize()}Name": name})
    return sorted(made, key=lambda reference: str(reference[f"{kind.capitalize()}Name"]))


def service(stack: Namespace, name: str, item: Fields, config: Fields) -> Fields:
    """The ServiceSpec of one service, but for secrets, configs and the image's digest."""
    deploy = item.get("deploy") or {}
    labels = {**stack.labels(deploy.get("labels")), IMAGE: item.get("image", "")}
    task: Fields = {
        "ContainerSpec": _container(stack, item, config.get("volumes") or {}),
        "Resources": _resources(deploy.get("resources") or {}),
        "Placement": _placement(deploy.get("placement") or {}),
        "Networks": _networks(stack, name, item.get("networks"), config.get("networks") or {}),
        "ForceUpdate": 0,
    }
    restart = _restart(item.get("restart", ""), deploy.get("restart_policy"))
    if restart is not None:
        task["RestartPolicy"] = restart
    if "logging" in item:
        logging = item["logging"]
        task["LogDriver"] = drop_empty({"Name": logging.get("driver"), "Options": logging.get("options")})
    spec = {
        "Name": stack.scope(name),
        "Labels": labels,
        "TaskTemplate": task,
        "Mode": _mode(deploy),
        "EndpointSpec": _endpoint(deploy.get("endpoint_mode", ""), item.get("ports") or []),
    }
    for field, policy in (("UpdateConfig", "update_config"), ("RollbackConfig", "rollback_config")):
        if policy in deploy:
            spec[field] = _policy(deploy[policy])
    return spec


def _container(stack: Namespace, item: Fields, volumes: Fields) -> Fields:
    add, drop = effective_capabilities(item.get("cap_add") or (), item.get("cap_drop") or ())
    dns = drop_empty({"Nameservers": item.get("dns"), "Search": item.get("dns_search")})
    container = drop_empty(
        {
            "Image": item.get("image"),
            "Labels": stack.labels(item.get("labels")),
            "Command": item.get("entrypoint"),
            "Args": item.get("command"),
            "Hostname": item.get("hostname"),
            "Env": _environment(item.get("environment") or {}),
            "Dir": item.get("working_dir"),
            "User": item.get("user"),
            "StopSignal": item.get("stop_signal"),
            "TTY": item.get("tty"),
            "OpenStdin": item.get("stdin_open"),
            "ReadOnly": item.get("read_only"),
            "Mounts": [convert_mount(stack, mount, volumes) for mount in item.get("volumes") or ()],
            "Healthcheck": _healthcheck(item.get("healthcheck")),
            "Hosts": swarm_hosts(item.get("extra_hosts") or ()),
            "DNSConfig": dns,
            "Isolation": item.get("isolation"),
            "Sysctls": item.get("sysctls"),
            "CapabilityAdd": add,
            "CapabilityDrop": drop,
            "Ulimits": _ulimits(item.get("ulimits") or {}),
        }
    )
    if "stop_grace_period" in item:
        container["StopGracePeriod"] = parse_duration(item["stop_grace_period"])
    if "init" in item:
        container["Init"] = item["init"]
    container["Privileges"] = {
        "CredentialSpec": _credential(item.get("credential_spec")),
        "SELinuxContext": None,
        "NoNewPrivileges": False,
    }
    return container


def _credential(spec: Fields | None) -> Fields | None:
    if not spec:
        return None
    if len(spec) > 1:
        given = " and ".join(f'"{name.capitalize()}"' for name in ("config", "file", "registry") if name in spec)
        raise ConfigError(f"invalid credential spec: cannot specify both {given}")
    return {"Config": spec.get("config", ""), "File": spec.get("file", ""), "Registry": spec.get("registry", "")}


def _environment(environment: Mapping[str, str | None]) -> list[str]:
    return sorted(name if value is None else f"{name}={value}" for name, value in environment.items())


def _healthcheck(check: Fields | None) -> Fields | None:
    if check is None:
        return None
    if check.get("disable"):
        if check.get("test"):
            raise ConfigError("test and disable can't be set at the same time")
        return {"Test": ["NONE"]}
    durations = {
        "Timeout": "timeout",
        "Interval": "interval",
        "StartPeriod": "start_period",
        "StartInterval": "start_interval",
    }
    made = {field: parse_duration(check[name]) for field, name in durations.items() if name in check}
    return drop_empty({"Test": check.get("test"), "Retries": check.get("retries"), **made}) or None


def _ulimits(ulimits: Mapping[str, Any]) -> list[Fields]:
    limits = []
    for name in sorted(ulimits):
        value = ulimits[name]
        soft, hard = (value, value) if isinstance(value, int) else (value.get("soft", 0), value.get("hard", 0))
        limits.append({"Name": name, "Hard": hard, "Soft": soft})
    return limits


def _resources(resources: Fields) -> Fields:
    made: Fields = {}
    for part, field in (("limits", "Limits"), ("reservations", "Reservations")):
        if part not in resources:
            continue
        values = resources[part]
        generic = [
            {"DiscreteResourceSpec": {"Kind": item["kind"], "Value": item["value"]}}
            for item in (found.get("discrete_resource_spec") for found in values.get("generic_resources") or ())
            if item
        ]
        made[field] = drop_empty(
            {
                "NanoCPUs": parse_cpus(values["cpus"]) if values.get("cpus") else 0,
                "MemoryBytes": int(values.get("memory") or 0),
                "Pids": values.get("pids"),
                "GenericResources": generic,
            }
        )
    return made


def _placement(placement: Fields) -> Fields:
    preferences = [{"Spread": {"SpreadDescriptor": item["spread"]}} for item in placement.get("preferences") or ()]
    return drop_empty(
        {
            "Constraints": placement.get("constraints"),
            "Preferences": preferences,
            "MaxReplicas": placement.get("max_replicas_per_node"),
        }
    )


def _networks(stack: Namespace, name: str, attached: Mapping[str, Any] | None, known: Fields) -> list[Fields]:
    made = []
    for network, settings in (attached or {DEFAULT: None}).items():
        if network not in known and network != DEFAULT:
            raise ConfigError(f'undefined network "{network}"')
        target = (known.get(network) or {}).get("name") or stack.scope(network)
        aliases = list((settings or {}).get("aliases") or ())
        if is_user_defined(target):
            aliases.append(name)
        options = (settings or {}).get("driver_opts")
        made.append(drop_empty({"Target": target, "Aliases": aliases, "DriverOpts": options}))
    return sorted(made, key=lambda network: str(network["Target"]))


def _restart(restart: str, policy: Fields | None) -> Fields | None:
    """``deploy.restart_policy``; where there is none, the container's ``restart``."""
    if policy is None:
        word, _, count = restart.partition(":")
        if word in ("", "no"):
            return None if not word else {"Condition": "none"}
        if word in ("always", "unless-stopped"):
            return {"Condition": "any"}
        if word == "on-failure":
            return {"Condition": "on-failure", **({"MaxAttempts": int(count)} if count else {})}
        raise ConfigError(f"unknown restart policy: {word}")
    made: Fields = drop_empty({"Condition": policy.get("condition")})
    for field, name in (("Delay", "delay"), ("Window", "window")):
        if name in policy:
            made[field] = parse_duration(policy[name])
    if "max_attempts" in policy:
        made["MaxAttempts"] = policy["max_attempts"]
    return made


def _mode(deploy: Fields) -> Fields:
    mode, replicas = deploy.get("mode", ""), deploy.get("replicas")
    count = {} if replicas is None else {"Replicas": replicas}
    if mode in ("global", "global-job"):
        if replicas is not None:
            raise ConfigError("replicas can only be used with replicated or replicated-job mode")
        return {"Global": {}} if mode == "global" else {"GlobalJob": {}}
    if mode == "replicated-job":
        job = {} if replicas is None else {"MaxConcurrent": replicas, "TotalCompletions": replicas}
        return {"ReplicatedJob": job}
    if mode not in ("", "replicated"):
        raise ConfigError(f"Unknown mode: {mode}")
    return {"Replicated": count}


def _endpoint(mode: str, ports: list[Fields]) -> Fields:
    made = [
        drop_empty(
            {
                "Protocol": port.get("protocol"),
                "TargetPort": port.get("target"),
                "PublishedPort": port.get("published"),
                "PublishMode": port.get("mode"),
            }
        )
        for port in ports
    ]
    made.sort(key=lambda port: int(port.get("PublishedPort", 0)))
    return drop_empty({"Mode": mode.lower(), "Ports": made})


def _policy(policy: Fields) -> Fields:
    made = {
        "Parallelism": policy.get("parallelism", 1),
        "MaxFailureRatio": policy.get("max_failure_ratio", 0),
        "Order": policy.get("order", ""),
    }
    durations = {
        field: parse_duration(policy[name])
        for field, name in (("Delay", "delay"), ("Monitor", "monitor"))
        if name in policy
    }
    return {**made, **drop_empty({"FailureAction": policy.get("failure_action"), **durations})}
