"""Published and exposed ports: ``-p 127.0.0.1:8080-8082:80-82/tcp``, ``--expose 9000-9002/udp``.

A container port is written ``80/tcp``; a binding is the API's ``{"HostIp": "", "HostPort": "8080"}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydock.values.addresses import is_ip
from pydock.values.numbers import parse_decimal_uint, quote

_PROTOCOLS = ("tcp", "udp", "sctp")


class PortMapping(NamedTuple):
    """One container port and where it is published; ``host_port`` "" lets the engine choose, ``8000-8002`` a range."""

    port: str
    host_ip: str
    host_port: str


def parse_port_specs(specs: Iterable[str]) -> tuple[dict[str, dict[str, str]], dict[str, list[dict[str, str]]]]:
    """The API's ``ExposedPorts`` and ``PortBindings`` for a list of ``-p`` values."""
    exposed: dict[str, dict[str, str]] = {}
    bindings: dict[str, list[dict[str, str]]] = {}
    for spec in specs:
        for mapping in parse_port_spec(spec):
            exposed[mapping.port] = {}
            binding = {"HostIp": mapping.host_ip, "HostPort": mapping.host_port}
            bindings.setdefault(mapping.port, []).append(binding)
    return exposed, bindings


def parse_port_spec(text: str) -> list[PortMapping]:
    """``[IP:][HOST[-HOST]:]PORT[-PORT][/PROTOCOL]``; one mapping per container port. ValueError where it is not."""
    address, host, container = _parts(text)
    protocol, container = split_protocol(container)
    address = _address(address)
    if not container:
        raise ValueError(f"no port specified: {text}<empty>")
    try:
        first, last = parse_port_range(container)
    except ValueError:
        raise ValueError(f"invalid containerPort: {container}") from None
    host_first, host_last = _host_range(host, container, first, last)
    if protocol.lower() not in _PROTOCOLS:
        raise ValueError(f"invalid proto: {protocol}")
    protocol = protocol.lower()
    mappings = []
    for offset in range(last - first + 1):
        published = str(host_first + offset) if host else ""
        if host and first == last and host_first != host_last:
            published += f"-{host_last}"
        mappings.append(PortMapping(f"{first + offset}/{protocol}", address, published))
    return mappings


def _parts(text: str) -> tuple[str, str, str]:
    """Address, host port and container port with its protocol."""
    rest, colon, container = text.rpartition(":")
    if not colon:
        return "", "", container
    address, _, host = rest.rpartition(":")
    return address, host, container


def _address(text: str) -> str:
    if text.startswith("["):
        end = text.find("]")
        if end < 0:
            raise ValueError(f"invalid IP address {text}: address {text}:: missing ']' in address")
        if end != len(text) - 1:
            raise ValueError(f"invalid IP address {text}: address {text}:: missing port in address")
        text = text[1:-1]
    if text and not is_ip(text):
        raise ValueError(f"invalid IP address: {text}")
    return text


def _host_range(host: str, container: str, first: int, last: int) -> tuple[int, int]:
    if not host:
        return 0, 0
    try:
        host_first, host_last = parse_port_range(host)
    except ValueError:
        raise ValueError(f"invalid hostPort: {host}") from None
    if last != first and last - first != host_last - host_first:
        raise ValueError(f"invalid ranges specified for container and host Ports: {container} and {host}")
    return host_first, host_last


def parse_port_range(text: str) -> tuple[int, int]:
    """``80`` or ``80-90`` as first and last. ValueError in the words that ``--expose`` shows."""
    if not text:
        raise ValueError("empty string specified for ports")
    if "-" not in text:
        port = parse_decimal_uint(text, 16)
        return port, port
    start, end = text.split("-")[:2]
    first, last = parse_decimal_uint(start, 16), parse_decimal_uint(end, 16)
    if last < first:
        raise ValueError(f"invalid range specified for port: {text}")
    return first, last


def split_protocol(text: str) -> tuple[str, str]:
    """``80/udp`` as ``("udp", "80")``; TCP where none is said; ``("", "")`` where no port is."""
    port, _, rest = text.partition("/")
    if not port:
        return "", ""
    return rest.partition("/")[0] or "tcp", port


def parse_expose(text: str) -> list[str]:
    """The container ports of one ``--expose`` value; any word may be the protocol. ValueError in Docker's words."""
    if ":" in text:
        raise ValueError(f"invalid port format for --expose: {text}")
    protocol, ports = split_protocol(text)
    try:
        first, last = parse_port_range(ports)
    except ValueError as error:
        raise ValueError(f"invalid range format for --expose: {text}, error: {error}") from None
    return [f"{port}/{protocol}" for port in range(first, last + 1)]


def short_form(text: str) -> str:
    """A ``-p`` value in ``NAME=VALUE`` pairs (``target=80,published=8080,protocol=udp``) as the short form."""
    if "=" not in text:
        return text
    pairs = {"protocol": "tcp"}
    for pair in text.split(","):
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise ValueError(f"invalid publish opts format (should be name=value but got '{pair}')")
        pairs[key] = value
    return f"{pairs.get('published', '')}:{pairs.get('target', '')}/{pairs['protocol']}"


def parse_container_port(text: str) -> str:
    """The argument of ``port``, ``80`` or ``80/udp``, as ``80/udp``. ValueError in Docker's words."""
    port, _, protocol = text.partition("/")
    try:
        first, last = parse_port_range(port) if port else (0, 0)
    except ValueError as error:
        raise ValueError(f"invalid port ({port}): {error}") from None
    if not port:
        raise ValueError(f"invalid port ({quote(port)[1:-1]}): value is empty")
    return f"{first}/{protocol or 'tcp'}" if first == last else f"{first}-{last}/{protocol or 'tcp'}"
