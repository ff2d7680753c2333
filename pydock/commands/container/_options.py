"""The flags that ``run`` and ``create`` share, in one table, and their values as one typed object."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydock.cli.command import option
from pydock.cli.kinds import (
    BOOL,
    BYTES,
    DECIMAL,
    DURATION,
    INT,
    LABEL,
    LINK,
    LIST,
    MAP,
    STRING,
    UINT16,
    UINT64,
    Kind,
    lazy,
)

if TYPE_CHECKING:
    from pydock.values.networks import Attachment

C = TypeVar("C", bound=Callable[..., Any])


def _checked(target: str) -> Kind:
    return lazy("list", f"pydock.values.{target}", many=True)


_BPS = lazy("list", "pydock.values.devices:parse_bps_device", many=True, empty="[]")
_IOPS = lazy("list", "pydock.values.devices:parse_iops_device", many=True, empty="[]")
_WEIGHT = lazy("list", "pydock.values.devices:parse_weight_device", many=True, empty="[]")
_MOUNT = lazy("mount", "pydock.values.mounts:parse_mount", many=True)
_NETWORK = lazy("network", "pydock.values.networks:parse_network", many=True)
_ULIMIT = lazy("ulimit", "pydock.values.ulimits:parse_ulimit", many=True, empty="[]")
_GPUS = lazy("gpu-request", "pydock.values.gpus:parse_gpus", many=True)
_SYSCTL = lazy("map", "pydock.values.sysctls:parse_sysctl", many=True, empty="map[]")
_MEMORY_SWAP = lazy("bytes", "pydock.values.sizes:parse_memory_swap")

_WINDOWS: dict[str, Any] = {"hidden": True, "ostype": "windows"}

# names, kind, help, and what else the flag has; sorted by long name.
_TABLE: tuple[tuple[tuple[str, ...], Kind, str, Mapping[str, Any]], ...] = (
    (("--add-host",), _checked("addresses:parse_extra_host"), 'Add an entry "host:ip" to /etc/hosts', {}),
    (("--annotation",), MAP, "Set an annotation that is handed to the runtime", {"since": "1.43"}),
    (("-a", "--attach"), _checked("streams:parse_attach"), "Attach to stdin, stdout or stderr", {}),
    (("--blkio-weight",), UINT16, "Share of block I/O, 10 to 1000, or 0 for none", {"default": 0, "default_text": "0"}),
    (("--blkio-weight-device",), _WEIGHT, "Share of a block device's I/O, as device:weight", {}),
    (("--cap-add",), LIST, "Give a Linux capability", {}),
    (("--cap-drop",), LIST, "Take a Linux capability away", {}),
    (("--cgroup-parent",), STRING, "Parent of the container's cgroup", {"default": ""}),
    (("--cgroupns",), STRING, "Cgroup namespace: host or private", {"default": "", "since": "1.41"}),
    (("--cidfile",), STRING, "Write the container's id to this file", {"default": ""}),
    (("--cpu-count",), INT, "Number of processors", {"default": 0, **_WINDOWS}),
    (("--cpu-percent",), INT, "Share of all processors", {"default": 0, **_WINDOWS}),
    (("--cpu-period",), INT, "Length of a CFS period in microseconds", {"default": 0}),
    (("--cpu-quota",), INT, "Time allowed in a CFS period, in microseconds", {"default": 0}),
    (("--cpu-rt-period",), INT, "Length of a real-time period in microseconds", {"default": 0, "since": "1.25"}),
    (("--cpu-rt-runtime",), INT, "Real-time run time in microseconds", {"default": 0, "since": "1.25"}),
    (("-c", "--cpu-shares"), INT, "Weight among containers that compete for processors", {"default": 0}),
    (("--cpus",), DECIMAL, "Number of processors, such as 1.5", {"default": 0, "default_text": "", "since": "1.25"}),
    (("--cpuset-cpus",), STRING, "Processors to run on, such as 0-3 or 0,1", {"default": ""}),
    (("--cpuset-mems",), STRING, "Memory nodes to use, such as 0-3 or 0,1", {"default": ""}),
    (("--device",), LIST, "Give a device of the host, as host[:container][:mode]", {}),
    (("--device-cgroup-rule",), _checked("devices:parse_cgroup_rule"), "Add a rule to the devices cgroup", {}),
    (("--device-read-bps",), _BPS, "Limit a device's reads in bytes a second", {}),
    (("--device-read-iops",), _IOPS, "Limit a device's reads in operations a second", {}),
    (("--device-write-bps",), _BPS, "Limit a device's writes in bytes a second", {}),
    (("--device-write-iops",), _IOPS, "Limit a device's writes in operations a second", {}),
    (("--disable-content-trust",), BOOL, "Do not verify the image", {"default": True}),
    (("--dns",), _checked("addresses:parse_ip"), "Ask this DNS server", {}),
    (("--dns-opt", "dns_option"), LIST, "Set a DNS option", {"hidden": True}),
    (("--dns-option",), LIST, "Set a DNS option", {}),
    (("--dns-search",), _checked("addresses:parse_dns_search"), "Search this DNS domain", {}),
    (("--domainname",), STRING, "NIS domain name of the container", {"default": ""}),
    (("--entrypoint",), STRING, "Run this instead of the image's ENTRYPOINT", {"default": ""}),
    (("-e", "--env"), _checked("env:parse_env"), "Set an environment variable", {}),
    (("--env-file",), LIST, "Read environment variables from a file", {}),
    (("--expose",), LIST, "Say that the container listens on a port or range", {}),
    (("--gpus",), _GPUS, 'Give GPUs: a number, "all", or a list of keys', {"since": "1.40"}),
    (("--group-add",), LIST, "Add the process to a group", {}),
    (("--health-cmd",), STRING, "Command that checks the container's health", {"default": ""}),
    (("--health-interval",), DURATION, "Time between two checks", {"default": 0, "default_text": "0s"}),
    (("--health-retries",), INT, "Failures in a row that make it unhealthy", {"default": 0}),
    (
        ("--health-start-interval",),
        DURATION,
        "Time between checks while it starts",
        {"default": 0, "default_text": "0s", "since": "1.44"},
    ),
    (
        ("--health-start-period",),
        DURATION,
        "Time in which failures do not count yet",
        {"default": 0, "default_text": "0s", "since": "1.29"},
    ),
    (("--health-timeout",), DURATION, "Longest time a check may take", {"default": 0, "default_text": "0s"}),
    (("-h", "--hostname"), STRING, "Host name of the container", {"default": ""}),
    (("--init",), BOOL, "Run an init that passes signals on and reaps processes", {"since": "1.25"}),
    (("-i", "--interactive"), BOOL, "Keep stdin open", {}),
    (("--io-maxbandwidth",), BYTES, "Limit the system drive's bytes a second", {"default": 0, **_WINDOWS}),
    (("--io-maxiops",), UINT64, "Limit the system drive's operations a second", {"default": 0, **_WINDOWS}),
    (("--ip",), STRING, "IPv4 address on the first network", {"default": ""}),
    (("--ip6",), STRING, "IPv6 address on the first network", {"default": ""}),
    (("--ipc",), STRING, "IPC namespace to use", {"default": ""}),
    (("--isolation",), STRING, "How the container is isolated", {"default": ""}),
    (("--kernel-memory",), BYTES, "Limit kernel memory", {"default": 0, "default_text": ""}),
    (("-l", "--label"), LABEL, "Set a label", {}),
    (("--label-file",), LIST, "Read labels from a file", {}),
    (("--link",), LINK, "Link to another container", {}),
    (("--link-local-ip",), LIST, "Link-local address on the first network", {}),
    (("--log-driver",), STRING, "Where the container's output is logged", {"default": ""}),
    (("--log-opt",), LIST, "Option of the log driver", {}),
    (("--mac-address",), STRING, "MAC address on the first network", {"default": ""}),
    (("-m", "--memory"), BYTES, "Limit memory", {"default": 0, "default_text": ""}),
    (("--memory-reservation",), BYTES, "Soft limit of memory", {"default": 0, "default_text": ""}),
    (
        ("--memory-swap",),
        _MEMORY_SWAP,
        "Limit memory and swap together; -1 for no limit",
        {"default": 0, "default_text": ""},
    ),
    (("--memory-swappiness",), INT, "Readiness to swap, 0 to 100", {"default": -1}),
    (("--mount",), _MOUNT, "Mount a file system", {}),
    (("--name",), STRING, "Name of the container", {"default": ""}),
    (("--net", "network"), _NETWORK, "Join a network", {"hidden": True}),
    (("--net-alias", "network_alias"), LIST, "Name of the container on the network", {"hidden": True}),
    (("--network",), _NETWORK, "Join a network", {}),
    (("--network-alias",), LIST, "Name of the container on the network", {}),
    (("--no-healthcheck",), BOOL, "Turn the image's HEALTHCHECK off", {}),
    (("--oom-kill-disable",), BOOL, "Do not kill it when memory runs out", {}),
    (("--oom-score-adj",), INT, "Readiness to kill it when memory runs out, -1000 to 1000", {"default": 0}),
    (("--pid",), STRING, "PID namespace to use", {"default": ""}),
    (("--pids-limit",), INT, "Limit the number of processes; -1 for no limit", {"default": 0}),
    (
        ("--platform",),
        STRING,
        "Platform of the image, where it has several",
        {"default": "", "since": "1.32", "variable": "DOCKER_DEFAULT_PLATFORM"},
    ),
    (("--privileged",), BOOL, "Give all privileges", {}),
    (("-p", "--publish"), LIST, "Publish a port on the host, as [ip:][host:]container[/protocol]", {}),
    (("-P", "--publish-all"), BOOL, "Publish every exposed port on a free port", {}),
    (("--pull",), STRING, 'When to pull the image: "always", "missing" or "never"', {"default": "missing"}),
    (("-q", "--quiet"), BOOL, "Do not show the pull", {}),
    (("--read-only",), BOOL, "Mount the root file system read only", {}),
    (("--restart",), STRING, "When to start it again after it ends", {"default": "no"}),
    (("--rm",), BOOL, "Remove it and its anonymous volumes when it ends", {}),
    (("--runtime",), STRING, "Runtime to use", {"default": ""}),
    (("--security-opt",), LIST, "Set a security option", {}),
    (("--shm-size",), BYTES, "Size of /dev/shm", {"default": 0, "default_text": ""}),
    (("--stop-signal",), STRING, "Signal that stops the container", {"default": ""}),
    (("--stop-timeout",), INT, "Seconds to wait after it before the kill", {"default": 0, "since": "1.25"}),
    (("--storage-opt",), LIST, "Option of the storage driver", {}),
    (("--sysctl",), _SYSCTL, "Set a kernel parameter of its own", {}),
    (("--tmpfs",), LIST, "Mount a tmpfs at a path", {}),
    (("-t", "--tty"), BOOL, "Give it a terminal", {}),
    (("--ulimit",), _ULIMIT, "Set a limit of its processes", {}),
    (("--use-api-socket",), BOOL, "Give the engine's socket and the registry logins", {}),
    (("-u", "--user"), STRING, "User and perhaps group, by name or id", {"default": ""}),
    (("--userns",), STRING, "User namespace to use", {"default": ""}),
    (("--uts",), STRING, "UTS namespace to use", {"default": ""}),
    (("-v", "--volume"), LIST, "Mount a volume or a path of the host", {}),
    (("--volume-driver",), STRING, "Driver of volumes without a path of the host", {"default": ""}),
    (("--volumes-from",), LIST, "Mount another container's volumes", {}),
    (("-w", "--workdir"), STRING, "Working directory of the process", {"default": ""}),
)


def container_options(function: C) -> C:
    """Give a command the flags of the table."""
    for names, kind, text, settings in reversed(_TABLE):
        function = option(*names, kind=kind, help=text, **settings)(function)
    return function


class ContainerOptions:
    """The flags' values by parameter name. Sizes are bytes, durations nanoseconds, ``cpus`` billionths."""

    add_host: list[str]
    annotation: list[str]
    attach: list[str]
    blkio_weight: int
    blkio_weight_device: list[dict[str, Any]]
    cap_add: list[str]
    cap_drop: list[str]
    cgroup_parent: str
    cgroupns: str
    cidfile: str
    cpu_count: int
    cpu_percent: int
    cpu_period: int
    cpu_quota: int
    cpu_rt_period: int
    cpu_rt_runtime: int
    cpu_shares: int
    cpus: int
    cpuset_cpus: str
    cpuset_mems: str
    device: list[str]
    device_cgroup_rule: list[str]
    device_read_bps: list[dict[str, Any]]
    device_read_iops: list[dict[str, Any]]
    device_write_bps: list[dict[str, Any]]
    device_write_iops: list[dict[str, Any]]
    disable_content_trust: bool
    dns: list[str]
    dns_option: list[str]
    dns_search: list[str]
    domainname: str
    entrypoint: str
    env: list[str]
    env_file: list[str]
    expose: list[str]
    gpus: list[dict[str, Any]]
    group_add: list[str]
    health_cmd: str
    health_interval: int
    health_retries: int
    health_start_interval: int
    health_start_period: int
    health_timeout: int
    hostname: str
    init: bool
    interactive: bool
    io_maxbandwidth: int
    io_maxiops: int
    ip: str
    ip6: str
    ipc: str
    isolation: str
    label: list[str]
    label_file: list[str]
    link: list[str]
    link_local_ip: list[str]
    log_driver: str
    log_opt: list[str]
    mac_address: str
    memory: int
    memory_reservation: int
    memory_swap: int
    memory_swappiness: int
    mount: list[dict[str, Any]]
    name: str
    network: list[Attachment]
    network_alias: list[str]
    no_healthcheck: bool
    oom_kill_disable: bool
    oom_score_adj: int
    pid: str
    pids_limit: int
    platform: str
    privileged: bool
    publish: list[str]
    publish_all: bool
    pull: str
    quiet: bool
    read_only: bool
    restart: str
    rm: bool
    runtime: str
    security_opt: list[str]
    shm_size: int
    stop_signal: str
    stop_timeout: int
    storage_opt: list[str]
    sysctl: list[str]
    tmpfs: list[str]
    tty: bool
    ulimit: list[dict[str, Any]]
    use_api_socket: bool
    user: str
    userns: str
    uts: str
    volume: list[str]
    volume_driver: str
    volumes_from: list[str]
    workdir: str

    def __init__(self, values: Mapping[str, Any], changed: Collection[str]) -> None:
        """``changed`` holds the long names of the flags that stood on the line."""
        self.__dict__.update(values)
        self.changed = frozenset(changed)
