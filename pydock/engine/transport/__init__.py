"""Dialers and HTTP/1.1 over whatever they dial."""
