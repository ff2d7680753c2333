"""An image in a registry as ``buildx imagetools inspect`` types it."""

from __future__ import annotations

from pydock.render.template.typed import Types

TYPES = Types(
    """
imagetools.Index
  SchemaVersion int schemaVersion
  MediaType string mediaType
  Digest string digest
  Size int64 size
  Manifests []v1.Descriptor manifests
  Annotations map[string]string annotations?
imagetools.provenanceStub
  SLSA any SLSA?
imagetools.sbomStub
  SPDX any SPDX?
  AdditionalSPDXs []any AdditionalSPDXs?
v1.Descriptor
  MediaType string mediaType
  Digest string digest
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
v1.Image
  Created time.Time created?
  Author string author?
  + v1.Platform
  Config v1.ImageConfig config?
  RootFS v1.RootFS rootfs
  History []v1.History history?
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
v1.RootFS
  Type string type
  DiffIDs []string diff_ids
v1.History
  Created time.Time created?
  CreatedBy string created_by?
  Author string author?
  Comment string comment?
  EmptyLayer bool empty_layer?
"""
)
