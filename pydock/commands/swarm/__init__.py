"""The commands of ``pydock swarm``."""
