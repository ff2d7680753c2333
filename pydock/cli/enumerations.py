"""The values that flags take out of a fixed set, for completion to offer."""

from __future__ import annotations

from collections.abc import Sequence


def _words(text: str, after: str = "") -> list[str]:
    return [word + after for word in text.split()]


_CAPABILITIES = _words("""
    ALL CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETGID CAP_SETUID
    CAP_SETPCAP CAP_LINUX_IMMUTABLE CAP_NET_BIND_SERVICE CAP_NET_BROADCAST CAP_NET_ADMIN CAP_NET_RAW CAP_IPC_LOCK
    CAP_IPC_OWNER CAP_SYS_MODULE CAP_SYS_RAWIO CAP_SYS_CHROOT CAP_SYS_PTRACE CAP_SYS_PACCT CAP_SYS_ADMIN
    CAP_SYS_BOOT CAP_SYS_NICE CAP_SYS_RESOURCE CAP_SYS_TIME CAP_SYS_TTY_CONFIG CAP_MKNOD CAP_LEASE CAP_AUDIT_WRITE
    CAP_AUDIT_CONTROL CAP_SETFCAP CAP_MAC_OVERRIDE CAP_MAC_ADMIN CAP_SYSLOG CAP_WAKE_ALARM CAP_BLOCK_SUSPEND
    CAP_AUDIT_READ CAP_PERFMON CAP_BPF CAP_CHECKPOINT_RESTORE
""")
_LOG_OPTIONS = _words(
    """
    awslogs-create-group awslogs-credentials-endpoint awslogs-datetime-format awslogs-group
    awslogs-multiline-pattern awslogs-region awslogs-stream compress env env-regex fluentd-address fluentd-async
    fluentd-buffer-limit fluentd-max-retries fluentd-request-ack fluentd-retry-wait fluentd-sub-second-precision
    fluentd-write-timeout gcp-log-cmd gcp-meta-id gcp-meta-name gcp-meta-zone gcp-project gelf-address
    gelf-compression-level gelf-compression-type gelf-tcp-max-reconnect gelf-tcp-reconnect-delay labels
    max-buffer-size max-file max-size mode splunk-caname splunk-capath splunk-format splunk-gzip splunk-gzip-level
    splunk-index splunk-insecureskipverify splunk-source splunk-sourcetype splunk-token splunk-url
    splunk-verify-connection syslog-address syslog-facility syslog-format syslog-tls-ca-cert syslog-tls-cert
    syslog-tls-key syslog-tls-skip-verify tag
""",
    after="=",
)
_LIMITS = _words(
    """
    as chroot core cpu data fsize locks maxlogins maxsyslogins memlock msgqueue nice nofile nproc priority rss
    rtprio sigpending stack
""",
    after="=",
)

_SIGNALS = _words("""
    ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMAX RTMIN SEGV STKFLT STOP SYS
    TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ
""")
_SIGNALS += [f"RTMIN+{number}" for number in range(1, 16)] + [f"RTMAX-{number}" for number in range(1, 15)]

FLAGS: dict[str, Sequence[str]] = {
    "attach": ("stderr", "stdin", "stdout"),
    "cap-add": _CAPABILITIES,
    "cap-drop": _CAPABILITIES,
    "ipc": ("host", "none", "private", "shareable"),
    "log-opt": _LOG_OPTIONS,
    "pid": ("host",),
    "security-opt": ("apparmor=", "label=", "no-new-privileges", "seccomp=", "systempaths=unconfined"),
    "storage-opt": ("size=",),
    "ulimit": _LIMITS,
    "userns": ("host",),
    "uts": ("host",),
    "pull": ("always", "missing", "never"),
    "restart": ("always", "no", "on-failure", "unless-stopped"),
    "cgroupns": ("host", "private"),
    "isolation": ("default", "hyperv", "process"),
    "signal": _SIGNALS,
    "stop-signal": _SIGNALS,
    "format": ("json", "json-array", "table", "yaml", "csv", "tsv"),
    "platform": (
        "linux/386", "linux/amd64", "linux/arm", "linux/arm/v5", "linux/arm/v6", "linux/arm/v7", "linux/arm64",
        "linux/arm64/v8", "linux/ppc64le", "linux/riscv64", "linux/s390x", "wasip1/wasm", "windows/amd64",
    ),
    "progress": ("auto", "plain", "tty", "quiet", "json", "rawjson"),
    "availability": ("active", "pause", "drain"),
    "role": ("manager", "worker"),
    "mode": ("global", "global-job", "replicated", "replicated-job"),
    "restart-condition": ("any", "none", "on-failure"),
    "rollback-failure-action": ("continue", "pause"),
    "rollback-order": ("start-first", "stop-first"),
    "update-failure-action": ("continue", "pause", "rollback"),
    "update-order": ("start-first", "stop-first"),
    "type": ("config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"),
}  # fmt: skip
"""Long name of a flag to its values, the same in every command that has it."""

_BOOLEANS = ("true", "false")
_PRUNED: dict[str, Sequence[str] | str] = {"label": (), "label!": (), "until": ()}

FILTERS: dict[str, dict[str, Sequence[str] | str]] = {
    "system events": {
        "container": "containers",
        "daemon": "daemons",
        "event": _words("""
            create start restart stop checkpoint pause unpause attach detach resize update rename kill die oom destroy
            remove commit top copy archive-path extract-to-dir export import save load tag untag push pull prune delete
            enable disable connect disconnect reload mount unmount exec_create exec_start exec_die exec_detach
            health_status
        """),
        "image": "images",
        "label": (),
        "network": "networks",
        "node": "members",
        "scope": ("local", "swarm"),
        "type": _words("builder config container daemon image network node plugin secret service volume"),
        "volume": "volumes",
    },
    "container ls": {
        "ancestor": "images", "before": "containers", "exited": (), "expose": (), "id": (), "label": (),
        "health": ("starting", "healthy", "unhealthy", "none"), "is-task": _BOOLEANS, "name": "containers",
        "network": "networks", "publish": (), "since": "containers", "volume": "volumes",
        "status": ("created", "dead", "exited", "paused", "removing", "restarting", "running"),
    },
    "image ls": {
        "before": "images", "dangling": _BOOLEANS, "label": (), "reference": "images", "since": "images", "until": (),
    },
    "network ls": {
        "driver": (), "id": (), "label": (), "name": "networks", "scope": ("global", "local", "swarm"),
        "type": ("builtin", "custom"),
    },
    "volume ls": {"dangling": _BOOLEANS, "driver": "volume-drivers", "label": (), "name": "volumes"},
    **dict.fromkeys(("container prune", "image prune", "network prune", "system prune"), _PRUNED),
    "volume prune": {"all": _BOOLEANS, "label": (), "label!": ()},
}  # fmt: skip
"""Command to the keys of its filters, and of each the values, or the kind of live names that it takes."""

OPEN = frozenset(("log-opt", "storage-opt", "ulimit"))
"""Flags whose values go on after what is offered."""
OTHERS = frozenset(("ipc", "pid"))
"""Flags that may also name another container, as ``container:NAME``."""
