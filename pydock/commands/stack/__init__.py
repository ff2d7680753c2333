"""The commands of ``pydock stack``."""
