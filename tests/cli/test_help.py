"""Help pages."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import termios

import pytest

from pydock.cli import tree
from pydock.cli.help import GLOBAL_HELP, command_help, group_help, root_help
from pydock.cli.lazy import load, load_group
from pydock.terminal.streams import Output
from tests.cli.conftest import MakeApp


def titles(page: str) -> list[str]:
    return re.findall(r"^(\S.*):$", page, re.M)


def test_the_first_page(make: MakeApp) -> None:
    page = root_help(make().app, [("hello", "A plugin")])
    assert page.startswith("Usage:  docker [OPTIONS] COMMAND\n\n")
    sections = ["Common Commands", "Management Commands", "Swarm Commands", "Commands", "Plugins", "Global Options"]
    assert titles(page) == sections
    assert page.endswith("\n\nRun 'docker COMMAND --help' for more information on a command.\n")
    assert re.search(r"^  hello +A plugin$", page, re.M)
    words = [line.split()[0].rstrip("*") for line in page.splitlines() if re.match(r"  \w", line)]
    assert {word for word, _, _ in tree.children("")} <= set(words)


def test_no_section_without_something_in_it(make: MakeApp) -> None:
    assert "Plugins" not in titles(root_help(make().app))


def test_global_flags_are_those_that_are_read(make: MakeApp) -> None:
    from pydock.cli.globals import FLAGS

    told = {match[1] for name, _ in GLOBAL_HELP if (match := re.search(r"--([\w-]+)", name))}
    assert told == {flag.long for flag in FLAGS} - {"help"}


def test_a_group_lists_its_commands(make: MakeApp) -> None:
    page = group_help("volume", make().app)
    assert page.startswith(f"Usage:  docker volume COMMAND\n\n{tree.GROUPS['volume'].summary}\n\nCommands:\n")
    assert re.findall(r"^  (\w+) ", page, re.M) == sorted(word for word, _, _ in tree.children("volume"))


def test_groups_of_groups_and_flags(make: MakeApp) -> None:
    page = group_help("compose", make().app, load_group("compose").flags())
    assert page.startswith("Usage:  docker compose [OPTIONS] COMMAND\n")
    assert titles(page)[0] == "Options"
    assert "Management Commands" in titles(page)
    assert re.search(r"^  -p, --project-name string +\S", page, re.M)


def test_a_command(make: MakeApp) -> None:
    page = command_help(load(tree.ENTRIES["container ls"], "ps"), make().app)
    assert page.startswith("Usage:  docker ps [OPTIONS]\n\nList containers.\n\nAliases:\n")
    assert "Aliases:\n  docker container list, docker container ls, docker container ps, docker ps\n" in page
    names = re.findall(r"--([\w-]+)", page[page.index("Options:") :])
    assert names == sorted(names)


def test_hidden_flags_stay_hidden_and_defaults_are_shown(make: MakeApp) -> None:
    page = command_help(load(tree.ENTRIES["container stop"]), make().app)
    assert "--time " not in page
    page = command_help(load(tree.ENTRIES["container logs"]), make().app)
    assert '  -n, --tail string    Number of lines from the end (default "all")\n' in page
    assert "(default false)" not in page


@pytest.mark.parametrize("columns", [50, 80, 200])
def test_texts_are_folded_to_the_terminal(make: MakeApp, columns: int) -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    try:
        written = make()
        written.app.streams.stdout = Output(slave)
        page = command_help(load(tree.ENTRIES["container ls"], "ps"), written.app).splitlines()
    finally:
        os.close(master)
        os.close(slave)
    options = page[page.index("Options:") + 1 :]
    assert max(map(len, options)) <= max(columns, options[0].index("Stopped") + 24)
    folded = [line for line in options if not line.lstrip().startswith("-")]
    assert bool(folded) == (columns < 200)
