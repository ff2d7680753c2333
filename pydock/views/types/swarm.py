"""The swarm's kinds (node, service, task, secret, config) as their ``inspect`` types them."""

from __future__ import annotations

from pydock.render.template.typed import Types
from pydock.views.types.methods import METHODS
from pydock.views.types.shared import CONFIG, MOUNT

TABLE = """
swarm.NodeRole = string
swarm.NodeAvailability = string
swarm.NodeState = string
swarm.Reachability = string
swarm.TaskState = string
swarm.RuntimeType = string
swarm.RestartPolicyCondition = string
swarm.ResolutionMode = string
swarm.PortConfigProtocol = string
swarm.PortConfigPublishMode = string
swarm.UpdateState = string
swarm.SeccompMode = string
swarm.AppArmorMode = string
container.Isolation = string
swarm.Meta
  Version swarm.Version Version?
  CreatedAt time.Time CreatedAt?
  UpdatedAt time.Time UpdatedAt?
swarm.Version
  Index uint64 Index?
swarm.Annotations
  Name string Name?
  Labels map[string]string
swarm.Driver
  Name string Name?
  Options map[string]string Options?
swarm.TLSInfo
  TrustRoot string TrustRoot?
  CertIssuerSubject []uint8 CertIssuerSubject?
  CertIssuerPublicKey []uint8 CertIssuerPublicKey?
swarm.Secret
  ID string
  + swarm.Meta
  Spec swarm.SecretSpec
swarm.SecretSpec
  + swarm.Annotations
  Data []uint8 Data?
  Driver *swarm.Driver Driver?
  Templating *swarm.Driver Templating?
swarm.Config
  ID string
  + swarm.Meta
  Spec swarm.ConfigSpec
swarm.ConfigSpec
  + swarm.Annotations
  Data []uint8 Data?
  Templating *swarm.Driver Templating?
swarm.Node
  ID string
  + swarm.Meta
  Spec swarm.NodeSpec Spec?
  Description swarm.NodeDescription Description?
  Status swarm.NodeStatus Status?
  ManagerStatus *swarm.ManagerStatus ManagerStatus?
swarm.NodeSpec
  + swarm.Annotations
  Role swarm.NodeRole Role?
  Availability swarm.NodeAvailability Availability?
swarm.NodeDescription
  Hostname string Hostname?
  Platform swarm.Platform Platform?
  Resources swarm.Resources Resources?
  Engine swarm.EngineDescription Engine?
  TLSInfo swarm.TLSInfo TLSInfo?
  CSIInfo []swarm.NodeCSIInfo CSIInfo?
swarm.Platform
  Architecture string Architecture?
  OS string OS?
swarm.EngineDescription
  EngineVersion string EngineVersion?
  Labels map[string]string Labels?
  Plugins []swarm.PluginDescription Plugins?
swarm.PluginDescription
  Type string Type?
  Name string Name?
swarm.NodeCSIInfo
  PluginName string PluginName?
  NodeID string NodeID?
  MaxVolumesPerNode int64 MaxVolumesPerNode?
  AccessibleTopology *swarm.Topology AccessibleTopology?
swarm.Topology
  Segments map[string]string Segments?
swarm.NodeStatus
  State swarm.NodeState State?
  Message string Message?
  Addr string Addr?
swarm.ManagerStatus
  Leader bool Leader?
  Reachability swarm.Reachability Reachability?
  Addr string Addr?
swarm.Resources
  NanoCPUs int64 NanoCPUs?
  MemoryBytes int64 MemoryBytes?
  GenericResources []swarm.GenericResource GenericResources?
swarm.Limit
  NanoCPUs int64 NanoCPUs?
  MemoryBytes int64 MemoryBytes?
  Pids int64 Pids?
swarm.GenericResource
  NamedResourceSpec *swarm.NamedGenericResource NamedResourceSpec?
  DiscreteResourceSpec *swarm.DiscreteGenericResource DiscreteResourceSpec?
swarm.NamedGenericResource
  Kind string Kind?
  Value string Value?
swarm.DiscreteGenericResource
  Kind string Kind?
  Value int64 Value?
swarm.Service
  ID string
  + swarm.Meta
  Spec swarm.ServiceSpec Spec?
  PreviousSpec *swarm.ServiceSpec PreviousSpec?
  Endpoint swarm.Endpoint Endpoint?
  UpdateStatus *swarm.UpdateStatus UpdateStatus?
  ServiceStatus *swarm.ServiceStatus ServiceStatus?
  JobStatus *swarm.JobStatus JobStatus?
swarm.ServiceSpec
  + swarm.Annotations
  TaskTemplate swarm.TaskSpec TaskTemplate?
  Mode swarm.ServiceMode Mode?
  UpdateConfig *swarm.UpdateConfig UpdateConfig?
  RollbackConfig *swarm.UpdateConfig RollbackConfig?
  Networks []swarm.NetworkAttachmentConfig Networks?
  EndpointSpec *swarm.EndpointSpec EndpointSpec?
swarm.ServiceMode
  Replicated *swarm.ReplicatedService Replicated?
  Global *swarm.GlobalService Global?
  ReplicatedJob *swarm.ReplicatedJob ReplicatedJob?
  GlobalJob *swarm.GlobalJob GlobalJob?
swarm.ReplicatedService
  Replicas *uint64 Replicas?
swarm.GlobalService
swarm.ReplicatedJob
  MaxConcurrent *uint64 MaxConcurrent?
  TotalCompletions *uint64 TotalCompletions?
swarm.GlobalJob
swarm.UpdateConfig
  Parallelism uint64
  Delay time.Duration Delay?
  FailureAction string FailureAction?
  Monitor time.Duration Monitor?
  MaxFailureRatio float32
  Order string
swarm.UpdateStatus
  State swarm.UpdateState State?
  StartedAt *time.Time StartedAt?
  CompletedAt *time.Time CompletedAt?
  Message string Message?
swarm.ServiceStatus
  RunningTasks uint64
  DesiredTasks uint64
  CompletedTasks uint64
swarm.JobStatus
  JobIteration swarm.Version
  LastExecution time.Time LastExecution?
swarm.NetworkAttachmentConfig
  Target string Target?
  Aliases []string Aliases?
  DriverOpts map[string]string DriverOpts?
swarm.EndpointSpec
  Mode swarm.ResolutionMode Mode?
  Ports []swarm.PortConfig Ports?
swarm.Endpoint
  Spec swarm.EndpointSpec Spec?
  Ports []swarm.PortConfig Ports?
  VirtualIPs []swarm.EndpointVirtualIP VirtualIPs?
swarm.EndpointVirtualIP
  NetworkID string NetworkID?
  Addr string Addr?
swarm.PortConfig
  Name string Name?
  Protocol swarm.PortConfigProtocol Protocol?
  TargetPort uint32 TargetPort?
  PublishedPort uint32 PublishedPort?
  PublishMode swarm.PortConfigPublishMode PublishMode?
swarm.TaskSpec
  ContainerSpec *swarm.ContainerSpec ContainerSpec?
  PluginSpec *runtime.PluginSpec PluginSpec?
  NetworkAttachmentSpec *swarm.NetworkAttachmentSpec NetworkAttachmentSpec?
  Resources *swarm.ResourceRequirements Resources?
  RestartPolicy *swarm.RestartPolicy RestartPolicy?
  Placement *swarm.Placement Placement?
  Networks []swarm.NetworkAttachmentConfig Networks?
  LogDriver *swarm.Driver LogDriver?
  ForceUpdate uint64
  Runtime swarm.RuntimeType Runtime?
swarm.NetworkAttachmentSpec
  ContainerID string
swarm.ResourceRequirements
  Limits *swarm.Limit Limits?
  Reservations *swarm.Resources Reservations?
swarm.RestartPolicy
  Condition swarm.RestartPolicyCondition Condition?
  Delay *time.Duration Delay?
  MaxAttempts *uint64 MaxAttempts?
  Window *time.Duration Window?
swarm.Placement
  Constraints []string Constraints?
  Preferences []swarm.PlacementPreference Preferences?
  MaxReplicas uint64 MaxReplicas?
  Platforms []swarm.Platform Platforms?
swarm.PlacementPreference
  Spread *swarm.SpreadOver
swarm.SpreadOver
  SpreadDescriptor string
swarm.ContainerSpec
  Image string Image?
  Labels map[string]string Labels?
  Command []string Command?
  Args []string Args?
  Hostname string Hostname?
  Env []string Env?
  Dir string Dir?
  User string User?
  Groups []string Groups?
  Privileges *swarm.Privileges Privileges?
  Init *bool Init?
  StopSignal string StopSignal?
  TTY bool TTY?
  OpenStdin bool OpenStdin?
  ReadOnly bool ReadOnly?
  Mounts []mount.Mount Mounts?
  StopGracePeriod *time.Duration StopGracePeriod?
  Healthcheck *v1.HealthcheckConfig Healthcheck?
  Hosts []string Hosts?
  DNSConfig *swarm.DNSConfig DNSConfig?
  Secrets []*swarm.SecretReference Secrets?
  Configs []*swarm.ConfigReference Configs?
  Isolation container.Isolation Isolation?
  Sysctls map[string]string Sysctls?
  CapabilityAdd []string CapabilityAdd?
  CapabilityDrop []string CapabilityDrop?
  Ulimits []*units.Ulimit Ulimits?
  OomScoreAdj int64 OomScoreAdj?
units.Ulimit
  Name string
  Hard int64
  Soft int64
swarm.DNSConfig
  Nameservers []string Nameservers?
  Search []string Search?
  Options []string Options?
swarm.Privileges
  CredentialSpec *swarm.CredentialSpec
  SELinuxContext *swarm.SELinuxContext
  Seccomp *swarm.SeccompOpts Seccomp?
  AppArmor *swarm.AppArmorOpts AppArmor?
  NoNewPrivileges bool
swarm.CredentialSpec
  Config string
  File string
  Registry string
swarm.SELinuxContext
  Disable bool
  User string
  Role string
  Type string
  Level string
swarm.SeccompOpts
  Mode swarm.SeccompMode Mode?
  Profile []uint8 Profile?
swarm.AppArmorOpts
  Mode swarm.AppArmorMode Mode?
swarm.SecretReference
  File *swarm.ReferenceFileTarget
  SecretID string
  SecretName string
swarm.ConfigReference
  File *swarm.ReferenceFileTarget File?
  Runtime *swarm.ConfigReferenceRuntimeTarget Runtime?
  ConfigID string
  ConfigName string
swarm.ConfigReferenceRuntimeTarget
swarm.ReferenceFileTarget
  Name string
  UID string
  GID string
  Mode fs.FileMode
swarm.Task
  ID string
  + swarm.Meta
  + swarm.Annotations
  Spec swarm.TaskSpec Spec?
  ServiceID string ServiceID?
  Slot int Slot?
  NodeID string NodeID?
  Status swarm.TaskStatus Status?
  DesiredState swarm.TaskState DesiredState?
  NetworksAttachments []swarm.NetworkAttachment NetworksAttachments?
  GenericResources []swarm.GenericResource GenericResources?
  JobIteration *swarm.Version JobIteration?
  Volumes []swarm.VolumeAttachment
swarm.VolumeAttachment
  ID string ID?
  Source string Source?
  Target string Target?
swarm.TaskStatus
  Timestamp time.Time Timestamp?
  State swarm.TaskState State?
  Message string Message?
  Err string Err?
  ContainerStatus *swarm.ContainerStatus ContainerStatus?
  PortStatus swarm.PortStatus PortStatus?
swarm.ContainerStatus
  ContainerID string
  PID int
  ExitCode int
swarm.PortStatus
  Ports []swarm.PortConfig Ports?
swarm.NetworkAttachment
  Network swarm.Network Network?
  Addresses []string Addresses?
swarm.Network
  ID string
  + swarm.Meta
  Spec swarm.NetworkSpec Spec?
  DriverState swarm.Driver DriverState?
  IPAMOptions *swarm.IPAMOptions IPAMOptions?
swarm.NetworkSpec
  + swarm.Annotations
  DriverConfiguration *swarm.Driver DriverConfiguration?
  IPv6Enabled bool IPv6Enabled?
  Internal bool Internal?
  Attachable bool Attachable?
  Ingress bool Ingress?
  IPAMOptions *swarm.IPAMOptions IPAMOptions?
  ConfigFrom *network.ConfigReference ConfigFrom?
  Scope string Scope?
network.ConfigReference
  Network string
swarm.IPAMOptions
  Driver swarm.Driver Driver?
  Configs []swarm.IPAMConfig Configs?
swarm.IPAMConfig
  Subnet string Subnet?
  Range string Range?
  Gateway string Gateway?
runtime.PluginSpec
  Name string name?
  Remote string remote?
  Privileges []*runtime.PluginPrivilege privileges?
  Disabled bool disabled?
  Env []string env?
runtime.PluginPrivilege
  Name string name?
  Description string description?
  Value []string value?
"""

TYPES = Types(TABLE + CONFIG + MOUNT, METHODS)
