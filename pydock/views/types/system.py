"""The engine as ``info`` and ``version`` type it.

``TYPES.decode(data, "system.dockerInfo")`` takes the answer of ``GET /info`` with ``ClientInfo``, ``ServerErrors``
and ``ClientErrors`` added; ``"system.versionInfo"`` takes ``{"Client": {...}, "Server": {...} or None}``.
"""

from __future__ import annotations

from pydock.render.template.typed import Types
from pydock.views.types.methods import METHODS
from pydock.views.types.shared import CONFIG, MOUNT
from pydock.views.types.swarm import TABLE

INFO = """
system.dockerInfo
  + *system.Info
  ServerErrors []string ServerErrors?
  UserName string -
  ClientInfo *system.clientInfo ClientInfo?
  ClientErrors []string ClientErrors?
system.clientInfo
  Debug bool
  + system.clientVersion
  Plugins []any
  Warnings []string
system.clientVersion
  Platform *system.platformInfo Platform?
  Version string Version?
  APIVersion string ApiVersion?
  DefaultAPIVersion string DefaultAPIVersion?
  GitCommit string
  GoVersion string
  Os string
  Arch string
  BuildTime string BuildTime?
  Context string
system.platformInfo
  Name string Name?
system.Info
  ID string
  Containers int
  ContainersRunning int
  ContainersPaused int
  ContainersStopped int
  Images int
  Driver string
  DriverStatus [][2]string
  SystemStatus [][2]string SystemStatus?
  Plugins system.PluginsInfo
  MemoryLimit bool
  SwapLimit bool
  KernelMemory bool KernelMemory?
  KernelMemoryTCP bool KernelMemoryTCP?
  CPUCfsPeriod bool CpuCfsPeriod
  CPUCfsQuota bool CpuCfsQuota
  CPUShares bool
  CPUSet bool
  PidsLimit bool
  IPv4Forwarding bool
  Debug bool
  NFd int
  OomKillDisable bool
  NGoroutines int
  SystemTime string
  LoggingDriver string
  CgroupDriver string
  CgroupVersion string CgroupVersion?
  NEventsListener int
  KernelVersion string
  OperatingSystem string
  OSVersion string
  OSType string
  Architecture string
  IndexServerAddress string
  RegistryConfig *registry.ServiceConfig
  NCPU int
  MemTotal int64
  GenericResources []swarm.GenericResource
  DockerRootDir string
  HTTPProxy string HttpProxy
  HTTPSProxy string HttpsProxy
  NoProxy string
  Name string
  Labels []string
  ExperimentalBuild bool
  ServerVersion string
  Runtimes map[string]system.RuntimeWithStatus
  DefaultRuntime string
  Swarm swarm.Info
  LiveRestoreEnabled bool
  Isolation string
  InitBinary string
  ContainerdCommit system.Commit
  RuncCommit system.Commit
  InitCommit system.Commit
  SecurityOptions []string
  ProductLicense string ProductLicense?
  DefaultAddressPools []system.NetworkAddressPool DefaultAddressPools?
  FirewallBackend *system.FirewallInfo FirewallBackend?
  CDISpecDirs []string
  DiscoveredDevices []system.DeviceInfo DiscoveredDevices?
  Containerd *system.ContainerdInfo Containerd?
  Warnings []string
system.PluginsInfo
  Volume []string
  Network []string
  Authorization []string
  Log []string
registry.ServiceConfig
  IndexConfigs map[string]*registry.IndexInfo
  InsecureRegistryCIDRs []string
  Mirrors []string
registry.IndexInfo
  Mirrors []string
  Name string
  Official bool
  Secure bool
system.RuntimeWithStatus
  + system.Runtime
  Status map[string]string status?
system.Runtime
  Path string path?
  Args []string runtimeArgs?
  Type string runtimeType?
  Options map[string]any options?
system.Commit
  ID string
  Expected string Expected?
system.NetworkAddressPool
  Base string
  Size int
system.FirewallInfo
  Driver string
  Info [][2]string Info?
system.DeviceInfo
  Source string
  ID string
system.ContainerdInfo
  Address string Address?
  Namespaces system.ContainerdNamespaces
system.ContainerdNamespaces
  Containers string
  Plugins string
swarm.LocalNodeState = string
swarm.Info
  NodeID string
  NodeAddr string
  LocalNodeState swarm.LocalNodeState
  ControlAvailable bool
  Error string
  RemoteManagers []swarm.Peer
  Nodes int Nodes?
  Managers int Managers?
  Cluster *swarm.ClusterInfo Cluster?
  Warnings []string Warnings?
swarm.Peer
  NodeID string
  Addr string
swarm.ClusterInfo
  ID string
  + swarm.Meta
  Spec swarm.Spec
  TLSInfo swarm.TLSInfo
  RootRotationInProgress bool
  DefaultAddrPool []string
  SubnetSize uint32
  DataPathPort uint32
swarm.Spec
  + swarm.Annotations
  Orchestration swarm.OrchestrationConfig Orchestration?
  Raft swarm.RaftConfig Raft?
  Dispatcher swarm.DispatcherConfig Dispatcher?
  CAConfig swarm.CAConfig CAConfig?
  TaskDefaults swarm.TaskDefaults TaskDefaults?
  EncryptionConfig swarm.EncryptionConfig EncryptionConfig?
swarm.OrchestrationConfig
  TaskHistoryRetentionLimit *int64 TaskHistoryRetentionLimit?
swarm.RaftConfig
  SnapshotInterval uint64 SnapshotInterval?
  KeepOldSnapshots *uint64 KeepOldSnapshots?
  LogEntriesForSlowFollowers uint64 LogEntriesForSlowFollowers?
  ElectionTick int
  HeartbeatTick int
swarm.DispatcherConfig
  HeartbeatPeriod time.Duration HeartbeatPeriod?
swarm.CAConfig
  NodeCertExpiry time.Duration NodeCertExpiry?
  ExternalCAs []any ExternalCAs?
  SigningCACert string SigningCACert?
  SigningCAKey string SigningCAKey?
  ForceRotate uint64 ForceRotate?
swarm.TaskDefaults
  LogDriver *swarm.Driver LogDriver?
swarm.EncryptionConfig
  AutoLockManagers bool
"""

VERSION = """
system.versionInfo
  Client system.clientVersion
  Server *types.Version
types.Version
  Platform types.Platform Platform?
  Components []types.ComponentVersion Components?
  Version string
  APIVersion string ApiVersion
  MinAPIVersion string MinAPIVersion?
  GitCommit string
  GoVersion string
  Os string
  Arch string
  KernelVersion string KernelVersion?
  Experimental bool Experimental?
  BuildTime string BuildTime?
types.Platform
  Name string
types.ComponentVersion
  Name string
  Version string
  Details map[string]string Details?
"""

TYPES = Types(TABLE + CONFIG + MOUNT + INFO + VERSION, METHODS)
