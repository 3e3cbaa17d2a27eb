"""Which photos go: marks, and their history."""
