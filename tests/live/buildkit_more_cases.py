"""Dockerfiles of what BuildKit learned after 20.10, and of how it words what cannot be: for newer engines."""

from __future__ import annotations

from tests.live.buildkit_cases import Case

_BOX = "FROM busybox\n"
_NO_DIGEST = "sha256:" + "0" * 64
_TWO = """\
ARG A=global
FROM busybox AS first
ARG A
RUN echo first $A
FROM busybox AS second
RUN echo second $A.
ARG A=own
RUN echo third $A.
FROM first
COPY --from=second /bin/sh /copied
"""
_OUTLINE = """\
ARG V=1
# the made stage
FROM busybox AS made
# W is a number
ARG W=2
RUN --mount=type=secret,id=s,required=true --mount=type=cache,target=/c --mount=type=ssh true
"""
_LINTED = """\
from busybox
MAINTAINER m
ENV a b
RUN echo $a
"""

MORE = (
    Case("heredoc-files", _BOX + "COPY <<one <<-two run.sh /d/\n1\none\n\t2\ntwo\nRUN cat /d/two\n", (), " 2"),
    Case("heredoc-program", _BOX + "RUN <<EOF cat\nfrom cat\nEOF\n", (), "from cat"),
    Case("heredoc-quoted", _BOX + "ARG X=1\nCOPY <<'EOF' /q\n$X\nEOF\nRUN cat /q\n", (), "$X"),
    Case("heredoc-open", _BOX + "RUN <<EOF\necho\n", (), "unterminated heredoc", 1),
    Case("copy-exclude", _BOX + "COPY --exclude=*.txt . /x\nRUN ls /x\n", (), "run.sh"),
    Case("copy-link-owned", _BOX + "COPY --link --chown=1:2 --chmod=640 a.txt /x\nRUN stat -c %u:%a /x\n", (), "1:640"),
    Case("copy-unknown-flag", _BOX + "COPY --bogus a.txt /x\n", (), "unknown flag: --bogus", 1),
    Case("copy-unknown-stage", _BOX + "COPY --from=../x a.txt /x\n", (), "invalid reference format", 1),
    Case("add-checksum-of-file", _BOX + f"ADD --checksum={_NO_DIGEST} a.txt /x\n", (), "checksum", 1),
    Case("network-host", _BOX + "RUN --network=host true\n", (), "network.host is not allowed", 1),
    Case("security-insecure", _BOX + "RUN --security=insecure true\n", (), "unknown flag: --security", 1),
    Case(
        "cache-owned",
        _BOX + "RUN --mount=type=cache,target=/c,uid=5,gid=6,mode=0710,sharing=locked stat -c %u:%g:%a /c\n",
        (),
        "5:6:710",
    ),
    Case("cache-sharing", _BOX + "RUN --mount=type=cache,target=/c,sharing=bogus true\n", (), "bogus", 1),
    Case("mount-unknown", _BOX + "RUN --mount=type=bogus,target=/c true\n", (), 'unsupported mount type "bogus"', 1),
    Case("mount-bind-written", _BOX + "RUN --mount=type=bind,target=/c,rw touch /c/new && ls /c/new\n", (), "/c/new"),
    Case(
        "mount-named-context",
        _BOX + "RUN --mount=type=bind,from=more,target=/c cat /c/one\n",
        ("--build-context", "more=dir"),
        " 1",
    ),
    Case(
        "mount-secret-owned",
        _BOX + "RUN --mount=type=secret,id=s,target=/k,mode=0444,uid=3 stat -c %u:%a /k\n",
        ("--secret", "id=s,src=a.txt"),
        "3:444",
    ),
    Case("secret-file", _BOX, ("--secret", "id=s,src=none"), "failed to stat none", 1),
    Case("ssh-required", _BOX + "RUN --mount=type=ssh,required=true true\n", (), "unset ssh forward key default", 1),
    Case("onbuild-used", "FROM busybox AS b\nONBUILD RUN echo later\nFROM b\nRUN echo now\n", (), "later"),
    Case("onbuild-wrong", _BOX + "ONBUILD FROM x\n", (), "FROM isn't allowed as an ONBUILD trigger", 1),
    Case("shell-wrong", _BOX + "SHELL /bin/sh\n", (), "SHELL requires the arguments to be in JSON form", 1),
    Case("healthcheck-none", _BOX + "HEALTHCHECK NONE\n"),
    Case("healthcheck-all", _BOX + 'HEALTHCHECK --timeout=3s --start-period=1s --retries=4 CMD ["true"]\n'),
    Case("healthcheck-wrong", _BOX + "HEALTHCHECK --interval=x CMD true\n", (), "invalid duration", 1),
    Case("stages-and-arguments", _TWO, (), "third own."),
    Case("stages-and-set-arguments", _TWO, ("--build-arg", "A=cli"), "third cli."),
    Case("arg-substitutions", _BOX + "ARG V=abc\nRUN echo ${V%c} ${V/b/x} ${V:+set}\n", (), "ab axc set"),
    Case("arg-required", _BOX + "ARG V\nENV W=${V:?is needed}\n", (), "is needed", 1),
    Case("check-skips", "# check=skip=MaintainerDeprecated\n" + _BOX + "MAINTAINER m\n"),
    Case("check-error", "# check=error=true\n" + _BOX + "MAINTAINER m\n", (), "lint violation found for rules", 1),
    Case("check-error-only", "# check=error=true\n" + _BOX + "MAINTAINER m\n", ("--check",), "ERROR: lint", 1),
    Case("check-clean", _BOX + "RUN true\n", ("--check",), "Check complete, no warnings found."),
    Case("check-many", _LINTED, ("--check",), "3 warnings have been found", 1),
    Case("outline", _OUTLINE, ("--call", "outline"), "SECRET"),
    Case("outline-json", _OUTLINE, ("--call", "outline,format=json"), '"required": true'),
    Case("targets-json", "# the a\nFROM busybox AS a\nFROM a\n", ("--call", "targets,format=json"), '"busybox"'),
    Case("escape-path", "# escape=`\nFROM busybox\nENV P=C:\\x\nRUN echo a `\n  $P\n", (), "a C:"),
    Case("escape-wrong", "# escape=x\nFROM busybox\n", (), "invalid escape token", 1),
    Case("annotation-form", _BOX, ("--annotation", "ab"), 'invalid annotation "ab", expected key=value', 1),
    Case("annotation-index", _BOX, ("--annotation", "index:a=b"), "index annotations not supported", 1),
    Case("attestation", _BOX, ("--attest", "type=sbom"), "Attestation is not supported for the docker driver", 1),
    Case("provenance-off", _BOX, ("--provenance", "false")),
    Case("platform-other", "FROM scratch\nCOPY a.txt /\n", ("--platform", "linux/arm64")),
    Case("platform-wrong", _BOX, ("--platform", "a/b/c/d"), "cannot parse platform specifier", 1),
    Case("from-unknown", "FROM localhost:5999/none:1\n", (), "failed to resolve source metadata", 1),
    Case("from-wrong", "FROM UPPER\n", (), "must be lowercase", 1),
    Case("from-circle", "FROM b AS a\nFROM a AS b\n", (), "ERROR: failed to build: failed to solve", 1),
    Case("run-unknown", _BOX + 'RUN ["/none"]\n', (), "no such file or directory", 1),
    Case("run-last-lines", _BOX + "RUN for i in $(seq 30); do echo line $i; done; exit 4\n", (), "line 30", 1),
    Case("run-carriage-returns", _BOX + "RUN printf 'a\\rb\\rc\\n'\n", (), "c"),
    Case("stages-fail", "FROM busybox AS a\nRUN exit 2\nFROM busybox\nCOPY --from=a /x /\n", (), "exit code: 2", 1),
    Case("output-oci", _BOX, ("-o", "type=oci,dest=x"), "OCI exporter is not supported for the docker driver", 1),
    Case("output-docker", _BOX, ("-o", "type=docker,dest=x"), "Docker exporter is not supported", 1),
    Case("output-unknown", _BOX, ("-o", "type=bogus"), 'exporter "bogus" could not be found', 1),
    Case("output-nowhere", _BOX, ("-o", "type=local"), "dest is required for local exporter", 1),
    Case("output-none", _BOX, ("-o", "type=cacheonly"), "load metadata"),
    Case("outputs", "FROM scratch\nCOPY a.txt /\n", ("-o", "one", "-o", "type=tar,dest=two"), "sending tarball"),
    Case("cache-to-folder", _BOX, ("--cache-to", "type=local,dest=c"), "Cache export is not supported", 1),
    Case("cache-from-nowhere", _BOX, ("--cache-from", "localhost:5999/none"), "importing cache manifest"),
    Case("cache-from-s3", _BOX, ("--cache-from", "type=s3,region=x,bucket=y,name=z"), "unknown cache importer: s3"),
    Case("file-unknown", _BOX, ("-f", "None"), "failed to read dockerfile: open None", 1),
    Case("context-image", "FROM other\nRUN echo ok\n", ("--build-context", "other=docker-image://busybox"), "ok"),
    Case("context-unknown", _BOX, ("--build-context", "x=/no/such"), "failed to get build context x", 1),
    Case("context-target", _BOX, ("--build-context", "x=target:t"), "failed to find target t for context x", 1),
    Case("inline-cache-argument", _BOX + "RUN echo c\n", ("--build-arg", "BUILDKIT_INLINE_CACHE=1"), "inline cache"),
    Case("push-nameless", _BOX, ("--push",), "tag is needed when pushing to registry", 1),
    Case("cgroup", _BOX + "RUN true\n", ("--cgroup-parent", "x.slice"), "RUN true"),
)
