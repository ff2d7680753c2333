"""Swarm services: the values of their flags, and the specs that the flags make or change."""
