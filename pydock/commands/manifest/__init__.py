"""The commands of ``pydock network``."""
