"""BuildKit over the engine's upgraded connections."""
