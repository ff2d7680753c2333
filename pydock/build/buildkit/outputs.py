"""``--output``: where the result of a build goes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydock.errors import PydockError
from pydock.values.records import parse_record

_FALSE = ("0", "f", "F", "false", "FALSE", "False")


@dataclass
class Output:
    """``kind`` as the engine's exporters are called; ``dest``: a path of ours, ``-`` for standard output, or empty."""

    kind: str
    dest: str = ""
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def is_layout(self) -> bool:
        """Whether the result comes blob by blob into a folder in the OCI layout."""
        return self.kind in ("oci", "docker") and self.attributes.get("tar") in _FALSE

    @property
    def is_folder(self) -> bool:
        """Whether the result comes file by file."""
        return self.kind == "local"

    @property
    def is_file(self) -> bool:
        """Whether the result comes as one archive."""
        return self.kind in ("tar", "oci", "docker") and not self.is_layout

    def check(self, stdout_is_terminal: bool) -> None:
        """Refuse destinations that cannot be written. Raises PydockError."""
        if self.is_folder or self.is_layout:
            if not self.dest or self.dest == "-":
                if self.dest:
                    raise PydockError(f"dest cannot be stdout for {self.kind} exporter")
                raise PydockError(f"dest is required for {self.kind} exporter")
            if os.path.exists(self.dest) and not os.path.isdir(self.dest):
                raise PydockError(f"destination directory {self.dest} is a file")
        elif self.is_file and (self.kind != "docker" or self.dest):
            if self.dest in ("", "-"):
                if stdout_is_terminal:
                    message = f"dest file is required for {self.kind} exporter. refusing to write to console"
                    raise PydockError(message)
            elif os.path.isdir(self.dest):
                raise PydockError(f"destination file {self.dest} is a directory")


def parse_outputs(texts: Sequence[str]) -> list[Output]:
    """Each text is a path, ``-``, or ``type=KIND,key=value...``. Raises PydockError."""
    return [_parse(text) for text in texts]


def _parse(text: str) -> Output:
    fields = parse_record(text)
    if len(fields) == 1 and fields[0] == text and not text.startswith("type="):
        return Output("tar", "-") if text == "-" else Output("local", text)
    kind, dest, attributes = "", "", {}
    for part in fields:
        key, equals, value = part.partition("=")
        key = key.strip().lower()
        if not equals:
            raise PydockError(f"invalid value {part}")
        if key == "type":
            kind = value
        elif key == "dest":
            dest = value
        else:
            attributes[key] = value
    if not kind:
        raise PydockError("type is required for output")
    if kind == "registry":
        kind = "image"
        attributes.setdefault("push", "true")
    return Output(kind, dest, attributes)
