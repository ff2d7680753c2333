"""``--security-opt``, ``--cap-add``, ``--cap-drop``, ``--log-opt`` and ``--storage-opt``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pydock.values.numbers import quote
from pydock.values.pairs import mapping

ReadProfile = Callable[[str], str]


def security_options(texts: Sequence[str], read_profile: ReadProfile) -> list[str]:
    """The options as the engine takes them: a seccomp profile's file is replaced by its content.

    ``read_profile`` gives the compact JSON of a file, or raises ValueError with the whole message.
    """
    options = []
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals and key != "no-new-privileges":
            key, equals, value = text.partition(":")
        if key != "no-new-privileges" and not (equals and value):
            raise ValueError(f"Invalid --security-opt: {quote(text)}")
        if key == "seccomp" and value not in ("builtin", "unconfined"):
            text = "seccomp=" + read_profile(value)
        options.append(text)
    return options


def without_system_paths(options: Iterable[str]) -> tuple[list[str], bool]:
    """The options but ``systempaths=unconfined``, which is the client's own, and whether it was among them."""
    listed = list(options)
    rest = [option for option in listed if option != "systempaths=unconfined"]
    return rest, len(rest) < len(listed)


def capabilities(texts: Iterable[str]) -> list[str] | None:
    """Capabilities in canonical form (``CAP_NET_ADMIN``, ``ALL``), each once, in order; None for none."""
    names = {_capability(text) for text in texts}
    return sorted(names) or None


def _capability(text: str) -> str:
    name = text.upper()
    return name if name == "ALL" or name.startswith("CAP_") else f"CAP_{name}"


def logging_options(driver: str, texts: Sequence[str]) -> dict[str, str]:
    """``--log-opt`` values by name. ValueError where the driver takes none."""
    if driver == "none" and texts:
        raise ValueError("invalid logging opts for driver none")
    return mapping(texts)


def storage_options(texts: Iterable[str]) -> dict[str, str]:
    """``--storage-opt`` values by name. ValueError where one has no ``=``."""
    listed = list(texts)
    if not all("=" in text for text in listed):
        raise ValueError("invalid storage option")
    return mapping(listed)
