"""The commands of ``pydock plugin``."""
