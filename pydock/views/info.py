"""The engine and its machine as ``info`` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydock.render.units import bytes_size
from pydock.views.swarminfo import swarm_lines

Fields = Mapping[str, Any]


def client_text(client: Fields) -> str:
    """The client's part; its plugins that cannot be used are the caller's to warn of."""
    lines = ["Client:", f" Version:    {client['Version']}", f" Context:    {client['Context']}"]
    lines.append(f" Debug Mode: {_word(client['Debug'])}")
    usable = [plugin for plugin in client["Plugins"] if not plugin.get("Err")]
    if usable:
        lines.append(" Plugins:")
    for plugin in usable:
        lines.append(f"  {plugin['Name']}: {plugin.get('ShortDescription', '')} ({plugin.get('Vendor', '')})")
        lines += _given([("    Version: ", plugin.get("Version")), ("    Path:    ", plugin.get("Path"))])
    return "\n".join([*lines, "", ""])


def server_text(info: Fields, *, username: str = "", debug: bool = False) -> str:
    """The engine's part, of ``GET /info``."""
    lines = ["Server:", *_counts(info), *_drivers(info), *_plugins(info), *swarm_lines(info.get("Swarm") or {})]
    lines += [*_runtimes(info), *_machine(info)]
    if info.get("Debug") or debug:
        lines += [f"  File Descriptors: {info.get('NFd', 0)}", f"  Goroutines: {info.get('NGoroutines', 0)}"]
        lines.append(f"  System Time: {info.get('SystemTime', '')}")
        lines.append(f"  EventsListeners: {info.get('NEventsListener', 0)}")
    lines += _given(
        [
            (" HTTP Proxy: ", info.get("HttpProxy")),
            (" HTTPS Proxy: ", info.get("HttpsProxy")),
            (" No Proxy: ", info.get("NoProxy")),
            (" Username: ", username),
        ]
    )
    lines += _section(" Labels:", info.get("Labels"))
    lines.append(f" Experimental: {_word(info.get('ExperimentalBuild'))}")
    lines += _registries(info.get("RegistryConfig") or {})
    lines.append(f" Live Restore Enabled: {_word(info.get('LiveRestoreEnabled'))}")
    lines += _given([(" Product License: ", info.get("ProductLicense"))])
    pools = [f" Base: {pool['Base']}, Size: {pool['Size']}" for pool in info.get("DefaultAddressPools") or ()]
    return "\n".join([*lines, *_section(" Default Address Pools:", pools), "", ""])


def _word(value: Any) -> str:
    return "true" if value else "false"


def _given(pairs: Iterable[tuple[str, Any]]) -> list[str]:
    return [f"{title}{value}" for title, value in pairs if value]


def _section(title: str, values: Iterable[str] | None) -> list[str]:
    lines = [f"  {value}" for value in values or ()]
    return [title, *lines] if lines else []


def _counts(info: Fields) -> list[str]:
    lines = [f" Containers: {info.get('Containers', 0)}"]
    lines += [f"  {word}: {info.get(f'Containers{word}', 0)}" for word in ("Running", "Paused", "Stopped")]
    return [*lines, f" Images: {info.get('Images', 0)}"]


def _drivers(info: Fields) -> list[str]:
    lines = _given([(" Server Version: ", info.get("ServerVersion")), (" Storage Driver: ", info.get("Driver"))])
    lines += [f"  {key}: {value}" for key, value in info.get("DriverStatus") or ()]
    titles = (
        ("Logging Driver", "LoggingDriver"),
        ("Cgroup Driver", "CgroupDriver"),
        ("Cgroup Version", "CgroupVersion"),
    )
    return lines + _given([(f" {title}: ", info.get(field)) for title, field in titles])


def _plugins(info: Fields) -> list[str]:
    plugins = info.get("Plugins") or {}
    lines = [" Plugins:"]
    for kind in ("Volume", "Network", "Authorization", "Log"):
        names = plugins.get(kind) or ()
        if names or kind != "Authorization":
            lines.append(f"  {kind}: {' '.join(names)}")
    return lines + _section(" CDI spec directories:", info.get("CDISpecDirs"))


def _runtimes(info: Fields) -> list[str]:
    lines = []
    if info.get("Runtimes"):
        lines.append(f" Runtimes: {' '.join(sorted(info['Runtimes']))}")
        lines.append(f" Default Runtime: {info.get('DefaultRuntime', '')}")
    if info.get("OSType") == "windows":
        lines.append(f" Default Isolation: {info.get('Isolation', '')}")
    if info.get("OSType") != "linux":
        return lines
    lines.append(f" Init Binary: {info.get('InitBinary', '')}")
    for title, field in (("containerd", "ContainerdCommit"), ("runc", "RuncCommit"), ("init", "InitCommit")):
        lines.append(f" {title} version: {(info.get(field) or {}).get('ID', '')}")
    options: list[str] = []
    for option in info.get("SecurityOptions") or ():
        pairs = dict(part.partition("=")[::2] for part in option.split(",")) if "=" in option else {"name": option}
        options.append(pairs.get("name", ""))
        if "profile" in pairs:
            options.append(f" Profile: {pairs['profile']}")
    return lines + _section(" Security Options:", options)


def _machine(info: Fields) -> list[str]:
    titles = (
        ("Kernel Version", "KernelVersion"),
        ("Operating System", "OperatingSystem"),
        ("OSType", "OSType"),
        ("Architecture", "Architecture"),
    )
    lines = _given([(f" {title}: ", info.get(field)) for title, field in titles])
    lines += [f" CPUs: {info.get('NCPU', 0)}", f" Total Memory: {bytes_size(info.get('MemTotal', 0))}"]
    lines += _given([(" Name: ", info.get("Name")), (" ID: ", info.get("ID"))])
    return [*lines, f" Docker Root Dir: {info.get('DockerRootDir', '')}", f" Debug Mode: {_word(info.get('Debug'))}"]


def _registries(config: Fields) -> list[str]:
    indexes, networks = config.get("IndexConfigs") or {}, config.get("InsecureRegistryCIDRs") or ()
    lines = []
    if indexes or networks:
        insecure = [index["Name"] for index in indexes.values() if not index.get("Secure")]
        lines = [" Insecure Registries:", *(f"  {name}" for name in [*insecure, *networks])]
    return lines + _section(" Registry Mirrors:", config.get("Mirrors"))
