"""SSH agents: a socket of ours reached through a call."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from pydock.build.buildkit import ssh
from pydock.build.buildkit.grpc.channel import Channel
from pydock.build.buildkit.grpc.status import GrpcError
from pydock.build.buildkit.proto import session_pb2
from pydock.errors import PydockError


def test_parsing() -> None:
    assert ssh.parse_ssh("default") == ssh.Agent("default", ())
    assert ssh.parse_ssh("a=x,y") == ssh.Agent("a", ("x", "y"))


def test_forwarding(tmp_path: Path) -> None:
    path = str(tmp_path / "agent")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()

    def agent() -> None:
        with listener.accept()[0] as sock:
            while data := sock.recv(100):
                sock.sendall(data.upper())

    thread = threading.Thread(target=agent)
    thread.start()
    agents = ssh.Agents([ssh.Agent("default", ())], {"SSH_AUTH_SOCK": path})
    left, right = socket.socketpair()
    server = Channel(right, client=False, handlers={ssh.CHECK: agents.check, ssh.FORWARD: agents.forward})
    client = Channel(left, client=True)
    server.begin()
    client.begin()
    try:
        client.unary(ssh.CHECK, session_pb2.CheckAgentRequest(ID="default").SerializeToString())
        with pytest.raises(GrpcError, match="unset ssh forward key other"):
            client.unary(ssh.CHECK, session_pb2.CheckAgentRequest(ID="other").SerializeToString())
        call = client.call(ssh.FORWARD, session_pb2.BytesMessage(data=b"sign").SerializeToString())
        assert session_pb2.BytesMessage.FromString(next(iter(call))).data == b"SIGN"
        call.check()
    finally:
        left.shutdown(socket.SHUT_RDWR)
        client.close()
        server.close()
        thread.join()
        listener.close()
        agents.close()


@pytest.mark.parametrize(("paths", "message"), [((), "make sure SSH_AUTH_SOCK is set"), (("/nope",), "stat /nope")])
def test_refused(paths: tuple[str, ...], message: str) -> None:
    with pytest.raises(PydockError, match=message):
        ssh.Agents([ssh.Agent("default", paths)], {})
