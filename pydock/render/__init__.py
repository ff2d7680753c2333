"""Bytes for people: tables, templates, units, progress."""
