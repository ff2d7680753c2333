"""``pydock compose bridge``."""
