"""``pydock engine``: the engine pydock starts itself."""
