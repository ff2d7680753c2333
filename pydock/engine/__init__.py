"""The Docker Engine API client; it never prints."""
