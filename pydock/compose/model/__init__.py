"""The Compose file model."""
