"""Renderers of progress events."""
