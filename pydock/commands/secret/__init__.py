"""The commands of ``pydock secret``."""
