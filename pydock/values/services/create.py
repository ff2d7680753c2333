"""A new service's spec from the flags of ``service create``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from pydock.values.health import healthcheck
from pydock.values.pairs import mapping
from pydock.values.services.fields import effective_capabilities, generic_resources, swarm_hosts

SECOND = 1_000_000_000
UPDATE_DEFAULTS: Mapping[str, Any] = {
    "Parallelism": 1,
    "FailureAction": "pause",
    "Monitor": 5 * SECOND,
    "MaxFailureRatio": 0.0,
    "Order": "stop-first",
}
RESTART_DEFAULTS: Mapping[str, Any] = {"Condition": "any", "Delay": 5 * SECOND, "MaxAttempts": 0}

UPDATE_FIELDS: Mapping[str, str] = {
    "parallelism": "Parallelism",
    "delay": "Delay",
    "failure-action": "FailureAction",
    "monitor": "Monitor",
    "max-failure-ratio": "MaxFailureRatio",
    "order": "Order",
}
RESTART_FIELDS: Mapping[str, str] = {
    "restart-condition": "Condition",
    "restart-delay": "Delay",
    "restart-max-attempts": "MaxAttempts",
    "restart-window": "Window",
}

Values = Mapping[str, Any]


def new_spec(
    image: str, arguments: Sequence[str], values: Values, changed: Collection[str], environment: Sequence[str]
) -> dict[str, Any]:
    """The ServiceSpec of a new service, but for what the cluster must be asked (networks, secrets, configs, digest).

    ``values`` are the flags by parameter name, ``changed`` the long names of those given. ValueError in Docker's
    words where flags contradict each other.
    """
    task: dict[str, Any] = {
        "ContainerSpec": _container(image, arguments, values, environment),
        "Resources": _resources(values),
        "Placement": drop_empty(
            {
                "Constraints": values["constraint"],
                "Preferences": values["placement_pref"],
                "MaxReplicas": values["replicas_max_per_node"],
            }
        ),
        "ForceUpdate": 0,
    }
    restart = merged(None, RESTART_DEFAULTS, RESTART_FIELDS, values, changed)
    if restart:
        task["RestartPolicy"] = restart
    if values["log_driver"]:
        task["LogDriver"] = drop_empty({"Name": values["log_driver"], "Options": mapping(values["log_opt"])})
    spec: dict[str, Any] = {
        "Labels": mapping(values["label"]),
        "TaskTemplate": task,
        "Mode": _mode(values),
        "EndpointSpec": drop_empty({"Mode": values["endpoint_mode"].lower(), "Ports": values["publish"]}),
    }
    if values["name"]:
        spec["Name"] = values["name"]
    for flag, field in (("update", "UpdateConfig"), ("rollback", "RollbackConfig")):
        config = update_policy(None, flag, values, changed)
        if config:
            spec[field] = config
    return spec


def drop_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    """``fields`` without those that the API leaves out when they are empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", 0, False, [], {}, ())}


def merged(
    present: dict[str, Any] | None,
    defaults: Mapping[str, Any],
    fields: Mapping[str, str],
    values: Values,
    changed: Collection[str],
) -> dict[str, Any] | None:
    """``present`` (or the defaults) with the given flags put in; ``present`` itself where none of them was given."""
    given = {field: values[flag.replace("-", "_")] for flag, field in fields.items() if flag in changed}
    if not given:
        return present
    return {**(present or defaults), **given}


def update_policy(
    present: dict[str, Any] | None, word: str, values: Values, changed: Collection[str]
) -> dict[str, Any] | None:
    """An UpdateConfig; ``word`` (``update`` or ``rollback``) begins the flags that make it."""
    fields = {f"{word}-{flag}": field for flag, field in UPDATE_FIELDS.items()}
    policy = merged(present, UPDATE_DEFAULTS, fields, values, changed)
    optional = ("Delay", "Monitor", "FailureAction")
    return policy and {field: value for field, value in policy.items() if value or field not in optional}


def deduplicated(environment: Sequence[str]) -> list[str]:
    """The last definition of each variable, in the order of those."""
    last: dict[str, str] = {}
    for text in environment:
        name = text.partition("=")[0]
        last.pop(name, None)
        last[name] = text
    return list(last.values())


def _container(image: str, arguments: Sequence[str], values: Values, environment: Sequence[str]) -> dict[str, Any]:
    add, drop = effective_capabilities(values["cap_add"], values["cap_drop"])
    container = drop_empty(
        {
            "Image": image,
            "Labels": mapping(values["container_label"]),
            "Command": values["entrypoint"],
            "Args": list(arguments),
            "Hostname": values["hostname"],
            "Env": deduplicated(environment),
            "Dir": values["workdir"],
            "User": values["user"],
            "Groups": values["group"],
            "StopSignal": values["stop_signal"],
            "TTY": values["tty"],
            "ReadOnly": values["read_only"],
            "Mounts": values["mount"],
            "StopGracePeriod": values["stop_grace_period"],
            "Healthcheck": _healthcheck(values),
            "Hosts": swarm_hosts(values["host"]),
            "Isolation": values["isolation"],
            "Sysctls": mapping(values["sysctl"]),
            "CapabilityAdd": add,
            "CapabilityDrop": drop,
            "Ulimits": values["ulimit"],
            "OomScoreAdj": values["oom_score_adj"],
        }
    )
    container["Init"] = values["init"]
    container["DNSConfig"] = drop_empty(
        {"Nameservers": values["dns"], "Search": values["dns_search"], "Options": values["dns_option"]}
    )
    if values["credential_spec"] and any(values["credential_spec"].values()):
        container["Privileges"] = {
            "CredentialSpec": values["credential_spec"],
            "SELinuxContext": None,
            "NoNewPrivileges": False,
        }
    return container


def _healthcheck(values: Values) -> dict[str, Any] | None:
    return healthcheck(
        command=values["health_cmd"] or "",
        interval=values["health_interval"] or 0,
        timeout=values["health_timeout"] or 0,
        retries=values["health_retries"] or 0,
        start_period=values["health_start_period"] or 0,
        start_interval=values["health_start_interval"] or 0,
        disabled=values["no_healthcheck"],
    )


def _resources(values: Values) -> dict[str, Any]:
    return {
        "Limits": drop_empty(
            {
                "NanoCPUs": values["limit_cpu"],
                "MemoryBytes": values["limit_memory"],
                "Pids": values["limit_pids"],
            }
        ),
        "Reservations": drop_empty(
            {
                "NanoCPUs": values["reserve_cpu"],
                "MemoryBytes": values["reserve_memory"],
                "GenericResources": generic_resources(values["generic_resource"]),
            }
        ),
    }


def _mode(values: Values) -> dict[str, Any]:
    mode, replicas, concurrent = values["mode"], values["replicas"], values["max_concurrent"]
    if mode == "replicated-job":
        most = replicas if concurrent is None else concurrent
        job = {"MaxConcurrent": most, "TotalCompletions": replicas}
        return {"ReplicatedJob": {field: value for field, value in job.items() if value is not None}}
    if mode not in ("replicated", "global", "global-job"):
        raise ValueError(f"Unknown mode: {mode}, only replicated and global supported")
    rules = [(concurrent is not None, "max-concurrent can only be used with replicated-job mode")]
    if mode != "replicated":
        only = "can only be used with replicated or replicated-job mode"
        rules[:0] = [
            (replicas is not None, f"replicas {only}"),
            (bool(values["replicas_max_per_node"]), f"replicas-max-per-node {only}"),
        ]
    for broken, message in rules:
        if broken:
            raise ValueError(message)
    if mode == "replicated":
        return {"Replicated": {} if replicas is None else {"Replicas": replicas}}
    return {"Global": {}} if mode == "global" else {"GlobalJob": {}}


Resolve = Callable[[str], str]


def attachments(networks: Sequence[Any], resolve: Resolve) -> list[dict[str, Any]]:
    """Networks (``values.networks.Attachment``) as NetworkAttachmentConfigs; ``resolve`` gives a name's id."""
    made = [
        drop_empty({"Target": resolve(network.name), "Aliases": network.aliases, "DriverOpts": network.driver_opts})
        for network in networks
    ]
    return sorted(made, key=lambda network: str(network["Target"]))
