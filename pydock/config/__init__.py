"""Configuration on disk: config.json, credentials, contexts."""
