"""The small session services: uploads, results that come to us."""

from __future__ import annotations

import io
from pathlib import Path

from pydock.build.buildkit import filesend, upload
from pydock.build.buildkit.grpc.status import NOT_FOUND
from pydock.build.buildkit.outputs import Output
from pydock.build.buildkit.proto import session_pb2
from tests.support.grpc import served


def test_uploads_go_out_once() -> None:
    data = bytes(300_000)
    with served({upload.PATH: upload.Uploads({"id": io.BytesIO(data)})}) as client:
        call = client.call(upload.PATH, b"", [("urlpath", "/id")])
        assert b"".join(session_pb2.BytesMessage.FromString(message).data for message in call) == data
        again = client.call(upload.PATH, b"", [("urlpath", "/id")])
        assert again.result().code == NOT_FOUND


def test_archives_are_written(tmp_path: Path) -> None:
    out = io.BytesIO()
    outputs = {0: Output("tar", str(tmp_path / "x.tar")), 2: Output("tar", "-")}
    with served({filesend.PATH: filesend.FileSend(outputs, out.write)}) as client:
        for number in (0, 2):
            call = client.call(filesend.PATH, metadata=[("buildkit-attachable-exporter-id", str(number))])
            for piece in (b"one", b"two"):
                call.send(session_pb2.BytesMessage(data=piece).SerializeToString())
            call.close_send()
            call.check()
        wrong = client.call(filesend.PATH, b"", [("buildkit-attachable-exporter-id", "9")])
        assert wrong.result().code == NOT_FOUND
    assert (tmp_path / "x.tar").read_bytes() == out.getvalue() == b"onetwo"
