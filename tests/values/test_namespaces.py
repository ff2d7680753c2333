"""Namespace modes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pydock.values.namespaces import check_cgroupns, check_pid, check_userns, check_uts


@pytest.mark.parametrize(
    ("check", "good", "bad", "message"),
    [
        (check_pid, ("", "host", "container:x"), ("bogus", "container:", "container"), "--pid: invalid PID mode"),
        (check_uts, ("", "host"), ("private", "container:x"), "--uts: invalid UTS mode"),
        (check_userns, ("", "host"), ("x",), "--userns: invalid USER mode"),
        (check_cgroupns, ("", "host", "private"), ("x",), "--cgroupns: invalid CGROUP mode"),
    ],
)
def test_modes(check: Callable[[str], None], good: tuple[str, ...], bad: tuple[str, ...], message: str) -> None:
    for mode in good:
        check(mode)
    for mode in bad:
        with pytest.raises(ValueError, match=f"^{message}$"):
            check(mode)
