"""Swarm stacks from compose files."""
