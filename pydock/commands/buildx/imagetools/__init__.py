"""``pydock buildx imagetools``: images in registries."""
