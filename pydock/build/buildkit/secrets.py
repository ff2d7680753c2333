"""Secrets: values that the engine may ask for by id while it builds. They are in no message of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.status import NOT_FOUND, GrpcError
from pydock.build.buildkit.proto import session_pb2
from pydock.errors import PydockError

PATH = "/moby.buildkit.secrets.v1.Secrets/GetSecret"
_LIMIT = 500 * 1024


class Source(NamedTuple):
    """Where a secret is: a file or an environment variable."""

    identifier: str
    file: str = ""
    variable: str = ""


def parse_secret(fields: Sequence[str], environ: Mapping[str, str]) -> Source:
    """The fields of one ``--secret``: ``id``, ``src`` or ``source``, ``env``, ``type``. Raises PydockError."""
    identifier = file = variable = kind = ""
    for field in fields:
        key, equals, value = field.partition("=")
        key = key.lower()
        if not equals:
            raise PydockError(f"invalid field '{field}' must be a key=value pair")
        if key == "type":
            if value not in ("file", "env"):
                raise PydockError(f'unsupported secret type "{value}"')
            kind = value
        elif key == "id":
            identifier = value
        elif key in ("source", "src"):
            file = value
        elif key == "env":
            variable = value
        else:
            raise PydockError(f"unexpected key '{key}' in '{field}'")
    if kind == "env" and not variable:
        file, variable = "", file
    if not variable and not file and identifier in environ and kind != "file":
        variable = identifier
    return Source(identifier, file, variable)


class Secrets:
    """Serves ``sources``. Files and variables are read when the engine asks."""

    def __init__(self, sources: Sequence[Source], environ: Mapping[str, str]) -> None:
        self._sources = {source.identifier: source for source in sources}
        self._environ = environ
        for source in sources:
            _check(source)

    def __call__(self, call: Call) -> None:
        request = session_pb2.GetSecretRequest.FromString(call.receive() or b"")
        source = self._sources.get(request.ID)
        if source is None:
            raise GrpcError(NOT_FOUND, f"secret {request.ID} not found")
        call.send(session_pb2.GetSecretResponse(data=self._value(source)).SerializeToString())

    def _value(self, source: Source) -> bytes:
        if source.variable:
            if source.variable not in self._environ:
                raise GrpcError(NOT_FOUND, f"secret {source.identifier}: not found")
            return self._environ[source.variable].encode("utf-8", "surrogateescape")
        with open(source.file or source.identifier, "rb") as file:
            return file.read(_LIMIT + 1)


def _check(source: Source) -> None:
    """Refuse what could not be served. Raises PydockError."""
    import os

    if not source.identifier:
        raise PydockError("secret missing ID")
    if source.variable:
        return
    path = source.file or source.identifier
    try:
        size = os.stat(path).st_size
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PydockError(f"failed to stat {path}: stat {path}: {reason}") from error
    if size > _LIMIT:
        raise PydockError(f"secret {source.identifier} too big. max size 500KB")
