"""The commands of ``pydock registry``."""
