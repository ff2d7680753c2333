"""One module per verb: ``pydock A B`` is the function ``B`` in ``commands/A/B.py``."""
