"""Go types of what the engine answers, as tables: see ``pydock/render/template/typed.py``."""
