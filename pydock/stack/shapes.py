"""Compose format version 3, as stacks read it: every structure, its attributes in the order of output, their kinds.

One table drives checking (:mod:`check`), decoding (:mod:`load`) and output. Kinds:

``str int num bool``   scalars; ``nstr`` a string or null; ``strnum`` a number or a string
``duration``           a Go duration, written anew in Go's own form
``size``               bytes with a unit
``[KIND]``             a list; ``set`` a list of strings; ``strs`` a string or such a list; ``words`` a command line
``map``                a map of strings or a list of ``KEY=VALUE``; ``map=`` keeps null values; ``hosts`` ``NAME:IP``
``dict``               a map of strings only
``{KIND}``             a map of structures
``forgotten``          an integer that is checked and then dropped, as Docker drops it
``X``                  the structure X; ``X|str`` also as a string
"""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """One attribute of a structure."""

    name: str
    kind: str


_TABLE = """
Config
  version str; services {Service}; networks {Network}; volumes {Volume}; secrets {File}; configs {File}
Service
  build Build|str; cap_add set; cap_drop set; cgroupns_mode str; cgroup_parent str; command words
  configs [Reference|str]; container_name str; credential_spec Credential; depends_on set; deploy Deploy; devices set
  dns strs; dns_search strs; domainname str; entrypoint words; environment map=; env_file strs; expose [strnum]
  external_links set; extra_hosts hosts; hostname str; healthcheck Health; image str; init bool; ipc str; isolation str
  labels map; links set; logging Logging; mac_address str; network_mode str; networks networks; oom_score_adj forgotten
  pid nstr; ports ports
  privileged bool; read_only bool; restart str; secrets [Reference|str]; security_opt set; shm_size strnum
  stdin_open bool; stop_grace_period duration; stop_signal str; sysctls map; tmpfs strs; tty bool; ulimits ulimits
  user str; userns_mode str; volumes [Mount|str]; working_dir str
Build
  context str; dockerfile str; args map=; labels map; cache_from set; extra_hosts hosts; network str; target str
  shm_size strnum; isolation str
Reference
  source str; target str; uid str; gid str; mode int
Credential
  config str; file str; registry str
Deploy
  mode str; replicas int; labels map; update_config Policy; rollback_config Policy; resources Resources
  restart_policy Restart; placement Placement; endpoint_mode str
Policy
  parallelism int; delay duration; failure_action str; monitor duration; max_failure_ratio num; order str
Resources
  limits Limit; reservations Limit
Limit
  cpus str; memory size; pids int; generic_resources [Generic]
Generic
  discrete_resource_spec Discrete
Discrete
  kind str; value num
Restart
  condition str; delay duration; max_attempts int; window duration
Placement
  constraints set; preferences [Preference]; max_replicas_per_node int
Preference
  spread str
Health
  test test; timeout duration; interval duration; retries int; start_period duration; start_interval duration
  disable bool
Logging
  driver str; options dict
Attachment
  aliases set; driver_opts dict; ipv4_address str; ipv6_address str
Port
  mode str; target int; published int; protocol str
Ulimit
  soft int; hard int
Mount
  type str; source str; target str; read_only bool; consistency str; bind Bind; volume NoCopy; tmpfs Tmpfs
Bind
  propagation str
NoCopy
  nocopy bool; subpath str
Tmpfs
  size int
Network
  name str; driver str; driver_opts dict; ipam Ipam; external external; internal bool; attachable bool; labels map
Ipam
  driver str; config [Pool]
Pool
  subnet str
Volume
  name str; driver str; driver_opts dict; external external; labels map; x-cluster-spec any
File
  name str; file str; external external; labels map; driver str; driver_opts dict; template_driver str
"""


def _read() -> dict[str, tuple[Field, ...]]:
    shapes: dict[str, tuple[Field, ...]] = {}
    name = ""
    for line in _TABLE.splitlines():
        if line and not line.startswith(" "):
            name = line
            shapes[name] = ()
        elif line.strip():
            fields = (part.split() for part in line.split(";"))
            shapes[name] += tuple(Field(field, kind) for field, kind in fields)
    return shapes


SHAPES = _read()
ORDER = {name: [field.name for field in fields] for name, fields in SHAPES.items()}
