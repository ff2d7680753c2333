"""The commands of ``pydock system``."""
