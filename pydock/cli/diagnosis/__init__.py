"""``doctor``: checks that say why something does not work, each with its remedy."""
