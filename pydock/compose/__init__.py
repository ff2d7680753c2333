"""Compose: model, observe, plan, execute."""
