"""What the window says: core's words, numbers and dates as people read them, in their language."""
