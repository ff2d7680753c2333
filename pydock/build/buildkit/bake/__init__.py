"""Bake files: HCL, JSON and compose files that describe several builds."""
