"""``--mount`` and ``-v``."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.values.mounts import absolute_source, bind_spec, is_path, parse_mount, parse_volume


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("target=/x", {"Type": "volume", "Target": "/x"}),
        ("TYPE=Bind,SRC=/a,DST=/x,RO", {"Type": "bind", "Source": "/a", "Target": "/x", "ReadOnly": True}),
        ("dst=/x,readonly=false", {"Type": "volume", "Target": "/x"}),
        (
            "type=bind,src=/a,dst=/x,consistency=CACHED",
            {"Type": "bind", "Source": "/a", "Target": "/x", "Consistency": "cached"},
        ),
        ("type=bind,src=/a,dst=/x,bind-recursive=enabled", {"Type": "bind", "Source": "/a", "Target": "/x"}),
        ('"dst=/a,b"', {"Type": "volume", "Target": "/a,b"}),
    ],
)
def test_plain(text: str, want: dict[str, Any]) -> None:
    assert parse_mount(text) == want


@pytest.mark.parametrize(
    ("text", "group", "want"),
    [
        ("volume-nocopy", "VolumeOptions", {"NoCopy": True, "DriverConfig": {}}),
        ("volume-nocopy=false", "VolumeOptions", {"DriverConfig": {}}),
        ("volume-subpath=s", "VolumeOptions", {"Subpath": "s", "DriverConfig": {}}),
        ("volume-label=a=b,volume-label=c", "VolumeOptions", {"Labels": {"a": "b", "c": ""}, "DriverConfig": {}}),
        (
            "volume-driver=d,volume-opt=a=b",
            "VolumeOptions",
            {"DriverConfig": {"Name": "d", "Options": {"a": "b"}}},
        ),
        ("type=bind,bind-propagation=RSHARED", "BindOptions", {"Propagation": "rshared"}),
        ("type=bind,bind-nonrecursive", "BindOptions", {"NonRecursive": True}),
        ("type=bind,bind-nonrecursive=0", "BindOptions", {}),
        ("type=bind,ro,bind-recursive=writable", "BindOptions", {"ReadOnlyNonRecursive": True}),
        ("type=tmpfs,tmpfs-size=1m,tmpfs-mode=1770", "TmpfsOptions", {"SizeBytes": 1 << 20, "Mode": 0o1770}),
        ("type=image,image-subpath=s", "ImageOptions", {"Subpath": "s"}),
    ],
)
def test_options(text: str, group: str, want: dict[str, Any]) -> None:
    assert parse_mount("dst=/x," + text)[group] == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "EOF"),
        ("foo", "invalid field 'foo' must be a key=value pair"),
        ("bogus=1,target=/x", "unexpected key 'bogus' in 'bogus=1'"),
        ("dst=/x,bind-bogus=1", "unexpected key 'bind-bogus' in 'bind-bogus=1'"),
        ("readonly", "target is required"),
        ("type=,dst=/x", "type is required"),
        ("dst=/x,ro=maybe", "invalid value for ro: maybe"),
        ("dst=/x,tmpfs-size=1m", "cannot mix 'tmpfs-*' options with mount type 'volume'"),
        ("type=bind,dst=/x,volume-nocopy", "cannot mix 'volume-*' options with mount type 'bind'"),
        ("type=tmpfs,dst=/x,tmpfs-mode=9", "invalid value for tmpfs-mode: 9"),
        ("type=tmpfs,dst=/x,tmpfs-size=x", "invalid value for tmpfs-size: x"),
        (
            "type=bind,dst=/x,bind-recursive=bogus",
            'invalid value for bind-recursive: bogus (must be "enabled", "disabled", "writable", or "readonly")',
        ),
        (
            "type=bind,dst=/x,bind-recursive=writable",
            "option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction",
        ),
        (
            "type=bind,dst=/x,ro,bind-recursive=readonly",
            "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction",
        ),
        ('type=volume,"dst=/a', 'parse error on line 1, column 20: extraneous or missing " in quoted-field'),
    ],
)
def test_errors(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_mount(text)
    assert str(caught.value) == want


@pytest.mark.parametrize(
    ("text", "kind", "source", "target", "options"),
    [
        ("/data", "volume", "", "/data", ()),
        ("a", "volume", "", "a", ()),
        ("v:/data", "volume", "", "v:/data", ()),  # one letter is a drive of Windows
        ("vol:/data", "volume", "vol", "/data", ()),
        ("vol:/data:ro,nocopy", "volume", "vol", "/data", ("ro", "nocopy")),
        ("/a:/b", "bind", "/a", "/b", ()),
        ("~:/b", "bind", "~", "/b", ()),
        ("C:\\x:/b", "bind", "C:\\x", "/b", ()),
        ("\\\\.\\pipe\\x:/b", "bind", "\\\\.\\pipe\\x", "/b", ()),
    ],
)
def test_volumes(text: str, kind: str, source: str, target: str, options: tuple[str, ...]) -> None:
    volume = parse_volume(text)
    assert (volume.kind, volume.source, volume.target, volume.options) == (kind, source, target, options)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "invalid empty volume spec"),
        ("vol1:", "invalid spec: vol1:: empty section between colons"),
        ("::/x", "invalid spec: ::/x: empty section between colons"),
        ("ab:bc:cd:de", "invalid spec: ab:bc:cd:de: too many colons"),
    ],
)
def test_bad_volumes(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_volume(text)
    assert str(caught.value) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("/data", None),
        ("vol:/data:ro", "vol:/data:ro"),
        ("./d:/data", "/w/d:/data"),
        ("../d/../e:/x", "/e:/x"),
        (".:/x", "/w:/x"),
        (".hidden:/x", "/w/.hidden:/x"),
        ("~/x:/data", "~/x:/data"),
    ],
)
def test_binds(text: str, want: str | None) -> None:
    assert bind_spec(text, "/w") == want


def test_absolute_source() -> None:
    assert absolute_source("..", "/a/b") == "/a"
    assert absolute_source("d", "/a/b") == "d"


def test_is_path() -> None:
    assert is_path("./x") and not is_path("x") and not is_path("")
