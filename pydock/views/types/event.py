"""An event as ``events`` types it."""

from __future__ import annotations

from pydock.render.template.typed import Types

TYPES = Types("""
events.Type = string
events.Action = string
events.Message
  Status string status?
  ID string id?
  From string from?
  Type events.Type
  Action events.Action
  Actor events.Actor
  Scope string scope?
  Time int64 time?
  TimeNano int64 timeNano?
events.Actor
  ID string
  Attributes map[string]string
""")
