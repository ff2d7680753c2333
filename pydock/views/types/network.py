"""A network as ``network inspect`` types it."""

from __future__ import annotations

from pydock.render.template.typed import Types

TYPES = Types("""
network.Inspect
  Name string
  ID string Id
  Created time.Time
  Scope string
  Driver string
  EnableIPv4 bool
  EnableIPv6 bool
  IPAM network.IPAM
  Internal bool
  Attachable bool
  Ingress bool
  ConfigFrom network.ConfigReference
  ConfigOnly bool
  Containers map[string]network.EndpointResource
  Options map[string]string
  Labels map[string]string
  Peers []network.PeerInfo Peers?
  Services map[string]network.ServiceInfo Services?
network.IPAM
  Driver string
  Options map[string]string
  Config []network.IPAMConfig
network.IPAMConfig
  Subnet string Subnet?
  IPRange string IPRange?
  Gateway string Gateway?
  AuxAddress map[string]string AuxiliaryAddresses?
network.ConfigReference
  Network string
network.EndpointResource
  Name string
  EndpointID string
  MacAddress string
  IPv4Address string
  IPv6Address string
network.PeerInfo
  Name string
  IP string
network.ServiceInfo
  VIP string
  Ports []string
  LocalLBIndex int
  Tasks []network.Task
network.Task
  Name string
  EndpointID string
  EndpointIP string
  Info map[string]string
""")
