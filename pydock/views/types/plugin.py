"""An engine plugin as ``plugin inspect`` types it."""

from __future__ import annotations

from pydock.render.template.typed import Types

TYPES = Types("""
types.Plugin
  Config types.PluginConfig
  Enabled bool
  ID string Id?
  Name string
  PluginReference string PluginReference?
  Settings types.PluginSettings
types.PluginConfig
  Args types.PluginConfigArgs
  Description string
  DockerVersion string DockerVersion?
  Documentation string
  Entrypoint []string
  Env []types.PluginEnv
  Interface types.PluginConfigInterface
  IpcHost bool
  Linux types.PluginConfigLinux
  Mounts []types.PluginMount
  Network types.PluginConfigNetwork
  PidHost bool
  PropagatedMount string
  User types.PluginConfigUser User?
  WorkDir string
  Rootfs *types.PluginConfigRootfs rootfs?
types.PluginConfigArgs
  Description string
  Name string
  Settable []string
  Value []string
types.PluginConfigInterface
  ProtocolScheme string ProtocolScheme?
  Socket string
  Types []types.PluginInterfaceType
types.PluginInterfaceType = any
types.PluginConfigLinux
  AllowAllDevices bool
  Capabilities []string
  Devices []types.PluginDevice
types.PluginConfigNetwork
  Type string
types.PluginConfigRootfs
  DiffIds []string diff_ids
  Type string type?
types.PluginConfigUser
  GID uint32 GID?
  UID uint32 UID?
types.PluginEnv
  Description string
  Name string
  Settable []string
  Value *string
types.PluginMount
  Description string
  Destination string
  Name string
  Options []string
  Settable []string
  Source *string
  Type string
types.PluginDevice
  Description string
  Name string
  Path *string
  Settable []string
types.PluginSettings
  Args []string
  Devices []types.PluginDevice
  Env []string
  Mounts []types.PluginMount
""")
