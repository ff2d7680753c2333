"""What a project would tell the world if it were published."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.compose.concerns import check_environment, check_images, questions
from pydock.compose.model.load import load
from pydock.compose.model.project import Project
from pydock.errors import PydockError
from tests.compose.model.making import request


def loaded(folder: Path, text: str) -> Project:
    (folder / "compose.yaml").write_text(text)
    return load(request(folder, project_name="p", resolve_environment=False))


def test_services_that_nobody_could_pull(tmp_path: Path) -> None:
    found = loaded(tmp_path, "services: {b: {build: .}, a: {build: .}, c: {build: ., image: i}}")
    with pytest.raises(PydockError) as caught:
        check_images(found)
    assert caught.value.message.endswith('only contains a build section for service(s):\n- "a"\n- "b"\n')
    check_images(loaded(tmp_path, "services: {c: {build: ., image: i}}"))


def test_environment_that_was_not_allowed(tmp_path: Path) -> None:
    (tmp_path / "e").write_text("")
    text = "services: {a: {image: i, env_file: e, environment: {A: '1'}, configs: [c]}}\nconfigs: {c: {environment: X}}"
    with pytest.raises(PydockError) as caught:
        check_environment(loaded(tmp_path, text))
    assert caught.value.message.splitlines()[:3] == [
        'service "a" has env_file declared.',
        'service "a" has environment variable(s) declared.',
        'config "p_c" is declare as an environment variable.',
    ]
    check_environment(loaded(tmp_path, "services: {a: {image: i}}"))


def test_nothing_to_ask(tmp_path: Path) -> None:
    assert (
        list(
            questions(
                loaded(tmp_path, "services: {a: {image: i, volumes: ['vol:/v']}}\nvolumes: {vol: }"), with_env=False
            )
        )
        == []
    )


def test_questions_come_in_order(tmp_path: Path) -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    text = f"services: {{a: {{image: i, volumes: ['./d:/d:ro'], environment: {{B: '1', AWS: {key}}}}}}}\n"
    mounts, secrets, environment = questions(loaded(tmp_path, text), with_env=True)
    assert f"\na{tmp_path}/d:/d:ro\nAre you ok" in mounts
    assert f": {key}\n" in secrets
    assert f"Service/Config  a\nAWS={key}\nB=1\nAre you ok" in environment


def test_the_refusal_comes_after_the_questions_before_it(tmp_path: Path) -> None:
    asked = questions(
        loaded(tmp_path, "services: {a: {image: i, volumes: ['./d:/d'], environment: [A=1]}}"), with_env=False
    )
    assert "bind mounts" in next(asked)
    with pytest.raises(PydockError, match="environment variable"):
        next(asked)
