"""Docker's value grammar as pure functions."""
