"""Short syntax to long: ports, mounts, devices and the small one-liners of the Compose format."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from pydock.errors import ConfigError

_PROPAGATIONS = ("rprivate", "private", "rshared", "shared", "rslave", "slave")
_REMOTE = ("https://", "http://", "git://", "ssh://", "github.com/", "git@")


def is_file_path(source: str) -> bool:
    """True where a mount's source is a path of the host and not a volume's name."""
    if not source:
        return False
    return source[0] in "./~" or (len(source) > 1 and source[1] == ":" and source[0].isalpha())


def parse_mount(spec: str) -> dict[str, Any]:
    """``[SOURCE:]TARGET[:OPTION,...]`` as the long form. Raises ConfigError for empty or surplus parts."""
    if not spec:
        raise ConfigError("invalid empty volume spec")
    if len(spec) <= 2:
        return {"type": "volume", "target": spec}
    parts: list[str] = []
    buffer = ""
    for char in spec:
        if char == ":" and not (len(buffer) == 1 and buffer.isalpha()):
            parts.append(buffer)
            buffer = ""
        else:
            buffer += char
    parts.append(buffer)
    if "" in parts:
        raise ConfigError(f"invalid spec: {spec}: empty section between colons")
    if len(parts) > 3:
        raise ConfigError(f"invalid spec: {spec}: too many colons")
    mount: dict[str, Any] = {"type": "volume"}
    if len(parts) == 1:
        return {**mount, "target": parts[0], "volume": {}}
    mount["source"], mount["target"] = parts[0], parts[1]
    bind: dict[str, Any] = {}
    volume: dict[str, Any] | None = None
    for option in parts[2].split(",") if len(parts) == 3 else ():
        if option in ("ro", "rw"):
            mount["read_only"] = option == "ro"
        elif option == "nocopy":
            volume = {"nocopy": True}
        elif option in _PROPAGATIONS:
            bind["propagation"] = option
        elif option in ("z", "Z"):
            bind["selinux"] = option
    if not mount.get("read_only"):
        mount.pop("read_only", None)
    if is_file_path(parts[0]):
        mount["type"] = "bind"
        mount["bind"] = {**bind, "create_host_path": True}
    else:
        if bind:
            mount["bind"] = bind
        volume = volume or {}
    if volume is not None:
        mount["volume"] = volume
    return mount


def _range(text: str) -> tuple[int, int]:
    """``N`` or ``N-M`` as two ports; ValueError when it is neither."""
    first, dash, last = text.partition("-")
    if not re.fullmatch("[0-9]+", first) or (dash and not re.fullmatch("[0-9]+", last)):
        raise ValueError(text)
    start, end = int(first), int(last if dash else first)
    if start > 65535 or end > 65535 or end < start:
        raise ValueError(text)
    return start, end


def _address(text: str) -> str:
    if text.startswith("[") and "]" in text:
        if not text.endswith("]"):
            raise ConfigError(f"Invalid ip address {text}: address {text}:: too many colons in address")
        text = text[1:-1]
    elif ":" in text:
        raise ConfigError(f"Invalid ip address {text}: address {text}:: too many colons in address")
    try:
        ipaddress.ip_address(text)
    except ValueError:
        raise ConfigError(f"Invalid ip address: {text}") from None
    return text


def parse_ports(spec: str) -> list[dict[str, Any]]:
    """``[[IP:]HOST:]CONTAINER[/PROTOCOL]`` with ranges as long forms, in the order Compose gives them."""
    head, _, container = spec.rpartition(":")
    address, _, published = head.rpartition(":") if ":" in head else ("", "", head)
    container, slash, protocol = container.partition("/")
    protocol = protocol if slash and protocol else "tcp"
    if address:
        address = _address(address)
    if not container:
        raise ConfigError(f"No port specified: {spec}<empty>")
    try:
        start, end = _range(container)
    except ValueError:
        raise ConfigError(f"Invalid containerPort: {container}") from None
    first = last = 0
    if published:
        try:
            first, last = _range(published)
        except ValueError:
            raise ConfigError(f"Invalid hostPort: {published}") from None
        if end - start != last - first and end != start:
            raise ConfigError(f"Invalid ranges specified for container and host Ports: {container} and {published}")
    if protocol.lower() not in ("tcp", "udp", "sctp"):
        raise ConfigError(f"Invalid proto: {protocol}")
    ports: list[dict[str, Any]] = []
    for index in range(end - start + 1):
        port: dict[str, Any] = {"mode": "ingress"}
        if address:
            port["host_ip"] = address
        port["target"] = start + index
        if published:
            span = start == end and first != last
            port["published"] = f"{first}-{last}" if span else str(first + index)
        port["protocol"] = protocol.lower()
        ports.append(port)
    return sorted(ports, key=lambda p: f"{p['target']}/{p['protocol']}")


def parse_device(spec: str) -> dict[str, Any]:
    """``SOURCE[:TARGET[:PERMISSIONS]]`` as the long form."""
    parts = spec.split(":")
    if len(parts) > 3:
        raise ConfigError(f"confusing device mapping, please use long syntax: {spec}")
    return {
        "source": parts[0],
        "target": parts[1] if len(parts) > 1 else parts[0],
        "permissions": parts[2] if len(parts) > 2 else "rwm",
    }


def is_remote_context(context: str) -> bool:
    """True for a build context that is not a folder here: a URL, a git remote, another service or an image."""
    return "://" in context or context.startswith(("service:", *_REMOTE))


def split_command(line: str) -> list[str]:
    """A command line as words, by the quoting rules Compose uses.

    Backslash keeps the next character, quotes group, `` `...` `` and ``$(...)`` stay as written; an operator
    (``; & | < >``) ends the line. Raises ValueError for an open quote or a bare parenthesis.
    """
    words: list[str] = []
    word, quote = "", ""
    pending = escaped = False
    for char in line:
        if escaped:
            word += char
            escaped, pending = False, True
        elif char == "\\" and quote != "'":
            escaped = True
        elif quote in ("'", '"'):
            if char == quote:
                quote = ""
            else:
                word += char
        elif quote:
            word += char
            if char == quote:
                quote = ""
        elif char in "'\"":
            quote, pending = char, True
        elif char in " \t\r\n":
            if word or pending:
                words.append(word)
            word, pending = "", False
        elif char == "`" or (char == "(" and word.endswith("$")):
            quote, pending = ("`" if char == "`" else ")"), True
            word += char
        elif char in "()":
            raise ValueError("invalid command line string")
        elif char in ";&|<>":
            if char in "<>" and word.isdigit() and len(word) == 1:
                word, pending = "", False
            break
        else:
            word += char
            pending = True
    if quote or escaped:
        raise ValueError("invalid command line string")
    if word or pending:
        words.append(word)
    return words
