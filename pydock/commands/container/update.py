"""``pydock container update``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import many, outcomes
from pydock.errors import PydockError

_MEMORY_SWAP = kinds.lazy("bytes", "pydock.values.sizes:parse_memory_swap")


@command()
@option("--blkio-weight", kind=kinds.UINT16, default=0, default_text="0", help="Share of block I/O, 10 to 1000, or 0")
@option("--cpu-period", kind=kinds.INT, default=0, help="Length of a CFS period in microseconds")
@option("--cpu-quota", kind=kinds.INT, default=0, help="Time allowed in a CFS period, in microseconds")
@option("--cpu-rt-period", kind=kinds.INT, default=0, since="1.25", help="Real-time period in microseconds")
@option("--cpu-rt-runtime", kind=kinds.INT, default=0, since="1.25", help="Real-time run time in microseconds")
@option("-c", "--cpu-shares", kind=kinds.INT, default=0, help="Weight among containers that compete for processors")
@option("--cpus", kind=kinds.DECIMAL, default=0, default_text="", since="1.29", help="Number of processors")
@option("--cpuset-cpus", kind=kinds.STRING, default="", help="Processors to run on, such as 0-3 or 0,1")
@option("--cpuset-mems", kind=kinds.STRING, default="", help="Memory nodes to use, such as 0-3 or 0,1")
@option("--kernel-memory", kind=kinds.BYTES, default=0, default_text="", hidden=True, help="Limit kernel memory")
@option("-m", "--memory", kind=kinds.BYTES, default=0, default_text="", help="Limit memory")
@option("--memory-reservation", kind=kinds.BYTES, default=0, default_text="", help="Soft limit of memory")
@option("--memory-swap", kind=_MEMORY_SWAP, default=0, default_text="", help="Limit memory and swap; -1 for no limit")
@option("--pids-limit", kind=kinds.INT, default=0, since="1.40", help="Limit the processes; -1 for no limit")
@option("--restart", kind=kinds.STRING, default="", help="When to start it again after it ends")
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]")
def update(app: App, containers: tuple[str, ...], restart: str, **values: Any) -> None:
    """Change the limits of containers in place."""
    if not app.changed:
        raise PydockError("you must provide one or more flags when using this command")
    resources = _resources(restart, values)
    warnings: list[str] = []
    failures: list[str] = []

    def change(name: str) -> list[str]:
        return app.engine.containers.update(name, resources).get("Warnings") or []

    for name, found, error in outcomes(app, containers, change, concurrent=many(containers)):
        if error is not None:
            failures.append(error.message)
        else:
            app.echo(name)
            warnings += found
    for warning in warnings:
        app.echo(warning)
    if failures:
        raise PydockError("\n".join(failures))


def _resources(restart: str, values: dict[str, Any]) -> dict[str, Any]:
    """The body of the request; fields without a flag hold nothing, as Docker sends them."""
    policy = {"Name": "", "MaximumRetryCount": 0}
    if restart:
        from pydock.values.restart import parse_restart

        try:
            policy = parse_restart(restart)
        except ValueError as error:
            raise PydockError(str(error)) from error
    kernel = {"KernelMemory": values["kernel_memory"]} if values["kernel_memory"] else {}
    return kernel | {
        "CpuShares": values["cpu_shares"],
        "Memory": values["memory"],
        "NanoCpus": values["cpus"],
        "CgroupParent": "",
        "BlkioWeight": values["blkio_weight"],
        "BlkioWeightDevice": None,
        "BlkioDeviceReadBps": None,
        "BlkioDeviceWriteBps": None,
        "BlkioDeviceReadIOps": None,
        "BlkioDeviceWriteIOps": None,
        "CpuPeriod": values["cpu_period"],
        "CpuQuota": values["cpu_quota"],
        "CpuRealtimePeriod": values["cpu_rt_period"],
        "CpuRealtimeRuntime": values["cpu_rt_runtime"],
        "CpusetCpus": values["cpuset_cpus"],
        "CpusetMems": values["cpuset_mems"],
        "Devices": None,
        "DeviceCgroupRules": None,
        "DeviceRequests": None,
        "MemoryReservation": values["memory_reservation"],
        "MemorySwap": values["memory_swap"],
        "MemorySwappiness": None,
        "OomKillDisable": None,
        "PidsLimit": values["pids_limit"] or None,
        "Ulimits": None,
        "CpuCount": 0,
        "CpuPercent": 0,
        "IOMaximumIOps": 0,
        "IOMaximumBandwidth": 0,
        "RestartPolicy": policy,
    }
