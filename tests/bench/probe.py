"""Run one command and print what it took, as JSON; a process of its own, so small that its size does not count.

python -I -S probe.py STDIN STDOUT COMMAND...
"""

import json
import os
import sys
import time


def main() -> None:
    source, sink, *command = sys.argv[1:]
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, source, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, sink, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    sys.stdout.write(json.dumps({"wall": wall, "cpu": cpu, "peak": usage.ru_maxrss, "code": code}) + "\n")


main()
