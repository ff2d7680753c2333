"""The flags of ``service create`` and ``service update`` in one table: most exist in both, some as add and rm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydock.cli.command import option
from pydock.cli.kinds import (
    BOOL,
    BYTES,
    DECIMAL,
    DURATION,
    FLOAT,
    INT,
    INT64,
    LABEL,
    LIST,
    STRING,
    UINT64,
    Kind,
    lazy,
)

C = TypeVar("C", bound=Callable[..., Any])
_FIELDS = "pydock.values.services.fields"


def _publish(text: str) -> list[dict[str, Any]]:
    from pydock.values.services.fields import parse_publish

    return parse_publish(text)


_PORT = Kind("port", _publish, spread=True)
_SECRET = lazy("secret", f"{_FIELDS}:parse_secret", many=True)
_CONFIG = lazy("config", f"{_FIELDS}:parse_config", many=True)
_PREFERENCE = lazy("pref", f"{_FIELDS}:parse_placement", many=True)
_CREDENTIAL = lazy("credential-spec", f"{_FIELDS}:parse_credential_spec")
_COMMAND = lazy("command", f"{_FIELDS}:parse_command")
_POSITIVE = lazy("duration", f"{_FIELDS}:parse_positive_duration")
_MOUNT = lazy("mount", "pydock.values.mounts:parse_mount", many=True)
_NETWORK = lazy("network", "pydock.values.networks:parse_network", many=True)
_ULIMIT = lazy("ulimit", "pydock.values.ulimits:parse_ulimit", many=True, empty="[]")
_ENV = lazy("list", "pydock.values.env:parse_env", many=True)
_HOST = lazy("list", "pydock.values.addresses:parse_extra_host", many=True)
_IP = lazy("list", "pydock.values.addresses:parse_ip", many=True)
_SEARCH = lazy("list", "pydock.values.addresses:parse_dns_search", many=True)

_Row = tuple[str, Kind, str, Mapping[str, Any]]

# Flags of both commands: name, kind, help, settings. ``shown`` is the default that the help of create has.
_COMMON: tuple[_Row, ...] = (
    ("cap-add", LIST, "Give a Linux capability", {"since": "1.41"}),
    ("cap-drop", LIST, "Take a Linux capability away", {"since": "1.41"}),
    ("credential-spec", _CREDENTIAL, "Credential spec of a managed service account (Windows)", {"since": "1.29"}),
    ("detach", BOOL, "Do not wait until the service has converged", {"short": "d", "since": "1.29"}),
    ("endpoint-mode", STRING, "How the service is found: vip or dnsrr", {"shown": "vip"}),
    ("entrypoint", _COMMAND, "Replace the image's entrypoint", {}),
    ("health-cmd", STRING, "Command that checks the health", {"since": "1.25"}),
    ("health-interval", _POSITIVE, "Time between two checks", {"since": "1.25"}),
    ("health-retries", INT, "Failed checks in a row that make it unhealthy", {"since": "1.25"}),
    ("health-start-interval", _POSITIVE, "Time between two checks while it starts", {"since": "1.44"}),
    ("health-start-period", _POSITIVE, "Time to start before failures count", {"since": "1.29"}),
    ("health-timeout", _POSITIVE, "Time that one check may take", {"since": "1.25"}),
    ("hostname", STRING, "Host name of the containers", {"since": "1.25"}),
    ("init", BOOL, "Run an init process that forwards signals and reaps processes", {"since": "1.37"}),
    ("isolation", STRING, "Isolation of the containers", {"since": "1.35"}),
    ("limit-cpu", DECIMAL, "Processors at most", {}),
    ("limit-memory", BYTES, "Memory at most", {}),
    ("limit-pids", INT64, "Processes at most, 0 for no limit", {"since": "1.41"}),
    ("log-driver", STRING, "Driver that keeps the logs", {}),
    ("log-opt", LIST, "Set an option of the log driver", {}),
    ("max-concurrent", UINT64, "Tasks of a job that run at once", {"since": "1.41"}),
    ("no-healthcheck", BOOL, "Switch every health check off", {"since": "1.25"}),
    ("no-resolve-image", BOOL, "Do not ask the registry for the image's digest and platforms", {"since": "1.30"}),
    ("oom-score-adj", INT64, "Preference of the host's OOM killer, -1000 to 1000", {"since": "1.46"}),
    ("quiet", BOOL, "Show no progress", {"short": "q"}),
    ("read-only", BOOL, "Mount the root filesystem read-only", {"since": "1.28"}),
    ("replicas", UINT64, "Number of tasks", {}),
    ("replicas-max-per-node", UINT64, "Tasks on one node at most, 0 for no limit", {"since": "1.40"}),
    ("reserve-cpu", DECIMAL, "Processors to keep for a task", {}),
    ("reserve-memory", BYTES, "Memory to keep for a task", {}),
    ("restart-condition", STRING, "When to start anew: none, on-failure or any", {"shown": "any"}),
    ("restart-delay", DURATION, "Time between two starts", {"shown": "5s"}),
    ("restart-max-attempts", UINT64, "Starts at most", {}),
    ("restart-window", DURATION, "Time in which starts are counted", {}),
    ("rollback-delay", DURATION, "Time between two tasks of a rollback", {"since": "1.28", "shown": "0s"}),
    ("rollback-failure-action", STRING, "A failed rollback: pause or continue", {"since": "1.28", "shown": "pause"}),
    ("rollback-max-failure-ratio", FLOAT, "Failed share to bear in a rollback", {"since": "1.28", "shown": "0"}),
    ("rollback-monitor", DURATION, "Time to watch a task after its rollback", {"since": "1.28", "shown": "5s"}),
    ("rollback-order", STRING, "In a rollback: start-first or stop-first", {"since": "1.29", "shown": "stop-first"}),
    ("rollback-parallelism", UINT64, "Tasks to roll back at once, 0 for all", {"since": "1.28", "shown": "1"}),
    ("stop-grace-period", DURATION, "Time to wait before a container is killed", {"shown": "10s"}),
    ("stop-signal", STRING, "Signal that stops a container", {"since": "1.28"}),
    ("tty", BOOL, "Give the containers a terminal", {"short": "t", "since": "1.25"}),
    ("update-delay", DURATION, "Time between two updates of tasks", {"shown": "0s"}),
    ("update-failure-action", STRING, "A failed update: pause, continue or rollback", {"shown": "pause"}),
    ("update-max-failure-ratio", FLOAT, "Failed share to bear in an update", {"since": "1.25", "shown": "0"}),
    ("update-monitor", DURATION, "Time to watch a task after its update", {"since": "1.25", "shown": "5s"}),
    ("update-order", STRING, "In an update: start-first or stop-first", {"since": "1.29", "shown": "stop-first"}),
    ("update-parallelism", UINT64, "Tasks to update at once, 0 for all", {"shown": "1"}),
    ("user", STRING, "User, and perhaps group, as name|uid[:group|gid]", {"short": "u"}),
    ("with-registry-auth", BOOL, "Hand the registry's credentials to the nodes", {}),
    ("workdir", STRING, "Working directory", {"short": "w"}),
)

_CREATE: tuple[_Row, ...] = (
    ("config", _CONFIG, "Give a config", {"since": "1.30"}),
    ("constraint", LIST, "Run only on nodes that match", {}),
    ("container-label", LABEL, "Metadata of the containers", {}),
    ("dns", _IP, "Ask this DNS server", {"since": "1.25"}),
    ("dns-option", LIST, "Set a DNS option", {"since": "1.25"}),
    ("dns-search", _SEARCH, "Search this DNS domain", {"since": "1.25"}),
    ("env", _ENV, "Set an environment variable", {"short": "e"}),
    ("env-file", LIST, "Read environment variables from a file", {}),
    ("generic-resource", LIST, "Ask for a resource of the user's own kind", {"since": "1.32"}),
    ("group", LIST, "Add a supplementary group", {"since": "1.25"}),
    ("host", _HOST, "Add an entry host:ip to /etc/hosts", {"since": "1.25"}),
    ("label", LABEL, "Metadata of the service", {"short": "l"}),
    ("mode", STRING, "replicated, global, replicated-job or global-job", {"default": "replicated"}),
    ("mount", _MOUNT, "Mount a volume, a folder or a tmpfs", {}),
    ("name", STRING, "Name of the service", {}),
    ("network", _NETWORK, "Attach to a network", {}),
    ("placement-pref", _PREFERENCE, "Spread tasks by a node label", {"since": "1.28"}),
    ("publish", _PORT, "Publish a port", {"short": "p"}),
    ("secret", _SECRET, "Give a secret", {"since": "1.25"}),
    ("sysctl", LIST, "Set a kernel parameter", {"since": "1.40"}),
    ("ulimit", _ULIMIT, "Set a ulimit", {"since": "1.41"}),
)

_UPDATE: tuple[_Row, ...] = (
    ("args", _COMMAND, "Replace the command's arguments", {}),
    ("config-add", _CONFIG, "Give a config, or give it anew", {"since": "1.30"}),
    ("config-rm", LIST, "Take a config away", {"since": "1.30"}),
    ("constraint-add", LIST, "Add a constraint", {}),
    ("constraint-rm", LIST, "Take a constraint away", {}),
    ("container-label-add", LABEL, "Add a container label or change it", {}),
    ("container-label-rm", LIST, "Take a container label away", {}),
    ("dns-add", _IP, "Add a DNS server", {"since": "1.25"}),
    ("dns-option-add", LIST, "Add a DNS option", {"since": "1.25"}),
    ("dns-option-rm", LIST, "Take a DNS option away", {"since": "1.25"}),
    ("dns-rm", LIST, "Take a DNS server away", {"since": "1.25"}),
    ("dns-search-add", _SEARCH, "Add a DNS search domain", {"since": "1.25"}),
    ("dns-search-rm", LIST, "Take a DNS search domain away", {"since": "1.25"}),
    ("env-add", _ENV, "Add an environment variable or change it", {}),
    ("env-rm", LIST, "Take an environment variable away", {}),
    ("force", BOOL, "Start all tasks anew, even where nothing changed", {"since": "1.25"}),
    ("generic-resource-add", LIST, "Add a resource of the user's own kind", {"since": "1.32"}),
    ("generic-resource-rm", LIST, "Take a resource of the user's own kind away", {"since": "1.32"}),
    ("group-add", LIST, "Add a supplementary group", {"since": "1.25"}),
    ("group-rm", LIST, "Take a supplementary group away", {"since": "1.25"}),
    ("host-add", _HOST, "Add an entry host:ip to /etc/hosts", {"since": "1.32"}),
    ("host-rm", LIST, "Take an entry host:ip away", {"since": "1.25"}),
    ("image", STRING, "Image to run", {"complete": "images"}),
    ("label-add", LABEL, "Add a label or change it", {}),
    ("label-rm", LIST, "Take a label away", {}),
    ("mount-add", _MOUNT, "Add a mount or change it", {}),
    ("mount-rm", LIST, "Take the mount at this path away", {}),
    ("network-add", _NETWORK, "Attach to a network", {"since": "1.29"}),
    ("network-rm", LIST, "Detach from a network", {"since": "1.29"}),
    ("placement-pref-add", _PREFERENCE, "Add a placement preference", {"since": "1.28"}),
    ("placement-pref-rm", _PREFERENCE, "Take a placement preference away", {"since": "1.28"}),
    ("publish-add", _PORT, "Publish a port, or publish it anew", {}),
    ("publish-rm", _PORT, "Publish a container port no more", {}),
    ("rollback", BOOL, "Go back to the previous definition", {"since": "1.25"}),
    ("secret-add", _SECRET, "Give a secret, or give it anew", {"since": "1.25"}),
    ("secret-rm", LIST, "Take a secret away", {"since": "1.25"}),
    ("sysctl-add", LIST, "Add a kernel parameter or change it", {"since": "1.40"}),
    ("sysctl-rm", LIST, "Take a kernel parameter away", {"since": "1.40"}),
    ("ulimit-add", _ULIMIT, "Add a ulimit or change it", {"since": "1.41"}),
    ("ulimit-rm", LIST, "Take a ulimit away", {"since": "1.41"}),
)


def create_flags(function: C) -> C:
    """Add the flags of ``service create``."""
    return _add(function, _COMMON + _CREATE, shown=True)


def update_flags(function: C) -> C:
    """Add the flags of ``service update``: defaults are not shown, for what is not given stays as it is."""
    return _add(function, _COMMON + _UPDATE, shown=False)


def _add(function: C, rows: tuple[_Row, ...], *, shown: bool) -> C:
    for name, kind, help, settings in sorted(rows, key=lambda row: row[0], reverse=True):
        more = {key: value for key, value in settings.items() if key not in ("short", "shown")}
        if shown and "shown" in settings:
            more["default_text"] = settings["shown"]
        names = [f"-{settings['short']}"] if "short" in settings else []
        option(*names, f"--{name}", kind=kind, help=f"{help}.", **more)(function)
    return function
