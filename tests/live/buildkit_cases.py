"""Dockerfiles of every BuildKit feature that needs no network: (name, Dockerfile, arguments, expected)."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """``expected`` stands in the output; ``code`` is the exit status. The context is that of :func:`files`."""

    name: str
    dockerfile: str
    arguments: tuple[str, ...] = ()
    expected: str = "exporting to image"
    code: int = 0


def files() -> dict[str, str]:
    """The context of every case."""
    return {
        "a.txt": "alpha\n",
        "b.txt": "beta\n",
        "dir/one": "1\n",
        "dir/two": "2\n",
        "dir/deep/three": "3\n",
        "dir/skip.log": "noise\n",
        "run.sh": "#!/bin/sh\necho ran\n",
        "name with space": "s\n",
        "ünïcode": "u\n",
        "ignored/x": "never\n",
        ".dockerignore": "ignored\n**/*.log\n",
    }


_HERE = "FROM busybox\nRUN <<EOF\necho first\necho second\nEOF\n"
_FILE = "FROM busybox\nCOPY <<one <<two /etc/\n1\none\n2\ntwo\nRUN cat /etc/one /etc/two\n"
_STAGES = """\
FROM busybox AS base
RUN echo base > /b
FROM base AS mid
RUN echo mid > /m
FROM busybox
COPY --from=mid /m /b /
"""

CASES = (
    Case("from", "FROM busybox\n"),
    Case("scratch", "FROM scratch\nCOPY a.txt /\n"),
    Case("run", "FROM busybox\nRUN echo out && echo err >&2\n", expected="err"),
    Case("run-exec", 'FROM busybox\nRUN ["echo", "exec form"]\n', expected="exec form"),
    Case("run-heredoc", _HERE, expected="second"),
    Case("copy", "FROM busybox\nCOPY a.txt /x\nRUN cat /x\n", expected="alpha"),
    Case("copy-many", "FROM busybox\nCOPY a.txt b.txt /d/\nRUN ls /d\n", expected="b.txt"),
    Case("copy-glob", "FROM busybox\nCOPY *.txt /d/\nRUN ls /d\n", expected="a.txt"),
    Case("copy-dir", "FROM busybox\nCOPY dir /d\nRUN find /d -type f | sort\n", expected="/d/deep/three"),
    Case("copy-all", "FROM busybox\nCOPY . /d\nRUN test ! -e /d/ignored && test ! -e /d/dir/skip.log\n"),
    Case("copy-space", 'FROM busybox\nCOPY ["name with space", "/x"]\nRUN cat /x\n'),
    Case("copy-unicode", "FROM busybox\nCOPY ünïcode /x\nRUN cat /x\n"),
    Case("copy-chmod", "FROM busybox\nCOPY --chmod=751 a.txt /x\nRUN stat -c %a /x\n", expected="751"),
    Case("copy-chown", "FROM busybox\nCOPY --chown=7:8 a.txt /x\nRUN stat -c %u:%g /x\n", expected="7:8"),
    Case("copy-link", "FROM busybox\nCOPY --link a.txt /x/y\nRUN cat /x/y\n", expected="alpha"),
    Case("copy-parents", "FROM busybox\nCOPY --parents dir/deep/three /p/\n", expected="parents", code=1),
    Case("copy-heredoc", _FILE, expected="2"),
    Case("copy-missing", "FROM busybox\nCOPY nothing /x\n", expected='"/nothing": not found', code=1),
    Case("copy-ignored", "FROM busybox\nCOPY ignored/x /x\n", expected="not found", code=1),
    Case("add", "FROM busybox\nADD a.txt /x\n"),
    Case("add-chmod", "FROM busybox\nADD --chmod=700 run.sh /x\nRUN /x\n", expected="ran"),
    Case("workdir", "FROM busybox\nWORKDIR /a\nWORKDIR b\nRUN pwd\n", expected="/a/b"),
    Case("env", "FROM busybox\nENV A=1 B=$A\nRUN echo A=$A B=$B.\n", expected="A=1 B=."),
    Case("env-default", "FROM busybox\nRUN echo ${NOPE:-fallback}\n", expected="fallback"),
    Case("arg", "FROM busybox\nARG V=d\nRUN echo V=$V\n", expected="V=d"),
    Case("arg-set", "FROM busybox\nARG V=d\nRUN echo V=$V\n", ("--build-arg", "V=set"), "V=set"),
    Case("arg-before-from", "ARG I=busybox\nFROM $I\nRUN echo ok-arg\n", expected="ok-arg"),
    Case("arg-unused", "FROM busybox\n", ("--build-arg", "NOPE=1")),
    Case("arg-platform", "FROM busybox\nARG TARGETARCH TARGETOS\nRUN echo $TARGETOS/$TARGETARCH\n", expected="linux/"),
    Case("label", 'FROM busybox\nLABEL a="b c" d=e\n'),
    Case("label-flag", "FROM busybox\n", ("--label", "x=y")),
    Case("cmd", 'FROM busybox\nCMD ["sh", "-c", "echo"]\n'),
    Case("cmd-shell", "FROM busybox\nCMD echo hi\n"),
    Case("entrypoint", 'FROM busybox\nENTRYPOINT ["echo"]\nCMD ["x"]\n'),
    Case("expose", "FROM busybox\nEXPOSE 80 53/udp 8000-8002\n"),
    Case("user", "FROM busybox\nUSER 12:34\nRUN id -u; id -g\n", expected="34"),
    Case("volume", 'FROM busybox\nVOLUME /data ["/x"]\n'),
    Case("shell", 'FROM busybox\nSHELL ["/bin/sh", "-exc"]\nRUN echo traced\n', expected="traced"),
    Case("stopsignal", "FROM busybox\nSTOPSIGNAL SIGUSR1\n"),
    Case("healthcheck", "FROM busybox\nHEALTHCHECK --interval=5s CMD true\n"),
    Case("onbuild", "FROM busybox\nONBUILD RUN echo later\n"),
    Case("stages", _STAGES),
    Case("target", _STAGES, ("--target", "mid")),
    Case("target-index", _STAGES, ("--target", "0"), 'target stage "0" could not be found', 1),
    Case("target-unknown", _STAGES, ("--target", "nope"), 'target stage "nope" could not be found', 1),
    Case("stage-by-number", "FROM busybox\nRUN echo z > /z\nFROM busybox\nCOPY --from=0 /z /\nRUN cat /z", (), "z"),
    Case("from-image", "FROM scratch\nCOPY --from=busybox /bin/sh /sh\n"),
    Case("mount-bind", "FROM busybox\nRUN --mount=type=bind,target=/c cat /c/a.txt\n", expected="alpha"),
    Case("mount-cache", "FROM busybox\nRUN --mount=type=cache,target=/c echo n > /c/f && cat /c/f\n", expected="n"),
    Case("mount-tmpfs", "FROM busybox\nRUN --mount=type=tmpfs,target=/t mount | grep ' /t '\n", expected="tmpfs"),
    Case(
        "mount-secret",
        "FROM busybox\nRUN --mount=type=secret,id=s wc -c < /run/secrets/s\n",
        ("--secret", "id=s,src=a.txt"),
        "6",
    ),
    Case(
        "mount-secret-env",
        "FROM busybox\nRUN --mount=type=secret,id=s,env=S echo length ${#S}\n",
        ("--secret", "id=s,src=a.txt"),
        "length",
    ),
    Case("secret-required", "FROM busybox\nRUN --mount=type=secret,id=s,required=true true\n", (), "not found", 1),
    Case("network-none", "FROM busybox\nRUN --network=none ls /sys/class/net\n", expected="lo"),
    Case("network-flag", "FROM busybox\nRUN ls /sys/class/net\n", ("--network", "none"), "lo"),
    Case("add-host", "FROM busybox\nRUN cat /etc/hosts\n", ("--add-host", "me:1.2.3.4"), "1.2.3.4\tme"),
    Case("shm-size", "FROM busybox\nRUN df /dev/shm\n", ("--shm-size", "8m"), "8192"),
    Case("ulimit", "FROM busybox\nRUN ulimit -n\n", ("--ulimit", "nofile=99:99"), "99"),
    Case("no-cache-filter", _STAGES, ("--no-cache-filter", "base")),
    Case("two-tags", "FROM busybox\n", ("-t", "one:1", "-t", "two:2"), "naming to docker.io/library/two:2"),
    Case("platform", "FROM busybox\n", ("--platform", "linux/amd64")),
    Case("multi-platform", "FROM busybox\n", ("--platform", "linux/amd64,linux/arm64"), "Multi-platform build", 1),
    Case("escape", "# escape=`\nFROM busybox\nRUN echo a `\n  b\n", expected="a b"),
    Case("continuation", "FROM busybox\nRUN echo c \\\n# comment\n  d\n", expected="c d"),
    Case("comments", "# c\nFROM busybox # not a comment\n", expected="dockerfile parse error", code=1),
    Case("lower-case", "from busybox\nrun echo low\n", expected="low"),
    Case("empty", "", expected="the Dockerfile cannot be empty", code=1),
    Case("no-from", "RUN x\n", expected="no build stage in current context", code=1),
    Case("unknown-instruction", "FROM busybox\nBOGUS x\n", expected="unknown instruction: BOGUS", code=1),
    Case("failing", "FROM busybox\nRUN echo before; exit 7\n", expected="exit code: 7", code=1),
    Case("failing-below", "FROM busybox AS a\nRUN exit 3\nFROM busybox\nCOPY --from=a / /\n", (), "exit code: 3", 1),
    Case("bad-tag", "FROM busybox\n", ("-t", "UP"), 'invalid tag "UP": repository name must be lowercase', 1),
    Case("tar", "FROM scratch\nCOPY a.txt /\n", ("-o", "type=tar,dest=out.tar"), "sending tarball"),
    Case("local", "FROM scratch\nCOPY dir /d\n", ("-o", "out"), "copying files"),
    Case("inline-cache", "FROM busybox\nRUN echo c\n", ("--cache-to", "type=inline")),
    Case("check", "from busybox\nRUN true\nMAINTAINER m\n", ("--check",), "MaintainerDeprecated", 1),
    Case("targets", _STAGES, ("--call", "targets"), "mid"),
    Case("outline", "ARG V=1\nFROM busybox\nARG V\n", ("--call", "outline"), "BUILD ARG"),
)
