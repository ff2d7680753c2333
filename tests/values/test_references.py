from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.values import references

HEX = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("text", "normal", "short"),
    [
        ("busybox", "docker.io/library/busybox", "busybox"),
        ("busybox:1.36", "docker.io/library/busybox:1.36", "busybox:1.36"),
        ("library/busybox", "docker.io/library/busybox", "busybox"),
        ("bob/x", "docker.io/bob/x", "bob/x"),
        ("index.docker.io/foo/bar:1", "docker.io/foo/bar:1", "foo/bar:1"),
        ("index.docker.io/foo", "docker.io/library/foo", "foo"),
        ("docker.io/library/a/b", "docker.io/library/a/b", "library/a/b"),
        ("localhost/x", "localhost/x", "localhost/x"),
        ("localhost:5000/x/y:z", "localhost:5000/x/y:z", "localhost:5000/x/y:z"),
        ("[fe80::1]:5000/x", "[fe80::1]:5000/x", "[fe80::1]:5000/x"),
        ("a.b/c--d/e__f:g.h", "a.b/c--d/e__f:g.h", "a.b/c--d/e__f:g.h"),
        ("Foo/bar", "Foo/bar", "Foo/bar"),
        (f"x:2@sha256:{HEX}", f"docker.io/library/x:2@sha256:{HEX}", f"x:2@sha256:{HEX}"),
        (f"x@sha256:{HEX}", f"docker.io/library/x@sha256:{HEX}", f"x@sha256:{HEX}"),
    ],
)
def test_parse_normalises_and_shortens(text: str, normal: str, short: str) -> None:
    found = references.parse(text)
    assert (str(found), found.familiar()) == (normal, short)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "invalid reference format"),
        ("-x", "invalid reference format"),
        ("bad:tag:x", "invalid reference format"),
        ("x@sha256:123", "invalid reference format"),
        ("a//b", "invalid reference format"),
        ("x:", "invalid reference format"),
        ("x:" + "t" * 129, "invalid reference format"),
        ("UPPER", "invalid reference format: repository name (library/UPPER) must be lowercase"),
        ("a/UP:1", "invalid reference format: repository name (a/UP) must be lowercase"),
        (HEX, f"invalid repository name ({HEX}), cannot specify 64-byte hexadecimal strings"),
        (f"x@md5:{HEX}", "unsupported digest algorithm"),
        (f"x@sha256:{HEX}00", "invalid checksum digest length"),
        (f"x@sha256:{HEX.upper()}", "invalid checksum digest format"),
        ("a" * 300, "repository name must not be more than 255 characters"),
    ],
)
def test_what_is_no_reference_says_why(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        references.parse(text)
    assert str(caught.value) == message


def test_default_tag_is_added_only_where_neither_tag_nor_digest_stands() -> None:
    assert str(references.parse("a").with_default_tag()) == "docker.io/library/a:latest"
    assert references.parse("a:1").with_default_tag().tag == "1"
    assert references.parse(f"a@sha256:{HEX}").with_default_tag().tag == ""


def test_identifiers_are_images_too() -> None:
    assert references.is_identifier(HEX)
    assert references.is_identifier(f"sha256:{HEX}")
    assert not references.is_identifier("busybox")
    references.check_image(HEX)
    with pytest.raises(ValueError):
        references.check_image("UPPER")


def test_familiar_leaves_what_it_cannot_parse() -> None:
    assert references.familiar("docker.io/library/x:1") == "x:1"
    assert references.familiar("<none>:<none>") == "<none>:<none>"


_component = st.from_regex(r"[a-z0-9]{1,5}(?:[_-][a-z0-9]{1,5}){0,2}", fullmatch=True)


@settings(max_examples=50)
@given(
    st.sampled_from(["", "docker.io/", "localhost/", "h.example:5000/"]),
    st.lists(_component, min_size=1, max_size=3),
    st.sampled_from(["", ":1", ":a.b-c_d"]),
    st.sampled_from(["", f"@sha256:{HEX}"]),
)
def test_both_forms_parse_to_the_same_reference(domain: str, path: list[str], tag: str, digest: str) -> None:
    found = references.parse(domain + "/".join(path) + tag + digest)
    assert references.parse(str(found)) == found
    assert references.parse(found.familiar()) == found
