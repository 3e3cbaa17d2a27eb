"""Two photos of a group beside each other."""
