"""The commands of ``pydock service``."""
