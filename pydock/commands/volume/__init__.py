"""The commands of ``pydock volume``."""
