"""Types that containers, images and services have in common."""

CONFIG = """
nat.Port = string
nat.PortSet = map[nat.Port]{}
strslice.StrSlice = []string
container.Config
  Hostname string
  Domainname string
  User string
  AttachStdin bool
  AttachStdout bool
  AttachStderr bool
  ExposedPorts nat.PortSet ExposedPorts?
  Tty bool
  OpenStdin bool
  StdinOnce bool
  Env []string
  Cmd strslice.StrSlice
  Healthcheck *v1.HealthcheckConfig Healthcheck?
  ArgsEscaped bool ArgsEscaped?
  Image string
  Volumes map[string]{}
  WorkingDir string
  Entrypoint strslice.StrSlice
  NetworkDisabled bool NetworkDisabled?
  MacAddress string MacAddress?
  OnBuild []string
  Labels map[string]string
  StopSignal string StopSignal?
  StopTimeout *int StopTimeout?
  Shell strslice.StrSlice Shell?
v1.HealthcheckConfig
  Test []string Test?
  Interval time.Duration Interval?
  Timeout time.Duration Timeout?
  StartPeriod time.Duration StartPeriod?
  StartInterval time.Duration StartInterval?
  Retries int Retries?
storage.DriverData
  Data map[string]string
  Name string
"""

MOUNT = """
mount.Type = string
mount.Propagation = string
mount.Consistency = string
mount.Mount
  Type mount.Type Type?
  Source string Source?
  Target string Target?
  ReadOnly bool ReadOnly?
  Consistency mount.Consistency Consistency?
  BindOptions *mount.BindOptions BindOptions?
  VolumeOptions *mount.VolumeOptions VolumeOptions?
  ImageOptions *mount.ImageOptions ImageOptions?
  TmpfsOptions *mount.TmpfsOptions TmpfsOptions?
  ClusterOptions *mount.ClusterOptions ClusterOptions?
mount.BindOptions
  Propagation mount.Propagation Propagation?
  NonRecursive bool NonRecursive?
  CreateMountpoint bool CreateMountpoint?
  ReadOnlyNonRecursive bool ReadOnlyNonRecursive?
  ReadOnlyForceRecursive bool ReadOnlyForceRecursive?
mount.VolumeOptions
  NoCopy bool NoCopy?
  Labels map[string]string Labels?
  Subpath string Subpath?
  DriverConfig *mount.Driver DriverConfig?
mount.ImageOptions
  Subpath string Subpath?
mount.Driver
  Name string Name?
  Options map[string]string Options?
mount.TmpfsOptions
  SizeBytes int64 SizeBytes?
  Mode fs.FileMode Mode?
  Options [][]string Options?
mount.ClusterOptions
"""

ENDPOINT = """
network.EndpointSettings
  IPAMConfig *network.EndpointIPAMConfig
  Links []string
  Aliases []string
  MacAddress string
  DriverOpts map[string]string
  GwPriority int
  NetworkID string
  EndpointID string
  Gateway string
  IPAddress string
  IPPrefixLen int
  IPv6Gateway string
  GlobalIPv6Address string
  GlobalIPv6PrefixLen int
  DNSNames []string
network.EndpointIPAMConfig
  IPv4Address string IPv4Address?
  IPv6Address string IPv6Address?
  LinkLocalIPs []string LinkLocalIPs?
"""

DESCRIPTOR = """
digest.Digest = string
v1.Descriptor
  MediaType string mediaType
  Digest digest.Digest digest
  Size int64 size
  URLs []string urls?
  Annotations map[string]string annotations?
  Data []uint8 data?
  Platform *v1.Platform platform?
  ArtifactType string artifactType?
v1.Platform
  Architecture string architecture
  OS string os
  OSVersion string os.version?
  OSFeatures []string os.features?
  Variant string variant?
"""

IMAGE_CONFIG = """
v1.ImageConfig
  User string User?
  ExposedPorts map[string]{} ExposedPorts?
  Env []string Env?
  Entrypoint []string Entrypoint?
  Cmd []string Cmd?
  Volumes map[string]{} Volumes?
  WorkingDir string WorkingDir?
  Labels map[string]string Labels?
  StopSignal string StopSignal?
  ArgsEscaped bool ArgsEscaped?
"""
