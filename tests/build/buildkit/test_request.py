"""Options in BuildKit's terms, and what the engine's own BuildKit refuses."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.build.buildkit.caches import Cache
from pydock.build.buildkit.options import Options
from pydock.build.buildkit.outputs import Output
from pydock.build.buildkit.request import Driver, make, take_environment
from pydock.errors import PydockError


def test_the_default_goes_into_the_engines_store() -> None:
    made = make(Options(tags=["a:1", "b"], arguments={"X": "1"}, labels={"l": "m"}), Driver())
    assert made.exporters == [Output("moby", "", {"name": "a:1,b"})]
    assert made.attributes == {"image-resolve-mode": "local", "build-arg:X": "1", "label:l": "m"}


def test_frontend_attributes() -> None:
    made = make(
        Options(
            target="t",
            no_cache=True,
            pull=True,
            platforms=["linux/arm64"],
            network="host",
            extra_hosts=["a:1.2.3.4", "b=[::1]"],
            shm_size=64,
            ulimits=["nofile=1:2"],
            cgroup_parent="c",
        ),
        Driver(),
    )
    assert made.attributes == {
        "image-resolve-mode": "pull",
        "target": "t",
        "no-cache": "",
        "platform": "linux/arm64",
        "force-network-mode": "host",
        "add-hosts": "a=1.2.3.4,b=::1",
        "shm-size": "64",
        "ulimit": "nofile=1:2",
        "cgroup-parent": "c",
    }
    assert made.entitlements == ["network.host"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"platforms": ["linux/amd64,linux/arm64"]}, "Multi-platform build is not supported for the docker driver."),
        ({"outputs": [Output("oci", "x")]}, "OCI exporter is not supported"),
        ({"outputs": [Output("docker", "x")]}, "Docker exporter is not supported"),
        ({"cache_to": [Cache("local")]}, "Cache export is not supported"),
        ({"attestations": {"sbom": ""}}, "Attestation is not supported"),
        ({"push": True}, "tag is needed when pushing to registry"),
        ({"tags": ["UPPER"]}, 'invalid tag "UPPER": repository name must be lowercase'),
        ({"network": "foo"}, 'network mode "foo" not supported by buildkit'),
        ({"annotations": ["a"]}, 'parse annotations: invalid annotation "a", expected key=value'),
        ({"annotations": ["index:a=b"]}, "index annotations not supported for single platform export"),
        ({"entitlements": ["bogus"]}, "unknown entitlement bogus"),
        ({"extra_hosts": ["a"]}, "invalid host a"),
        ({"platforms": ["a/b/c/d"]}, "cannot parse platform specifier"),
    ],
)
def test_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(PydockError) as caught:
        make(Options(**options), Driver())
    assert message in caught.value.message


def test_containerds_store_takes_more() -> None:
    driver = Driver(containerd_store=lambda: True)
    made = make(Options(platforms=["linux/amd64", "linux/arm64"], outputs=[Output("oci", "x")]), driver)
    assert made.exporters == [Output("oci", "x")]
    assert made.attributes["attest:provenance"] == "mode=min,inline-only=true"


def test_the_docker_exporter_makes_no_index() -> None:
    options = Options(platforms=["linux/amd64", "linux/arm64"], outputs=[Output("docker", "x")])
    with pytest.raises(PydockError, match="does not support exporting manifest lists, use the oci exporter"):
        make(options, Driver(containerd_store=lambda: True))


def test_no_result_but_the_cache() -> None:
    assert make(Options(outputs=[Output("cacheonly")]), Driver()).exporters == []


def test_pushes_are_left_to_the_engine() -> None:
    made = make(Options(push=True, tags=["r/a", "r/b"]), Driver())
    assert made.pushes == ["r/a", "r/b"] and made.exporters[0].kind == "moby"


def test_annotations_and_calls() -> None:
    options = Options(annotations=["a=b", "index:c=d"], outputs=[Output("image")])
    made = make(options, Driver(containerd_store=lambda: True))
    assert made.exporters[0].attributes == {"annotation.a": "b", "annotation-index.c": "d"}
    assert make(Options(call="check"), Driver()).attributes["requestid"] == "frontend.lint"


def test_the_host_as_build_containers_see_it() -> None:
    options = Options(extra_hosts=["h:host-gateway"])
    assert make(options, Driver(host_gateway=lambda: "10.0.0.1")).attributes["add-hosts"] == "h=10.0.0.1"
    with pytest.raises(PydockError, match="host-gateway is not supported by the remote driver"):
        make(options, Driver("remote"))


def test_arguments_that_are_switches() -> None:
    options = Options(arguments={"BUILDKIT_INLINE_CACHE": "1", "BUILDKIT_MULTI_PLATFORM": "true"})
    assert make(options, Driver()).attributes["multi-platform"] == "true"
    assert options.cache_to == [Cache("inline")]


def test_the_environment_gives_defaults() -> None:
    environ = {"SOURCE_DATE_EPOCH": "7", "BUILDX_NO_DEFAULT_ATTESTATIONS": "1"}
    options = Options()
    take_environment(options, environ)
    assert options.arguments == {"SOURCE_DATE_EPOCH": "7"}
    assert "attest:provenance" not in make(options, Driver(containerd_store=lambda: True)).attributes
    given = Options(arguments={"SOURCE_DATE_EPOCH": "8"}, attestations={"provenance": "mode=max"})
    take_environment(given, environ)
    assert given.arguments["SOURCE_DATE_EPOCH"] == "8" and given.attestations["provenance"] == "mode=max"
