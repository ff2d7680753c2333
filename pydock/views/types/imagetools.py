"""An image in a registry as ``buildx imagetools inspect`` types it."""

from __future__ import annotations

from pydock.render.template.typed import Types
from pydock.views.types.shared import DESCRIPTOR, IMAGE_CONFIG

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
v1.Image
  Created time.Time created?
  Author string author?
  + v1.Platform
  Config v1.ImageConfig config?
  RootFS v1.RootFS rootfs
  History []v1.History history?
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
    + DESCRIPTOR
    + IMAGE_CONFIG
)
