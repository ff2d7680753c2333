"""API JSON to named columns."""
