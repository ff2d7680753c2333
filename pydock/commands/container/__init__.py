"""``pydock container`` and its short forms."""
