"""The commands of ``pydock builder``."""
