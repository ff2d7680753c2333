"""A container as ``container inspect`` types it."""

from __future__ import annotations

from pydock.render.template.typed import Types
from pydock.views.types.methods import METHODS
from pydock.views.types.shared import CONFIG, DESCRIPTOR, ENDPOINT, MOUNT

TABLE = """
nat.PortMap = map[nat.Port][]nat.PortBinding
container.NetworkMode = string
container.CgroupnsMode = string
container.IpcMode = string
container.CgroupSpec = string
container.PidMode = string
container.UTSMode = string
container.UsernsMode = string
container.Isolation = string
container.RestartPolicyMode = string
nat.PortBinding
  HostIP string HostIp
  HostPort string
container.InspectResponse
  + *container.ContainerJSONBase
  Mounts []container.MountPoint
  Config *container.Config
  NetworkSettings *container.NetworkSettings
  ImageManifestDescriptor *v1.Descriptor ImageManifestDescriptor?
container.ContainerJSONBase
  ID string Id
  Created string
  Path string
  Args []string
  State *container.State
  Image string
  ResolvConfPath string
  HostnamePath string
  HostsPath string
  LogPath string
  Name string
  RestartCount int
  Driver string
  Platform string
  MountLabel string
  ProcessLabel string
  AppArmorProfile string
  ExecIDs []string
  HostConfig *container.HostConfig
  GraphDriver storage.DriverData
  SizeRw *int64 SizeRw?
  SizeRootFs *int64 SizeRootFs?
container.State
  Status string
  Running bool
  Paused bool
  Restarting bool
  OOMKilled bool
  Dead bool
  Pid int
  ExitCode int
  Error string
  StartedAt string
  FinishedAt string
  Health *container.Health Health?
container.Health
  Status string
  FailingStreak int
  Log []*container.HealthcheckResult
container.HealthcheckResult
  Start time.Time
  End time.Time
  ExitCode int
  Output string
container.MountPoint
  Type mount.Type Type?
  Name string Name?
  Source string
  Destination string
  Driver string Driver?
  Mode string
  RW bool
  Propagation mount.Propagation
container.LogConfig
  Type string
  Config map[string]string
container.RestartPolicy
  Name container.RestartPolicyMode
  MaximumRetryCount int
container.DeviceMapping
  PathOnHost string
  PathInContainer string
  CgroupPermissions string
container.DeviceRequest
  Driver string
  Count int
  DeviceIDs []string
  Capabilities [][]string
  Options map[string]string
blkiodev.WeightDevice
  Path string
  Weight uint16
blkiodev.ThrottleDevice
  Path string
  Rate uint64
units.Ulimit
  Name string
  Hard int64
  Soft int64
container.HostConfig
  Binds []string
  ContainerIDFile string
  LogConfig container.LogConfig
  NetworkMode container.NetworkMode
  PortBindings nat.PortMap
  RestartPolicy container.RestartPolicy
  AutoRemove bool
  VolumeDriver string
  VolumesFrom []string
  ConsoleSize [2]uint
  Annotations map[string]string Annotations?
  CapAdd strslice.StrSlice
  CapDrop strslice.StrSlice
  CgroupnsMode container.CgroupnsMode
  DNS []string Dns
  DNSOptions []string DnsOptions
  DNSSearch []string DnsSearch
  ExtraHosts []string
  GroupAdd []string
  IpcMode container.IpcMode
  Cgroup container.CgroupSpec
  Links []string
  OomScoreAdj int
  PidMode container.PidMode
  Privileged bool
  PublishAllPorts bool
  ReadonlyRootfs bool
  SecurityOpt []string
  StorageOpt map[string]string StorageOpt?
  Tmpfs map[string]string Tmpfs?
  UTSMode container.UTSMode
  UsernsMode container.UsernsMode
  ShmSize int64
  Sysctls map[string]string Sysctls?
  Runtime string Runtime?
  Isolation container.Isolation
  + container.Resources
  Mounts []mount.Mount Mounts?
  MaskedPaths []string
  ReadonlyPaths []string
  Init *bool Init?
container.Resources
  CPUShares int64 CpuShares
  Memory int64
  NanoCPUs int64 NanoCpus
  CgroupParent string
  BlkioWeight uint16
  BlkioWeightDevice []*blkiodev.WeightDevice
  BlkioDeviceReadBps []*blkiodev.ThrottleDevice
  BlkioDeviceWriteBps []*blkiodev.ThrottleDevice
  BlkioDeviceReadIOps []*blkiodev.ThrottleDevice
  BlkioDeviceWriteIOps []*blkiodev.ThrottleDevice
  CPUPeriod int64 CpuPeriod
  CPUQuota int64 CpuQuota
  CPURealtimePeriod int64 CpuRealtimePeriod
  CPURealtimeRuntime int64 CpuRealtimeRuntime
  CpusetCpus string
  CpusetMems string
  Devices []container.DeviceMapping
  DeviceCgroupRules []string
  DeviceRequests []container.DeviceRequest
  KernelMemory int64 KernelMemory?
  KernelMemoryTCP int64 KernelMemoryTCP?
  MemoryReservation int64
  MemorySwap int64
  MemorySwappiness *int64
  OomKillDisable *bool
  PidsLimit *int64
  Ulimits []*units.Ulimit
  CPUCount int64 CpuCount
  CPUPercent int64 CpuPercent
  IOMaximumIOps uint64
  IOMaximumBandwidth uint64
container.NetworkSettings
  + container.NetworkSettingsBase
  + container.DefaultNetworkSettings
  Networks map[string]*network.EndpointSettings
container.NetworkSettingsBase
  Bridge string
  SandboxID string
  SandboxKey string
  Ports nat.PortMap
  HairpinMode bool
  LinkLocalIPv6Address string
  LinkLocalIPv6PrefixLen int
  SecondaryIPAddresses []network.Address
  SecondaryIPv6Addresses []network.Address
container.DefaultNetworkSettings
  EndpointID string
  Gateway string
  GlobalIPv6Address string
  GlobalIPv6PrefixLen int
  IPAddress string
  IPPrefixLen int
  IPv6Gateway string
  MacAddress string
network.Address
  Addr string
  PrefixLen int
"""

TYPES = Types(TABLE + CONFIG + MOUNT + ENDPOINT + DESCRIPTOR, METHODS)
