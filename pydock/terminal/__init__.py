"""Streams, raw mode, size, signals, relays."""
