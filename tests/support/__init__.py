"""Fake engine, pty and real engine for the tests."""
