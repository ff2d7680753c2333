from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from pydock.config.file import ConfigFile, config_directory, dump, replace_file
from pydock.errors import ConfigError


def _config(tmp_path: Path, text: str | None) -> ConfigFile:
    if text is not None:
        (tmp_path / "config.json").write_text(text)
    return ConfigFile(str(tmp_path))


def test_the_directory_comes_from_flag_then_environment_then_home() -> None:
    environ = {"HOME": "/h", "DOCKER_CONFIG": "/dc"}
    assert config_directory("/flag", environ) == "/flag"
    assert config_directory(None, environ) == "/dc"
    assert config_directory("", {"HOME": "/h"}) == "/h/.docker"


@pytest.mark.parametrize("text", [None, "", "  \n", "null", '{"a": 1} trailing'])
def test_a_missing_or_empty_file_is_no_fault(tmp_path: Path, text: str | None) -> None:
    config = _config(tmp_path, text)
    assert config.text("psFormat") == ""
    assert config.warning is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{bad", "invalid character 'b' looking for beginning of object key string"),
        ("[]", "json: cannot unmarshal array into Go value of type configfile.ConfigFile"),
        ('{"psFormat": 1}', "json: cannot unmarshal number into Go struct field ConfigFile.psFormat of type string"),
        (
            '{"HttpHeaders": {"a": 1}}',
            "json: cannot unmarshal number into Go struct field ConfigFile.HttpHeaders of type string",
        ),
        (
            '{"auths": []}',
            "json: cannot unmarshal array into Go struct field ConfigFile.auths of type map[string]types.AuthConfig",
        ),
        (
            '{"auths": {"a": {"auth": 1}}}',
            "json: cannot unmarshal number into Go struct field AuthConfig.auths.auth of type string",
        ),
        (
            '{"plugins": {"a": 1}}',
            "json: cannot unmarshal number into Go struct field ConfigFile.plugins of type map[string]string",
        ),
        (
            '{"proxies": {"default": {"httpProxy": 1}}}',
            "json: cannot unmarshal number into Go struct field ProxyConfig.proxies.httpProxy of type string",
        ),
        (
            '{"pruneFilters": [true]}',
            "json: cannot unmarshal bool into Go struct field ConfigFile.pruneFilters of type string",
        ),
        ('{"auths": {"a": {"auth": "YWxp"}}}', "Invalid auth configuration file"),
    ],
)
def test_a_fault_is_told_once_in_dockers_words(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "config.json").write_text(text)
    told: list[str] = []
    config = ConfigFile(str(tmp_path), on_warning=told.append)
    assert config.get("nothing") is None
    assert config.get("nothing") is None
    assert told == [f"WARNING: Error parsing config file ({tmp_path}/config.json): {message}"]


def test_a_wrong_type_costs_only_its_own_key(tmp_path: Path) -> None:
    config = _config(tmp_path, '{"psFormat": 1, "imagesFormat": "x", "HttpHeaders": {"a": 1, "b": "c"}}')
    assert config.text("psFormat") == ""
    assert config.text("imagesFormat") == "x"
    assert config.http_headers == {"a": "", "b": "c"}


def test_keys_are_found_whatever_their_case(tmp_path: Path) -> None:
    assert _config(tmp_path, '{"DETACHKEYS": "ctrl-x"}').detach_keys == "ctrl-x"


def test_typed_helpers(tmp_path: Path) -> None:
    config = _config(
        tmp_path,
        json.dumps(
            {
                "currentContext": "c",
                "features": {"buildkit": "true", "x": "false"},
                "pruneFilters": ["label=a"],
                "proxies": {"default": {"httpProxy": "http://p"}, "tcp://e:1": {"noProxy": "n"}},
            }
        ),
    )
    assert config.current_context == "c"
    assert [config.feature(name) for name in ("buildkit", "x", "y")] == [True, False, None]
    assert config.strings("pruneFilters") == ["label=a"]
    assert config.proxies("unix:///s") == {"HTTP_PROXY": "http://p", "http_proxy": "http://p"}
    assert config.proxies("tcp://e:1") == {"NO_PROXY": "n", "no_proxy": "n"}
    assert config.auths == {}


def test_a_rewrite_has_dockers_layout_and_keeps_unknown_keys() -> None:
    text = dump({"zeta": [1], "currentContext": "a<b", "HttpHeaders": {"b": "2", "a": "1"}, "psFormat": ""})
    assert text == (
        '{\n\t"auths": {},\n\t"HttpHeaders": {\n\t\t"a": "1",\n\t\t"b": "2"\n\t},\n'
        '\t"currentContext": "a\\u003cb",\n\t"zeta": [\n\t\t1\n\t]\n}'
    )


def test_update_makes_the_directory_and_a_private_file(tmp_path: Path) -> None:
    config = ConfigFile(str(tmp_path / "new" / "dir"))
    config.update(lambda data: data.update(currentContext="x"))
    assert os.stat(config.path).st_mode & 0o777 == 0o600
    assert os.stat(config.directory).st_mode & 0o777 == 0o700
    assert config.current_context == "x"
    assert os.listdir(config.directory) == ["config.json"]


def test_update_keeps_mode_and_symbolic_link(tmp_path: Path) -> None:
    real = tmp_path / "real.json"
    real.write_text("{}")
    real.chmod(0o640)
    directory = tmp_path / "d"
    directory.mkdir()
    (directory / "config.json").symlink_to("../real.json")
    ConfigFile(str(directory)).update(lambda data: data.update(currentContext="x"))
    assert (directory / "config.json").is_symlink()
    assert json.loads(real.read_text())["currentContext"] == "x"
    assert real.stat().st_mode & 0o777 == 0o640


def test_update_starts_from_what_is_on_the_disk_now(tmp_path: Path) -> None:
    config = _config(tmp_path, '{"psFormat": "old"}')
    assert config.text("psFormat") == "old"
    (tmp_path / "config.json").write_text('{"psFormat": "new"}')
    config.update(lambda data: data.update(currentContext="x"))
    assert json.loads((tmp_path / "config.json").read_text())["psFormat"] == "new"


def test_a_text_that_does_not_parse_is_never_overwritten(tmp_path: Path) -> None:
    config = _config(tmp_path, "{bad")
    with pytest.raises(ConfigError, match="invalid character 'b'"):
        config.update(lambda data: data.update(currentContext="x"))
    assert (tmp_path / "config.json").read_text() == "{bad"


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    def write(number: int) -> None:
        def change(data: dict[str, Any]) -> None:
            data.setdefault("aliases", {})[f"a{number}"] = "x"

        ConfigFile(str(tmp_path)).update(change)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(json.loads((tmp_path / "config.json").read_text())["aliases"]) == 12


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"old")

    def refuse(source: str, destination: str) -> None:
        raise OSError("no")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="no"):
        replace_file(str(target), b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["f"]
