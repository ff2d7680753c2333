"""An image as ``image inspect`` types it."""

from __future__ import annotations

from pydock.render.template.typed import Types
from pydock.views.types.shared import CONFIG, DESCRIPTOR, IMAGE_CONFIG

TABLE = """
image.InspectResponse
  ID string Id
  RepoTags []string
  RepoDigests []string
  Parent string
  Comment string
  Created string Created?
  Container string Container?
  ContainerConfig *container.Config ContainerConfig?
  DockerVersion string
  Author string
  Config *v1.DockerOCIImageConfig
  Architecture string
  Variant string Variant?
  Os string
  OsVersion string OsVersion?
  Size int64
  VirtualSize int64 VirtualSize?
  GraphDriver storage.DriverData
  RootFS image.RootFS
  Metadata image.Metadata
  Descriptor *v1.Descriptor Descriptor?
  Manifests []image.ManifestSummary Manifests?
image.RootFS
  Type string Type?
  Layers []string Layers?
image.Metadata
  LastTagTime time.Time LastTagTime?
image.ManifestKind = string
image.ManifestSummary
  ID string
  Descriptor v1.Descriptor
  Available bool
  Kind image.ManifestKind
  ImageData any ImageData?
  AttestationData any AttestationData?
v1.DockerOCIImageConfig
  + v1.ImageConfig
  + v1.DockerOCIImageConfigExt
v1.DockerOCIImageConfigExt
  Healthcheck *v1.HealthcheckConfig Healthcheck?
  OnBuild []string OnBuild?
  Shell []string Shell?
"""

TYPES = Types(TABLE + CONFIG + DESCRIPTOR + IMAGE_CONFIG)
