"""``compose publish`` asks before anything leaves this machine; ``push`` tells each layer."""

from __future__ import annotations

import json

from pydock.compose.model.artifacts import COMPOSE_FILE, FILE_NAME, PROJECT_TYPE
from pydock.registry.manifests import OCI_MANIFEST, digest_of
from tests.support.command import Runner
from tests.support.engine import FakeEngine
from tests.support.registry import Answer, Seen, fake_registry

BINDS = """\
you are about to publish bind mounts declaration within your OCI artifact.
only the bind mount declarations will be added to the OCI artifact (not content)
please double check that you are not mounting potential user's sensitive directories or data
web/data:/d:ro
Are you ok to publish these bind mount declarations?"""


def test_a_build_without_a_name_is_refused(run: Runner) -> None:
    (run.cwd / "compose.yaml").write_text("services: {b: {build: .}, a: {build: .}, c: {image: x}}\n")
    done = run("compose", "publish", "localhost:1/x")
    assert (done.exit_code, done.stderr) == (
        1,
        'your Compose stack cannot be published as it only contains a build section for service(s):\n- "a"\n- "b"\n\n',
    )


def test_questions_come_in_order_and_no_ends_it(run: Runner) -> None:
    (run.cwd / "compose.yaml").write_text(
        "services: {web: {image: x, volumes: ['/data:/d:ro'], environment: {PASSWORD: hunter22}}}\n"
    )
    done = run("compose", "publish", "--with-env", "localhost:1/x", stdin=b"n\n")
    assert (done.exit_code, done.stdout, done.stderr) == (0, BINDS, "")
    done = run("compose", "publish", "--with-env", "localhost:1/x", stdin=b"y\nyes\nno\n")
    assert done.exit_code == 0
    assert done.stdout.startswith(BINDS)
    assert 'Keyword Detector\n"services.web.environment.PASSWORD": hunter22\n' in done.stdout
    assert done.stdout.endswith(
        "Service/Config  web\nPASSWORD=hunter22\nAre you ok to publish these environment variables?"
    )


def test_environment_needs_its_flag(run: Runner) -> None:
    (run.cwd / "a.env").write_text("A=1\n")
    (run.cwd / "compose.yaml").write_text(
        "services: {web: {image: x, env_file: a.env}}\nconfigs: {c: {environment: HOME}}\n"
    )
    done = run("compose", "publish", "-y", "localhost:1/x")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        'service "web" has env_file declared.\nservice "web" has environment variable(s) declared.\nTo avoid leaking'
    )


def test_files_go_to_the_registry(run: Runner) -> None:
    text = "services: {web: {image: x}}\n"
    (run.cwd / "compose.yaml").write_text(text)
    with fake_registry() as registry:
        stored: dict[str, bytes] = {}

        def store(seen: Seen) -> Answer:
            stored[seen.path] = seen.body
            return Answer(201)

        registry.on("GET", "/v2/", Answer(200))
        registry.on("POST", "/v2/app/blobs/uploads/", Answer(202, headers={"Location": "/upload/1"}))
        registry.on("PUT", "/upload/1", store)
        registry.on("PUT", "/v2/app/manifests/1", store)
        done = run("compose", "publish", f"{registry.host}/app:1")
    name = f"{registry.host}/app:1"
    assert (done.exit_code, done.stderr) == (0, f" web Skipped \n {name} publishing \n {name} published \n")
    assert {stored.pop(path) for path in list(stored) if path.startswith("/upload")} == {b"{}", text.encode()}
    manifest = json.loads(stored["/v2/app/manifests/1"])
    assert [layer["size"] for layer in manifest["layers"]] == [len(text)]


def test_a_refusal_is_told_under_the_name(run: Runner) -> None:
    (run.cwd / "compose.yaml").write_text("services: {web: {image: x}}\n")
    done = run("compose", "publish", "--oci-version", "9", "localhost:1/x")
    told = " web Skipped \n localhost:1/x publishing \n localhost:1/x publishing \n"
    assert (done.exit_code, done.stderr) == (1, f"{told}unsupported OCI version: 9\n")
    dry = run("compose", "--dry-run", "publish", "localhost:1/x")
    assert dry.stderr.endswith("DRY-RUN MODE -  localhost:1/x published \n")


def test_push_tells_each_layer_once(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text("services: {a: {image: 'h:1/x:1', build: .}, b: {image: y}}\n")
    lines = [{"id": "l", "status": "Preparing"}, {"id": "l", "status": "Preparing"}, {"id": "l", "status": "Pushed"}]
    fake.on("POST", "/images/h:1/x/push", body="".join(json.dumps(line) + "\n" for line in lines).encode())
    done = run("compose", "push")
    assert (done.exit_code, done.stderr) == (
        0,
        " b Skipped \n Pushing h:1/x:1: l Preparing \n Pushing h:1/x:1: l Pushed \n",
    )


def test_a_push_that_fails(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text("services: {a: {image: 'h:1/x:1', build: .}}\n")
    fake.may("POST", "/images/h:1/x/push", body=b'{"error":"denied"}\n')
    done = run("compose", "push")
    assert (done.exit_code, done.stderr) == (1, "denied\n")
    done = run("compose", "push", "--ignore-push-failures")
    assert (done.exit_code, done.stderr) == (0, "Pushing a: denied\n")


def test_an_application_of_a_registry_asks_about_its_variables(run: Runner) -> None:
    text = "services: {web: {image: 'x:${TAG:-1}', labels: {a: $NOWHERE, h: $HOME}}}\n"
    with fake_registry() as registry:
        digest = digest_of(text.encode())
        layer = {"mediaType": COMPOSE_FILE, "digest": digest, "annotations": {FILE_NAME: "compose.yaml"}}
        raw = json.dumps({"artifactType": PROJECT_TYPE, "layers": [layer]}).encode()
        registry.on("GET", "/v2/", Answer(200))
        registry.on("GET", "/v2/app/manifests/1", Answer(200, raw, {"Content-Type": OCI_MANIFEST}))
        registry.on("GET", f"/v2/app/blobs/{digest}", Answer(200, text.encode()))
        address = f"oci://{registry.host}/app:1"
        done = run("compose", "-f", address, "up", "-d", stdin=b"n\n", environ={"HOME": str(run.cwd)})
    root = run.cwd / ".cache" / "docker-compose" / digest_of(raw).partition(":")[2]
    value = str(run.cwd)
    assert done.exit_code == 1
    assert done.stderr.endswith("operation cancelled by user\n")
    assert done.stdout == (
        f'Your compose stack "{address}" is stored in "{root}"\n\n'
        "Found the following variables in configuration:\n"
        f"VARIABLE   {'VALUE'.ljust(len(value) + 3)}SOURCE         REQUIRED   DEFAULT\n"
        f"HOME       {value}   environment    no         \n"
        f"NOWHERE    {'<unset>'.ljust(len(value) + 3)}none           no         \n"
        f"TAG        {'1'.ljust(len(value) + 3)}compose file   no         1\n"
        "\nDo you want to proceed with these variables? [Y/n]: "
    )
