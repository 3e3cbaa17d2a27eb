"""The window. Views show, controllers decide, core knows.

Threads are made in `jobs` and `thumbnails` only.
"""
