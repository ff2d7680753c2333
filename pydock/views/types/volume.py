"""A volume as ``volume inspect`` types it."""

from __future__ import annotations

from pydock.render.template.typed import Types

TYPES = Types("""
volume.Volume
  ClusterVolume *volume.ClusterVolume ClusterVolume?
  CreatedAt string CreatedAt?
  Driver string
  Labels map[string]string
  Mountpoint string
  Name string
  Options map[string]string
  Scope string
  Status map[string]any Status?
  UsageData *volume.UsageData UsageData?
volume.UsageData
  RefCount int64
  Size int64
volume.ClusterVolume
  ID string
  Version swarm.Version Version?
  CreatedAt time.Time CreatedAt?
  UpdatedAt time.Time UpdatedAt?
  Spec volume.ClusterVolumeSpec
  PublishStatus []*volume.PublishStatus PublishStatus?
  Info *volume.Info Info?
swarm.Version
  Index uint64 Index?
volume.Availability = string
volume.ClusterVolumeSpec
  Group string Group?
  AccessMode any AccessMode?
  AccessibilityRequirements any AccessibilityRequirements?
  CapacityRange any CapacityRange?
  Secrets any Secrets?
  Availability volume.Availability Availability?
volume.PublishState = string
volume.PublishStatus
  NodeID string NodeID?
  State volume.PublishState State?
  PublishContext map[string]string PublishContext?
volume.Info
  CapacityBytes int64 CapacityBytes?
  VolumeContext map[string]string VolumeContext?
  VolumeID string VolumeID?
  AccessibleTopology any AccessibleTopology?
""")
