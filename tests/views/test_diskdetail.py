"""``system df -v``."""

from __future__ import annotations

from pydock.render.template import compile_template
from pydock.views.diskdetail import Detail
from tests.render.test_listing import Out

DATA = {
    "Images": [
        {
            "Id": "sha256:" + "1" * 64,
            "RepoTags": ["a:1", "a:2"],
            "Size": 10,
            "SharedSize": 0,
            "Created": 0,
            "Containers": 1,
        }
    ]
}


def test_tables() -> None:
    out = Out()
    Detail(DATA, now=60.0, trunc=True).print(out)
    assert out.data.split("\n")[2].split() == [
        "REPOSITORY",
        "TAG",
        "IMAGE",
        "ID",
        "CREATED",
        "SIZE",
        "SHARED",
        "SIZE",
        "UNIQUE",
        "SIZE",
        "CONTAINERS",
    ]
    assert "Build cache usage: 0B" in out.data


def test_templates() -> None:
    detail = Detail(DATA, now=60.0, trunc=False)
    assert (
        compile_template("{{range .Images}}{{.Repository}}:{{.Tag}} {{.ID}}{{end}}").execute(detail)
        == "a:1 sha256:" + "1" * 64
    )
    assert compile_template("{{len .Volumes}}").execute(detail) == "0"
