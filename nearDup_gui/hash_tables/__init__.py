"""A look inside the hash tables."""
