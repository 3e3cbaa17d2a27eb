"""What looks like a picture, and what the hash tables hold."""
