from __future__ import annotations

import json
from pathlib import Path

from tests.support.command import Runner

TEXT = """\
name: full
services:
  c: {build: {context: ./c, dockerfile_inline: "FROM scratch\\n", additional_contexts: {dep: "service:a", o: ./b}}}
  a:
    image: img
    build:
      context: ./a
      target: x
      args: {A: "1"}
      tags: [t1]
      pull: true
      shm_size: 64m
      ulimits: {nofile: 100, nproc: {soft: 1, hard: 2}}
      secrets: [s, e]
      ssh: [default]
      extra_hosts: ["h:1.2.3.4"]
secrets: {s: {file: ./f}, e: {environment: HOME}}
"""


def test_every_key_as_compose_writes_it(run: Runner, tmp_path: Path) -> None:
    run.cwd = tmp_path
    (tmp_path / "compose.yaml").write_text(TEXT)
    done = run("compose", "build", "--print", "c")
    marks = {"com.docker.compose.project": "full", "com.docker.compose.version": "2.40.3"}
    document = json.loads(done.stdout)
    assert document["group"] == {"default": {"targets": ["a", "c"]}}
    assert document["target"] == {
        "a": {
            "context": f"{tmp_path}/a",
            "dockerfile": f"{tmp_path}/a/Dockerfile",
            "args": {"A": "1"},
            "labels": {**marks, "com.docker.compose.service": "a"},
            "tags": ["t1", "img"],
            "target": "x",
            "secret": [f"id=s,type=file,src={tmp_path}/f", "id=e,type=env,env=HOME"],
            "ssh": ["default="],
            "pull": True,
            "shm-size": "67108864",
            "ulimits": ["nofile=100", "nproc=1:2"],
            "extra-hosts": {"h": "1.2.3.4"},
            "output": ["type=docker"],
        },
        "c": {
            "context": f"{tmp_path}/c",
            "contexts": {"dep": "target:a", "o": f"{tmp_path}/b"},
            "dockerfile-inline": "FROM scratch\n",
            "labels": {**marks, "com.docker.compose.service": "c"},
            "tags": ["full-c"],
            "output": ["type=docker"],
        },
    }
