"""Every row of the tree is a command that is there, with the summary that its help page has."""

from __future__ import annotations

import pytest

from pydock.cli import tree
from pydock.cli.lazy import load


@pytest.mark.parametrize("entry", tree.ENTRIES.values(), ids=lambda entry: entry.path)
def test_a_row_is_a_command_with_its_summary(entry: tree.Entry) -> None:
    first = (load(entry).help or "").partition("\n")[0].strip()
    assert first.rstrip(".") == entry.summary.rstrip(".")


def test_aliases_lead_to_their_commands() -> None:
    entry = tree.resolve("ps")
    assert entry is not None and entry.path == "container ls"
    assert tree.resolve("image list") == tree.resolve("images")
    assert tree.resolve("nothing") is None


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("import", ("pydock.commands.import_", "import_")),
        ("compose alpha viz", ("pydock.commands.compose.alpha.viz", "viz")),
        ("swarm join-token", ("pydock.commands.swarm.join_token", "join_token")),
    ],
)
def test_a_path_names_its_module(path: str, names: tuple[str, str]) -> None:
    assert tree.module_name(tree.Entry(path, "", "", ())) == names


def test_a_group_lists_a_command_once() -> None:
    words = [word for word, _, _ in tree.children("image")]
    assert "ls" in words and "list" not in words
    assert len(words) == len(set(words))
    assert all(list(tree.children(path)) for path in tree.GROUPS)
