"""Renderers of progress: ``plain``, ``quiet``, ``json`` and ``live`` (terminals; the only user of rich)."""
