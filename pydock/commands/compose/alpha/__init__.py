"""``pydock compose alpha``."""
