"""Tests of pydock/cli."""
