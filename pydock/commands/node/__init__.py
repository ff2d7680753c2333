"""The commands of ``pydock node``."""
