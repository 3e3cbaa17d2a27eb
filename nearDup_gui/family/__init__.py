"""Who was made of whom in a group."""
