"""SSH forwarding: build steps talk to an agent of ours (a socket), or to keys that an agent of pydock's own holds."""

from __future__ import annotations

import os
import socket
import stat
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.status import NOT_FOUND, GrpcError
from pydock.build.buildkit.proto import session_pb2
from pydock.errors import PydockError
from pydock.portable.sockets import unix_socket

CHECK = "/moby.sshforward.v1.SSH/CheckAgent"
FORWARD = "/moby.sshforward.v1.SSH/ForwardAgent"
_ID = "buildkit.ssh.id"


class Agent(NamedTuple):
    """``identifier`` as ``--mount=type=ssh,id=`` names it; a socket's path, or private key files."""

    identifier: str
    paths: tuple[str, ...]


def parse_ssh(text: str) -> Agent:
    """``default``, ``id``, ``id=path[,path]``."""
    identifier, equals, rest = text.partition("=")
    return Agent(identifier or "default", tuple(rest.split(",")) if equals else ())


class Agents:
    """Serves ``agents``; one without a path is the user's (``SSH_AUTH_SOCK``). Also none: the engine is told so."""

    def __init__(self, agents: Sequence[Agent], environ: Mapping[str, str]) -> None:
        self._sockets: dict[str, str] = {}
        self._stops: list[Callable[[], None]] = []
        for agent in agents:
            try:
                self._sockets[agent.identifier] = self._socket_of(agent, environ)
            except PydockError as error:
                shown = f"{{{agent.identifier} [{' '.join(agent.paths)}] false}}"
                raise PydockError(f"failed to convert agent config {shown}: {error.message}") from error

    def close(self) -> None:
        """End the agents that were started for keys."""
        while self._stops:
            self._stops.pop()()

    def check(self, call: Call) -> None:
        """Whether there is an agent of that name."""
        request = session_pb2.CheckAgentRequest.FromString(call.receive() or b"")
        self._path(request.ID)
        call.send(session_pb2.CheckAgentResponse().SerializeToString())

    def forward(self, call: Call) -> None:
        """Carry bytes between a build step and the agent."""
        path = self._path((call.metadata.get(_ID) or ["default"])[0])
        with unix_socket() as agent:
            agent.connect(path)
            answers = threading.Thread(target=_answers, args=(agent, call), daemon=True)
            answers.start()
            for message in call:
                agent.sendall(session_pb2.BytesMessage.FromString(message).data)
            agent.shutdown(socket.SHUT_WR)
            answers.join()

    def _socket_of(self, agent: Agent, environ: Mapping[str, str]) -> str:
        paths = agent.paths
        if not paths:
            user = environ.get("SSH_AUTH_SOCK", "")
            if not user:
                raise PydockError("invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set")
            paths = (user,)
        try:
            kinds = [stat.S_ISSOCK(os.stat(path).st_mode) for path in paths]
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PydockError(
                f'failed to convert agent config for ID: "{agent.identifier}": stat {error.filename}: {reason}'
            ) from error
        if kinds == [True]:
            return paths[0]
        if any(kinds):
            raise PydockError("only single socket allowed")
        from pydock.build.buildkit.sshagent import serve_keys

        try:
            path, stop = serve_keys(paths)
        except (OSError, PydockError) as error:
            reason = error.message if isinstance(error, PydockError) else str(error.strerror)
            raise PydockError(f'failed to convert agent config for ID: "{agent.identifier}": {reason}') from error
        self._stops.append(stop)
        return path

    def _path(self, identifier: str) -> str:
        path = self._sockets.get(identifier or "default")
        if path is None:
            raise GrpcError(NOT_FOUND, f"unset ssh forward key {identifier or 'default'}")
        return path


def _answers(agent: socket.socket, call: Call) -> None:
    try:
        while data := agent.recv(1 << 15):
            call.send(session_pb2.BytesMessage(data=data).SerializeToString())
    except (OSError, GrpcError):
        pass  # the step is over, or the agent left: the call ends with the other direction
