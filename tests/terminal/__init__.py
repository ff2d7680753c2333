"""Tests of pydock/terminal."""
