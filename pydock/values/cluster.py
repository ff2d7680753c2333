"""What the swarm commands' flags say, and the cluster spec that they change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

LISTEN = "0.0.0.0:2377"
AVAILABILITIES = ("active", "pause", "drain")


def empty_spec() -> dict[str, Any]:
    """The spec of a new cluster: the engine fills in its defaults."""
    return {
        "Labels": None,
        "Orchestration": {},
        "Raft": {"ElectionTick": 0, "HeartbeatTick": 0},
        "Dispatcher": {},
        "CAConfig": {},
        "TaskDefaults": {},
        "EncryptionConfig": {"AutoLockManagers": False},
    }


def merge_spec(spec: dict[str, Any], changed: Collection[str], values: Mapping[str, Any], ca_cert: str = "") -> None:
    """Put the flags that were given (``changed``, long names) into ``spec``; ``values`` are theirs, by parameter name.

    ``ca_cert`` is the PEM certificate that external authorities sign with.
    """
    places = {
        "task-history-limit": ("Orchestration", "TaskHistoryRetentionLimit"),
        "dispatcher-heartbeat": ("Dispatcher", "HeartbeatPeriod"),
        "max-snapshots": ("Raft", "KeepOldSnapshots"),
        "snapshot-interval": ("Raft", "SnapshotInterval"),
        "autolock": ("EncryptionConfig", "AutoLockManagers"),
        "cert-expiry": ("CAConfig", "NodeCertExpiry"),
    }
    for flag, (section, field) in places.items():
        if flag in changed:
            spec.setdefault(section, {})[field] = values[flag.replace("-", "_")]
    if "external-ca" in changed:
        spec["CAConfig"]["ExternalCAs"] = [
            {**authority, "CACert": ca_cert or authority["CACert"]} for authority in values["external_ca"]
        ]


def parse_availability(text: str) -> str:
    """``active``, ``pause`` or ``drain`` in either case; ValueError for anything else."""
    word = text.lower()
    if word not in AVAILABILITIES:
        raise ValueError(f'invalid availability "{text}", only active, pause and drain are supported')
    return word


def parse_node_address(text: str) -> str:
    """``HOST``, ``HOST:PORT``, ``:PORT``, an interface name: what is missing comes from :data:`LISTEN`."""
    scheme, separator, rest = text.partition("://")
    if separator and scheme != "tcp":
        raise ValueError(f"unsupported proto scheme: {scheme}")
    address = rest if separator else text
    host, colon, port = address.rpartition(":")
    if not colon or address.endswith("]"):
        host, port = address, ""
    default_host, _, default_port = LISTEN.rpartition(":")
    host = host.removeprefix("[").removesuffix("]") or default_host
    return f"[{host}]:{port or default_port}" if ":" in host else f"{host}:{port or default_port}"


def parse_pools(text: str) -> list[str]:
    """Address pools in CIDR notation, separated by commas, as their networks."""
    from ipaddress import ip_network

    pools = []
    for part in text.split(","):
        try:
            if "/" not in part:
                raise ValueError
            pools.append(str(ip_network(part.strip(), strict=False)))
        except ValueError:
            raise ValueError(f"invalid string being converted to CIDR: {part}") from None
    return pools


def parse_external_ca(text: str) -> dict[str, Any]:
    """``protocol=cfssl,url=URL[,cacert=FILE][,OPTION=VALUE...]`` as the API's ExternalCA object."""
    from pydock.values.records import parse_record

    found: dict[str, Any] = {"CACert": ""}
    options: dict[str, str] = {}
    for field in parse_record(text):
        key, equals, value = field.partition("=")
        if not equals:
            raise ValueError(f"invalid field '{field}' must be a key=value pair")
        name = key.lower()
        if name == "protocol":
            if value.lower() != "cfssl":
                raise ValueError(f"unrecognized external CA protocol {value}")
            found["Protocol"] = "cfssl"
        elif name == "url":
            found["URL"] = value
        elif name == "cacert":
            found["CACert"] = _certificate(value)
        else:
            options[key] = value
    for field, flag in (("Protocol", "protocol"), ("URL", "url")):
        if field not in found:
            raise ValueError(f"the external-ca option needs a {flag}= parameter")
    return {**found, "Options": options} if options else found


def parse_pem(path: str) -> str:
    """The text of the PEM file at ``path``."""
    text = _read(path)
    if not _is_pem(text):
        raise ValueError("file contents must be in PEM format")
    return text


def _certificate(path: str) -> str:
    try:
        text = _read(path)
    except ValueError as error:
        raise ValueError(f"unable to read CA cert for external CA: {error}") from None
    if not _is_pem(text):
        raise ValueError("CA cert for external CA must be in PEM format")
    return text


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except OSError as error:
        raise ValueError(f"open {path}: {(error.strerror or str(error)).lower()}") from None


def _is_pem(text: str) -> bool:
    return "-----BEGIN " in text and "-----END " in text
