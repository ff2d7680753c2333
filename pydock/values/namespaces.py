"""Namespace modes that the client checks itself: ``--pid``, ``--uts``, ``--userns``, ``--cgroupns``."""

from __future__ import annotations


def check_pid(mode: str) -> None:
    """``host`` or ``container:NAME``. ValueError where it is neither."""
    if mode not in ("", "host") and not (mode.startswith("container:") and mode != "container:"):
        raise ValueError("--pid: invalid PID mode")


def check_uts(mode: str) -> None:
    """``host``, or nothing for a namespace of its own."""
    if mode not in ("", "host"):
        raise ValueError("--uts: invalid UTS mode")


def check_userns(mode: str) -> None:
    """``host``, or nothing for the engine's choice."""
    if mode not in ("", "host"):
        raise ValueError("--userns: invalid USER mode")


def check_cgroupns(mode: str) -> None:
    """``host`` or ``private``, or nothing for the engine's choice."""
    if mode not in ("", "host", "private"):
        raise ValueError("--cgroupns: invalid CGROUP mode")
