"""``pydock compose bridge transformations``."""
