"""``pydock buildx history``: the engine's records of past builds."""
