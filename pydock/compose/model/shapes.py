"""What a Compose model is made of: every structure, its attributes in canonical order, and their kinds.

One table drives decoding (:mod:`decode`), YAML and JSON output (:mod:`emit`) and the configuration hash
(:mod:`confighash`), so an attribute is added in one line. Kinds:

=============  =====================================================================================
``str`` ``int`` ``float`` ``bool``   scalars; a zero value is the same as absence
``?KIND``      a pointer: an explicit zero value is kept
``bytes``      size with a unit, kept as int of bytes; written as a decimal string
``duration``   Go duration, kept as int of nanoseconds
``strs``       list of strings; ``strlist`` also takes one string; ``numstrs`` also takes numbers
``map``        name to string; ``labels``/``options`` read null as ""; ``map=`` keeps null; ``multi`` name to list
``shell``      command line: a string is split as a shell would; null differs from []
``hosts``      extra hosts, as sorted ``name=address``
``filemode``   octal; ``cpus`` decimal cores; ``count`` integer or "all"; ``ulimit`` integer or soft and hard
``X``          structure X by value (JSON always shows it); ``?X`` by pointer; ``[X]`` list; ``{X}`` map
=============  =====================================================================================

``name/Name`` gives a JSON name that differs; ``!`` after the kind: JSON shows the attribute even when absent.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Field(NamedTuple):
    """One attribute: ``json_name`` is its key in JSON, ``always`` that JSON shows it when absent."""

    name: str
    kind: str
    json_name: str
    always: bool


class Shape:
    """One structure of the model."""

    __slots__ = ("by_name", "fields", "name")

    def __init__(self, name: str, fields: tuple[Field, ...]) -> None:
        self.name = name
        self.fields = fields
        self.by_name = {field.name: field for field in fields}


class Struct(dict[str, Any]):
    """A decoded structure: attributes with a value, and ``x-`` extensions. Order does not matter; the shape has it."""

    __slots__ = ("shape",)

    def __init__(self, shape: Shape, values: dict[str, Any] | None = None) -> None:
        super().__init__(values or {})
        self.shape = shape

    def copy(self) -> Struct:
        """A shallow copy of the same shape."""
        return Struct(self.shape, dict(self))


_TABLE = """
Service
  profiles strs; annotations map; attach ?bool; build ?Build; develop ?Develop; blkio_config ?Blkio
  cap_add strs; cap_drop strs; cgroup_parent str; cgroup str; cpu_count int; cpu_percent float; cpu_period int
  cpu_quota int; cpu_rt_period int; cpu_rt_runtime int; cpus float; cpuset str; cpu_shares int; command shell!
  configs [FileMount]; container_name str; credential_spec ?CredentialSpec; depends_on {Dependency}; deploy ?Deploy
  device_cgroup_rules strs; devices [Device]; dns strlist; dns_opt strs; dns_search strlist; dockerfile str
  domainname str; entrypoint shell!; provider ?Provider; environment map=; env_file [EnvFile]; expose numstrs
  extends ?Extends; external_links strs; extra_hosts hosts; group_add numstrs; gpus [DeviceRequest]; hostname str
  healthcheck ?Healthcheck; image str; init ?bool; ipc str; isolation str; labels labels; label_file strlist; links strs
  logging ?Logging; log_driver str; log_opt map; mem_limit bytes; mem_reservation bytes; memswap_limit bytes
  mem_swappiness bytes; mac_address str; models {?ServiceModel}; net str; network_mode str; networks {?ServiceNetwork}
  oom_kill_disable bool; oom_score_adj int; pid str; pids_limit int; platform str; ports [Port]; privileged bool
  pull_policy str; read_only bool; restart str; runtime str; scale ?int; secrets [FileMount]; security_opt strs
  shm_size bytes; stdin_open bool; stop_grace_period ?duration; stop_signal str; storage_opt map; sysctls map
  tmpfs strlist; tty bool; ulimits {ulimit}; use_api_socket bool; user str; userns_mode str; uts str
  volume_driver str; volumes [Mount]; volumes_from strs; working_dir str; post_start [Hook]; pre_stop [Hook]
Build
  context str; dockerfile str; dockerfile_inline str; entitlements strs; args map=; provenance str; sbom str; ssh ssh
  labels labels; cache_from strlist; cache_to strlist; no_cache bool; additional_contexts map; pull bool
  extra_hosts hosts; isolation str; network str; target str; secrets [FileMount]; shm_size bytes; tags strlist
  ulimits {ulimit}; platforms strlist; privileged bool
Develop
  watch [Trigger]
Trigger
  path str; action str; target str; exec Hook; include strlist; ignore strlist; initial_sync bool
Blkio
  weight int; weight_device [WeightDevice]; device_read_bps [ThrottleDevice]; device_read_iops [ThrottleDevice]
  device_write_bps [ThrottleDevice]; device_write_iops [ThrottleDevice]
WeightDevice
  path/Path str!; weight/Weight int!
ThrottleDevice
  path/Path str!; rate/Rate bytes!
FileMount
  source str; target str; uid str; gid str; mode ?filemode
CredentialSpec
  config str; file str; registry str
Dependency
  condition str; restart bool; required ?bool!
Deploy
  mode str; replicas ?int; labels labels; update_config ?Update; rollback_config ?Update; resources Resources
  restart_policy ?RestartPolicy; placement Placement; endpoint_mode str
Update
  parallelism ?int; delay duration; failure_action str; monitor duration; max_failure_ratio float; order str
Resources
  limits ?Resource; reservations ?Resource
Resource
  cpus cpus; memory bytes; pids int; devices [DeviceRequest]; generic_resources [GenericResource]
DeviceRequest
  capabilities strs; driver str; count count; device_ids strs; options map
GenericResource
  discrete_resource_spec ?DiscreteResource
DiscreteResource
  kind str!; value int!
RestartPolicy
  condition str; delay ?duration; max_attempts ?int; window ?duration
Placement
  constraints strs; preferences [Preference]; max_replicas_per_node int
Preference
  spread str
Ulimit
  soft int; hard int
Device
  source str; target str; permissions str
Provider
  type str; options multi
EnvFile
  path str; required ?bool; format str
Extends
  file str; service str
Healthcheck
  test test; timeout ?duration; interval ?duration; retries ?int; start_period ?duration; start_interval ?duration
  disable bool
Logging
  driver str; options options
ServiceModel
  endpoint_var str; model_var str
ServiceNetwork
  aliases strs; driver_opts options; gw_priority int; interface_name str; ipv4_address str; ipv6_address str
  link_local_ips strs; mac_address str; priority int
Port
  name str; mode str; host_ip str; target int; published str; protocol str; app_protocol str
Mount
  type str; source str; target str; read_only bool; consistency str; bind ?MountBind; volume ?MountVolume
  tmpfs ?MountTmpfs; image ?MountImage
MountBind
  selinux str; propagation str; create_host_path bool; recursive str
MountVolume
  labels map; nocopy bool; subpath str
MountTmpfs
  size bytes; mode uint32
MountImage
  subpath str
Hook
  command shell!; user str; privileged bool; working_dir str; environment map=
Network
  name str; driver str; driver_opts options; ipam Ipam; external bool; internal bool; attachable bool; labels labels
  enable_ipv4 ?bool; enable_ipv6 ?bool
Ipam
  driver str; config [Pool]
Pool
  subnet str; gateway str; ip_range str; aux_addresses map
Volume
  name str; driver str; driver_opts options; external bool; labels labels
FileObject
  name str; file str; environment str; content str; external bool; labels labels; driver str; driver_opts map
  template_driver str
Model
  name str; model str; context_size int; runtime_flags strs
"""


def _read(table: str) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    rows: dict[str, list[Field]] = {}
    name = ""
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            name = line
            rows[name] = []
            continue
        for entry in line.split(";"):
            key, kind = entry.split()
            attribute, _, json_name = key.partition("/")
            always = kind.endswith("!") or kind[0].isupper()
            rows[name].append(Field(attribute, kind.rstrip("!"), json_name or attribute, always))
    for name, fields in rows.items():
        shapes[name] = Shape(name, tuple(fields))
    return shapes


SHAPES = _read(_TABLE)
SERVICE = SHAPES["Service"]
SECTIONS = {
    "services": SERVICE,
    "networks": SHAPES["Network"],
    "volumes": SHAPES["Volume"],
    "secrets": SHAPES["FileObject"],
    "configs": SHAPES["FileObject"],
    "models": SHAPES["Model"],
}
