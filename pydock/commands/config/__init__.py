"""The commands of ``pydock config``."""
