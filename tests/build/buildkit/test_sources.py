"""Excerpts of Dockerfiles in errors and warnings."""

from __future__ import annotations

import base64
import json

from pydock.build.buildkit.proto import rpc_pb2
from pydock.build.buildkit.sources import excerpt, excerpts, subrequest, warning_text
from pydock.render.progress.buildkit_events import Warning

LINES = b"FROM a\nRUN b\nRUN c\nRUN d\nRUN e\nRUN f\n"


def test_excerpt() -> None:
    assert excerpt("D", LINES, [(3, 3)]) == (
        "D:3\n" + "-" * 20 + "\n   1 |     FROM a\n   2 |     RUN b\n   3 | >>> RUN c\n   4 |     RUN d\n"
        "   5 |     RUN e\n" + "-" * 20 + "\n"
    )
    assert excerpt("D", LINES, []) == "" and excerpt("D", LINES, [(99, 99)]) == ""


def test_details_in_both_encodings() -> None:
    source = rpc_pb2.ErrorSource()
    source.info.filename, source.info.data = "D", LINES
    source.ranges.add().start.line = 2
    source.ranges[0].end.line = 2
    status = rpc_pb2.Status()
    status.details.add(type_url="github.com/moby/buildkit/errdefs.Source", value=source.SerializeToString())
    data = {
        "info": {"filename": "E", "data": base64.b64encode(LINES).decode()},
        "ranges": [{"start": {"line": 1}, "end": {"line": 1}}],
    }
    status.details.add(type_url="github.com/moby/buildkit/errdefs.Source+json", value=json.dumps(data).encode())
    request = b'{"name":"frontend.x"}'
    status.details.add(type_url="github.com/moby/buildkit/errdefs.Subrequest+json", value=request)
    details = status.SerializeToString()
    first, second = excerpts(details)
    assert "   2 | >>> RUN b" in first and "   1 | >>> FROM a" in second
    assert subrequest(details) == "frontend.x" and subrequest(b"") == ""


def test_warnings() -> None:
    warning = Warning("v", 1, "short", ("long",), "http://u", ("D", LINES), ((1, 1),))
    assert warning_text([warning], "docker", False, True) == (
        "\n \x1b[33m1 warning found (use docker --debug to expand):\n\x1b[0m - short\n"
    )
    piped = warning_text([warning], "docker", False, False)
    assert piped == "\n 1 warning found (use docker --debug to expand):\n - short\n"
    full = warning_text([warning, warning], "docker", True, False)
    assert full.startswith("\n 2 warnings found:\n - short\n") and "long\nMore info: http://u\nD:1\n" in full
