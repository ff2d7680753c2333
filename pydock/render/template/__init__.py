"""Go text/template as Docker exposes it."""
