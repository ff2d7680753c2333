"""``inspect --pretty``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pydock.cli.pretty import show_texts, wants_text
from pydock.errors import NotFoundError, PydockError
from tests.cli.conftest import MakeApp

_BOTH = "^--format is incompatible with human friendly format$"


@pytest.mark.parametrize(
    ("pretty", "fmt", "answer"),
    [
        (True, None, (True, "")),
        (False, None, (False, "")),
        (False, "{{.ID}}", (False, "{{.ID}}")),
        (False, "pretty", (True, "")),
    ],
)
def test_text_or_a_format(make: MakeApp, pretty: bool, fmt: str | None, answer: tuple[bool, str]) -> None:
    assert wants_text(make().app, pretty, fmt) == answer


@pytest.mark.parametrize(("pretty", "fmt"), [(True, "json"), (False, "prettyplease")])
def test_not_both(make: MakeApp, pretty: bool, fmt: str) -> None:
    with pytest.raises(PydockError, match=_BOTH):
        wants_text(make().app, pretty, fmt)


def test_config_json_may_choose(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker/config.json").write_text('{"nodeInspectFormat":"pretty","serviceInspectFormat":"{{.ID}}"}')
    app = make().app
    assert wants_text(app, False, None, "nodeInspectFormat") == (True, "")
    assert wants_text(app, False, None, "serviceInspectFormat") == (False, "{{.ID}}")
    assert wants_text(app, False, "json", "nodeInspectFormat") == (False, "json")


@pytest.mark.parametrize("count", [3, 9])
def test_texts_in_order_then_what_is_missing(make: MakeApp, count: int) -> None:
    written = make()
    names = [str(number) for number in range(count)]

    def fetch(name: str) -> dict[str, Any]:
        if name in "02":
            raise NotFoundError(404, f"no {name}")
        return {"Name": name}

    with pytest.raises(PydockError) as caught:
        show_texts(written.app, names, fetch, lambda item: f"<{item['Name']}>")
    assert written.out == "".join(f"<{name}>\n" for name in names if name not in "02")
    assert caught.value.message == "Error response from daemon: no 0\nError response from daemon: no 2"
