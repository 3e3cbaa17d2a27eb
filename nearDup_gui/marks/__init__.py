"""Which photos go: marks, their history, and marking in bulk."""
