"""The engine that pydock starts itself when none runs."""
